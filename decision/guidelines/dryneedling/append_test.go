package dryneedling_test

import (
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestAppendDecision holds the quick way from document to document, and the decision in memory that is
// used again, to the long way, on cases known in part, one after the other and at once.
func TestAppendDecision(t *testing.T) {
	t.Parallel()
	g := dryneedling.AsPublished()
	n := 400
	if long() {
		n = 20_000
	}
	var wait sync.WaitGroup
	for worker := range uint64(4) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			rng := rand.New(rand.NewPCG(51, worker))
			var out []byte
			for range n {
				r := randomRecord(rng)
				doc := asJSON(t, hidden(rng, &r, rng.Float64()))
				d, err := g.Decide(doc)
				if err != nil {
					t.Error(err)
					return
				}
				out, err = g.AppendDecision(out[:0], doc)
				if want := d.AppendJSON(nil); err != nil || string(want) != string(out) {
					t.Errorf("%v\n%s\n%s\n%s", err, doc, want, out)
					return
				}
				c, err := g.Case(doc)
				if err != nil {
					t.Error(err)
					return
				}
				same := false
				g.WithDecision(c, func(lent *decision.Decision) { same = reflect.DeepEqual(d, lent) })
				if !same {
					t.Errorf("%s: the decision that is lent is another one", doc)
					return
				}
			}
		}()
	}
	wait.Wait()

	before := []byte("kept")
	after, err := g.AppendDecision(before, []byte(`{"age_year": 3}`))
	require.ErrorContains(t, err, `did you mean "age_years"?`)
	require.Equal(t, before, after)
	after, err = g.AppendDecision(before, []byte(`{}`))
	require.NoError(t, err, "a mistake leaves nothing behind")
	d, err := g.Decide(nil)
	require.NoError(t, err)
	require.Equal(t, "kept"+string(d.AppendJSON(nil)), string(after))
}
