package scenario

import (
	"bytes"
	"encoding/json"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/model"
)

const mutationSchema = "mskguide.mutation/1"

// Mutation is what came of the mutants of a guideline: mskguide.mutation/1. Its bytes depend on
// nothing but the guideline, the examples and the options.
//
// A score is the part of the mutants that are not equivalent of which some answer to an example
// differs. It says how closely the examples pin the guideline down, not whether it is right.
type Mutation struct {
	Schema       string        `json:"schema"`
	Guideline    decision.Info `json:"guideline"`
	Examples     int           `json:"examples"`
	Sampled      *Sampled      `json:"sampled,omitempty"`
	Made         int           `json:"made"`
	Refused      int           `json:"refused"`    // no such guideline could be opened; they do not count
	Equivalent   int           `json:"equivalent"` // in every field, proved; they do not count
	Answers      Score         `json:"answers"`    // by the answers to the examples, in any field
	Expectations *Score        `json:"expectations,omitempty"`
	Fields       []FieldScore  `json:"fields"`
	Kinds        []KindScore   `json:"kinds"`
	Survivors    []Mutant      `json:"survivors"`
	Unexpected   []Mutant      `json:"unexpected,omitempty"` // some answer differs, but in nothing that a scenario expects
	NotCounted   []NotCounted  `json:"not_counted"`
}

// Sampled says which mutants were tried, where not all were.
type Sampled struct {
	Of   int    `json:"of"`
	Seed uint64 `json:"seed"`
}

// Score is how many mutants were told from the guideline.
type Score struct {
	Counted int     `json:"counted"`
	Killed  int     `json:"killed"`
	Share   float64 `json:"share"` // 1 where none counts
}

func (s *Score) add(killed bool) {
	s.Counted++
	if killed {
		s.Killed++
	}
	s.Share = float64(s.Killed) / float64(s.Counted)
}

// FieldScore is the score of one field of an answer: of the mutants that are not equivalent in it.
type FieldScore struct {
	Field Field `json:"field"`
	Score
}

// KindScore is the score of one kind of mistake.
type KindScore struct {
	Kind string `json:"kind"`
	Score
}

// Mutant is a guideline that is wrong in one place.
type Mutant struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Says     string          `json:"says"` // what is wrong
	Entry    string          `json:"entry"`
	Of       string          `json:"of"` // id of the entry
	File     string          `json:"file"`
	Line     int             `json:"line"`
	Column   int             `json:"column"`
	Changes  []Change        `json:"changes"`
	Differs  []Field         `json:"differs"`            // fields in which it is not equivalent
	Facts    json.RawMessage `json:"facts,omitempty"`    // the least that tells it from the guideline
	Shows    []Field         `json:"shows,omitempty"`    // in which fields, there
	Note     string          `json:"note,omitempty"`     // why there are none
	Scenario string          `json:"scenario,omitempty"` // the case as a scenario, for somebody to say what is expected
	By       string          `json:"by,omitempty"`       // the first example that tells
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

// JSON is the report as mskguide.mutation/1: canonical bytes with one trailing newline.
func (m *Mutation) JSON() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil { // nothing in it can fail
		return nil
	}
	return out.Bytes()
}

// MutationSchema is the JSON Schema (2020-12) of the document.
func MutationSchema() ([]byte, error) {
	return decision.SchemaOf("How closely examples pin a guideline down ("+mutationSchema+")", Mutation{})
}

func (m *mutating) report() *Mutation {
	out := &Mutation{Schema: mutationSchema, Guideline: m.g.Info(), Examples: len(m.examples), Sampled: m.sample, Made: len(m.results),
		Answers: Score{Share: 1}, Survivors: []Mutant{}, NotCounted: []NotCounted{}}
	if m.scenarios != nil {
		out.Expectations = &Score{Share: 1}
	}
	for _, f := range Fields() {
		out.Fields = append(out.Fields, FieldScore{f, Score{Share: 1}})
	}
	for _, k := range model.MutantKinds() {
		out.Kinds = append(out.Kinds, KindScore{string(k), Score{Share: 1}})
	}
	for i := range m.results {
		m.enter(out, i)
	}
	return out
}

// enter counts one mutant.
func (m *mutating) enter(out *Mutation, i int) {
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
			out.Fields[f].add(r.killed&bit != 0)
		}
	}
	for n := range out.Kinds {
		if out.Kinds[n].Kind == string(k.Kind) {
			out.Kinds[n].add(r.killed != 0)
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
		Differs: r.possible.list(), Facts: r.suggestion.facts, Shows: r.suggestion.shows.list(), Note: r.suggestion.note, By: r.by}
	if r.unproved != "" {
		out.Note = "whether it is equivalent is not known: " + r.unproved
	}
	for _, e := range k.Edits {
		out.Changes = append(out.Changes, Change{e.Key, e.Was, e.Is})
	}
	if out.Facts != nil {
		out.Scenario = suggested(k, out.Facts)
	}
	return out
}
