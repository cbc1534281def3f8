package logic_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// truth is a set of cases as a table, by the number of the case.
type truth []bool

// world is a small space beside tables of all its cases.
type world struct {
	*testing.T
	source
	*logic.Space
	vars  []logic.Var
	cases [][]uint8
}

func newWorld(t *testing.T, s source, formulas int) (*world, []*logic.Formula) {
	w := &world{T: t, source: s, cases: [][]uint8{{}}}
	for range 1 + s.IntN(6) {
		n := 1 + s.IntN(4)
		w.vars = append(w.vars, logic.Var{Regions: n})
		var longer [][]uint8
		for _, c := range w.cases {
			for r := range n {
				longer = append(longer, append(slices.Clone(c), uint8(r)))
			}
		}
		w.cases = longer
	}
	fs := make([]*logic.Formula, formulas)
	for i := range fs {
		fs[i] = s.formula(w.vars, 1+s.IntN(3))
	}
	var order []int
	if s.IntN(2) == 0 {
		order = s.Perm(len(w.vars))[:s.IntN(len(w.vars)+1)]
	}
	var err error
	w.Space, err = logic.NewSpace(w.vars, fs, order, logic.Limits{})
	require.NoError(t, err)
	return w, fs
}

// worlds runs check on many random spaces.
func worlds(t *testing.T, seed uint64, check func(*world, []*logic.Formula)) {
	t.Parallel()
	s := newSource(seed)
	for range count(600) {
		w, fs := newWorld(t, s, 2+s.IntN(4))
		check(w, fs)
		require.NoError(t, w.Err())
	}
}

func (w *world) table(holds func(region []uint8) bool) truth {
	out := make(truth, len(w.cases))
	for i, c := range w.cases {
		out[i] = holds(c)
	}
	return out
}

// is requires a set to be that of a table, and to be found again by its cases.
func (w *world) is(want truth, a logic.Cases) {
	w.Helper()
	require.Equal(w, want, w.table(func(c []uint8) bool { return w.Has(a, c) }))
	require.Equal(w, !slices.Contains(want, true), a.Empty())
	require.Equal(w, !slices.Contains(want, false), a == w.All())
	require.Equal(w, a.Empty(), a == w.None())
}

// changes are the cases that differ from c in the given variables alone.
func (w *world) changes(c []uint8, vars logic.VarSet) [][]uint8 {
	out := [][]uint8{c}
	for v := range vars.All() {
		for _, c := range out {
			for r := range w.vars[v].Regions {
				if uint8(r) != c[v] {
					other := slices.Clone(c)
					other[v] = uint8(r)
					out = append(out, other)
				}
			}
		}
	}
	return out
}

func (w *world) someVars() (vars logic.VarSet) {
	for v := range w.vars {
		if w.IntN(3) == 0 {
			vars.Add(v)
		}
	}
	return vars
}

func TestSpaceSetsAreThoseOfEnumeration(t *testing.T) {
	worlds(t, 21, func(w *world, fs []*logic.Formula) {
		a, b := w.Where(fs[0]), w.Where(fs[1])
		w.is(w.table(fs[0].Eval), a)
		w.is(w.table(logic.And(fs[0], fs[1]).Eval), w.And(a, b))
		w.is(w.table(logic.Or(fs[0], fs[1]).Eval), w.Or(a, b))
		w.is(w.table(logic.And(fs[0], logic.Not(fs[1])).Eval), w.Minus(a, b))
		w.is(w.table(logic.Not(fs[0]).Eval), w.Minus(w.All(), a))
		var sets []logic.Cases
		for _, f := range fs {
			sets = append(sets, w.Where(f))
		}
		w.is(w.table(logic.And(fs...).Eval), w.And(sets...))
		w.is(w.table(logic.Or(fs...).Eval), w.Or(sets...))
		require.Equal(w, w.Where(logic.And(fs...)), w.And(sets...), "equal sets are equal values")
		require.Equal(w, a, w.Or(w.And(a, b), w.Minus(a, b)))
	})
}

func TestSpaceQuantifiersAreThoseOfEnumeration(t *testing.T) {
	worlds(t, 22, func(w *world, fs []*logic.Formula) {
		f, vars := fs[0], w.someVars()
		a := w.Where(f)
		w.is(w.table(func(c []uint8) bool { return slices.ContainsFunc(w.changes(c, vars), f.Eval) }), w.Some(a, vars))
		w.is(w.table(func(c []uint8) bool {
			return !slices.ContainsFunc(w.changes(c, vars), func(c []uint8) bool { return !f.Eval(c) })
		}), w.Every(a, vars))
		v := w.IntN(len(w.vars))
		region := w.IntN(w.vars[v].Regions)
		w.is(w.table(func(c []uint8) bool {
			c = slices.Clone(c)
			c[v] = uint8(region)
			return f.Eval(c)
		}), w.Fix(a, v, region))
	})
}

