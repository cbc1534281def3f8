package mutate

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// expecting is a scenario with the facts that it puts to mutants.
type expecting struct {
	scenario *scenario.Scenario
	facts    decision.Facts
}

// expect prepares the scenarios that hold under the overlays of the guideline. One that fails as it
// is tells nothing.
func (m *mutating) expect(list []*scenario.Scenario) error {
	info, agrees := m.g.Info(), scenario.Agrees(m.g)
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
		if !agrees(s, c) {
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
	agrees, c := scenario.Agrees(wrong), wrong.NewCase()
	for i, x := range m.scenarios {
		if !may(i) {
			continue
		}
		if c.Load(x.facts) != nil || !agrees(x.scenario, c) {
			return true
		}
	}
	return false
}
