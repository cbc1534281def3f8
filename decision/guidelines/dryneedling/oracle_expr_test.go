package dryneedling_test

import (
	"math/rand/v2"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestExprAgrees lets expr's own machine run every rule's condition and holds the guideline to
// it: on every combination of the values of the facts that the rule names, a value for each
// region of a number, or on many of them at random where there are too many.
func TestExprAgrees(t *testing.T) {
	t.Parallel()
	most := oracle.Cases(2000, 20_000)
	g := dryneedling.AsPublished()
	h := newHider(g, rand.New(rand.NewPCG(16, 1)))
	exhaustive := 0
	c := g.NewCase()
	for i, rule := range g.Rules() {
		told := suitable().facts()
		h.openGate(told, rule.Measures)
		facts, combinations := h.named(rule)
		n := min(combinations, most)
		if n == combinations {
			exhaustive++
		}
		env := exprEnv(g)
		program, err := expr.Compile(rule.Source, expr.Env(env(told)), expr.AsBool())
		require.NoError(t, err, rule.ID)
		var machine vm.VM
		for k := range n {
			if n < combinations {
				k = h.rng.IntN(combinations)
			}
			for _, f := range facts {
				told[f.name] = f.values[k%len(f.values)]
				k /= len(f.values)
			}
			if told["sessions_attended"].(float64) > told["sessions_scheduled"].(float64) {
				continue // refused
			}
			require.NoError(t, c.Load(decision.Facts(told)))
			want, err := machine.Run(program, env(told))
			require.NoError(t, err, rule.ID)
			o := g.Verdict(c)
			require.Equal(t, want, o.Certain.Has(i), "%s: %v", rule.ID, told)
			require.Equal(t, want, o.Possible.Has(i), "%s: %v", rule.ID, told)
		}
	}
	require.Greater(t, exhaustive, 80)
}

// namedFact is a fact with values that stand for all others.
type namedFact struct {
	name   string
	values []any
}

// named lists the facts that a rule's condition names, but for those of its gate.
func (h *hider) named(rule decision.Rule) (facts []namedFact, combinations int) {
	combinations = 1
	for _, name := range rule.Facts {
		f := namedFact{name: name}
		switch h.facts[h.place[name]].Type {
		case decision.TypeInteger: // of sessions
			f.values = []any{0.0, 1.0, 4.0, 5.0, 15.0, 16.0, 19.0, 20.0, 24.0, 25.0}
		default:
			if _, cut := cuts()[name]; !cut && rule.Measures != "" {
				continue
			}
			f.values, _ = h.values(&record{}, name)
		}
		facts = append(facts, f)
		combinations *= len(f.values)
	}
	return facts, combinations
}

// openGate tells measures such that a rule's gate is open.
func (h *hider) openGate(told decision.Facts, gate string) {
	if gate == "any_worse" {
		told["nprs_baseline"], told["nprs_now"] = 2.0, 9.0
	}
}
