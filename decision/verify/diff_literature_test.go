package verify_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/verify"
)

// settled reports whether facts settle a verdict.
func settled(t *testing.T, g *decision.Guideline, facts []byte, verdict string) bool {
	d, err := g.Decide(facts)
	require.NoError(t, err)
	return d.Settled && d.Verdict == verdict
}

// decided reports whether it is certain which rules decide, as a group has it.
func decided(t *testing.T, g *decision.Guideline, facts []byte, verdict string, by verify.Deciding) bool {
	x, err := g.Explain(facts)
	require.NoError(t, err)
	for _, r := range x.Rules {
		want := decision.Fails
		if slices.Contains(by.Always, r.Rule) {
			want = decision.Holds
		}
		if r.Gives == verdict && !slices.Contains(by.Sometimes, r.Rule) && r.When.Truth != want {
			return false
		}
	}
	return true
}

// TestDiffOfTheLiterature runs every example of what the literature changes through both
// guidelines: it gets the two verdicts by those rules, and not one fact of it can be left out.
func TestDiffOfTheLiterature(t *testing.T) {
	t.Parallel()
	before, after := dryneedling.AsPublished(), dryneedling.Literature()
	d := diff(t, before, after)
	require.Equal(t, verify.LevelMajor, d.Level)
	pairs := map[[2]string]bool{}
	for _, g := range d.Groups {
		pairs[[2]string{g.Before, g.After}] = true
		var facts map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(g.Witness.Facts, &facts))
		both := func() bool {
			doc, err := json.Marshal(facts)
			require.NoError(t, err)
			return settled(t, before, doc, g.Before) && settled(t, after, doc, g.After) &&
				decided(t, before, doc, g.Before, g.DecidedBefore) && decided(t, after, doc, g.After, g.DecidedAfter)
		}
		require.True(t, both(), "%s", g.Witness.Facts)
		for name, value := range facts {
			delete(facts, name)
			require.False(t, both(), "%s is said in vain: %s", name, g.Witness.Facts)
			facts[name] = value
		}
		require.NotEmpty(t, g.Because)
	}
	// What it is for: chronic pain may become eligible, acute low back pain stops being so, and
	// what only lacks evidence is no longer advised against.
	for _, pair := range [][2]string{{"do_not_use", "consider"}, {"prefer_alternative", "consider"}, {"consider", "no_recommendation"}, {"do_not_use", "no_recommendation"}} {
		require.True(t, pairs[pair], "%v", pair)
	}
	for pair := range pairs {
		for _, verdict := range pair {
			require.NotContains(t, []string{"refer", "contraindicated"}, verdict, "the screen is the same")
		}
	}
}
