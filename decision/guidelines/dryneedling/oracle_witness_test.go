package dryneedling_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestWitnesses follows what an answer calls possible to the end, however little is known: for
// each verdict that it could become, and each fact that it misses, facts are learnt until the
// hand-written reading can say that it is so.
func TestWitnesses(t *testing.T) {
	t.Parallel()
	g := dryneedling.AsPublished()
	h := newHider(g, rand.New(rand.NewPCG(13, 1)))
	for range oracle.Cases(60, 1000) {
		r := randomRecord(h.rng)
		told := hidden(h.rng, &r, pick(h.rng, 0.3, 0.6, 0.9, 1))
		delete(told, "third_trimester") // it moves no verdict, and would refuse that pregnancy is denied
		c, err := g.Case(told)
		require.NoError(t, err)
		doubt := g.Missing(c)
		w := &walk{h: h, g: g, record: &r, c: g.NewCase()}
		for v, id := range verdictIDs() {
			if doubt.Verdicts>>(v+1)&1 == 1 {
				w.told = maps.Clone(told)
				w.follow(t, func(d decision.Doubt) bool { return d.Verdicts>>(v+1)&1 == 1 }, "")
				verdict, _ := w.record.decide()
				require.Equal(t, id, verdictIDs()[verdict], "%v", w.told)
			}
		}
		for _, fact := range doubt.Missing() {
			w.told = maps.Clone(told)
			w.follow(t, func(d decision.Doubt) bool { return slices.Contains(d.Missing(), fact) }, fact)
			require.Greater(t, w.verdictsBy(fact), 1, "%s: %v", fact, w.told)
		}
		w.told = maps.Clone(told)
		w.sample(t, doubt)
	}
}

// walk learns facts one by one such that something stays true of what is in doubt.
type walk struct {
	h      *hider
	g      *decision.Guideline
	record *record
	told   decision.Facts
	c      *decision.Case
}

// follow learns every missing fact but one, and takes the record along.
func (w *walk) follow(t *testing.T, holds func(decision.Doubt) bool, but string) {
	require.NoError(t, w.c.Load(w.told))
	for {
		missing := slices.DeleteFunc(w.g.Missing(w.c).Missing(), func(f string) bool { return f == but })
		if len(missing) == 0 {
			return
		}
		require.True(t, w.learn(t, pick(w.h.rng, missing...), holds), "no value of a missing fact keeps what was possible: %v", w.told)
	}
}

// learn gives a fact the first of its values, in random order, that keeps something true.
func (w *walk) learn(t *testing.T, fact string, holds func(decision.Doubt) bool) bool {
	values, set := w.h.values(w.record, fact)
	for _, i := range w.h.rng.Perm(len(values)) {
		w.told[fact] = values[i]
		require.NoError(t, w.c.Load(w.told))
		if holds(w.g.Missing(w.c)) {
			set(i)
			return true
		}
	}
	return false
}

// verdictsBy counts the verdicts that the values of one fact make of the record.
func (w *walk) verdictsBy(fact string) int {
	values, set := w.h.values(w.record, fact)
	seen := map[uint8]bool{}
	for i := range values {
		set(i)
		verdict, _ := w.record.decide()
		seen[verdict] = true
	}
	return len(seen)
}

// sample looks the other way round: no completion has a verdict that was ruled out, nor does
// a fact that was not missing change one.
func (w *walk) sample(t *testing.T, doubt decision.Doubt) {
	missing := doubt.Missing()
	open := slices.DeleteFunc(slices.Clone(w.h.names), func(f string) bool { _, told := w.told[f]; return told })
	for range 50 {
		for _, f := range open {
			values, set := w.h.values(w.record, f)
			set(w.h.rng.IntN(len(values)))
		}
		verdict, _ := w.record.decide()
		require.Equal(t, uint32(1), doubt.Verdicts>>(verdict+1)&1, "%s for %v", verdictIDs()[verdict], w.told)
		for _, f := range open {
			if !slices.Contains(missing, f) {
				was := *w.record
				require.Equal(t, 1, w.verdictsBy(f), "%s is not missing from %v", f, w.told)
				*w.record = was
			}
		}
	}
}

// values lists a fact's values, one for each region of a number, and sets the record to one.
func (h *hider) values(r *record, fact string) (values []any, set func(i int)) {
	f := &h.facts[h.place[fact]]
	field := fieldOf(r, h.field[fact])
	switch f.Type {
	case decision.TypeBool:
		return []any{false, true}, func(i int) { field.SetBool(i == 1) }
	case decision.TypeChoice:
		ids := choiceIDs(reflect.TypeFor[record]().Field(h.field[fact]).Type)
		for _, c := range f.Choices {
			values = append(values, c.ID)
		}
		return values, func(i int) { field.SetUint(uint64(slices.Index(ids, f.Choices[i].ID))) }
	}
	numbers := interval{lo: f.Min, hi: f.Max}.values(h.rng, cuts()[fact])
	for _, x := range numbers {
		values = append(values, x)
	}
	return values, func(i int) { field.SetFloat(numbers[i]) }
}
