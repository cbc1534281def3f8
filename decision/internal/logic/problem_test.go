package logic_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

func TestUnits(t *testing.T) {
	t.Parallel()
	var vars []logic.Var
	for _, n := range []int{2, 2, 25, 2, 2, 2, 2, 2, 1, 3, 2} {
		vars = append(vars, logic.Var{Regions: n})
	}
	require.Equal(t, [][]int{{0, 1}, {2}, {3, 4, 5, 6}, {7}, {8}, {9}, {10}}, logic.Units(vars))
	require.Empty(t, logic.Units(nil))
	vars[4].Alone = true
	require.Equal(t, [][]int{{0, 1}, {2}, {3}, {4}, {5, 6, 7}, {8}, {9}, {10}}, logic.Units(vars))
}

func TestSets(t *testing.T) {
	t.Parallel()
	var s logic.VarSet
	for _, v := range []int{255, 3, 64, -1, 256} {
		s.Add(v)
	}
	collect := func(s logic.VarSet) (out []int) {
		for v := range s.All() {
			out = append(out, v)
		}
		return out
	}
	require.Equal(t, []int{3, 64, 255}, collect(s))
	require.Equal(t, 3, s.Len())
	require.True(t, s.Has(64))
	require.False(t, s.Has(65) || s.Has(-1) || s.Has(256))
	s.Remove(64)
	require.Equal(t, []int{3, 255}, collect(s))
	other := logic.VarSet{1 << 3}
	require.Equal(t, []int{255}, collect(s.Minus(other)))
	require.Equal(t, other, s.Intersect(other))
	require.Equal(t, s, s.Union(other))
	require.True(t, s.Minus(s).Empty())
	require.Equal(t, logic.Set(7), logic.Full(3))
	require.Equal(t, ^logic.Set(0), logic.Full(64))
	require.Zero(t, logic.Full(0))
	require.False(t, logic.Set(1).Has(64))
}

func TestFormula(t *testing.T) {
	t.Parallel()
	a, b := logic.In(0, 2), logic.In(1, 5)
	f := logic.Or(logic.And(a, b, logic.True()), logic.Not(logic.Or(a, logic.False())))
	for region, want := range map[[2]uint8]bool{{0, 1}: true, {1, 1}: false, {1, 2}: true} {
		require.Equal(t, want, f.Eval(region[:]), region)
	}
	require.Equal(t, logic.VarSet{3}, f.Vars())
	require.True(t, logic.And().Eval(nil))
	require.False(t, logic.Or().Eval(nil))
	require.True(t, logic.Not(nil).Eval(nil))
	require.False(t, a.Eval(nil), "a variable beyond the regions is in none")
	require.False(t, logic.And(a, logic.False(), b).Eval([]uint8{1, 0}))
	require.Same(t, a, logic.Not(logic.Not(a)))
	var none *logic.Formula
	require.False(t, none.Eval(nil))
	require.True(t, none.Vars().Empty())
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	two := []logic.Var{{Regions: 2}}
	rule := func(level int, f *logic.Formula) []logic.Rule {
		return []logic.Rule{{When: logic.True()}, {When: f, Level: level}}
	}
	for message, p := range map[string]logic.Problem{
		"variable 0: 65 regions":           {Vars: []logic.Var{{Regions: 65}}},
		"variable 0: 0 regions":            {Vars: []logic.Var{{}}},
		"257 variables":                    {Vars: make([]logic.Var, 257)},
		"257 rules":                        {Rules: make([]logic.Rule, 257)},
		"16 levels":                        {Levels: 16},
		"-1 levels":                        {Levels: -1},
		"rule 1: level 1 is not among":     {Levels: 1, Rules: rule(1, logic.True())},
		"rule 1: level -2 is not among":    {Levels: 1, Rules: rule(-2, logic.True())},
		"rule 1: variable 1 does not":      {Vars: two, Levels: 1, Rules: rule(0, logic.Not(logic.In(1, 1)))},
		"rule 1: variable -1 does not":     {Vars: two, Levels: 1, Rules: rule(0, logic.In(-1, 1))},
		"rule 1: variable 0 has only 2 re": {Vars: two, Levels: 1, Rules: rule(0, logic.In(0, 4))},
	} {
		_, err := logic.Compile(p)
		require.ErrorContains(t, err, message)
	}
	e, err := logic.Compile(logic.Problem{Vars: two})
	require.NoError(t, err)
	_, err = e.Condition(logic.In(1, 1))
	require.ErrorContains(t, err, "variable 1 does not exist")
	_, err = e.Ask(logic.In(1, 1), e.NewCase())
	require.ErrorContains(t, err, "variable 1 does not exist")
}

// tangled is a conjunction of disjunctions of far too many variables to be
// taken together.
func tangled(n int) (vars []logic.Var, f *logic.Formula) {
	var all []*logic.Formula
	for range n {
		var some []*logic.Formula
		for range n {
			some = append(some, logic.In(len(vars), 0xff))
			vars = append(vars, logic.Var{Regions: 40})
		}
		all = append(all, logic.Or(some...))
	}
	return vars, logic.And(all...)
}

func TestTangledRuleIsNamed(t *testing.T) {
	t.Parallel()
	vars, f := tangled(10)
	for _, f := range []*logic.Formula{f, logic.Not(f)} {
		_, err := logic.Compile(logic.Problem{Vars: vars, Rules: []logic.Rule{{}, {When: f}}, Levels: 1})
		var tangle *logic.TermsError
		require.True(t, errors.As(err, &tangle))
		require.Equal(t, logic.TermsError{Rule: 1, Limit: 256}, *tangle)
		require.EqualError(t, err, "rule 1: its condition expands to more than 256 terms")
	}
	vars, f = tangled(6)
	rules := make([]logic.Rule, 256)
	for r := range rules {
		rules[r].When = f
	}
	_, err := logic.Compile(logic.Problem{Vars: vars, Rules: rules, Levels: 1})
	require.ErrorContains(t, err, "rule 58: with it, the conditions of all rules expand to more than 4096 terms")
	p := logic.Problem{Vars: vars, Rules: rules[:58], Levels: 1}
	try(t, newSource(9), p, 50, (*trial).exact) // the longest rows there are
}

// TestLiterals: a conjunction of sets of variables of its own each is told as such, and nothing
// else is.
func TestLiterals(t *testing.T) {
	t.Parallel()
	vars := []logic.Var{{Regions: 2}, {Regions: 3}, {Regions: 2}}
	a, b, c := logic.In(0, 2), logic.In(1, 5), logic.In(2, 1)
	require.Equal(t, []logic.Part{{Var: 0, Set: 2}}, a.Literals(vars))
	require.Equal(t, []logic.Part{{Var: 0, Set: 2}, {Var: 1, Set: 2}, {Var: 2, Set: 1}}, logic.And(a, logic.Not(b), c).Literals(vars))
	for _, f := range []*logic.Formula{nil, logic.True(), logic.Or(a, b), logic.And(a, logic.Or(b, c)), logic.And(a, logic.Not(a)), logic.Not(logic.And(a, b))} {
		require.Nil(t, f.Literals(vars))
	}
}
