package scenario

import (
	"context"
	"runtime"
	"sync"

	"github.com/mskguide/mskguide/decision"
)

// Answer is what a guideline says of one row. It is valid while the function that it is
// handed to runs, and so are its row and its case.
type Answer struct {
	Row     *Row
	Err     error            // a decision.FactErrors when the row could not be read; the rest is then zero
	Case    *decision.Case   // as loaded
	Outcome decision.Outcome // verdict, settled, exact, certain and possible rules
	Doubt   decision.Doubt   // the verdicts that completions reach; the missing facts
}

// Rows go in batches, closed after so many of them or so many bytes.
const (
	batchRows  = 512
	batchBytes = 1 << 20
)

// batch is some rows on their way through a run.
type batch[B any] struct {
	rows  []*Row
	sum   B
	ready chan struct{} // filled when the rows are answered
}

// Run puts every row to a guideline, that of the table or another with its facts, on all
// cores. Rows go in batches that depend on nothing but the table: answer is called for the
// rows of a batch in order, by one goroutine, with what belongs to the batch, which is zero
// at first; done is called for every batch in the order of the table, by the goroutine that
// called Run. So sums are the same in every run. A few batches are in memory at once, however
// long the table is and however slow one of them.
//
// Run ends at the first error of done, of the reader, or of ctx, and returns it; after an
// error of the reader the rows before it are done. It does not wait for a read that is under
// way when ctx ends.
func Run[B any](ctx context.Context, t *Table, g *decision.Guideline, answer func(batch *B, a *Answer), done func(batch *B) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	hands := runtime.GOMAXPROCS(0)
	work := make(chan *batch[B], 2*hands)
	order := make(chan *batch[B], 2*hands)
	var failed error // of the reader; read when order is closed
	go func() {
		defer close(order)
		defer close(work)
		failed = feed(ctx, t, work, order)
	}()
	var workers sync.WaitGroup
	defer workers.Wait()
	defer stop()
	for range hands {
		workers.Go(func() {
			c := g.NewCase()
			for {
				select {
				case <-ctx.Done():
					return
				case b, more := <-work:
					if !more {
						return
					}
					b.answer(g, c, answer)
				}
			}
		})
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case b, more := <-order:
			if !more {
				return failed
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-b.ready:
			}
			if err := done(&b.sum); err != nil {
				return err
			}
		}
	}
}

// feed cuts the table into batches.
func feed[B any](ctx context.Context, t *Table, work, order chan<- *batch[B]) error {
	for {
		b := &batch[B]{ready: make(chan struct{})}
		err := b.fill(t)
		if len(b.rows) > 0 {
			for _, to := range []chan<- *batch[B]{order, work} {
				select {
				case <-ctx.Done():
					return ctx.Err()
				case to <- b:
				}
			}
		}
		if err != nil || len(b.rows) == 0 {
			return err
		}
	}
}

func (b *batch[B]) fill(t *Table) error {
	bytes := 0
	for row, err := range t.Rows() {
		if err != nil {
			return err
		}
		b.rows = append(b.rows, row)
		if bytes += len(row.text); len(b.rows) == batchRows || bytes >= batchBytes {
			break
		}
	}
	return nil
}

func (b *batch[B]) answer(g *decision.Guideline, c *decision.Case, answer func(batch *B, a *Answer)) {
	var a Answer
	for _, row := range b.rows {
		a.of(row, g, c)
		answer(&b.sum, &a)
	}
	close(b.ready)
}

// of is the answer for a row.
func (a *Answer) of(row *Row, g *decision.Guideline, c *decision.Case) {
	*a = Answer{Row: row}
	if a.Err = row.Load(c); a.Err != nil {
		return
	}
	a.Case = c
	a.Outcome = g.Verdict(c)
	a.Doubt = g.Missing(c)
	if levels := a.Doubt.Verdicts; !a.Outcome.Settled && levels != 0 {
		a.Outcome.Verdict, a.Outcome.Settled = lowest(levels)
	}
}

// lowest is the verdict of a case whose completions have these: the least severe of them,
// unless it is the least severe of all and the others are possible too.
func lowest(verdicts uint32) (v decision.Verdict, settled bool) {
	for verdicts>>v&1 == 0 {
		v++
	}
	settled = verdicts == 1<<v
	if !settled && v == 1 {
		v = 0
	}
	return v, settled
}
