package dryneedling_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// question gives the oracle the guideline, with the hand-written reading's bits for the rules.
func question(t testing.TB, g *decision.Guideline) *handReading {
	q := oracle.Of(g)
	const never = 255 // of a rule that the default params turn off
	for i, bit := range bitsOf(t, g) {
		if q.Rules[i].Bit = bit; bit < 0 {
			q.Rules[i].Bit = never
		}
	}
	return readByHand(t, q)
}

// tally is what a run came across, so that it cannot pass by never getting anywhere.
type tally struct {
	sync.Mutex
	seen map[string]int
}

func (y *tally) count(a *oracle.Answer) {
	y.Lock()
	defer y.Unlock()
	settled := "unsettled"
	if len(a.Could) == 1 {
		settled = "settled"
	}
	y.seen[settled+" "+a.Verdict]++
	for _, id := range a.Possible {
		if !slices.Contains(a.Certain, id) {
			y.seen["open "+id]++
		}
	}
	for _, o := range a.Offers {
		y.seen[fmt.Sprint(o.Option, " possible ", o.Possible)]++
		for _, k := range o.Cautions {
			y.seen[fmt.Sprint(k.Rule, " of an option, possible ", k.Possible)]++
		}
		if o.Failed {
			y.seen[o.Option+" failed"]++
		}
	}
	for _, id := range a.OptionRemarks {
		y.seen[id]++
	}
	for _, s := range a.Steps {
		y.seen[s.ID+" "+s.Status]++
	}
	for _, r := range a.Reasons {
		y.seen[fmt.Sprint("possible reason ", r.Possible)]++
	}
}

// TestEveryCompletion holds whole answers to their definition. What is open of a case, or
// known in part, is filled in in every way; the hand-written reading decides each; what all
// the answers have in common is what the guideline must say of the case.
func TestEveryCompletion(t *testing.T) {
	g := dryneedling.AsPublished()
	batches, each := 8, oracle.Cases(1300, 13_000)
	y := &tally{seen: map[string]int{}}
	t.Run("batches", func(t *testing.T) {
		for batch := range batches {
			t.Run(fmt.Sprint(batch), func(t *testing.T) {
				t.Parallel()
				q, h := question(t, g), newHider(g, rand.New(rand.NewPCG(11, uint64(batch))))
				c := g.NewCase()
				for range each {
					p := h.partial(12, int(math.Pow(20_000, h.rng.Float64())))
					require.NoError(t, c.Load(h.form(p)))
					want := q.Answer(p.open, func() (int, oracle.Set) { return q.judge(&p.record) })
					got := q.Ask(c)
					require.NoError(t, q.Check(got, &want, false), "%v", p.told)
					y.count(&want)
				}
			})
		}
	})
	for _, id := range verdictIDs()[1:] {
		require.Positive(t, y.seen["settled "+id], id)
		if id != "refer" { // nothing is firmer
			require.Positive(t, y.seen["unsettled "+id], id)
		}
	}
	for _, r := range g.Rules() {
		// The params turn some rules off; attendance-low has a test of its own.
		if !slices.Contains(append(offByDefault(), "attendance-low"), r.ID) {
			require.Positive(t, y.seen["open "+r.ID], r.ID)
		}
	}
	for _, r := range g.OptionRules() {
		require.Positive(t, y.seen[r.ID+" possible true"], r.ID)
		require.Positive(t, y.seen[r.ID+" possible false"], r.ID)
		if r.Trial != "" {
			require.Positive(t, y.seen[r.ID+" failed"], r.ID)
		}
	}
	for _, k := range g.OptionCautions() {
		require.Positive(t, y.seen[k.ID+" of an option, possible true"], k.ID)
	}
	for _, what := range []string{oracle.NoneLeft, oracle.BarOpen, "settled consider", "unsettled ", "possible reason true", "screen stopped", "screen passed",
		"condition stopped", "condition passed", "conservative_care stopped", "conservative_care passed", "practitioner stopped",
		"practitioner passed", "protocol passed", "protocol open", "protocol not_reached"} {
		require.Positive(t, y.seen[what], what)
	}
}
