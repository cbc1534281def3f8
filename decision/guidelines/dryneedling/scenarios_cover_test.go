package dryneedling_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/cover"
)

// TestScenariosAreWitnessesOfEveryCondition holds the scenarios to rule, branch and MC/DC coverage of all
// that can be met, and those of overlays to that of what they change. What cannot be met is proved.
func TestScenariosAreWitnessesOfEveryCondition(t *testing.T) {
	list, err := scenario.Read(dryneedling.Scenarios())
	require.NoError(t, err)
	tried := func(g *decision.Guideline, without ...*decision.Guideline) {
		t.Helper()
		var own []*scenario.Scenario
		for _, s := range list {
			if slices.Equal(s.Overlays, g.Info().Overlays) {
				own = append(own, s)
			}
		}
		examples, err := scenario.Examples(g, own)
		require.NoError(t, err)
		c, err := cover.Changed(g, without, examples)
		require.NoError(t, err)
		require.Zero(t, c.Total.Rule.Undecided+c.Total.Branch.Undecided+c.Total.MCDC.Undecided)
		for i := range c.Decisions {
			d := &c.Decisions[i]
			for _, r := range d.Holes() {
				t.Errorf("%v: %s: %s %s: %s, such as %s", g.Info().Overlays, d.Place(), d.Kind, d.ID, d.Says(r), r.Facts)
			}
		}
	}
	published, literature := dryneedling.AsPublished(), dryneedling.Literature()
	tried(published)
	tried(literature, published)
	if !oracle.Long() {
		return
	}
	shipped, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	for _, s := range shipped {
		o, err := decision.NamedOverlay(dryneedling.Bundle(), s.Name)
		require.NoError(t, err)
		g, err := decision.Open(dryneedling.Bundle(), o)
		require.NoError(t, err)
		tried(g, published)
	}
}
