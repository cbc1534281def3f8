package scenario

import (
	"cmp"
	"context"
	"errors"
	"io"
	"runtime"
	"sync"

	"github.com/mskguide/mskguide/decision"
)

// Answer is what a guideline says of one row. It is valid while the function that it is
// handed to runs, and so are its row and its case; texts of the row may be kept.
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

// batch is some rows on their way through a run. Its memory is used again.
type batch[B any] struct {
	load
	sum   B
	ready chan struct{} // told when the rows are answered
}

// Run puts every row to a guideline, that of the table or another with its facts, on all
// cores. Rows go in batches that depend on nothing but the table: answer is called for the
// rows of a batch in order, by one goroutine, with what belongs to the batch, which is zero
// at first; done is called for every batch in the order of the table, by the goroutine that
// called Run. So sums are the same in every run. A few batches are in memory at once, however
// long the table is and however slow one of them.
//
// Run ends at the first error of done, of the reader, or of ctx, and returns it; after an
// error of the reader the rows before it are done. Of a table of objects the last error is that
// no row at all has a column that was to be kept, which is most likely misspelt. It does not wait for a read that is under
// way when ctx ends.
func Run[B any](ctx context.Context, t *Table, g *decision.Guideline, answer func(batch *B, a *Answer), done func(batch *B) error) error {
	ctx, stop := context.WithCancel(ctx)
	hands := runtime.GOMAXPROCS(0)
	inMemory := 2*hands + 2
	free := make(chan *batch[B], inMemory)
	work := make(chan *batch[B], inMemory)
	order := make(chan *batch[B], inMemory)
	for range inMemory {
		free <- &batch[B]{ready: make(chan struct{}, 1)}
	}
	var alike *decision.Guideline
	if g == t.g || newPacking(g).like(t.known.packing) {
		alike = g
	}
	var failed error // of the reader; looked at when order is closed
	go func() {
		failed = feed(ctx, t, free, work, order)
		close(work)
		close(order)
	}()
	var workers sync.WaitGroup
	for range hands {
		workers.Go(func() { attend(ctx, g, alike, work, answer) })
	}
	defer workers.Wait()
	defer stop()
	for {
		b, err := receive(ctx, order)
		if err != nil {
			return err // the table may still be read: what came of it is not known
		}
		if b == nil {
			return cmp.Or(failed, t.absent())
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-b.ready:
		}
		if err := done(&b.sum); err != nil {
			return err
		}
		b.sum = *new(B)
		free <- b
	}
}

// receive takes a batch, nil when there are no more.
func receive[B any](ctx context.Context, from <-chan *batch[B]) (*batch[B], error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case b := <-from:
		return b, nil
	}
}

// feed cuts the table into batches. There is room for all of them in work and in order.
func feed[B any](ctx context.Context, t *Table, free <-chan *batch[B], work, order chan<- *batch[B]) error {
	for {
		b, err := receive(ctx, free)
		if err != nil {
			return err
		}
		err = b.fill(t)
		if len(b.rows) > 0 {
			order <- b
			work <- b
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// attend answers batches, one after the other. alike is g where rows are packed for it as for
// the guideline of the table.
func attend[B any](ctx context.Context, g, alike *decision.Guideline, work <-chan *batch[B], answer func(batch *B, a *Answer)) {
	c := g.NewCase()
	var a Answer
	var lent Row // its memory goes from row to row
	for {
		b, _ := receive(ctx, work)
		if b == nil {
			return
		}
		for i := range b.rows {
			row := &b.rows[i]
			row.alike, row.cells, row.keeps, row.order = alike, lent.cells[:0], lent.keeps[:0], lent.order
			a.of(row, g, c)
			answer(&b.sum, &a)
			lent, *row = *row, row.fresh()
		}
		b.ready <- struct{}{}
	}
}

// fresh is the row as it was before anybody looked at it.
func (r *Row) fresh() Row {
	return Row{Number: r.Number, Line: r.Line, t: r.t, text: r.text, flaw: r.flaw}
}

// load is the rows of a batch.
type load struct {
	buf  []byte // their texts, one after the other
	ends []int  // of the texts
	rows []Row
}

// fill takes rows off the table. The error is io.EOF at its end.
func (l *load) fill(t *Table) error {
	l.buf, l.ends, l.rows = l.buf[:0], l.ends[:0], l.rows[:0]
	var err error
	for len(l.rows) < batchRows && len(l.buf) < batchBytes && err == nil {
		var at found
		var text []byte
		if text, at, err = t.take(); err != nil {
			break
		}
		l.buf = append(l.buf, text...)
		l.ends = append(l.ends, len(l.buf))
		l.rows = append(l.rows, Row{Number: t.rows, Line: at.line, t: t, flaw: at.flaw})
	}
	texts, start := string(l.buf), 0
	for i, end := range l.ends {
		l.rows[i].text, start = texts[start:end], end
	}
	return err
}

// of is the answer for a row.
func (a *Answer) of(row *Row, g *decision.Guideline, c *decision.Case) {
	*a = Answer{Row: row}
	if a.Err = row.Load(c); a.Err == nil {
		a.Decide(g, c)
	}
}

// Decide makes it the answer to what a case knows, whatever its row says.
func (a *Answer) Decide(g *decision.Guideline, c *decision.Case) {
	a.Case = c
	if a.Outcome = g.Verdict(c); a.Outcome.Settled && a.Outcome.Exact {
		a.Doubt = decision.Doubt{Verdicts: 1 << a.Outcome.Verdict, Exact: true}
		return
	}
	a.Doubt = g.Missing(c)
	a.Outcome.Verdict, a.Outcome.Settled = lowest(a.Doubt.Verdicts)
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
