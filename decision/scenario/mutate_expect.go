package scenario

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// expecting is a scenario with the facts that it puts to mutants.
type expecting struct {
	scenario *Scenario
	facts    decision.Facts
}

// expect prepares the scenarios that hold under the overlays of the guideline. One that fails as it
// is tells nothing.
func (m *mutating) expect(list []*Scenario) error {
	info := m.g.Info()
	for _, s := range list {
		if !slices.Equal(s.Overlays, info.Overlays) {
			continue
		}
		facts, err := s.Facts(m.g)
		if err != nil {
			return err
		}
		c, err := m.g.Case(facts)
		if err != nil {
			return err
		}
		if r := s.compare(m.words, c); r.Failed() {
			continue
		}
		m.scenarios = append(m.scenarios, expecting{s, facts})
		if err := m.load(1, facts); err != nil {
			return err
		}
	}
	return nil
}

// unexpected reports whether a mutant gives some answer that a scenario does not expect. It looks at
// those scenarios that may tell.
func (m *mutating) unexpected(wrong *decision.Guideline, may func(i int) bool) bool {
	if len(m.scenarios) == 0 {
		return false
	}
	w := *m.words
	w.g, w.gives = wrong, nil
	for _, r := range wrong.Rules() {
		w.gives = append(w.gives, r.Gives)
	}
	c := wrong.NewCase()
	for i, x := range m.scenarios {
		if !may(i) {
			continue
		}
		if c.Load(x.facts) != nil {
			return true
		}
		if r := x.scenario.compare(&w, c); r.Failed() {
			return true
		}
	}
	return false
}
