package decision_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestAnswersFollowTheDefinition compares the small bundles' answers on random partial
// facts with what the definition says, worked out the slow way: every completion is tried,
// and expr's machine, not the library, says which rules hold in it.
func TestAnswersFollowTheDefinition(t *testing.T) {
	for _, c := range []struct {
		bundle   string
		overlays []string
	}{
		{"lantern", nil},
		{"kiln", nil},
		{"kiln", []string{"riverside", "winter"}},
	} {
		g := madeUp(t, c.bundle, c.overlays...)
		w := newWorld(t, g)
		random := rand.New(rand.NewPCG(1, uint64(len(c.overlays))))
		exact := 0
		const cases = 100
		for n := 0; n < cases; {
			p := w.partial(random, 400)
			d, err := g.Decide(p.facts)
			if err != nil { // it contradicts itself: a relation between facts is a check, not a part of the definition
				continue
			}
			n++
			if d.Exact {
				exact++
			}
			w.compare(t, p, d)
		}
		require.Greater(t, exact, cases/3, "too few exact answers to test anything")
	}
}

// world is a guideline as the definition sees it.
type world struct {
	g        *decision.Guideline
	facts    []decision.Fact
	cuts     map[string][]float64
	values   [][]any // of each fact: a value of every region
	rules    []decision.Rule
	programs []*vm.Program
	opaque   []bool // of each rule: it compares numbers with numbers, or depends on the measures
	levels   []int  // of each rule: -1 for a caution
}

func newWorld(t testing.TB, g *decision.Guideline) *world {
	w := &world{g: g, facts: g.Facts(), rules: g.Rules(), cuts: map[string][]float64{}}
	for _, r := range w.rules {
		program, err := expr.Compile(r.Source, expr.AsBool())
		require.NoError(t, err, r.Source)
		w.programs = append(w.programs, program)
		w.opaque = append(w.opaque, !cutsOf(t, r.Source, w.cuts) || r.Measures != "")
		w.levels = append(w.levels, slices.IndexFunc(g.Verdicts(), func(v decision.Named) bool { return v.ID == r.Gives }))
	}
	for _, f := range w.facts {
		w.values = append(w.values, valuesOf(f, w.cuts[f.ID]))
	}
	return w
}

// answer is what the definition says of partial facts.
type answer struct {
	levels   []bool
	certain  []bool // by rule
	possible []bool
	missing  []string
}

// define tries every completion of what is known in part.
func (w *world) define(t testing.TB, p partial) answer {
	a := answer{levels: make([]bool, len(w.g.Verdicts())), certain: make([]bool, len(w.rules)), possible: make([]bool, len(w.rules))}
	for i := range a.certain {
		a.certain[i] = true
	}
	env := map[string]any{}
	given := make([]int, len(p.open))
	total := 1
	for i, f := range w.facts {
		env[f.ID] = p.values[i][0]
	}
	for _, i := range p.open {
		total *= len(p.values[i])
	}
	verdicts := make([]int, total)
	for n := range total {
		for rest, k := n, 0; k < len(p.open); k++ {
			values := p.values[p.open[k]]
			given[k] = rest % len(values)
			env[w.facts[p.open[k]].ID] = values[given[k]]
			rest /= len(values)
		}
		verdicts[n] = w.verdict(t, env, &a)
		a.levels[verdicts[n]] = true
	}
	stride := 1
	for _, i := range p.open {
		size := len(p.values[i])
		if differs(verdicts, stride, size) {
			a.missing = append(a.missing, w.facts[i].ID)
		}
		stride *= size
	}
	return a
}

// verdict is that of complete facts: the most severe of the rules that hold.
func (w *world) verdict(t testing.TB, env map[string]any, a *answer) int {
	most := -1
	for i, program := range w.programs {
		holds, err := vm.Run(program, env)
		require.NoError(t, err)
		if holds.(bool) {
			a.possible[i] = true
			most = max(most, w.levels[i])
		} else {
			a.certain[i] = false
		}
	}
	require.GreaterOrEqual(t, most, 0, "no rule gives a verdict for %v", env)
	return most
}

// differs reports whether two completions that differ only in the digit of that stride have
// different verdicts.
func differs(verdicts []int, stride, size int) bool {
	for n := range verdicts {
		if n/stride%size != 0 {
			continue
		}
		for k := 1; k < size; k++ {
			if verdicts[n+k*stride] != verdicts[n] {
				return true
			}
		}
	}
	return false
}

// compare holds an answer to the definition: exactly where it says that it is exact, else
// from above.
func (w *world) compare(t *testing.T, p partial, d *decision.Decision) {
	want := w.define(t, p)
	var levels []string
	for i, v := range w.g.Verdicts() {
		if want.levels[i] {
			levels = append(levels, v.ID)
		}
	}
	got := append([]string{}, d.CouldBecome...)
	if d.Verdict != "needs_information" {
		got = append([]string{d.Verdict}, got...)
	}
	require.Equal(t, len(d.Missing) == 0, d.Settled, "%v", p.facts)
	require.Equal(t, len(got) == 1, d.Settled, "%v", p.facts)
	require.Equal(t, d.Verdict == "needs_information", len(got) > 1 && got[0] == w.g.Verdicts()[0].ID, "%v", p.facts)
	require.Equal(t, d.Settled && d.Verdict == w.g.Verdicts()[0].ID, d.Allows(), "%v", p.facts)
	if d.Exact {
		require.Equal(t, levels, got, "%v", p.facts)
		require.ElementsMatch(t, want.missing, d.Missing, "%v", p.facts)
	} else {
		require.Subset(t, got, levels, "%v", p.facts)
		require.Subset(t, d.Missing, want.missing, "%v", p.facts)
	}
	w.compareRules(t, p, want)
}

func (w *world) compareRules(t *testing.T, p partial, want answer) {
	c, err := w.g.Case(p.facts)
	require.NoError(t, err)
	o := w.g.Verdict(c)
	for i, r := range w.rules {
		if r.Measures != "" {
			continue
		}
		certain, possible := o.Certain.Has(i), o.Possible.Has(i)
		require.False(t, certain && !want.certain[i], "%s is not certain with %v", r.ID, p.facts)
		require.False(t, want.possible[i] && !possible, "%s is possible with %v", r.ID, p.facts)
		if !w.opaque[i] {
			require.Equal(t, want.certain[i], certain, "%s is certain with %v", r.ID, p.facts)
			require.Equal(t, want.possible[i], possible, "%s is possible with %v", r.ID, p.facts)
		}
	}
}
