package decision_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/expr-lang/expr/vm"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// comparer works comparisons out from their definition: it fills in what is open in every
// way and has expr's machine say what holds.
type comparer struct {
	*judge
	programs []*vm.Program // of the rules, then of what is compared
	levels   []int         // of the rules
	compared []decision.ComparisonRule
	relevant []bool // facts that are compared by
	usual    []int  // regions that a case mostly has; -1 for any
	bar      int
	check    *decision.SelfCheck

	firstModality string // of both guidelines, the one that needs the mildest verdict
}

func newComparer(t *testing.T, g *decision.Guideline, bar string, usual map[string]any) *comparer {
	k := &comparer{judge: newJudgeOfFacts(g), compared: g.ComparisonRules()}
	for _, r := range g.Rules() {
		k.programs = append(k.programs, k.compile(t, r.Source))
		k.levels = append(k.levels, slices.Index(k.Verdicts, r.Gives))
	}
	k.bar = slices.Index(k.Verdicts, bar)
	all, err := g.Compare(decision.Facts{})
	require.NoError(t, err)
	k.check, k.firstModality = all.SelfCheck, all.Modalities[0].ID
	k.relevant = make([]bool, len(k.facts))
	for _, r := range k.compared {
		k.programs = append(k.programs, k.compile(t, r.Source))
	}
	for i, f := range k.facts {
		k.relevant[i] = slices.ContainsFunc(k.compared, func(r decision.ComparisonRule) bool { return slices.Contains(r.Facts, f.ID) }) ||
			slices.ContainsFunc(k.check.Items, func(it decision.SelfCheckItem) bool { return it.Fact == f.ID })
		k.usual = append(k.usual, k.usualRegion(i, usual))
	}
	return k
}

func (k *comparer) usualRegion(i int, usual map[string]any) int {
	f := &k.facts[i]
	value, ok := usual[f.ID]
	switch x, isNumber := value.(float64); {
	case !ok && len(f.Groups) > 0 && len(usual) > 0:
		return 0 // members of groups are signs of danger: mostly absent
	case !ok:
		return -1
	case isNumber:
		return slices.IndexFunc(f.regions, func(r interval) bool { return r.has(x) })
	}
	return slices.Index(f.samples, value)
}

// draw is a case mostly like the usual one, with some of the facts that matter open.
func (k *comparer) draw(rng *rand.Rand, completions int) *openCase {
	p := &openCase{told: decision.Facts{}, left: map[string][]int{}}
	for i := range k.facts {
		k.chosen[i] = k.usual[i]
		if k.usual[i] < 0 || rng.IntN(20) == 0 {
			k.chosen[i] = rng.IntN(k.facts[i].count)
		}
	}
	for _, i := range rng.Perm(len(k.facts)) {
		f := &k.facts[i]
		if f.untold {
			continue
		}
		odds := 25
		if k.relevant[i] {
			odds = 4
		}
		if rng.IntN(odds) > 0 || !k.hide(rng, p, i, completions) {
			k.tell(rng, p, i)
			continue
		}
		completions /= len(p.left[f.ID])
	}
	return p
}

// completion is one way of filling in what is open: the verdict, and what holds.
type completion struct {
	level int
	holds []bool // comparison rules, then the bar, then the self-check
}

func (k *comparer) completion() completion {
	c, env := completion{level: -1}, k.atHand()
	for i, level := range k.levels {
		if level > c.level && k.runIn(k.programs[i], env) {
			c.level = level
		}
	}
	for _, p := range k.programs[len(k.levels):] {
		c.holds = append(c.holds, k.runIn(p, env))
	}
	counted := 0
	for _, it := range k.check.Items {
		i := slices.IndexFunc(k.facts, func(f judged) bool { return f.ID == it.Fact })
		if slices.Contains(it.Counts, k.facts[i].Choices[k.chosen[i]].Title) {
			counted++
		}
	}
	c.holds = append(c.holds, c.level >= k.bar, counted >= k.check.AtLeast)
	return c
}

// known is what the completions say of one thing.
type known struct {
	certain, possible bool
	missing           []string // nil unless possible only
}

// complete tries every completion; the first open fact changes fastest.
func (k *comparer) complete(p *openCase) (levels []bool, all []known) {
	slices.SortFunc(p.open, func(a, b oracle.Open) int { return a.Fact - b.Fact })
	total := 1
	for _, o := range p.open {
		total *= o.Values
	}
	var tried []completion
	for n := range total {
		for _, o := range p.open {
			o.Choose(n % o.Values)
			n /= o.Values
		}
		tried = append(tried, k.completion())
	}
	levels = make([]bool, len(k.Verdicts))
	for _, c := range tried {
		levels[c.level] = true
	}
	for i := range tried[0].holds {
		all = append(all, k.known(p, tried, i))
	}
	return levels, all
}

func (k *comparer) known(p *openCase, tried []completion, i int) known {
	out := known{certain: true}
	for _, c := range tried {
		out.certain, out.possible = out.certain && c.holds[i], out.possible || c.holds[i]
	}
	stride := 1
	for _, o := range p.open {
		for n, c := range tried {
			if n/stride%o.Values > 0 && c.holds[i] != tried[n-stride].holds[i] {
				out.missing = append(out.missing, k.facts[o.Fact].ID)
				break
			}
		}
		stride *= o.Values
	}
	return out
}

// TestCompareEveryCompletion holds comparisons to their definition.
func TestCompareEveryCompletion(t *testing.T) {
	usual := map[string]any{}
	require.NoError(t, json.Unmarshal([]byte(eligible), &usual))
	for _, c := range []struct {
		name, bar string
		g         *decision.Guideline
		usual     map[string]any
		cases     int
	}{
		{"river", "call_warden", madeUp(t, "river"), nil, oracle.Cases(1500, 30_000)},
		{"dry needling", "refer", dryneedling.AsPublished(), usual, oracle.Cases(150, 3000)},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newComparer(t, c.g, c.bar, c.usual)
			rng := rand.New(rand.NewPCG(7, 7))
			seen, barred := map[decision.ModalityStatus]int{}, 0
			for range c.cases {
				p := k.draw(rng, 300)
				got, err := c.g.Compare(p.told)
				if err != nil {
					require.Regexp(t, `\([a-z-]+\)$`, err.Error(), "%v", p.told)
					continue
				}
				levels, all := k.complete(p)
				k.agrees(t, got, levels, all, k.inDoubt(p), p.told)
				for _, m := range got.Modalities {
					seen[m.Status]++
				}
				if len(got.Modalities) == 0 {
					barred++
				}
			}
			require.Len(t, seen, 5, "every status occurs")
			require.Positive(t, barred)
		})
	}
}
