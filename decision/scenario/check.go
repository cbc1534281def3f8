package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// Report is how the answers of a guideline compare with what was expected.
type Report struct {
	Guideline decision.Info `json:"guideline"`
	Of        string        `json:"of"`     // what was put to it: "scenarios", or the name of a table
	Table     bool          `json:"table"`  // it is a table
	Total     int           `json:"total"`  // cases
	Silent    int           `json:"silent"` // of them, that expect nothing
	Failed    int           `json:"failed"` // of them
	Cases     []Result      `json:"cases"`  // scenarios, in their order; of a table those that failed
}

func (r *Report) add(c Result) {
	r.Total++
	if c.Failed() {
		r.Failed++
	}
	r.Cases = append(r.Cases, c)
}

// Result is one case: a scenario, or a row of a table.
type Result struct {
	ID          string              `json:"id"`
	Title       string              `json:"title,omitempty"`
	File        string              `json:"file"`
	Line        int                 `json:"line"`
	Differences []Difference        `json:"differences"`
	Errors      decision.FactErrors `json:"errors,omitempty"` // of a row that could not be read
}

// Failed reports whether the answer differs, or there was none.
func (r *Result) Failed() bool { return len(r.Differences)+len(r.Errors) > 0 }

// Difference is something that was expected of an answer and is not so.
type Difference struct {
	File     string `json:"file"` // where it is expected
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Of       string `json:"of"` // what is compared: a key of [Expect]
	Expected string `json:"expected"`
	Got      string `json:"got"`
}

// String is file:line:column, then what was expected and what is so.
func (d Difference) String() string {
	return fmt.Sprintf("%s: %s", place.Pos{File: d.File, Line: d.Line, Column: d.Column}, d.Text())
}

// Text is the difference without its place.
func (d Difference) Text() string {
	return fmt.Sprintf("%s: expected %s, got %s", d.Of, d.Expected, d.Got)
}

// Check puts scenarios to a guideline: those that hold under its overlays, in their order. The
// error lists, with its place, every mistake in how they are written for this guideline; a
// report then is nil. A guideline to which none applies is an error. A scenario that expects
// nothing does not agree.
func Check(g *decision.Guideline, list []*Scenario) (*Report, error) {
	var errs place.Errors
	out := &Report{Guideline: g.Info(), Of: "scenarios", Cases: []Result{}}
	words := newWords(g)
	for _, s := range list {
		if !slices.Equal(s.Overlays, out.Guideline.Overlays) {
			continue
		}
		words.check(s, &errs)
		facts, err := s.Facts(g)
		if errs.Merge(err); err != nil {
			continue
		}
		c, err := g.Case(facts)
		if errs.Merge(err); err != nil { // it was checked just before
			continue
		}
		r := s.compare(words.answers, c)
		if s.Expect.nothing() { // nobody is told that it agrees
			out.Silent++
			r.Differences = []Difference{{File: s.File, Line: s.Line, Column: 1, Of: "expect", Expected: "what the answer has to be", Got: "nothing that is expected"}}
		}
		out.add(r)
	}
	if len(errs) > 0 {
		return nil, errs.Err()
	}
	if len(out.Cases) == 0 {
		return nil, fmt.Errorf("no scenario is for %s %s%s", g.Info().ID, under(g.Info().Overlays), others(list))
	}
	return out, nil
}

func under(overlays []string) string {
	if len(overlays) == 0 {
		return "without an overlay"
	}
	return "under " + strings.Join(overlays, ", ")
}

// others says under which overlays the scenarios hold.
func others(list []*Scenario) string {
	var sets []string
	for _, s := range list {
		if set := under(s.Overlays); !slices.Contains(sets, set) {
			sets = append(sets, set)
		}
	}
	if len(sets) == 0 {
		return ": there is none"
	}
	return ": there are some " + strings.Join(sets, ", ")
}

// Agrees is what [Check] does of one scenario, for whoever puts the same ones to many guidelines:
// it returns what reports whether the answer to a case of the guideline, with the facts of a
// scenario, is as that one expects. The scenario has to be written for the guideline.
func Agrees(g *decision.Guideline) func(s *Scenario, c *decision.Case) bool {
	w := newAnswers(g)
	return func(s *Scenario, c *decision.Case) bool {
		r := s.compare(w, c)
		return !r.Failed()
	}
}

// compare holds the answer of a case to what the scenario expects.
func (s *Scenario) compare(w *answers, c *decision.Case) Result {
	out := Result{ID: s.ID, Title: s.Title, File: s.File, Line: s.Line, Differences: []Difference{}}
	k := comparing{reply: w.answer(c), x: &s.Expect, at: s.at}
	k.all()
	out.Differences = append(out.Differences, k.found...)
	return out
}
