package mutate

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

const schema = "mskguide.mutation/1"

// Schema is the JSON Schema (2020-12) of a [Document].
func Schema() ([]byte, error) {
	return decision.SchemaOf("How closely examples pin guidelines down ("+schema+")", Document{})
}

// Document is what came of the mutants of some guidelines: mskguide.mutation/1.
type Document struct {
	Schema  string    `json:"schema"`
	Reports []*Report `json:"reports"`
}

// NewDocument puts reports together.
func NewDocument(reports ...*Report) *Document {
	return &Document{schema, reports}
}

// Survivors is the number of mutants that nothing told.
func (d *Document) Survivors() (n int) {
	for _, m := range d.Reports {
		n += len(m.Survivors)
	}
	return n
}

// JSON is the document as deterministic bytes.
func (d *Document) JSON() ([]byte, error) { return wording.JSON(d) }

// Report is what came of the mutants of a guideline. It depends on nothing but the guideline, the
// examples and the options. See [Try].
//
// A score is of the mutants that are not equivalent. It says how closely the examples pin the
// guideline down, not whether it is right.
type Report struct {
	Guideline    decision.Info `json:"guideline"`
	Examples     int           `json:"examples"`
	Sampled      *Sampled      `json:"sampled,omitempty"`
	Made         int           `json:"made"`
	Refused      int           `json:"refused"`                // no such guideline could be opened; they do not count
	Equivalent   int           `json:"equivalent"`             // in every field, proved; they do not count
	Answers      Score         `json:"answers"`                // told by the answers to the examples, in any field
	Expectations *Score        `json:"expectations,omitempty"` // told by what scenarios expect
	Fields       []FieldScore  `json:"fields"`
	Kinds        []KindScore   `json:"kinds"`
	Survivors    []Mutant      `json:"survivors"`            // no answer tells
	Unexpected   []Mutant      `json:"unexpected,omitempty"` // some answer differs, in nothing that a scenario expects
	NotCounted   []NotCounted  `json:"not_counted"`
}

// Sampled says which mutants were tried, where not all were.
type Sampled struct {
	Of   int    `json:"of"`
	Seed uint64 `json:"seed"`
}

// Score is how many mutants were told from the guideline.
type Score struct {
	Counted int `json:"counted"` // not equivalent
	Killed  int `json:"killed"`
}

// Percent is the share of those that were told; 100 where none counts.
func (s Score) Percent() float64 {
	if s.Counted == 0 {
		return 100
	}
	return 100 * float64(s.Killed) / float64(s.Counted)
}

func (s *Score) add(killed bool) {
	s.Counted++
	if killed {
		s.Killed++
	}
}

// FieldScore is the score of one field of an answer: of the mutants that are not equivalent in it.
type FieldScore struct {
	Field Field `json:"field"`
	Score Score `json:"score"`
}

// KindScore is the score of one kind of mistake.
type KindScore struct {
	Kind  string `json:"kind"`
	Score Score  `json:"score"`
}

// Mutant is a guideline that is wrong in one place.
type Mutant struct {
	ID      string          `json:"id"`
	Kind    string          `json:"kind"`
	Says    string          `json:"says"` // what is wrong
	Entry   string          `json:"entry"`
	Of      string          `json:"of"` // id of the entry
	File    string          `json:"file"`
	Line    int             `json:"line"`
	Column  int             `json:"column"`
	Changes []Change        `json:"changes"`
	Differs []Field         `json:"differs"`         // fields in which it is not equivalent
	Facts   json.RawMessage `json:"facts,omitempty"` // the least that tells it from the guideline
	Shows   []Field         `json:"shows,omitempty"` // in which fields, there
	Note    string          `json:"note,omitempty"`  // why there are none
	By      string          `json:"by,omitempty"`    // the first example that tells
}

// Change is what was written, and what is written instead; of a list, what is left out.
type Change struct {
	Key string `json:"key"`
	Was string `json:"was"`
	Is  string `json:"is"`
}

// NotCounted is a mutant that does not count.
type NotCounted struct {
	ID   string `json:"id"`
	Says string `json:"says"`
	Why  string `json:"why"` // equivalent, or what Open would say
}

