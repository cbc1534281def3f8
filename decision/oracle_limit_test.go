package decision_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// tangle is a bundle whose rules meet in so many ways that no diagram of them fits: each of 120
// holds when three facts of 60, drawn at random, are as it says. Half of them are severe.
func tangle(rng *rand.Rand, last string) fstest.MapFS {
	var facts, rules strings.Builder
	facts.WriteString("facts:\n")
	for i := range 60 {
		fmt.Fprintf(&facts, "  - {id: f_%d, type: bool, question: What}\n", i)
	}
	rules.WriteString("rules:\n")
	for i := range 120 {
		var when []string
		for _, f := range rng.Perm(60)[:3] {
			when = append(when, fmt.Sprint([]string{"", "not "}[rng.IntN(2)], "f_", f))
		}
		fmt.Fprintf(&rules, "  - {id: r-%d, step: kettle, gives: %s, when: %s, title: T, says: S., claims: [T-01]}\n",
			i, []string{"wait", "throw_away"}[i%2], strings.Join(when, " and "))
	}
	rules.WriteString("  - {id: last, step: cup, gives: pour, " + last + ", title: T, says: S., claims: [T-01]}\n")
	fsys := tea("")
	fsys["facts.yaml"].Data = []byte(facts.String())
	fsys["rules.yaml"].Data = []byte(rules.String())
	return fsys
}

// TestOverTheLimit asks a bundle that is too large to be checked over all inputs at once. Its
// answers may say too much is possible, never too little, and say so; what is known of a case
// makes it smaller, and then they are exact.
func TestOverTheLimit(t *testing.T) {
	t.Parallel()
	_, err := decision.Open(tangle(rand.New(rand.NewPCG(31, 1)), "when: f_0"))
	require.EqualError(t, err, `guideline.yaml:8:17: the rules are too many to check for gaps; add a rule with `+"`otherwise: true`"+` that gives "pour"`)

	g, err := decision.Open(tangle(rand.New(rand.NewPCG(31, 1)), "otherwise: true"))
	require.NoError(t, err)
	j := newJudge(t, g)
	rng := rand.New(rand.NewPCG(32, 1))
	cases := oracle.Cases(2, 30)
	var inexact, exact int
	for _, open := range []int{60, 45, 30, 20, 10} {
		for range cases {
			p := j.openFacts(rng, open)
			c, err := g.Case(p.told)
			require.NoError(t, err)
			got := j.Ask(c)
			if got.Decision.Exact {
				exact++
			} else {
				inexact++
			}
			if open <= 10 {
				want := j.Answer(p.open, j.decide)
				require.NoError(t, j.Check(got, &want, false), "%v", p.told)
			} else {
				j.sample(t, rng, p, got)
			}
			if !got.Decision.Settled {
				j.learn(t, rng, &openCase{p.told, p.open[:min(len(p.open), 3)], p.left}, got)
			}
		}
	}
	require.GreaterOrEqual(t, inexact, cases, "with nothing known it is over the limit")
	require.GreaterOrEqual(t, exact, cases)
	changesOverTheLimit(t, g)
}

// openFacts leaves that many facts open and tells the others.
func (j *judge) openFacts(rng *rand.Rand, n int) *openCase {
	p := &openCase{told: decision.Facts{}, left: map[string][]int{}}
	for k, i := range rng.Perm(len(j.facts)) {
		j.chosen[i] = rng.IntN(2)
		if k >= n {
			j.tell(rng, p, i)
			continue
		}
		p.left[j.facts[i].ID] = []int{0, 1}
		p.open = append(p.open, oracle.Open{Fact: i, Values: 2, Choose: func(value int) { j.chosen[i] = value }})
	}
	return p
}

// sample looks for a completion that the answer leaves out.
func (j *judge) sample(t *testing.T, rng *rand.Rand, p *openCase, got *oracle.Said) {
	for range 50 {
		for _, o := range p.open {
			o.Choose(rng.IntN(2))
		}
		level, holds := j.decide()
		require.Contains(t, got.Could, j.Verdicts[level], "%v", p.told)
		for _, r := range j.Rules {
			require.False(t, holds.Has(r.Bit) && !slices.Contains(got.Possible, r.ID), "%s: %v", r.ID, p.told)
			require.False(t, !holds.Has(r.Bit) && slices.Contains(got.Certain, r.ID), "%s: %v", r.ID, p.told)
		}
		for _, o := range p.open {
			if !slices.Contains(got.Missing, j.Facts[o.Fact]) {
				value := j.chosen[o.Fact]
				o.Choose(1 - value)
				other, _ := j.decide()
				require.Equal(t, level, other, "%s is not missing: %v", j.Facts[o.Fact], p.told)
				o.Choose(value)
			}
		}
	}
}

// BenchmarkOverTheLimit is a whole answer where no diagram fits, with every fact open and with
// half of them.
func BenchmarkOverTheLimit(b *testing.B) {
	g, err := decision.Open(tangle(rand.New(rand.NewPCG(31, 1)), "otherwise: true"))
	require.NoError(b, err)
	j := newJudge(b, g)
	rng := rand.New(rand.NewPCG(32, 1))
	for _, k := range []struct {
		name string
		open int
	}{{"all-open", 60}, {"half-open", 30}} {
		c, err := g.Case(j.openFacts(rng, k.open).told)
		require.NoError(b, err)
		b.Run(k.name, func(b *testing.B) {
			for b.Loop() {
				g.DecideCase(c)
			}
		})
	}
}
