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

// expect prepares the scenarios that hold under the overlays of the guideline.
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
		m.scenarios = append(m.scenarios, expecting{s, facts})
	}
	return nil
}

// unexpected reports whether a mutant gives some answer that a scenario does not expect.
func (m *mutating) unexpected(wrong *decision.Guideline) bool {
	if len(m.scenarios) == 0 {
		return false
	}
	w := *m.words
	w.g, w.gives = wrong, nil
	for _, r := range wrong.Rules() {
		w.gives = append(w.gives, r.Gives)
	}
	c := wrong.NewCase()
	for _, x := range m.scenarios {
		if c.Load(x.facts) != nil {
			return true
		}
		if r := x.scenario.compare(&w, c); r.Failed() {
			return true
		}
	}
	return false
}
