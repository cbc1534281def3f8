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

// questioned is the guideline beside what the oracle makes of it. It serves one goroutine.
type questioned struct {
	*oracle.Guideline
	g      *decision.Guideline
	order  map[string]int      // of the facts
	groups map[string][]string // their facts
}

// question gives the oracle the guideline, with the hand-written reading's bits for the rules.
func question(t testing.TB, g *decision.Guideline) *questioned {
	q := &questioned{&oracle.Guideline{Verdicts: verdictIDs()}, g, map[string]int{}, map[string][]string{}}
	for _, s := range g.Steps() {
		q.Steps = append(q.Steps, s.ID)
	}
	for i, f := range g.Facts() {
		q.Facts = append(q.Facts, f.ID)
		q.order[f.ID] = i
	}
	for _, group := range g.Groups() {
		q.groups[group.ID] = group.Facts
	}
	const never = 255 // of a rule that the default params turn off
	bits := bitsOf(t, g)
	for i, r := range g.Rules() {
		bit := bits[i]
		if bit < 0 {
			bit = never
		}
		q.Rules = append(q.Rules, oracle.Rule{ID: r.ID, Step: r.Step, Facts: r.Facts, Bit: bit, Level: slices.Index(q.Verdicts, r.Gives)})
	}
	return q
}

// judge decides the record by hand, for the oracle.
func (r *record) judge() (int, oracle.Set) {
	verdict, rules := r.decide()
	return int(verdict), oracle.Set{rules[0], rules[1]}
}

// said is the library's answer in the oracle's words. It holds the ways to ask to one another.
func (q *questioned) said(t testing.TB, c *decision.Case) (oracle.Answer, *decision.Decision) {
	d, o, doubt := q.g.DecideCase(c), q.g.Verdict(c), q.g.Missing(c)
	a := oracle.Answer{Verdict: d.Verdict}
	if d.Verdict == "needs_information" {
		a.Verdict = ""
	}
	others := []string{}
	for v, id := range q.Verdicts {
		if doubt.Verdicts>>(v+1)&1 == 1 {
			a.Could = append(a.Could, id)
			if id != d.Verdict {
				others = append(others, id)
			}
		}
	}
	a.Missing = append(a.Missing, d.Missing...)
	require.Equal(t, others, d.CouldBecome)
	require.Equal(t, doubt.Missing(), d.Missing)
	require.Equal(t, q.g.VerdictID(o.Verdict), d.Verdict)
	require.Equal(t, len(a.Could) == 1, d.Settled)
	require.Equal(t, d.Settled, o.Settled)
	require.Equal(t, d.Settled && d.Verdict == "consider", d.Allows())
	require.Equal(t, d.Allows(), o.Allows())
	require.True(t, o.Exact && doubt.Exact)
	for i, r := range q.Rules {
		if o.Certain.Has(i) {
			a.Certain = append(a.Certain, r.ID)
		}
		if o.Possible.Has(i) {
			a.Possible = append(a.Possible, r.ID)
		}
	}
	for _, s := range d.Steps {
		a.Steps = append(a.Steps, oracle.Step{ID: s.ID, Status: string(s.Status), Open: q.ungrouped(s.Open)})
	}
	for _, r := range d.Reasons {
		a.Reasons = append(a.Reasons, oracle.Reason{Rule: r.Rule, Possible: r.Possible})
	}
	for _, k := range d.Cautions {
		a.Cautions = append(a.Cautions, oracle.Caution{Rule: k.Rule, Possible: k.Possible, Missing: k.Missing})
	}
	return a, d
}

// ungrouped replaces groups by their facts, in asking order.
func (q *questioned) ungrouped(names []string) []string {
	var out []string
	for _, name := range names {
		if facts, ok := q.groups[name]; ok {
			out = append(out, facts...)
		} else {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return q.order[a] - q.order[b] })
	return out
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
	batches, each := 8, 2600
	if long() {
		each = 40_000
	}
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
					want := q.Answer(p.open, p.record.judge)
					got, d := q.said(t, c)
					require.Equal(t, want, got, "%v", p.told)
					require.True(t, d.Exact)
					y.count(&got)
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
		// The params turn two rules off; the third has a test of its own.
		if !slices.Contains([]string{"pregnancy-policy", "caution-minor", "attendance-low"}, r.ID) {
			require.Positive(t, y.seen["open "+r.ID], r.ID)
		}
	}
	for _, what := range []string{"settled consider", "unsettled ", "possible reason true", "screen stopped", "screen passed",
		"condition stopped", "condition passed", "conservative_care stopped", "conservative_care passed", "practitioner stopped",
		"practitioner passed", "protocol passed", "protocol open", "protocol not_reached"} {
		require.Positive(t, y.seen[what], what)
	}
}
