package scenario

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

// checkedRows are the rows of a batch.
type checkedRows struct {
	total, silent int
	failed        []Result
}

// CheckTable puts the rows of a table to a guideline, that of the table or another with its
// facts, on all cores. A row that cannot be read, or whose expectations cannot, has failed. The
// error is that of [Run]; a table of which no row expects anything is an error too.
func CheckTable(ctx context.Context, t *Table, g *decision.Guideline) (*Report, error) {
	out := &Report{Guideline: g.Info(), Of: t.name, Table: true, Cases: []Result{}}
	w := newWords(g)
	err := Run(ctx, t, g, w.checkRow, func(b *checkedRows) error {
		out.Total += b.total
		out.Silent += b.silent
		out.Failed += len(b.failed)
		out.Cases = append(out.Cases, b.failed...)
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case out.Total == out.Silent:
		return nil, fmt.Errorf("%s: none of %s expects anything: name a column expect_verdict, expect_settled, expect_missing or expect_rules", t.name, wording.Count(out.Total, "row"))
	}
	return out, nil
}

func (w *words) checkRow(b *checkedRows, a *Answer) {
	b.total++
	r := a.Row
	out := Result{ID: fmt.Sprintf("row %d", r.Number), File: r.t.name, Line: r.Line, Differences: []Difference{}}
	x, err := r.Expect()
	if a.Err != nil {
		err = a.Err
	}
	if errors.As(err, &out.Errors) {
		out.Title = r.title()
		b.failed = append(b.failed, out)
		return
	}
	if x.nothing() {
		b.silent++
		return
	}
	d := &decision.Decision{Verdict: w.g.VerdictID(a.Outcome.Verdict), Settled: a.Outcome.Settled}
	if x.Missing != nil {
		d.Missing = a.Doubt.Missing()
	}
	reply := &reply{Decision: d}
	if x.Rules != nil {
		reply = w.sorted(d, a.Outcome)
	}
	k := comparing{reply: reply, x: &x, at: r.expectAt}
	k.all()
	if len(k.found) > 0 {
		out.Title, out.Differences = r.title(), k.found
		b.failed = append(b.failed, out)
	}
}

// title is the columns that are kept.
func (r *Row) title() string {
	var out []string
	for _, c := range r.Kept() {
		if c.Text != "" {
			out = append(out, c.Text)
		}
	}
	return strings.Join(out, ", ")
}

// expectAt is the cell that expects something.
func (r *Row) expectAt(path ...any) place.Pos {
	for _, c := range r.cells {
		if c.column.name == fmt.Sprint("expect_", path[0]) {
			line, column := position(r.text, c.at)
			return place.Pos{File: r.t.name, Line: r.Line + line, Column: column}
		}
	}
	return place.Pos{File: r.t.name, Line: r.Line, Column: 1}
}
