package decision

import (
	"bytes"
	"encoding/json"
)

const questionSchema = "mskguide.question/1"

// Question is what to ask next, of [Guideline.Next]. As JSON it is the document
// mskguide.question/1.
type Question struct {
	Schema    string   `json:"schema"`
	Guideline Info     `json:"guideline"`
	Fact      string   `json:"fact,omitempty"`  // that is asked about; or
	Group     string   `json:"group,omitempty"` // of which some facts are asked about at once
	Type      string   `json:"type"`            // of the fact; or group
	Title     string   `json:"title"`
	Text      string   `json:"text"` // the question
	Help      string   `json:"help,omitempty"`
	Unit      string   `json:"unit,omitempty"`
	Asks      []Asked  `json:"asks"`   // the facts, in asking order
	Burden    int      `json:"burden"` // of these facts together
	Why       Why      `json:"why"`
	Left      Left     `json:"left"`
	Answers   []Answer `json:"answers"` // what may be answered; of a group also more than one fact
}

// Asked is a fact that a question asks about.
type Asked struct {
	Fact   string `json:"fact"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Help   string `json:"help,omitempty"`
	Burden int    `json:"burden"`
}

// Stage is which part of the order of questions one belongs to.
type Stage string

// The stages, in their order.
const (
	StageFirst Stage = "first" // declared to come first, and asked even when a no is certain
	StageEarly Stage = "early" // declared to come after that
	StageOpen  Stage = "open"  // of what could change the verdict
	StageThen  Stage = "then"  // of what could bring or lift a caution of the least severe verdict
	StageLast  Stage = "last"  // declared to come last
)

// Why is why a question is asked.
type Why struct {
	Stage    Stage    `json:"stage"`
	Verdicts []string `json:"verdicts"` // that those rules give, by falling severity; none when only cautions are open, or a fact is fixed
	Rules    []string `json:"rules"`    // that the answer bears on, by falling severity, then in file order
}

// Left is the burden of what is still missing: now, and after the worst answer, and after the
// mean of the answers.
type Left struct {
	Now   int     `json:"now"`
	Worst int     `json:"worst"`
	Mean  float64 `json:"mean"`
}

// Answer is one answer to a question and what then holds. A question about a fact that is fixed
// ([Fact].Fixed) does not tell which verdict an answer leads to, so that nobody answers for the
// sake of it.
type Answer struct {
	Says        string   `json:"says"`
	Facts       Facts    `json:"facts"`                 // what it adds to the facts
	Verdict     string   `json:"verdict,omitempty"`     // "" when a fact is fixed
	Settled     *bool    `json:"settled,omitempty"`     // nil when a fact is fixed
	CouldBecome []string `json:"could_become,omitzero"` // nil when a fact is fixed
	Left        int      `json:"left"`                  // burden of what is then still missing
	Exact       bool     `json:"exact"`                 // false: not all that this answer stands for need come to this
}

// JSON is the question as mskguide.question/1, with one trailing newline.
func (q *Question) JSON() []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(q); err != nil { // texts, numbers and bools always encode
		return []byte("null\n")
	}
	return out.Bytes()
}

// SchemaValues lists the stages.
func (Stage) SchemaValues() []string {
	return []string{string(StageFirst), string(StageEarly), string(StageOpen), string(StageThen), string(StageLast)}
}
