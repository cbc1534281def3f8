package scenario

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

const scenarioSchema = "mskguide.scenario/1"

// document is a file of scenarios.
type document struct {
	Schema    place.Text           `yaml:"schema,required"`
	Says      string               `yaml:"says"`
	Overlays  []string             `yaml:"overlays"`
	Given     place.Map[place.Any] `yaml:"given"`
	Scenarios []scenarioDoc        `yaml:"scenarios,required"`
}

type scenarioDoc struct {
	ID      place.Text           `yaml:"id,required"`
	Title   string               `yaml:"title,required"`
	Facts   place.Map[place.Any] `yaml:"facts"`
	Unknown []place.Text         `yaml:"unknown"`
	Expect  Expect               `yaml:"expect,required"`
}

// Scenario is a named case with the answer that is expected of a guideline, written by hand
// from its clinical model. It is read by [Read] and does not change.
type Scenario struct {
	ID       string
	Title    string
	Overlays []string // under which it holds, in their order; none: the guideline alone
	Expect   Expect

	File         string // where its id is written
	Line, Column int

	doc   *scenarioDoc
	given place.Map[place.Any] // of all scenarios of the file
	file  *place.File
	index int
}

// Example is a named case without an expectation.
type Example struct {
	Name  string
	Facts decision.Facts
}

// IsFile reports whether a file of this name is one of scenarios: .yaml or .yml.
func IsFile(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// Read reads every file of scenarios (*.yaml) of a folder and the folders below it, in the
// order of their names. The error lists every mistake with its place. What only a guideline can
// tell, such as whether it has a fact, [Check] reports.
func Read(fsys fs.FS) ([]*Scenario, error) {
	var out []*Scenario
	var errs place.Errors
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !IsFile(name) {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		list, err := ReadFile(name, data)
		errs.Merge(err)
		out = append(out, list...)
		return nil
	})
	if err != nil {
		errs.Merge(err)
	}
	errs.Merge(Distinct(out))
	return out, errs.Err()
}

// ReadFile reads one file of scenarios. Name is what errors call it; they are those of [Read].
func ReadFile(name string, data []byte) ([]*Scenario, error) {
	var doc document
	file, err := place.Decode(name, data, &doc)
	var errs place.Errors
	errs.Merge(err)
	if s := doc.Schema; s.Value != scenarioSchema && s.Value != "" {
		errs.Addf(s.Pos, "schema %q is not one this library reads; it reads %q", wording.Abridge(s.Value), scenarioSchema)
	}
	var out []*Scenario
	for i := range doc.Scenarios {
		d := &doc.Scenarios[i]
		at := d.ID.Pos
		out = append(out, &Scenario{ID: d.ID.Value, Title: d.Title, Overlays: doc.Overlays, Expect: d.Expect,
			File: at.File, Line: at.Line, Column: at.Column, doc: d, given: doc.Given, file: file, index: i})
	}
	return out, errs.Err()
}

// Distinct reports scenarios, of one file or of several, that have the id of one before them.
func Distinct(list []*Scenario) error {
	var errs place.Errors
	first := map[string]place.Pos{}
	for _, s := range list {
		if at, ok := first[s.ID]; ok && s.ID != "" {
			errs.Addf(s.doc.ID.Pos, "scenario %q is there twice; first at %s", wording.Abridge(s.ID), at)
		} else {
			first[s.ID] = s.doc.ID.Pos
		}
	}
	return errs.Err()
}

// at is the place of something that the scenario expects.
func (s *Scenario) at(path ...any) place.Pos {
	return s.file.At(append([]any{"scenarios", s.index, "expect"}, path...)...)
}

// Facts returns what is given of the case, checked by a guideline. What the scenario says of a
// fact, or denies, or calls unknown, counts instead of what its file gives for all. The error
// lists every mistake with its place.
func (s *Scenario) Facts(g *decision.Guideline) (decision.Facts, error) {
	var errs place.Errors
	facts := s.facts(g, &errs)
	if _, err := g.Case(facts); err != nil {
		s.placed(err, &errs)
	}
	if len(errs) > 0 {
		return nil, errs.Err()
	}
	return facts, nil
}

// Examples are the cases of scenarios, which may be of several overlays. The error is that of
// [Scenario.Facts].
func Examples(g *decision.Guideline, list []*Scenario) ([]Example, error) {
	var out []Example
	var errs place.Errors
	for _, s := range list {
		facts, err := s.Facts(g)
		errs.Merge(err)
		out = append(out, Example{Name: s.ID, Facts: facts})
	}
	return out, errs.Err()
}

