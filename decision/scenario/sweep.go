package scenario

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/decision"
)

// Sweep is a guideline with one value of a param after the other.
type Sweep struct {
	Param decision.Param // as it is without a sweep
	Steps []SweepStep
	base  *decision.Guideline
}

// SweepStep is the guideline with one value of the param.
type SweepStep struct {
	Value     string
	Guideline *decision.Guideline
}

// OpenSweep opens a bundle with overlays once for each value of a param: FROM..TO:STEP for a
// number, where STEP is 1 for a whole number that has none, or a list such as a|b|c. Each value
// is set by an overlay over all others, as local policy would. Base is the guideline that the
// bundle with the overlays is.
func OpenSweep(base *decision.Guideline, bundle fs.FS, overlays []decision.Overlay, param, values string) (*Sweep, error) {
	params := base.Params()
	i := slices.IndexFunc(params, func(p decision.Param) bool { return p.ID == param })
	if i < 0 {
		var ids []string
		for _, p := range params {
			ids = append(ids, p.ID)
		}
		near := nearest(param, ids)
		return nil, decision.FactErrors{{Got: param, Allowed: ids, Nearest: near, Message: fmt.Sprintf("there is no param %q%s", abridge(param), didYouMean(near))}}
	}
	s := &Sweep{Param: params[i], base: base}
	list, err := sweepValues(s.Param, values)
	if err != nil {
		return nil, err
	}
	s.Steps = make([]SweepStep, len(list))
	errs := make([]error, len(list))
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, value := range list {
		wait.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			s.Steps[i].Value = value
			s.Steps[i].Guideline, errs[i] = s.open(bundle, overlays, value)
		})
	}
	wait.Wait()
	return s, errors.Join(errs...)
}

// Base is the guideline without a sweep, for reading a table.
func (s *Sweep) Base() *decision.Guideline { return s.base }

// open sets the param. A value that it has already needs no overlay, and may not have one.
func (s *Sweep) open(bundle fs.FS, overlays []decision.Overlay, value string) (*decision.Guideline, error) {
	if sameValue(s.Param, value) {
		return s.base, nil
	}
	was := ""
	if s.Param.Set {
		was = fmt.Sprintf("\n    was: %s", yamlValue(s.Param, s.Param.Value))
	}
	text := fmt.Sprintf(`schema: mskguide.overlay/1
id: sweep
for: %s
title: %s
authority: a sweep over the values of this param, and nobody's policy
in_force: "0001-01-01"
set:
  - param: %s%s
    to: %s
`, s.base.Info().ID, fmt.Sprintf("%q", s.Param.ID+" at "+value), s.Param.ID, was, yamlValue(s.Param, value))
	return decision.Open(bundle, append(slices.Clone(overlays), decision.Overlay{Name: "sweep-" + s.Param.ID + ".yaml", Data: []byte(text)})...)
}

// SweepRow is a row whose answer changes along a sweep.
type SweepRow struct {
	Row     int // its number
	Line    int
	Kept    []Cell
	Changes []SweepChange // in the order of the steps
}

// SweepChange is that a row gets another answer at a step than at the one before.
type SweepChange struct {
	Step          int    // place in the steps, from 1: the first one has none before it
	Before, After string // the verdicts that are possible, parted by |, the least severe first
}

// Run puts every row of a table to the guidelines of all steps, in one pass. The table is one
// that any of them reads: all have the same facts. Of the options, Weight counts. Each row
// whose answer changes is handed to changed, in the order of the table, unless that is nil.
// Errors are those of [Summarise] and of changed.
func (s *Sweep) Run(ctx context.Context, t *Table, o SummaryOptions, changed func(*SweepRow) error) (*SweepResult, error) {
	c, err := newCounter(t, s.base, SummaryOptions{Weight: o.Weight}, false)
	if err != nil {
		return nil, err
	}
	r := &sweepRun{s: s, c: c, rows: changed != nil, sum: newSweepCounts(c, len(s.Steps))}
	err = Run(ctx, t, s.base, r.count, func(b *sweepBatch) error {
		for i := range b.rows {
			if err := changed(&b.rows[i]); err != nil {
				return err
			}
		}
		r.add(b)
		return b.failed
	})
	if err != nil {
		return nil, err
	}
	return r.result(), nil
}

