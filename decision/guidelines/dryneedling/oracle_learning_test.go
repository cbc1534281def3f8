package dryneedling_test

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// known is what a guideline says while more and more is learnt.
type known struct {
	outcome decision.Outcome
	doubt   decision.Doubt
	missing []string
	options map[string]bool // listed -> certainly offered
}

// regained lists the options that came back, or are no longer certain.
func regained(before, after map[string]bool) (out []string) {
	for id := range after {
		if _, listed := before[id]; !listed {
			out = append(out, id)
		}
	}
	for id, certain := range before {
		if certain && !after[id] {
			out = append(out, id)
		}
	}
	return out
}

func ask(g *decision.Guideline, c *decision.Case) known {
	k := known{outcome: g.Verdict(c), doubt: g.Missing(c)}
	k.missing = k.doubt.Missing()
	k.options = map[string]bool{}
	for _, o := range g.DecideCase(c).Options {
		k.options[o.ID] = !o.Possible
	}
	return k
}

// TestLearning learns one fact after the other, many of them first in part, from nothing at
// all to a complete record. On the way nothing that was ruled out comes back, nothing settled
// changes, and no becomes no less firm.
func TestLearning(t *testing.T) {
	t.Parallel()
	g := dryneedling.AsPublished()
	h := newHider(g, rand.New(rand.NewPCG(12, 1)))
	var rules []int // but for those that speak of what is known rather than of what is true
	for i, r := range g.Rules() {
		if r.Measures == "" {
			rules = append(rules, i)
		}
	}
	bit := bitsOf(t, g)
	c := g.NewCase()
	for range oracle.Cases(150, 2000) {
		r := randomRecord(h.rng)
		told := decision.Facts{}
		require.NoError(t, c.Load(told))
		before := ask(g, c)
		for _, step := range h.lessons(r.facts()) {
			told[step.fact] = step.value
			require.NoError(t, c.Load(told))
			after := ask(g, c)
			require.True(t, after.outcome.Exact && after.doubt.Exact)
			require.Zero(t, after.doubt.Verdicts&^before.doubt.Verdicts, "a verdict came back with %v: %v", step, told)
			for _, f := range after.missing {
				if !slices.Contains(before.missing, f) {
					t.Fatalf("%s is missing only after %v: %v", f, step, told)
				}
			}
			require.Equal(t, bits.OnesCount32(after.doubt.Verdicts) == 1, len(after.missing) == 0)
			if before.outcome.Settled {
				require.Equal(t, before.outcome.Verdict, after.outcome.Verdict, "%v: %v", step, told)
				require.True(t, after.outcome.Settled)
			}
			if before.outcome.Verdict > 1 {
				require.GreaterOrEqual(t, after.outcome.Verdict, before.outcome.Verdict, "%v: %v", step, told)
			}
			for _, i := range rules {
				if before.outcome.Certain.Has(i) && !after.outcome.Certain.Has(i) || after.outcome.Possible.Has(i) && !before.outcome.Possible.Has(i) {
					t.Fatalf("rule %d became less certain with %v: %v", i, step, told)
				}
			}
			require.Empty(t, regained(before.options, after.options), "%v: %v", step, told)
			before = after
		}
		compare(t, g, &r, before.outcome, bit)
	}
}

// lesson is something learnt of a fact.
type lesson struct {
	fact  string
	value any
}

// lessons teach the facts of a record in random order, some of them first in part.
func (h *hider) lessons(facts decision.Facts) []lesson {
	var all []lesson
	for _, name := range sortedNames(facts) {
		all = append(all, lesson{name, facts[name]})
		switch x := facts[name].(type) {
		case string:
			one := []string{x}
			for _, other := range h.facts[h.place[name]].Choices {
				if other.ID != x && likely(h.rng, 0.4) {
					one = append(one, other.ID)
				}
			}
			all = append(all, lesson{name, map[string]any{"one_of": one}})
		case float64:
			f := h.facts[h.place[name]]
			if f.Type == decision.TypeInteger { // attended beyond scheduled is refused, even in part
				continue
			}
			at := append([]float64{x, f.Min, f.Max}, cuts()[name]...)
			low, high := x, x
			for low == high {
				low, high = min(x, pick(h.rng, at...)), max(x, pick(h.rng, at...))
			}
			all = append(all, lesson{name, map[string]any{"at_least": low, "at_most": high}})
		}
	}
	h.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	learnt := map[string]bool{}
	return slices.DeleteFunc(all, func(l lesson) bool {
		_, isPart := l.value.(map[string]any)
		late := isPart && learnt[l.fact]
		learnt[l.fact] = learnt[l.fact] || !isPart
		return late
	})
}
