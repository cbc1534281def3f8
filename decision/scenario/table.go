package scenario

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

// Format says how a table is written and which of its columns are handed on. The zero value
// is a table with commas, in which every column is a fact, none_of or an expectation.
type Format struct {
	Delimiter rune     // between the cells of CSV; 0 is a comma
	NA        []string // cells of CSV that mean unknown, as an empty one does: "NA", "."
	Keep      []string // columns to hand on with each row, facts or not
	KeepAll   bool     // hand on all; one that is nearly named like a fact must still be in Keep
	Map       Mapping  // columns that are facts under other names
}

// Table is a table that is being read. One goroutine reads it; what it gives may go to others.
type Table struct {
	g     *decision.Guideline
	name  string
	text  *lines
	form  form
	known *names
	rows  int // so far
}

// form takes the rows of one kind of table apart.
type form interface {
	// cells takes a row apart, as far as its mistakes allow.
	cells(r *Row) ([]cell, decision.FactErrors)
	// facts reads those cells in a form that a case can load.
	facts(r *Row) (any, decision.FactErrors)
	// pack notes what a row without a mistake says, and reports false where that is not plain.
	pack(r *Row, e *decision.Encoding) bool
	// plain gives facts that were read without a mistake as a map.
	plain(facts any) decision.Facts
	// unknown reports whether a text means that nothing is known.
	unknown(text string) bool
	// text is what a cell says, without the marks of the form.
	text(c cell) string
	// kept lists the columns that every row hands on; nil when each row has its own.
	kept() []string
}

// cell is one cell of a row, or one member of an object.
type cell struct {
	column *column
	text   string
	at     int // offset in the row
}

// ReadCSV begins to read a table of cases for a guideline. Name is what errors call it. An
// error in the header is a [decision.FactErrors] that lists every mistake.
func ReadCSV(g *decision.Guideline, name string, from io.Reader, f Format) (*Table, error) {
	t := newTable(g, name, from, f)
	sep, err := separator(f.Delimiter)
	if err != nil {
		return nil, err
	}
	sheet := &csv{sep: sep, na: f.NA}
	t.form, t.text.whole = sheet, sheet.whole
	if err := t.begin(); err != nil {
		return nil, err
	}
	head, err := t.next()
	if errors.Is(err, io.EOF) {
		return nil, t.fail("", "the table is empty; its first row names the columns")
	}
	if err != nil {
		return nil, err
	}
	t.rows = 0
	if errs := sheet.head(head); len(errs) > 0 {
		return nil, tidy(errs)
	}
	return t, nil
}

// ReadNDJSON begins to read a table of one JSON object a line.
func ReadNDJSON(g *decision.Guideline, name string, from io.Reader, f Format) (*Table, error) {
	t := newTable(g, name, from, f)
	t.form = &ndjson{known: t.known}
	if err := t.begin(); err != nil {
		return nil, err
	}
	return t, nil
}

func newTable(g *decision.Guideline, name string, from io.Reader, f Format) *Table {
	if name == "" {
		name = "table"
	}
	return &Table{g: g, name: name, text: &lines{from: from, line: 1}, known: newNames(g, f)}
}

// begin looks at the first bytes of the text.
func (t *Table) begin() error {
	if t.text.mark() {
		return t.fail("", "the table is UTF-16; save it as UTF-8")
	}
	return nil
}

func (t *Table) fail(fact, format string, args ...any) decision.FactErrors {
	return decision.FactErrors{{File: t.name, Line: 1, Column: 1, Fact: fact, Message: fmt.Sprintf(format, args...)}}
}

// Name is what errors call the table.
func (t *Table) Name() string { return t.name }

// Keeps reports columns that are not handed on, as a [decision.FactErrors].
func (t *Table) Keeps(columns ...string) error {
	kept := t.Kept()
	var errs decision.FactErrors
	for _, name := range columns {
		if each := kept == nil && t.known.every; !each && !slices.Contains(kept, name) {
			errs = append(errs, t.fail(name, "column %q is not one of those that are kept%s", wording.Abridge(name), wording.DidYouMean(place.Nearest(name, kept)))...)
		}
	}
	if len(errs) > 0 {
		return errs
	}
	return nil
}

// absent reports columns to keep that no row had. A header was asked when it was read.
func (t *Table) absent() error {
	n, ok := t.form.(*ndjson)
	if !ok {
		return nil
	}
	there, all := n.seen()
	if len(there) == 0 || !all {
		return nil
	}
	if errs := t.unkept(there); len(errs) > 0 {
		return errs
	}
	return nil
}

// Kept names the columns that every row hands on, in their order; nil for NDJSON of which
// all is kept, where each row has its own.
func (t *Table) Kept() []string { return slices.Clone(t.form.kept()) }

// Rows reads the rows in order; it can be gone through once, and goes on where it was left.
// A mistake in a row is no error here: [Row.Load] and [Row.Facts] report it. An error is that
// of the reader, and ends the table.
func (t *Table) Rows() iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		for {
			row, err := t.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func (t *Table) next() (*Row, error) {
	text, at, err := t.take()
	if err != nil {
		return nil, err
	}
	return &Row{Number: t.rows, Line: at.line, t: t, text: string(text), flaw: at.flaw}, nil
}

// take reads the text of a row, which is valid until the next one is read.
func (t *Table) take() ([]byte, found, error) {
	text, at, err := t.text.next()
	if errors.Is(err, io.EOF) {
		return nil, at, io.EOF
	}
	if err != nil {
		return nil, at, fmt.Errorf("%s:%d: the table cannot be read on: %w", t.name, at.line, err)
	}
	t.rows++
	return text, at, nil
}

// maxErrors bounds how many mistakes of one row are listed.
const maxErrors = 100

// tidy puts mistakes in the order of the text and keeps the list short.
func tidy(errs decision.FactErrors) decision.FactErrors {
	slices.SortStableFunc(errs, func(a, b *decision.FactError) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	if more := len(errs) - maxErrors; more > 0 {
		last := *errs[maxErrors]
		errs = append(errs[:maxErrors:maxErrors], &decision.FactError{File: last.File, Line: last.Line, Column: last.Column,
			Message: fmt.Sprintf("and %d more mistakes from here on", more)})
	}
	return errs
}
