package dryneedling_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestThirdTrimesterMeansPregnancy: what contradicts itself is refused by every way in, and what
// is only unknown is not.
func TestThirdTrimesterMeansPregnancy(t *testing.T) {
	const refused = "third-trimester-means-pregnancy"
	no, yes := false, true
	for _, c := range []struct {
		facts decision.Facts
		sound bool
	}{
		{decision.Facts{"third_trimester": true, "pregnancy": false}, no},
		{decision.Facts{"third_trimester": true, "none_of": []string{"precautions"}}, no},
		{decision.Facts{"third_trimester": true, "pregnancy": true}, yes},
		{decision.Facts{"third_trimester": true}, yes},
		{decision.Facts{"third_trimester": nil, "pregnancy": false}, yes},
		{decision.Facts{"third_trimester": false, "pregnancy": false}, yes},
	} {
		g := dryneedling.AsPublished()
		_, fromMap := g.Decide(c.facts)
		_, fromJSON := g.Decide(decision.JSON{Data: asJSON(t, c.facts)})
		for _, err := range []error{fromMap, fromJSON} {
			if c.sound {
				require.NoError(t, err, "%v", c.facts)
			} else {
				require.ErrorContains(t, err, refused, "%v", c.facts)
			}
		}
	}
}

// TestTypedContradictions: the typed facts are refused where the reading by hand refuses them.
func TestTypedContradictions(t *testing.T) {
	g, rng := dryneedling.AsPublished(), rand.New(rand.NewPCG(62, 1))
	seen := map[bool]int{}
	for range 2000 {
		r := randomRecord(rng)
		r.thirdTrimester, r.pregnancy = likely(rng, 0.5), likely(rng, 0.5)
		typed := typedFacts(g, &r)
		var read record
		sound := read.read(typed)
		seen[sound]++
		if err := g.NewCase().LoadRecord(typed); sound {
			require.NoError(t, err)
		} else {
			require.ErrorContains(t, err, "third-trimester-means-pregnancy")
		}
		_, err := g.Decide(decision.Facts(r.facts()))
		require.Equal(t, sound, err == nil)
	}
	require.Greater(t, seen[false], 300)
}
