package summary

import (
	"errors"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// sweepRun is one pass over a table.
type sweepRun struct {
	s     *Sweep
	c     *Counter
	rows  bool     // are handed on
	names []string // of the verdicts
	sum   *sweepCounts
	kits  sync.Pool // of *kit
}

func newSweepRun(s *Sweep, c *Counter, rows bool) *sweepRun {
	r := &sweepRun{s: s, c: c, rows: rows, sum: newSweepCounts(c, len(s.Steps))}
	for _, v := range s.base.Verdicts() {
		r.names = append(r.names, v.ID)
	}
	return r
}

// sweepCounts are what is counted of some rows.
type sweepCounts struct {
	steps []*counts
	moves []map[move]*counts // at each step: who changes how; of the counts, read and weight
}

// move is a change of the verdicts that are possible: those that no longer are, and those that
// newly are.
type move struct{ lost, gained uint32 }

func newSweepCounts(c *Counter, steps int) *sweepCounts {
	out := &sweepCounts{moves: make([]map[move]*counts, steps)}
	for i := range steps {
		out.steps = append(out.steps, c.zero())
		out.moves[i] = map[move]*counts{}
	}
	return out
}

// sweepBatch is a batch of rows. They are answered some at a time, by one guideline after the
// other: so each stays near while it is used, of the many that there are.
type sweepBatch struct {
	Subtotal
	*sweepCounts
	kit    *kit
	held   int // rows in the kit
	rows   []SweepRow
	failed error
}

const rowsHeld = 64

// kit is the rows that wait for their answers, and the memory to find them.
type kit struct {
	rows  [rowsHeld]heldRow
	cases []*decision.Case // one for each step
}

type heldRow struct {
	SweepRow
	known  *decision.Case
	weight weight
	seen   []uint32 // what is possible, at each step
}

func (r *sweepRun) takeKit() *kit {
	if k, ok := r.kits.Get().(*kit); ok {
		return k
	}
	k := &kit{}
	for i := range k.rows {
		k.rows[i].known, k.rows[i].seen = r.s.base.NewCase(), make([]uint32, len(r.s.Steps))
	}
	for _, step := range r.s.Steps {
		k.cases = append(k.cases, step.Guideline.NewCase())
	}
	return k
}

func (r *sweepRun) count(b *sweepBatch, a *scenario.Answer) {
	if b.sweepCounts == nil {
		b.sweepCounts, b.kit = newSweepCounts(r.c, len(r.s.Steps)), r.takeKit()
	}
	r.c.mark(&b.Subtotal, a.Row)
	w, err := r.c.weigh(a)
	if err != nil {
		b.refuse(err)
		for _, n := range b.steps {
			n.bad++
		}
		return
	}
	row := &b.kit.rows[b.held]
	b.held++
	row.SweepRow, row.weight = SweepRow{Row: a.Row.Number, Line: a.Row.Line}, w
	if r.rows {
		row.Kept = a.Row.Kept()
	}
	b.failed = errors.Join(b.failed, row.known.LoadCase(a.Case))
	if b.held == rowsHeld {
		r.answer(b)
	}
}

// answer counts what each step says of the rows that wait.
func (r *sweepRun) answer(b *sweepBatch) {
	for k, step := range r.s.Steps {
		for i := range b.held {
			row := &b.kit.rows[i]
			b.failed = errors.Join(b.failed, b.kit.cases[k].LoadCase(row.known))
			var a scenario.Answer
			a.Decide(step.Guideline, b.kit.cases[k])
			n := b.steps[k]
			n.read++
			n.weight.add(&row.weight)
			r.c.answer(n, &a, &row.weight, &b.Subtotal)
			row.seen[k] = a.Doubt.Verdicts
		}
	}
	for i := range b.held {
		if row := &b.kit.rows[i]; r.changes(b, row) && r.rows {
			b.rows = append(b.rows, row.SweepRow)
		}
	}
	b.held = 0
}

// changes counts how a row changes along the steps, and reports whether it does.
func (r *sweepRun) changes(b *sweepBatch, row *heldRow) (any bool) {
	for k := 1; k < len(row.seen); k++ {
		before, after := row.seen[k-1], row.seen[k]
		if before == after {
			continue
		}
		any = true
		m := move{before &^ after, after &^ before}
		n := b.moves[k][m]
		if n == nil {
			n = &counts{}
			b.moves[k][m] = n
		}
		n.read++
		n.weight.add(&row.weight)
		if r.rows {
			row.Changes = append(row.Changes, SweepChange{k, strings.Join(r.verdicts(before), "|"), strings.Join(r.verdicts(after), "|")})
		}
	}
	return any
}

// verdicts names those of a set, the least severe first.
func (r *sweepRun) verdicts(set uint32) []string {
	ids := []string{}
	for i, id := range r.names {
		if set>>(i+1)&1 == 1 {
			ids = append(ids, id)
		}
	}
	return ids
}

func (r *sweepRun) add(b *sweepBatch) {
	r.c.madeUp += b.madeUp
	r.c.errors = append(r.c.errors, b.bad[:min(len(b.bad), maxBad-len(r.c.errors))]...)
	if b.sweepCounts == nil {
		return
	}
	r.kits.Put(b.kit)
	for k, n := range b.steps {
		r.sum.steps[k].add(n)
		n.clear()
		r.c.memory.Put(n)
		for m, n := range b.moves[k] {
			if sum := r.sum.moves[k][m]; sum != nil {
				sum.add(n)
			} else {
				r.sum.moves[k][m] = n
			}
		}
	}
}