// sweepRun is one pass over a table.
type sweepRun struct {
	s    *Sweep
	c    *Counter
	rows bool // are handed on
	sum  *sweepCounts
	kits sync.Pool // of *kit
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

type sweepBatch struct {
	Subtotal
	*sweepCounts
	rows   []SweepRow
	seen   []uint32 // what is possible of a row, at each step
	failed error
}

func (r *sweepRun) count(b *sweepBatch, a *Answer) {
	if b.sweepCounts == nil {
		b.sweepCounts = newSweepCounts(r.c, len(r.s.Steps))
	}
	b.kept = a.Row.appendKept(b.kept[:0])
	w, err := r.c.weigh(a, cells{b.kept, a.Row.t.form})
	if err != nil {
		b.refuse(err)
		for _, n := range b.steps {
			n.bad++
		}
		return
	}
	b.seen = r.answers(b, a, &w)
	var row *SweepRow
	for k := 1; k < len(b.seen); k++ {
		before, after := b.seen[k-1], b.seen[k]
		if before == after {
			continue
		}
		m := move{before &^ after, after &^ before}
		n := b.moves[k][m]
		if n == nil {
			n = &counts{}
			b.moves[k][m] = n
		}
		n.read++
		n.weight.add(&w)
		if !r.rows {
			continue
		}
		if row == nil {
			b.rows = append(b.rows, SweepRow{Row: a.Row.Number, Line: a.Row.Line, Kept: owned(a.Row.Kept())})
			row = &b.rows[len(b.rows)-1]
		}
		row.Changes = append(row.Changes, SweepChange{k, strings.Join(r.verdicts(before), "|"), strings.Join(r.verdicts(after), "|")})
	}
}

// kit is a case for each step.
type kit struct{ cases []*decision.Case }

func (r *sweepRun) newKit() *kit {
	k := &kit{}
	for _, step := range r.s.Steps {
		k.cases = append(k.cases, step.Guideline.NewCase())
	}
	return k
}

// answers counts what each step says, and notes what is possible.
func (r *sweepRun) answers(b *sweepBatch, a *Answer, w *weight) []uint32 {
	kit, ok := r.kits.Get().(*kit)
	if !ok {
		kit = r.newKit()
	}
	defer r.kits.Put(kit)
	seen := b.seen[:0]
	for k, step := range r.s.Steps {
		at := *a
		if step.Guideline != r.s.base {
			b.failed = errors.Join(b.failed, kit.cases[k].LoadCase(a.Case))
			at.decide(step.Guideline, kit.cases[k])
		}
		n := b.steps[k]
		n.read++
		n.weight.add(w)
		r.c.answer(n, &at, w, &b.Subtotal)
		seen = append(seen, at.Doubt.Verdicts)
	}
	return seen
}

func owned(kept []Cell) []Cell {
	for i := range kept {
		kept[i] = Cell{strings.Clone(kept[i].Name), strings.Clone(kept[i].Text)}
	}
	return kept
}

// verdicts names those of a set, the least severe first.
func (r *sweepRun) verdicts(set uint32) []string {
	ids := []string{}
	for i, v := range r.s.base.Verdicts() {
		if set>>(i+1)&1 == 1 {
			ids = append(ids, v.ID)
		}
	}
	return ids
}

func (r *sweepRun) add(b *sweepBatch) {
	r.c.errors = append(r.c.errors, b.bad[:min(len(b.bad), maxBad-len(r.c.errors))]...)
	if b.sweepCounts == nil {
		return
	}
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
