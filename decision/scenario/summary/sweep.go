package summary

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
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
// number, where STEP is 1 for a whole number that has none and the last step, to TO, may be shorter, or a list such as a|b|c. Each value
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
		near := place.Nearest(param, ids)
		return nil, decision.FactErrors{{Got: param, Allowed: ids, Nearest: near, Message: fmt.Sprintf("there is no param %q%s", wording.Abridge(param), wording.DidYouMean(near))}}
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
	Kept    []scenario.Cell
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
// Errors are those of [Of] and of changed.
func (s *Sweep) Run(ctx context.Context, t *scenario.Table, o Options, changed func(*SweepRow) error) (*SweepResult, error) {
	c, err := newCounter(t, s.base, Options{Weight: o.Weight}, false)
	if err != nil {
		return nil, err
	}
	r := newSweepRun(s, c, changed != nil)
	err = scenario.Run(ctx, t, s.base, r.count, func(b *sweepBatch) error {
		r.answer(b)
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