func TestSpaceVarsAndShareAreThoseOfEnumeration(t *testing.T) {
	worlds(t, 23, func(w *world, fs []*logic.Formula) {
		a := w.Where(fs[0])
		in := int64(0)
		var depends logic.VarSet
		for _, c := range w.cases {
			if fs[0].Eval(c) {
				in++
			}
			for v := range w.vars {
				for _, other := range w.changes(c, varSet(v)) {
					if fs[0].Eval(c) != fs[0].Eval(other) {
						depends.Add(v)
					}
				}
			}
		}
		require.Equal(w, depends, w.Vars(a))
		require.Zero(w, big.NewRat(in, int64(len(w.cases))).Cmp(w.Share(a)))
	})
}

func TestSpaceLevelsAreThoseOfEnumeration(t *testing.T) {
	worlds(t, 24, func(w *world, fs []*logic.Formula) {
		var rules []logic.Rule
		for _, f := range fs {
			rules = append(rules, logic.Rule{When: f, Level: w.IntN(4) - 1})
		}
		level := func(c []uint8) int {
			highest := -1
			for _, r := range rules {
				if r.When.Eval(c) {
					highest = max(highest, r.Level)
				}
			}
			return highest
		}
		at, none := w.Levels(rules, 3)
		require.Len(w, at, 3)
		for l, a := range append([]logic.Cases{none}, at...) {
			w.is(w.table(func(c []uint8) bool { return level(c) == l-1 }), a)
		}
	})
}

// suffices reports whether all cases of what is said are in the set.
func (w *world) suffices(f *logic.Formula, said []logic.Fixed) bool {
	for _, c := range w.cases {
		fits := true
		for _, x := range said {
			fits = fits && int(c[x.Var]) == x.Region
		}
		if fits && !f.Eval(c) {
			return false
		}
	}
	return true
}

// without reports whether some case stays in the set whatever the variables are.
func (w *world) without(f *logic.Formula, vars logic.VarSet) bool {
	return slices.ContainsFunc(w.cases, func(c []uint8) bool {
		return !slices.ContainsFunc(w.changes(c, vars), func(c []uint8) bool { return !f.Eval(c) })
	})
}

func TestSpaceExamplesSufficeAndAreMinimal(t *testing.T) {
	worlds(t, 25, func(w *world, fs []*logic.Formula) {
		f, avoid := fs[0], w.Perm(len(w.vars))[:w.IntN(len(w.vars)+1)]
		said, ok := w.Example(w.Where(f), avoid)
		require.Equal(w, slices.ContainsFunc(w.cases, f.Eval), ok)
		if !ok {
			require.Empty(w, said)
			return
		}
		require.True(w, w.suffices(f, said))
		require.True(w, slices.IsSortedFunc(said, func(x, y logic.Fixed) int { return x.Var - y.Var }))
		used := logic.VarSet{}
		for i, x := range said {
			used.Add(x.Var)
			less := slices.Delete(slices.Clone(said), i, i+1)
			require.False(w, w.suffices(f, less), "%v is said in vain", x)
		}
		var free logic.VarSet
		for _, v := range avoid {
			more := free
			more.Add(v)
			if w.without(f, more) {
				free = more
			}
			require.NotEqual(w, free.Has(v), used.Has(v), "variable %d is avoided where that can be", v)
		}
		again, _ := w.Example(w.Where(f), avoid)
		require.Equal(w, said, again)
	})
}

// A case of the set that is preferred whole is the one that the example is taken from; a preference
// for what does not exist is none.
func TestSpaceExamplesPrefer(t *testing.T) {
	worlds(t, 10, func(w *world, fs []*logic.Formula) {
		f := fs[0]
		plain, _ := w.Example(w.Where(f), nil)
		same, _ := w.Example(w.Where(f), nil, logic.Fixed{Var: -1, Region: 5}, logic.Fixed{Var: 0, Region: 99}, logic.Fixed{Var: 0, Region: -1})
		require.Equal(w, plain, same)
		for _, c := range w.cases {
			if !f.Eval(c) {
				continue
			}
			var whole []logic.Fixed
			for v, r := range c {
				whole = append(whole, logic.Fixed{Var: v, Region: int(r)})
			}
			said, ok := w.Example(w.Where(f), nil, whole...)
			require.True(w, ok)
			require.True(w, w.suffices(f, said))
			for i, x := range said {
				require.Equal(w, int(c[x.Var]), x.Region)
				require.False(w, w.suffices(f, slices.Delete(slices.Clone(said), i, i+1)), "%v is said in vain", x)
			}
		}
	})
}

