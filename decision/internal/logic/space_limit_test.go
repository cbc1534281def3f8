package logic_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

func TestNewSpaceRefuses(t *testing.T) {
	t.Parallel()
	two := []logic.Var{{Regions: 2}, {Regions: 2}}
	for message, make := range map[string]func() (*logic.Space, error){
		"variable 0: 0 regions": func() (*logic.Space, error) {
			return logic.NewSpace([]logic.Var{{}}, nil, nil, logic.Limits{})
		},
		"formula 1: variable 2 does not exist": func() (*logic.Space, error) {
			return logic.NewSpace(two, []*logic.Formula{nil, logic.In(2, 1)}, nil, logic.Limits{})
		},
		"order: variable -1 does not exist": func() (*logic.Space, error) {
			return logic.NewSpace(two, nil, []int{1, -1}, logic.Limits{})
		},
		"order: variable 2 does not exist": func() (*logic.Space, error) {
			return logic.NewSpace(two, nil, []int{2}, logic.Limits{})
		},
	} {
		s, err := make()
		require.ErrorContains(t, err, message)
		require.Nil(t, s)
	}
}

// What a space cannot answer, it says, and it answers nothing else afterwards.
func TestSpaceRefusesWhatIsNotItsOwn(t *testing.T) {
	t.Parallel()
	vars := []logic.Var{{Regions: 4}, {Regions: 2}}
	fs := []*logic.Formula{logic.In(0, 3), logic.In(1, 2)}
	fresh := func() *logic.Space {
		s, err := logic.NewSpace(vars, fs, nil, logic.Limits{})
		require.NoError(t, err)
		return s
	}
	stranger := fresh().Where(fs[0])
	for message, ask := range map[string]func(*logic.Space){
		"does not tell its regions [0 1] apart": func(s *logic.Space) { s.Where(logic.In(0, 1)) },
		"does not tell its regions [2 3] apart": func(s *logic.Space) { s.Where(logic.Or(fs[1], logic.In(0, 8))) },
		"variable 2 does not exist":             func(s *logic.Space) { s.Where(logic.In(2, 1)) },
		"variable 1 has only 2 regions":         func(s *logic.Space) { s.Where(logic.In(1, 4)) },
		"a set of another space":                func(s *logic.Space) { s.And(s.All(), stranger) },
		"region 2 of variable 1":                func(s *logic.Space) { s.Fix(s.All(), 1, 2) },
		"region 0 of variable 2":                func(s *logic.Space) { s.Fix(s.All(), 2, 0) },
		"region -1 of variable 0":               func(s *logic.Space) { s.Fix(s.All(), 0, -1) },
		"rule 0: level 2 is not among":          func(s *logic.Space) { s.Levels([]logic.Rule{{Level: 2}}, 2) },
	} {
		s := fresh()
		a := s.Where(fs[0])
		require.NoError(t, s.Err())
		require.False(t, s.Over())
		ask(s)
		require.ErrorContains(t, s.Err(), message)
		require.True(t, s.Over())
		worthless(t, s, a, fs[0])
		require.ErrorContains(t, s.Err(), message, "the first reason stays")
	}
	s := fresh()
	require.Equal(t, s.Where(logic.In(0, 12)), s.Minus(s.All(), s.Where(fs[0])), "no finer than the formulas")
	require.Equal(t, s.None(), s.And(s.All(), logic.Cases{}), "the zero value has no case")
	require.NoError(t, s.Err())
}

// worthless requires that nothing is answered any more, and nothing panics.
func worthless(t *testing.T, s *logic.Space, a logic.Cases, f *logic.Formula) {
	t.Helper()
	vars := varSet(0, 1, 255)
	for _, got := range []logic.Cases{
		s.All(), s.Where(f), s.And(a), s.And(), s.Or(a, a), s.Minus(a, a), s.Some(a, vars), s.Every(a, vars), s.Fix(a, 0, 0),
	} {
		require.Equal(t, s.None(), got)
	}
	at, none := s.Levels([]logic.Rule{{When: f}}, 1)
	require.Equal(t, []logic.Cases{{}}, at)
	require.True(t, none.Empty())
	require.Empty(t, s.Vars(a))
	require.False(t, s.Has(a, []uint8{0, 0}))
	require.Zero(t, s.Share(a).Sign())
	require.Empty(t, s.Dump(a, labelled))
	said, ok := s.Example(a, []int{0, -1, 300})
	require.False(t, ok)
	require.Empty(t, said)
}

// Below its limit a space is right, over it it says so.
func TestSpaceOverItsLimit(t *testing.T) {
	t.Parallel()
	s := newSource(27)
	over := map[bool]int{}
	for i := range count(600) {
		w, fs := newWorld(t, s, 4)
		small, err := logic.NewSpace(w.vars, fs, nil, logic.Limits{Nodes: 1 + i%30})
		require.NoError(t, err)
		vars := w.someVars()
		a, b := small.Where(fs[0]), small.Where(fs[1])
		got := small.Some(small.Or(small.And(a, b), small.Minus(small.Where(fs[2]), small.Where(fs[3]))), vars)
		over[small.Over()]++
		require.Equal(t, small.Over(), small.Err() != nil)
		require.LessOrEqual(t, small.Nodes(), max(2, 1+i%30))
		if small.Over() {
			require.ErrorContains(t, small.Err(), "outgrows its limit")
			worthless(t, small, a, fs[0])
			continue
		}
		w.Space = small
		w.is(w.table(func(c []uint8) bool {
			for _, c := range w.changes(c, vars) {
				if fs[0].Eval(c) && fs[1].Eval(c) || fs[2].Eval(c) && !fs[3].Eval(c) {
					return true
				}
			}
			return false
		}), got)
	}
	require.Len(t, over, 2)
}

// A variable that no formula depends on costs nothing, whatever is asked of it.
func TestSpaceWithoutFormulas(t *testing.T) {
	t.Parallel()
	s, err := logic.NewSpace([]logic.Var{{Regions: 64}, {Regions: 2}}, []*logic.Formula{nil, logic.True()}, []int{1, 0, 1}, logic.Limits{})
	require.NoError(t, err)
	all := s.Where(logic.True())
	require.Equal(t, s.All(), all)
	require.Equal(t, all, s.Fix(all, 0, 63))
	require.Equal(t, all, s.Every(all, varSet(0, 1)))
	require.Equal(t, "1", s.Share(all).RatString())
	said, ok := s.Example(all, nil)
	require.True(t, ok)
	require.Empty(t, said)
	_, ok = s.Example(s.None(), []int{0})
	require.False(t, ok)
	require.Equal(t, 2, s.Nodes())
	require.NoError(t, s.Err())
}

// The same questions have the same answers, each time.
func TestSpaceIsDeterministic(t *testing.T) {
	t.Parallel()
	p := newNeedling().problem
	type answers struct {
		dump  string
		said  [][]logic.Fixed
		share string
		nodes int
	}
	ask := func() (out answers) {
		s, err := logic.NewSpace(p.Vars, conditions(p.Rules), nil, logic.Limits{})
		require.NoError(t, err)
		at, _ := s.Levels(p.Rules, p.Levels)
		for _, a := range at {
			said, _ := s.Example(a, []int{1, 2, 3})
			out.said = append(out.said, said)
			out.dump += s.Dump(a, labelled)
			out.share += s.Share(a).String() + "\n"
		}
		out.nodes = s.Nodes()
		require.NoError(t, s.Err())
		return out
	}
	require.Equal(t, ask(), ask())
}
