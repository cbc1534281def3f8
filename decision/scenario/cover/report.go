package cover

import (
	"encoding/json"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

const schema = "mskguide.coverage/1"

// Schema is the JSON Schema (2020-12) of a [Document].
func Schema() ([]byte, error) {
	return decision.SchemaOf("What examples try of the conditions of a guideline ("+schema+")", Document{})
}

// Document is what examples try of the conditions of some guidelines: mskguide.coverage/1.
type Document struct {
	Schema  string    `json:"schema"`
	Reports []*Report `json:"reports"`
}

// NewDocument puts reports together.
func NewDocument(reports ...*Report) *Document {
	return &Document{schema, reports}
}

// Holes is the number of requirements that no example meets, though some case would.
func (d *Document) Holes() (n int) {
	for _, c := range d.Reports {
		n += c.Holes()
	}
	return n
}

// Report is what examples try of the conditions of a guideline. See [Of].
type Report struct {
	Guideline decision.Info `json:"guideline"`
	Examples  int           `json:"examples"`
	Total     Counts        `json:"total"`
	Files     []File        `json:"files"`     // in the order of the decisions
	Decisions []Decision    `json:"decisions"` // by kind, then in file order
	Closing   []ClosingCase `json:"closing"`   // with these every requirement that is open would be met
}

// Holes is the number of requirements that no example meets, though some case would.
func (c *Report) Holes() int { return c.Total.Rule.Open + c.Total.Branch.Open + c.Total.MCDC.Open }

// Counts counts the requirements of each measure.
type Counts struct {
	Rule   Count `json:"rule"`   // outcomes of decisions
	Branch Count `json:"branch"` // values of atoms
	MCDC   Count `json:"mcdc"`   // pairs
}

// Count counts requirements of one measure by their state.
type Count struct {
	Covered    int `json:"covered"`
	Open       int `json:"open"`
	Infeasible int `json:"infeasible"`
	Undecided  int `json:"undecided"`
}

// Percent is how many of those that can be met are.
func (t Count) Percent() float64 {
	if t.Covered+t.Open == 0 {
		return 100
	}
	return 100 * float64(t.Covered) / float64(t.Covered+t.Open)
}

func (t *Count) add(s State) {
	switch s {
	case Covered:
		t.Covered++
	case Open:
		t.Open++
	case Infeasible:
		t.Infeasible++
	case Undecided:
		t.Undecided++
	}
}

// File is the part of one file of the bundle, or of one overlay.
type File struct {
	File  string `json:"file"`
	Total Counts `json:"total"`
}

// Decision is a condition of the guideline with what is required of it.
type Decision struct {
	Kind         string        `json:"kind"` // rule, option, definition, …
	ID           string        `json:"id"`
	File         string        `json:"file"`
	Line         int           `json:"line"`
	Column       int           `json:"column"`
	When         string        `json:"when"`          // as written
	Off          string        `json:"off,omitempty"` // why nothing is required of it
	Params       []ParamChoice `json:"params"`        // whose values are in it
	Atoms        []string      `json:"atoms"`         // as written, from left to right
	Requirements []Requirement `json:"requirements"`
}

// ParamChoice is the value that a param has in force.
type ParamChoice struct {
	Param string `json:"param"`
	Value string `json:"value"`
}

// Place is file:line:column.
func (d *Decision) Place() string {
	return place.Pos{File: d.File, Line: d.Line, Column: d.Column}.String()
}

// Measure is what a requirement belongs to.
type Measure string

// The measures.
const (
	Rule   Measure = "rule"
	Branch Measure = "branch"
	MCDC   Measure = "mcdc" // a half of a pair
)

// SchemaValues are the measures, for the JSON Schema.
func (Measure) SchemaValues() []string {
	return []string{string(Rule), string(Branch), string(MCDC)}
}

// State is what has become of a requirement.
type State string

// What becomes of requirements.
const (
	Covered    State = "covered"
	Open       State = "open"       // no example meets it, and its facts would
	Infeasible State = "infeasible" // proved: no case meets it
	Undecided  State = "undecided"  // it turns on comparisons of numbers, and no case was found that meets it
)

// SchemaValues are the states, for the JSON Schema.
func (State) SchemaValues() []string {
	return []string{string(Covered), string(Open), string(Infeasible), string(Undecided)}
}

// Requirement is something that an example should show of a decision.
type Requirement struct {
	Measure Measure         `json:"measure"`
	Atom    int             `json:"atom,omitempty"` // which it is about, from 1
	Value   bool            `json:"value"`          // of the atom; of rule coverage, of the decision
	Holds   bool            `json:"holds"`          // of MC/DC and rule coverage: whether the decision does
	State   State           `json:"state"`
	Example string          `json:"example,omitempty"` // the first that meets it
	Facts   json.RawMessage `json:"facts,omitempty"`   // the least that would, of one that is open
	Why     string          `json:"why,omitempty"`     // it is infeasible or undecided
	Other   bool            `json:"other,omitempty"`   // it is so because the other half of its pair is
}

// Says is the requirement in words.
func (d *Decision) Says(r *Requirement) string {
	value := map[bool]string{true: "true", false: "false"}[r.Value]
	holds := map[bool]string{true: "holds", false: "does not hold"}[r.Holds]
	switch r.Measure {
	case Rule:
		return "it certainly " + holds
	case Branch:
		return "`" + d.Atoms[r.Atom-1] + "` is certainly " + value
	}
	return "`" + d.Atoms[r.Atom-1] + "` is " + value + " and decides that it " + holds
}

// ClosingCase is a case that some requirements wait for.
type ClosingCase struct {
	ID     string          `json:"id"`
	Title  string          `json:"title"` // the requirement that it was made for
	Facts  json.RawMessage `json:"facts"`
	Closes []string        `json:"closes"` // what it meets that none before it does
}

// JSON is the document as deterministic bytes.
func (d *Document) JSON() ([]byte, error) { return wording.JSON(d) }
