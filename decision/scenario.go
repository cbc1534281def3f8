package decision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

const scenarioSchema = "mskguide.scenario/1"

// Scenario is a named case with the answer that is expected of a guideline, written by
// hand from the clinical model. What is not expected is not compared.
type Scenario struct {
	Schema      place.Text           `yaml:"schema,required"`
	ID          place.Text           `yaml:"id,required"`
	Title       string               `yaml:"title,required"`
	Facts       place.Map[place.Any] `yaml:"facts,required"`
	Verdict     string               `yaml:"verdict,required"`
	Settled     *bool                `yaml:"settled"`
	CouldBecome []string             `yaml:"could_become"`
	Missing     []string             `yaml:"missing"`
	Rules       []string             `yaml:"rules"`     // among the rules that certainly hold, cautions included
	NotRules    []string             `yaml:"not_rules"` // not even possible
	Urgency     string               `yaml:"urgency"`
	Remarks     []string             `yaml:"remarks"`
}

// ReadScenario reads one scenario. The error lists every mistake with its place.
func ReadScenario(file string, data []byte) (*Scenario, error) {
	s := &Scenario{}
	if _, err := place.Decode(file, data, s); err != nil {
		return nil, err
	}
	if s.Schema.Value != scenarioSchema {
		return nil, place.Errors{{Pos: s.Schema.Pos, Message: fmt.Sprintf("schema %q is not one this library reads; it reads %q", s.Schema.Value, scenarioSchema)}}
	}
	return s, nil
}

// Given returns the facts of the scenario.
func (s *Scenario) Given() Facts {
	out := Facts{}
	for _, e := range s.Facts {
		out[e.Key.Value] = plain(e.Value)
	}
	return out
}

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

// Check decides the scenario and returns what differs from the expected answer, nil if
// nothing does.
func (s *Scenario) Check(g *Guideline) error {
	d, err := g.Decide(s.Given())
	if err != nil {
		return fmt.Errorf("%s: scenario %q: %w", s.ID.Pos, s.ID.Value, err)
	}
	var diff []string
	differs := func(what string, want, got any) {
		diff = append(diff, fmt.Sprintf("%s: scenario %q: expected %s %v, got %v", s.ID.Pos, s.ID.Value, what, want, got))
	}
	if d.Verdict != s.Verdict {
		differs("verdict", s.Verdict, d.Verdict)
	}
	if s.Settled != nil && *s.Settled != d.Settled {
		differs("settled", *s.Settled, d.Settled)
	}
	if s.CouldBecome != nil && !slices.Equal(s.CouldBecome, d.CouldBecome) {
		differs("could_become", s.CouldBecome, d.CouldBecome)
	}
	if s.Missing != nil && !slices.Equal(s.Missing, d.Missing) {
		differs("missing", s.Missing, d.Missing)
	}
	if s.Urgency != "" && s.Urgency != d.Urgency {
		differs("urgency", s.Urgency, d.Urgency)
	}
	certain, possible := d.ruleIDs()
	for _, r := range s.Rules {
		if !slices.Contains(certain, r) {
			differs("rule", r, strings.Join(certain, " "))
		}
	}
	for _, r := range s.NotRules {
		if slices.Contains(possible, r) {
			differs("not even possibly rule", r, strings.Join(possible, " "))
		}
	}
	remarks := []string{}
	for _, r := range d.Remarks {
		remarks = append(remarks, r.ID)
	}
	for _, r := range s.Remarks {
		if !slices.Contains(remarks, r) {
			differs("remark", r, strings.Join(remarks, " "))
		}
	}
	if diff == nil {
		return nil
	}
	return fmt.Errorf("%s", strings.Join(diff, "\n"))
}

// ruleIDs lists the rules of an answer: those that certainly hold, and all.
func (d *Decision) ruleIDs() (certain, all []string) {
	add := func(id string, possible bool) {
		all = append(all, id)
		if !possible {
			certain = append(certain, id)
		}
	}
	for _, r := range d.Reasons {
		add(r.Rule, r.Possible)
	}
	for _, c := range d.Cautions {
		add(c.Rule, c.Possible)
	}
	return certain, all
}
