package logic_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// FuzzSpace puts the operations of a space together in any order, beside tables
// of all cases.
func FuzzSpace(f *testing.F) {
	f.Add(uint64(1), []byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
	f.Add(uint64(2), []byte("sets of cases"))
	f.Fuzz(func(t *testing.T, seed uint64, program []byte) {
		w, fs := newWorld(t, newSource(seed), 3)
		all := w.table(logic.True().Eval)
		sets, tables := []logic.Cases{w.All()}, []truth{all}
		for _, x := range fs {
			sets, tables = append(sets, w.Where(x)), append(tables, w.table(x.Eval))
		}
		for i := 0; i+2 < min(len(program), 90); i += 3 {
			a, b := int(program[i+1])%len(sets), int(program[i+2])%len(sets)
			set, want := w.step(program[i], sets[a], sets[b], tables[a], tables[b], int(program[i+2]))
			w.is(want, set)
			sets, tables = append(sets, set), append(tables, want)
		}
		require.NoError(t, w.Err())
	})
}

func (w *world) step(op byte, a, b logic.Cases, ta, tb truth, arg int) (logic.Cases, truth) {
	out := make(truth, len(ta))
	v := arg % len(w.vars)
	region := uint8(arg / len(w.vars) % w.vars[v].Regions)
	for i, c := range w.cases {
		some, every, fixed := false, true, false
		for _, other := range w.changes(c, varSet(v)) {
			in := ta[w.number(other)]
			some, every = some || in, every && in
			fixed = fixed || in && other[v] == region
		}
		out[i] = []bool{ta[i] && tb[i], ta[i] || tb[i], ta[i] && !tb[i], some, every, fixed}[op%6]
	}
	switch op % 6 {
	case 0:
		return w.And(a, b), out
	case 1:
		return w.Or(a, b), out
	case 2:
		return w.Minus(a, b), out
	case 3:
		return w.Some(a, varSet(v)), out
	case 4:
		return w.Every(a, varSet(v)), out
	}
	return w.Fix(a, v, int(region)), out
}

// number is the place of a case in the tables.
func (w *world) number(c []uint8) (n int) {
	for v, r := range c {
		n = n*w.vars[v].Regions + int(r)
	}
	return n
}
