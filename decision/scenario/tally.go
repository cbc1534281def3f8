package scenario

import "github.com/mskguide/mskguide/decision"

// Tally counts the answers of a run. The zero value has counted nothing.
type Tally struct {
	Rows    int // that were read or refused
	Bad     int // that could not be read
	Inexact int // whose answer may leave more open than it must
	Settled []int
	Open    []int // by [decision.Verdict], like Settled: rows of that verdict that may still get another one
}

// Count adds an answer.
func (t *Tally) Count(a *Answer) {
	t.Rows++
	if a.Err != nil {
		t.Bad++
		return
	}
	if !a.Outcome.Exact || !a.Doubt.Exact {
		t.Inexact++
	}
	list := &t.Open
	if a.Outcome.Settled {
		list = &t.Settled
	}
	for len(*list) <= int(a.Outcome.Verdict) {
		*list = append(*list, 0)
	}
	(*list)[a.Outcome.Verdict]++
}

// Add adds what another tally has counted.
func (t *Tally) Add(o *Tally) {
	t.Rows += o.Rows
	t.Bad += o.Bad
	t.Inexact += o.Inexact
	t.Settled, t.Open = sum(t.Settled, o.Settled), sum(t.Open, o.Open)
}

func sum(a, b []int) []int {
	for len(a) < len(b) {
		a = append(a, 0)
	}
	for i, n := range b {
		a[i] += n
	}
	return a
}

// Verdicts lists what was counted of each verdict of g, needs_information first, then from
// the least severe on.
func (t *Tally) Verdicts(g *decision.Guideline) []VerdictCount {
	of := func(list []int, v int) int {
		if v < len(list) {
			return list[v]
		}
		return 0
	}
	var out []VerdictCount
	for v := range len(g.Verdicts()) + 1 {
		out = append(out, VerdictCount{Verdict: g.VerdictID(decision.Verdict(v)), Rows: of(t.Settled, v) + of(t.Open, v), Settled: of(t.Settled, v)})
	}
	return out
}

// VerdictCount is how many rows have a verdict, and for how many of them it is settled.
type VerdictCount struct {
	Verdict string `json:"verdict"`
	Rows    int    `json:"rows"`
	Settled int    `json:"settled"`
}
