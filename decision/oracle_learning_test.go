package decision_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// learn makes the open facts of a case known, one after the other in random order: nothing that
// was ruled out comes back, nothing settled changes, no becomes no less firm.
func (j *judge) learn(t *testing.T, rng *rand.Rand, p *openCase, before *oracle.Said) {
	for _, o := range rng.Perm(len(p.open)) {
		f := p.open[o].Fact
		j.chosen[f] = p.left[j.facts[f].ID][rng.IntN(p.open[o].Values)]
		j.tell(rng, p, f)
		c, err := j.g.Case(p.told)
		if err != nil {
			return // what is told contradicts itself by a check of the bundle
		}
		after := j.Ask(c)
		for what, lists := range map[string][2][]string{
			"a verdict":  {after.Could, before.Could},
			"missing":    {after.Missing, before.Missing},
			"possible":   {after.Possible, before.Possible},
			"no certain": {before.Certain, after.Certain},
			"an option":  {offered(after, false), offered(before, false)},
			"no option":  {offered(before, true), offered(after, true)},
		} {
			for _, id := range lists[0] {
				if !slices.Contains(lists[1], id) {
					t.Fatalf("%s: %s is new with %s: %v", what, id, j.Facts[f], p.told)
				}
			}
		}
		if severity := slices.Index(j.Verdicts, before.Verdict); severity > 0 {
			require.GreaterOrEqual(t, slices.Index(j.Verdicts, after.Verdict), severity, "%v", p.told)
		}
		before = after
	}
}

// offered lists the options that an answer lists, or those of them that it is certain of.
func offered(s *oracle.Said, certain bool) []string {
	var out []string
	for _, o := range s.Offers {
		if !o.Possible || !certain {
			out = append(out, o.Option)
		}
	}
	return out
}
