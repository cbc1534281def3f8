package verify

import (
	"encoding/json"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/internal/place"
)

const schema = "mskguide.verify/1"

// Document is what was found in some guidelines: mskguide.verify/1.
type Document struct {
	Schema  string    `json:"schema"`
	Reports []*Report `json:"reports"`
}

// NewDocument puts reports together.
func NewDocument(reports ...*Report) *Document { return &Document{schema, reports} }

// Schema is the JSON Schema (2020-12) of a [Document].
func Schema() ([]byte, error) {
	return decision.SchemaOf("What was found in guidelines, checked over all inputs ("+schema+")", Document{})
}

// Found is the number of findings that nobody expects; notes are none.
func (d *Document) Found() (n int) {
	for _, r := range d.Reports {
		n += r.Found()
	}
	return n
}

// Report is what was found in a guideline. Its lists are sorted: by kind, then by place.
type Report struct {
	Guideline     decision.Info `json:"guideline"`
	Findings      []Finding     `json:"findings"`
	Expected      []Finding     `json:"expected"`
	Checked       Checked       `json:"checked"`
	NotAnalysable []Unanswered  `json:"not_analysable"`
}

// Found is the number of findings that nobody expects; notes are none.
func (r *Report) Found() (n int) {
	for i := range r.Findings {
		if r.Findings[i].Severity != Note {
			n++
		}
	}
	return n
}

// Finding is something about a guideline that its authors should know.
type Finding struct {
	Kind     Kind     `json:"finding"`
	Severity Severity `json:"severity"`
	Text     string   `json:"text"`
	Entries  []Entry  `json:"entries"`            // all that are involved; the first is what it is about
	Expected string   `json:"expected,omitempty"` // why it is meant to be so
	Witness  *Witness `json:"witness,omitempty"`
}

// Entry is something that a bundle or an overlay declares.
type Entry struct {
	Kind   string `json:"kind"` // rule, option, definition, …
	ID     string `json:"id"`
	File   string `json:"file"` // of the bundle, or the overlay's
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// Place is file:line:column.
func (e Entry) Place() string {
	return place.Pos{File: e.File, Line: e.Line, Column: e.Column}.String()
}

func entryOf(e *model.Entry) Entry {
	return Entry{Kind: string(e.Kind), ID: e.ID, File: e.Pos.File, Line: e.Pos.Line, Column: e.Pos.Column}
}

// Witness is a case that anyone can run to see what was found. Of its facts none can be left
// out: without it the case is no longer sure to show the finding.
type Witness struct {
	Shows    string          `json:"shows"`              // what to look for in the answer
	Facts    json.RawMessage `json:"facts"`              // a document for mskguide decide
	Beside   json.RawMessage `json:"beside,omitempty"`   // of a finding on one fact: the same with another value of it
	Choices  []Choice        `json:"choices,omitempty"`  // of local policy that it needs and that are not in force
	Overlay  string          `json:"overlay,omitempty"`  // YAML that makes these choices
	Scenario string          `json:"scenario,omitempty"` // YAML with the facts and the answer that the guideline gives now
	Note     string          `json:"note,omitempty"`     // what is not certain of it

	levels []int    // the verdicts of its completions
	rules  []string // that certainly hold and give the least severe of them
}

// Choice is a value of a param.
type Choice struct {
	Param string `json:"param"`
	Value string `json:"value"`
}

// Checked says what was looked at.
type Checked struct {
	Facts       int    `json:"facts"`
	Definitions int    `json:"definitions"`
	Rules       int    `json:"rules"`
	Options     int    `json:"options"`
	Conditions  int    `json:"conditions"` // of all entries
	Invariants  int    `json:"invariants"`
	Params      int    `json:"params"`
	Choices     string `json:"choices"` // of local policy, as far as conditions tell them apart
	Cells       string `json:"cells"`   // complete cases for every choice, likewise
	Nodes       int    `json:"nodes"`   // of the diagrams that stand for them
}

// Unanswered is a question that could not be answered.
type Unanswered struct {
	What string `json:"what"`
	Why  string `json:"why"`
}