// facts puts what the scenario says in the place of what its file gives.
func (s *Scenario) facts(g *decision.Guideline, errs *place.Errors) decision.Facts {
	members := membersOf(g)
	own := map[string]bool{}
	for _, t := range s.doc.Unknown {
		_, known := g.Fact(t.Value)
		if !known && members[t.Value] == nil {
			errs.Addf(t.Pos, "there is no fact or group %q%s", wording.Abridge(t.Value), wording.DidYouMean(place.Nearest(t.Value, allNames(g))))
		}
		if slices.ContainsFunc(s.doc.Facts, func(e place.Entry[place.Any]) bool { return e.Key.Value == t.Value }) {
			errs.Addf(t.Pos, "scenario %q says of %q that it is unknown, and gives it; leave one of them out", wording.Abridge(s.ID), wording.Abridge(t.Value))
		}
		own[t.Value] = true
		mark(own, members[t.Value])
	}
	out := decision.Facts{}
	for _, e := range s.doc.Facts {
		out[e.Key.Value] = plain(e.Value)
		own[e.Key.Value] = true
		if e.Key.Value == noneOf {
			for _, group := range denied(e.Value) {
				mark(own, members[group])
			}
		}
	}
	for _, e := range s.given {
		if e.Key.Value == noneOf {
			deny(out, denied(e.Value), members, own)
		} else if !own[e.Key.Value] {
			out[e.Key.Value] = plain(e.Value)
		}
	}
	return out
}

// deny denies groups but for the facts of which a scenario says something itself.
func deny(out decision.Facts, groups []string, members map[string][]string, own map[string]bool) {
	var whole []any
	for _, group := range groups {
		if !marked(own, members[group]) {
			whole = append(whole, group)
			continue
		}
		for _, fact := range members[group] {
			if _, given := out[fact]; !given && !own[fact] {
				out[fact] = false
			}
		}
	}
	if len(whole) > 0 {
		said, _ := out[noneOf].([]any)
		out[noneOf] = append(whole, said...)
	}
}

// denied lists the groups of a none_of. What is no text is left to be reported with the facts.
func denied(a place.Any) (out []string) {
	list, _ := a.Value.([]place.Any)
	for _, e := range list {
		out = append(out, e.String())
	}
	return out
}

func mark(set map[string]bool, names []string) {
	for _, name := range names {
		set[name] = true
	}
}

func marked(set map[string]bool, names []string) bool {
	for _, name := range names {
		if set[name] {
			return true
		}
	}
	return false
}

func membersOf(g *decision.Guideline) map[string][]string {
	out := map[string][]string{}
	for _, group := range g.Groups() {
		out[group.ID] = group.Facts
	}
	return out
}

func allNames(g *decision.Guideline) (out []string) {
	for _, f := range g.Facts() {
		out = append(out, f.ID)
	}
	for _, group := range g.Groups() {
		out = append(out, group.ID)
	}
	return out
}

// plain is a value as [decision.Facts] takes it.
func plain(a place.Any) any {
	switch v := a.Value.(type) {
	case place.Text:
		return v.Value
	case place.Number:
		return v.Value
	case []place.Any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = plain(e)
		}
		return list
	case place.Map[place.Any]:
		m := map[string]any{}
		for _, e := range v {
			m[e.Key.Value] = plain(e.Value)
		}
		return m
	}
	return a.Value
}

// placed gives mistakes in facts the place at which they are written.
func (s *Scenario) placed(err error, errs *place.Errors) {
	var facts decision.FactErrors
	if !errors.As(err, &facts) {
		errs.Addf(s.doc.ID.Pos, "scenario %q: %v", wording.Abridge(s.ID), err)
		return
	}
	for _, e := range facts {
		at, given := s.factAt(e.Fact)
		if given { // the same for every scenario of the file, and told once
			errs.Addf(at, "%s", strings.TrimSpace(e.Message))
		} else {
			errs.Addf(at, "scenario %q: %s", wording.Abridge(s.ID), strings.TrimSpace(e.Message))
		}
	}
}

// factAt is where a fact is given: by name, by the file for all, or else the scenario.
func (s *Scenario) factAt(fact string) (at place.Pos, given bool) {
	for i, m := range []place.Map[place.Any]{s.doc.Facts, s.given} {
		for _, e := range m {
			if e.Key.Value == fact {
				return e.Key.Pos, i == 1
			}
		}
	}
	return s.doc.ID.Pos, false
}