func varSet(vars ...int) (out logic.VarSet) {
	for _, v := range vars {
		out.Add(v)
	}
	return out
}

func labelled(v int, regions logic.Set) string { return fmt.Sprintf("v%d=%b", v, regions) }

// The same set has the same text, whatever else was asked before and however
// finely the space tells regions apart; another set has another.
func TestSpaceDumpIsCanonical(t *testing.T) {
	worlds(t, 26, func(w *world, fs []*logic.Formula) {
		order := w.Perm(len(w.vars))
		alone, err := logic.NewSpace(w.vars, fs[:1], order, logic.Limits{})
		require.NoError(w, err)
		many, err := logic.NewSpace(w.vars, fs, order, logic.Limits{})
		require.NoError(w, err)
		for _, f := range fs[1:] {
			many.Where(f)
		}
		a := many.Where(fs[0])
		text := many.Dump(a, labelled)
		require.Equal(w, alone.Dump(alone.Where(fs[0]), labelled), text)
		require.Equal(w, a.Empty(), text == "")
		b := many.Where(fs[1])
		require.Equal(w, a == b, text == many.Dump(b, labelled))
		require.NoError(w, many.Err())
	})
}

func TestSpaceDumpText(t *testing.T) {
	t.Parallel()
	s, err := logic.NewSpace([]logic.Var{{Regions: 4}, {Regions: 2}, {Regions: 2}},
		[]*logic.Formula{logic.In(0, 1), logic.In(0, 3), logic.In(1, 2), logic.In(2, 2)}, []int{0, 1, 2}, logic.Limits{})
	require.NoError(t, err)
	a := s.Or(s.And(s.Where(logic.In(0, 3)), s.Where(logic.In(2, 2))),
		s.And(s.Where(logic.Not(logic.In(0, 3))), s.Where(logic.In(1, 2)), s.Where(logic.In(2, 2))))
	require.Equal(t, "1 v0=11 2\n1 v0=1100 3\n2 v2=10 all\n3 v1=10 2\n", s.Dump(a, labelled))
	require.Equal(t, "all\n", s.Dump(s.All(), labelled))
	require.Empty(t, s.Dump(s.None(), labelled))
}

func TestSpaceOrderBeginsAsAsked(t *testing.T) {
	t.Parallel()
	vars := []logic.Var{{Regions: 2}, {Regions: 2}, {Regions: 2}}
	f := logic.And(logic.In(0, 2), logic.In(1, 2), logic.In(2, 2))
	for want, order := range map[string][]int{
		"1 v0=10 2\n2 v1=10 3\n3 v2=10 all\n": nil,
		"1 v2=10 2\n2 v0=10 3\n3 v1=10 all\n": {2},
		"1 v1=10 2\n2 v2=10 3\n3 v0=10 all\n": {1, 2, 1},
	} {
		s, err := logic.NewSpace(vars, []*logic.Formula{f}, order, logic.Limits{})
		require.NoError(t, err)
		require.Equal(t, want, s.Dump(s.Where(f), labelled))
	}
}

// leftovers are regions that are left to some of the variables.
func (w *world) leftovers() []logic.Set {
	left := make([]logic.Set, w.IntN(len(w.vars)+1))
	for v := range left {
		left[v] = logic.Set(1 + w.IntN(1<<w.vars[v].Regions-1))
	}
	return left
}

func within(c []uint8, left []logic.Set) bool {
	for v, set := range left {
		if !set.Has(int(c[v])) {
			return false
		}
	}
	return true
}

func TestSpaceHolds(t *testing.T) {
	worlds(t, 41, func(w *world, fs []*logic.Formula) {
		left, want := w.leftovers(), true
		for _, c := range w.cases {
			want = want && (!within(c, left) || fs[0].Eval(c))
		}
		require.Equal(w, want, w.Holds(w.Where(fs[0]), left))
	})
}

func TestSpaceReach(t *testing.T) {
	worlds(t, 42, func(w *world, fs []*logic.Formula) {
		left, some := w.leftovers(), false
		for _, c := range w.cases {
			some = some || within(c, left) && fs[0].Eval(c)
		}
		said, ok := w.Reach(w.Where(fs[0]), left)
		require.Equal(w, some, ok)
		narrowed := slices.Clone(left)
		for v := len(left); v < len(w.vars); v++ {
			narrowed = append(narrowed, logic.Full(w.vars[v].Regions))
		}
		for _, f := range said {
			require.True(w, narrowed[f.Var].Has(f.Region) && narrowed[f.Var].Len() > 1)
			narrowed[f.Var] = 1 << f.Region
		}
		require.True(w, !ok || w.Holds(w.Where(fs[0]), narrowed))
	})
}
