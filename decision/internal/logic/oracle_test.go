package logic_test

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/logic/oracle"
)

// lowest and highest are the ends of Reach.Levels, -1 standing for no level.
func lowest(levels uint16) int8 {
	if levels&logic.NoLevel != 0 {
		return -1
	}
	return int8(bits.TrailingZeros16(levels))
}

func highest(levels uint16) int8 { return int8(bits.Len16(levels&^logic.NoLevel)) - 1 }

// trial is a random case of a random problem, with its true answer.
type trial struct {
	*testing.T
	source
	problem logic.Problem
	engine  *logic.Engine
	c       *logic.Case
	known   knowledge
	want    oracle.Answer
}

// try runs check on random cases of the problem.
func try(t *testing.T, s source, p logic.Problem, cases int, check func(*trial)) {
	e, err := logic.Compile(p)
	require.NoError(t, err)
	x := &trial{T: t, source: s, problem: p, engine: e, c: e.NewCase()}
	for range cases {
		x.know(s.knowledge(p.Vars, 200))
		check(x)
	}
}

func (x *trial) know(k knowledge) {
	codes, parts := k.codes(x.problem.Vars)
	x.engine.Load(x.c, codes, parts)
	x.known, x.want = k, oracle.Enumerate(x.problem, k)
}

// exact requires the whole truth.
func (x *trial) exact() {
	require.Equal(x, logic.Reach{Levels: x.want.Levels, Missing: x.want.Missing, Exact: true}, x.engine.Reach(x.c))
	require.Equal(x, logic.Outcome{
		Certain: x.want.Certain, Possible: x.want.Possible,
		Lo: lowest(x.want.Levels), Hi: highest(x.want.Levels), Exact: true,
	}, x.engine.Decide(x.c))
}

// sound requires nothing but the truth, though perhaps too wide.
func (x *trial) sound() {
	o, r := x.engine.Decide(x.c), x.engine.Reach(x.c)
	require.Equal(x, x.want.Certain, o.Certain)
	require.Equal(x, x.want.Possible, o.Possible)
	require.Equal(x, highest(x.want.Levels), o.Hi)
	require.LessOrEqual(x, o.Lo, lowest(x.want.Levels))
	require.Zero(x, x.want.Levels&^r.Levels)
	require.True(x, x.want.Missing.Minus(r.Missing).Empty())
	require.LessOrEqual(x, highest(r.Levels), o.Hi, "what Decide rules out, Reach does, too")
	require.GreaterOrEqual(x, lowest(r.Levels), o.Lo)
	require.Equal(x, bits.OnesCount16(r.Levels) == 1, r.Missing.Empty(), "one level, nothing missing")
	if o.Exact {
		require.Equal(x, lowest(x.want.Levels), o.Lo)
	}
	if r.Exact {
		require.Equal(x, x.want.Levels, r.Levels)
		require.Equal(x, x.want.Missing, r.Missing)
	}
}

