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

func TestAnswersAreThoseOfEnumeration(t *testing.T) {
	t.Parallel()
	s := newSource(1)
	problems, cases := 4000, 50
	if testing.Short() {
		problems = 200
	}
	for range problems {
		p := s.problem()
		e, err := logic.Compile(p)
		require.NoError(t, err)
		c := e.NewCase()
		for range cases {
			k := s.knowledge(p.Vars, 200)
			codes, parts := k.codes(p.Vars)
			e.Load(c, codes, parts)
			want := oracle.Enumerate(p, k)
			require.Equal(t, logic.Reach{Levels: want.Levels, Missing: want.Missing, Exact: true}, e.Reach(c))
			require.Equal(t, logic.Outcome{
				Certain: want.Certain, Possible: want.Possible,
				Lo: lowest(want.Levels), Hi: highest(want.Levels), Exact: true,
			}, e.Decide(c))
		}
	}
}
