package logic_test

import (
	"math/bits"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

func TestCaseSaysWhatIsKnown(t *testing.T) {
	t.Parallel()
	p := logic.Problem{Vars: []logic.Var{{Regions: 2}, {Regions: 2}, {Regions: 5}, {Regions: 1}}}
	e, err := logic.Compile(p)
	require.NoError(t, err)
	c := e.NewCase()
	sets := func() (out []logic.Set) {
		for v := range p.Vars {
			out = append(out, c.Set(v))
		}
		return out
	}
	nothing := []logic.Set{3, 3, 31, 1}
	require.Equal(t, nothing, sets())
	for name, x := range map[string]struct {
		codes []uint8
		parts []logic.Part
		want  []logic.Set
	}{
		"known":                       {[]uint8{2 + 3*1, 4, 1}, nil, []logic.Set{2, 1, 8, 1}},
		"known in part":               {nil, []logic.Part{{2, 6}}, []logic.Set{3, 3, 6, 1}},
		"parts narrow each other":     {nil, []logic.Part{{2, 6}, {2, 12}}, []logic.Set{3, 3, 4, 1}},
		"a digit outdoes a part":      {[]uint8{0, 2}, []logic.Part{{2, 1}}, []logic.Set{3, 3, 2, 1}},
		"empty and full parts":        {nil, []logic.Part{{2, 0}, {2, 31}, {0, 4}}, nothing},
		"parts at odds":               {nil, []logic.Part{{2, 1}, {2, 2}}, []logic.Set{3, 3, 1, 1}},
		"no such code":                {[]uint8{9, 6, 2}, nil, nothing},
		"no such variable":            {nil, []logic.Part{{-1, 1}, {4, 1}}, nothing},
		"too many codes":              {[]uint8{0, 0, 0, 1, 1}, nil, nothing},
		"what was known is forgotten": {nil, nil, nothing},
	} {
		e.Load(c, x.codes, x.parts)
		require.Equal(t, x.want, sets(), name)
	}
	require.Zero(t, c.Set(-1)|c.Set(4))
}

func TestAnEngineServesManyAtOnce(t *testing.T) {
	t.Parallel()
	n := newNeedling()
	e, err := logic.Compile(n.problem)
	require.NoError(t, err)
	s := newSource(11)
	codes, _ := n.patient(s, 0.5).codes(n.problem.Vars)
	shared := e.NewCase()
	e.Load(shared, codes, nil)
	outcome, reach := e.Decide(shared), e.Reach(shared)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			own := e.NewCase()
			for range 200 {
				e.Load(own, codes, nil)
				for _, c := range []*logic.Case{shared, own} {
					if e.Decide(c) != outcome || e.Reach(c) != reach {
						t.Error("another answer")
					}
				}
			}
		})
	}
	wait.Wait()
}

func FuzzLoad(f *testing.F) {
	n := newNeedling()
	e, err := logic.Compile(n.problem)
	require.NoError(f, err)
	red, err := e.Condition(logic.Or(n.is("fever"), n.low(), n.neck()))
	require.NoError(f, err)
	c := e.NewCase()
	f.Add([]byte{25, 3, 1, 9}, 3, uint64(5), 70, uint64(1))
	f.Fuzz(func(t *testing.T, codes []byte, v int, set uint64, w int, other uint64) {
		e.Load(c, codes, []logic.Part{{Var: v, Set: logic.Set(set)}, {Var: w, Set: logic.Set(other)}})
		o, r := e.Decide(c), e.Reach(c)
		require.True(t, o.Exact && r.Exact)
		require.Equal(t, o.Lo, lowest(r.Levels))
		require.Equal(t, o.Hi, highest(r.Levels))
		require.Equal(t, bits.OnesCount16(r.Levels) == 1, r.Missing.Empty())
		require.True(t, o.Certain.Minus(o.Possible).Empty())
		certain, possible := red.Truth(c)
		require.Equal(t, certain == possible, red.Missing(c).Empty())
	})
}
