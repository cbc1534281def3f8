package dryneedling_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// One warning sign settles the verdict, but how urgent it is only once all that are more urgent
// have been denied.
func TestUrgencyThatCouldRise(t *testing.T) {
	g := dryneedling.AsPublished()
	rank := map[string]int{}
	for i, u := range g.Urgencies() {
		rank[u.ID] = i
	}
	rng := rand.New(rand.NewPCG(19, 5))
	rose, stayed := 0, 0
	for range 400 {
		facts, most := decision.Facts{}, len(rank)
		open := map[string]int{}
		for _, r := range g.Rules() {
			if r.Urgency == "" {
				continue
			}
			switch rng.IntN(8) { // its condition is the sign and nothing else
			case 0:
				facts[r.When], most = true, min(most, rank[r.Urgency])
			case 1:
				open[r.When] = rank[r.Urgency]
			default:
				facts[r.When] = false
			}
		}
		d, err := g.Decide(facts)
		require.NoError(t, err)
		if most == len(rank) {
			require.Empty(t, d.UrgencyMissing, "no referral is certain: %v", facts)
			continue
		}
		require.Equal(t, g.Urgencies()[most].ID, d.Urgency, "%v", facts)
		var missing, could []string
		for sign, urgency := range open {
			if urgency < most {
				missing = append(missing, sign)
			}
		}
		for u := most - 1; u >= 0; u-- {
			for _, urgency := range open {
				if urgency == u {
					could = append(could, g.Urgencies()[u].ID)
					break
				}
			}
		}
		require.ElementsMatch(t, missing, d.UrgencyMissing, "%v", facts)
		require.Equal(t, could, d.UrgencyCouldBecome, "%v", facts)
		if len(could) > 0 {
			rose++
		} else {
			stayed++
		}
	}
	require.NotZero(t, rose)
	require.NotZero(t, stayed)
}