// count is a number of repetitions that -short makes a tenth.
func count(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

func TestAnswersAreThoseOfEnumeration(t *testing.T) {
	t.Parallel()
	s := newSource(1)
	for range count(4000) {
		try(t, s, s.problem(), 50, (*trial).exact)
	}
}

// Many variables, more rules than a word has bits, terms beyond the first row.
func TestLargeProblemsAreExact(t *testing.T) {
	t.Parallel()
	s := newSource(2)
	for range count(60) {
		try(t, s, s.chain(70+s.IntN(180), 60+s.IntN(190)), 20, (*trial).exact)
	}
}

func TestLazyDiagramsAreExact(t *testing.T) {
	t.Parallel()
	s := newSource(3)
	for range count(600) {
		p := s.problem()
		p.Limits.Nodes = 10
		try(t, s, p, 20, (*trial).exact)
	}
}

func TestOverEveryLimitAnswersAreSound(t *testing.T) {
	t.Parallel()
	s := newSource(4)
	inexact := 0
	for i := range count(2000) {
		p := s.problem()
		p.Limits = logic.Limits{Nodes: 1, LazyNodes: 1 + i%40, Lows: p.Limits.Lows}
		try(t, s, p, 20, func(x *trial) {
			x.sound()
			if !x.engine.Reach(x.c).Exact {
				inexact++
			}
		})
	}
	require.Positive(t, inexact)
}

// Learning more of a variable never widens an answer.
func TestLearningNeverWidens(t *testing.T) {
	t.Parallel()
	s := newSource(5)
	for i := range count(1500) {
		p := s.problem()
		if i%2 == 0 {
			p.Limits = logic.Limits{Nodes: 1, LazyNodes: 1 + i%30, Lows: p.Limits.Lows}
		}
		try(t, s, p, 10, func(x *trial) {
			before, reach := x.engine.Decide(x.c), x.engine.Reach(x.c)
			more := x.narrowed()
			x.know(more)
			after, narrower := x.engine.Decide(x.c), x.engine.Reach(x.c)
			require.True(x, before.Certain.Minus(after.Certain).Empty())
			require.True(x, after.Possible.Minus(before.Possible).Empty())
			require.LessOrEqual(x, before.Lo, after.Lo)
			require.GreaterOrEqual(x, before.Hi, after.Hi)
			require.Zero(x, narrower.Levels&^reach.Levels)
			require.True(x, narrower.Missing.Minus(reach.Missing).Empty())
		})
	}
}

// narrowed is the knowledge of the case with one variable narrowed further.
func (x *trial) narrowed() knowledge {
	k := append(knowledge(nil), x.known...)
	v := x.IntN(len(k))
	if s := k[v] & logic.Set(x.Uint64()); s != 0 {
		k[v] = s
	}
	return k
}

func TestConditionsAreThoseOfEnumeration(t *testing.T) {
	t.Parallel()
	s := newSource(6)
	for i := range count(1500) {
		p := s.problem()
		limits := []logic.Limits{{}, {Nodes: 1}, {Nodes: 1, LazyNodes: 1 + i%30}}[i%3]
		f := s.formula(p.Vars, 1+s.IntN(3))
		if s.IntN(2) == 0 {
			f = logic.Or(f, s.formula(p.Vars, 1), s.formula(p.Vars, 1))
		}
		engine, err := logic.Compile(logic.Problem{Vars: p.Vars, Limits: limits})
		require.NoError(t, err)
		condition, err := engine.Condition(f)
		require.NoError(t, err)
		alone := logic.Problem{Vars: p.Vars, Rules: []logic.Rule{{When: f}}, Levels: 1}
		try(t, s, alone, 20, func(x *trial) {
			certain, possible := condition.Truth(x.c)
			missing := condition.Missing(x.c)
			answer, err := x.engine.Ask(f, x.c)
			require.NoError(x, err)
			want := logic.Answer{Certain: x.want.Certain.Has(0), Possible: x.want.Possible.Has(0), Missing: x.want.Missing, Exact: true}
			require.Equal(x, want, answer)
			if answer = condition.Ask(x.c); answer.Exact {
				require.Equal(x, want, answer)
			}
			if i%3 < 2 {
				require.True(x, answer.Exact)
				require.Equal(x, x.want.Certain.Has(0), certain)
				require.Equal(x, x.want.Possible.Has(0), possible)
				require.Equal(x, x.want.Missing, missing)
				return
			}
			require.True(x, x.want.Certain.Has(0) || !certain)
			require.True(x, possible || !x.want.Possible.Has(0))
			require.True(x, x.want.Missing.Minus(missing).Empty())
			require.Equal(x, certain == possible, missing.Empty())
		})
	}
}

func TestGapIsACompleteCaseWithoutLevel(t *testing.T) {
	t.Parallel()
	s := newSource(7)
	found := map[bool]int{}
	for range count(2000) {
		p := s.problem()
		for v := range p.Vars {
			p.Vars[v].Regions = min(p.Vars[v].Regions, 3)
		}
		for r := range p.Rules {
			p.Rules[r].When = s.formula(p.Vars, 2)
		}
		p.Vars = p.Vars[:min(len(p.Vars), 12)]
		e, err := logic.Compile(p)
		require.NoError(t, err)
		witness, ok, known := e.Gap()
		require.True(t, known)
		found[ok]++
		reach := e.Reach(e.NewCase())
		require.Equal(t, reach.Levels&logic.NoLevel != 0, ok)
		if !ok {
			continue
		}
		for v, region := range witness {
			require.Less(t, int(region), p.Vars[v].Regions)
		}
		for _, r := range p.Rules {
			require.False(t, r.Level >= 0 && r.When.Eval(witness))
		}
	}
	require.Len(t, found, 2)
}