// Place is file:line:column of the entry.
func (m *Mutant) Place() string {
	return place.Pos{File: m.File, Line: m.Line, Column: m.Column}.String()
}

func (m *mutating) report() *Report {
	out := &Report{Guideline: m.g.Info(), Examples: len(m.examples), Sampled: m.sample, Made: len(m.results),
		Survivors: []Mutant{}, NotCounted: []NotCounted{}}
	if m.scenarios != nil {
		out.Expectations = &Score{}
	}
	for _, f := range Fields() {
		out.Fields = append(out.Fields, FieldScore{Field: f})
	}
	for _, k := range model.MutantKinds() {
		out.Kinds = append(out.Kinds, KindScore{Kind: string(k)})
	}
	for i := range m.results {
		m.enter(out, i)
	}
	return out
}

// enter counts one mutant.
func (m *mutating) enter(out *Report, i int) {
	r, k := &m.results[i], m.mutantOf(i)
	switch {
	case r.refused != nil:
		out.Refused++
		out.NotCounted = append(out.NotCounted, NotCounted{k.ID, k.Says, r.refused.Error()})
		return
	case r.possible == 0:
		out.Equivalent++
		out.NotCounted = append(out.NotCounted, NotCounted{k.ID, k.Says, "equivalent"})
		return
	}
	out.Answers.add(r.killed != 0)
	for f := range out.Fields {
		if bit := fields(1) << f; r.possible&bit != 0 {
			out.Fields[f].Score.add(r.killed&bit != 0)
		}
	}
	for n := range out.Kinds {
		if out.Kinds[n].Kind == string(k.Kind) {
			out.Kinds[n].Score.add(r.killed != 0)
		}
	}
	if out.Expectations != nil {
		out.Expectations.add(r.expected)
	}
	switch {
	case r.killed == 0:
		out.Survivors = append(out.Survivors, m.mutant(i))
	case out.Expectations != nil && !r.expected:
		out.Unexpected = append(out.Unexpected, m.mutant(i))
	}
}

func (m *mutating) mutant(i int) Mutant {
	r, k := &m.results[i], m.mutantOf(i)
	out := Mutant{ID: k.ID, Kind: string(k.Kind), Says: k.Says, Entry: string(k.Entry), Of: k.Of, File: k.Pos.File, Line: k.Pos.Line, Column: k.Pos.Column,
		Differs: r.possible.list(), Facts: r.suggestion.facts, Shows: r.shows().list(), Note: r.suggestion.note, By: r.by}
	if r.unproved != "" {
		out.Note = "whether it is equivalent is not known: " + r.unproved
	}
	for _, e := range k.Edits {
		out.Changes = append(out.Changes, Change{e.Key, e.Was, e.Is})
	}
	return out
}

// Scenarios is a file of scenarios with a case for every survivor that has one. What to expect of
// them is for a person to add.
func (m *Report) Scenarios() string {
	var b strings.Builder
	b.WriteString("schema: mskguide.scenario/1\nsays: Cases that tell the guideline from others that are wrong in one place. What it should answer is to be added, from what it is made of and not from its answer.\n")
	if o := m.Guideline.Overlays; len(o) > 0 {
		fmt.Fprintf(&b, "overlays: [%s]\n", strings.Join(o, ", "))
	}
	var cases []string
	for i := range m.Survivors {
		if k := &m.Survivors[i]; k.Facts != nil {
			cases = append(cases, k.Scenario())
		}
	}
	if cases == nil {
		b.WriteString("scenarios: []\n")
		return b.String()
	}
	b.WriteString("scenarios:\n" + strings.Join(cases, ""))
	return b.String()
}

// Scenario is the case that tells the mutant, to be pasted into a file of scenarios; "" for none.
func (m *Mutant) Scenario() string {
	if m.Facts == nil {
		return ""
	}
	id := strings.NewReplacer("_", "-", "/", "-").Replace(m.ID)
	return fmt.Sprintf("  - id: %s\n    title: %s\n    facts: %s\n    expect: {}\n", id, strconv.Quote("Not so: "+m.Says), m.Facts)
}

// shows is the fields in which the answers to the suggested case differ, or to the examples.
func (r *result) shows() fields {
	if r.killed != 0 {
		return r.killed
	}
	return r.suggestion.shows
}
