package dryneedling_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestInvariantsOfControls: an invariant that controls no hazard is not needed, or a hazard is missing.
func TestInvariantsOfControls(t *testing.T) {
	verifies := map[string]bool{}
	for _, h := range dryneedling.AsPublished().Safety().Hazards {
		for _, c := range h.Controls {
			for _, id := range c.Invariants {
				verifies[id] = true
			}
		}
	}
	require.NotEmpty(t, verifies)
	for _, k := range dryneedling.AsPublished().Invariants() {
		require.True(t, verifies[k.ID], k.ID)
	}
}

// TestAllowsIsNarrow: what programs branch on is true for a settled answer of the mildest kind
// and for nothing else, and is gone with any fact of the screen that is unknown.
func TestAllowsIsNarrow(t *testing.T) {
	g := dryneedling.AsPublished()
	rng := rand.New(rand.NewPCG(61, 1))
	c := g.NewCase()
	for range 3000 {
		r := randomRecord(rng)
		told := hidden(rng, &r, rng.Float64()/4)
		d := decideExactly(t, told)
		require.Equal(t, d.Settled && d.Verdict == "consider", d.Allows(), "%v", told)
		require.NoError(t, c.Load(told))
		require.Equal(t, d.Allows(), g.Verdict(c).Allows(), "%v", told)
	}
	facts := everythingElseClear(g, nil)
	require.True(t, decideExactly(t, facts).Allows())
	needed := []string{"condition", "pain_duration_weeks", "needling_region", "age_years", "trigger_points_identified", "training_hours", "dry_needling_in_scope",
		"consents_to_needling", "able_to_consent", "needle_phobia"}
	for _, group := range g.Groups() {
		if group.ID == "red_flags" || group.ID == "contraindications" {
			needed = append(needed, group.Facts...)
		}
	}
	require.Greater(t, len(needed), 30)
	for _, unknown := range needed {
		d := decideExactly(t, everythingElseClear(g, decision.Facts{unknown: nil}))
		require.False(t, d.Allows(), unknown)
		require.Contains(t, d.Missing, unknown)
	}
}

// TestNeedleDetailIsWithheld in every region but four, wherever a protocol is shown at all, and
// the rougher technique also while a patient may bleed easily.
func TestNeedleDetailIsWithheld(t *testing.T) {
	g := dryneedling.AsPublished()
	shown := func(changes decision.Facts) (ids []string) {
		d := decideExactly(t, everythingElseClear(g, changes))
		require.Equal(t, d.Verdict == "consider", d.Protocol != nil)
		if d.Protocol == nil {
			return nil
		}
		for _, item := range d.Protocol.Items {
			if !item.Withheld && item.ID != "attendance" {
				ids = append(ids, item.ID)
			}
		}
		return ids
	}
	region, ok := g.Fact("needling_region")
	require.True(t, ok)
	for _, choice := range region.Choices {
		for _, condition := range []string{"low_back_pain", "neck_pain", "myofascial_pain"} {
			where := decision.Facts{"needling_region": choice.ID, "condition": condition}
			if slices.Contains([]string{"low_back", "hip", "upper_limb", "lower_limb"}, choice.ID) {
				require.Equal(t, []string{"needles", "lifting-and-thrusting", "rotation"}, shown(where), choice.ID)
			} else {
				require.Empty(t, shown(where), choice.ID)
			}
		}
	}
	require.Empty(t, shown(decision.Facts{"needling_region": nil}))
	require.Empty(t, shown(decision.Facts{"needling_region": map[string]any{"one_of": []string{"low_back", "neck"}}, "condition": "neck_pain"}))
	for _, risk := range []string{"antithrombotic_medicine", "bleeding_tendency"} {
		for _, value := range []any{true, nil} {
			require.Equal(t, []string{"needles", "rotation"}, shown(decision.Facts{risk: value}), risk)
		}
	}
}

// TestProtocolIsNoOrder: what is shown of it says so, rests on nothing that could be traced, and
// comes with what to look out for.
func TestProtocolIsNoOrder(t *testing.T) {
	g := dryneedling.AsPublished()
	d := decideExactly(t, everythingElseClear(g, nil))
	require.True(t, d.Protocol.NotForOrders)
	claim, ok := g.Evidence().Claim("C27")
	require.True(t, ok)
	require.Equal(t, "untraced", claim.Standing.String())
	require.Contains(t, d.Protocol.Schedule.Claims, "C27")
	var notes []string
	for _, n := range d.Protocol.Notes {
		notes = append(notes, n.ID)
	}
	require.Subset(t, notes, []string{"adverse-events", "seek-help-lung", "seek-help-bleeding-infection-fainting"})
}

// TestVerdictsAreExact: no rule that gives a verdict accepts an approximation.
func TestVerdictsAreExact(t *testing.T) {
	for _, r := range dryneedling.AsPublished().Rules() {
		require.False(t, r.Approximate, r.ID)
	}
}
