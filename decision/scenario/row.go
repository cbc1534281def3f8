package scenario

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// Row is one case of a table. It may be handed to another goroutine, but is for one at a
// time.
type Row struct {
	Number int // 1 for the first case
	Line   int // of the text, on which it begins

	t     *Table
	text  string // without the line end
	flaw  string // what kept it from being read
	cut   bool
	cells []cell
	errs  decision.FactErrors // found in taking it apart
	alike *decision.Guideline // packs like that of the table
	plain bool                // packed without looking at its cells
	keeps []cell              // of a plain row: what is handed on, without a column where that is not there
	order []*column           // of an object: likely its members
}

// Cell is a column that is handed on, as the table has it.
type Cell struct{ Name, Text string }

// Load makes a case, of whatever guideline has these facts, know what the row says. The
// error is a [decision.FactErrors] that lists every mistake at its cell; the case then knows
// nothing.
func (r *Row) Load(c *decision.Case) error {
	r.keeps = r.keeps[:0]
	if g := c.Guideline(); (g == r.t.g || g == r.alike) && c.LoadRecord((*packed)(r)) == nil {
		return nil
	}
	r.plain = false
	return r.loadFacts(c)
}

// loadFacts is Load for any row.
func (r *Row) loadFacts(c *decision.Case) error {
	facts, errs := r.read()
	if len(r.errs) == 0 {
		errs = append(errs, r.placed(c.Load(facts))...)
	}
	if len(errs) == 0 {
		return nil
	}
	if err := c.Load(nil); err != nil { // nothing is wrong with nothing
		return err
	}
	return tidy(errs)
}

// Facts returns what the row says, checked by the guideline of the table: bools, texts,
// numbers, maps and lists that a facts file can hold. Errors are those of [Row.Load].
func (r *Row) Facts() (decision.Facts, error) {
	if err := r.Load(r.t.g.NewCase()); err != nil {
		return nil, err
	}
	facts, _ := r.read()
	return r.t.form.plain(facts), nil
}

// Kept returns the columns that are handed on: those of [Table.Kept], or all members of an
// object. What the row does not have is empty.
func (r *Row) Kept() []Cell {
	names, cells := r.kept()
	out := make([]Cell, len(cells))
	for i := range cells {
		if out[i].Name = names[i]; cells[i].column != nil {
			out[i].Text = r.t.form.text(cells[i])
		}
	}
	return out
}

// Text is a column that is handed on, empty where the row does not have it. Known is false where
// that means that nothing is known.
func (r *Row) Text(column string) (text string, known bool) {
	cells := r.keeps
	if !r.plain || len(cells) != len(r.t.form.kept()) {
		r.takeApart()
		cells = r.cells
	}
	for _, c := range cells {
		if c.column != nil && c.column.keep && c.column.name == column {
			text = r.t.form.text(c)
			break
		}
	}
	bare := strings.TrimSpace(text)
	return text, bare != "" && !r.t.form.unknown(bare)
}

// Refuse gives a mistake that somebody found in a column the place of its cell.
func (r *Row) Refuse(e *decision.FactError) error {
	r.takeApart()
	return r.placed(decision.FactErrors{e})
}

// kept are the columns that are handed on, without a column where the row does not have one.
func (r *Row) kept() (names []string, cells []cell) {
	names = r.t.form.kept()
	if r.plain && len(r.keeps) == len(names) {
		return names, r.keeps
	}
	r.takeApart()
	if names == nil {
		for _, c := range r.cells {
			if c.column.keep {
				names, cells = append(names, c.column.name), append(cells, c)
			}
		}
		return names, cells
	}
	cells = make([]cell, len(names))
	next := 0
	for _, c := range r.cells {
		if c.column.keep && len(names) > 0 {
			next = at(names, c.column.name, next)
			cells[next] = c
			next++
		}
	}
	return names, cells
}

// at finds a name, which is most likely the next one.
func at(names []string, name string, next int) int {
	for i := range names {
		if k := (next + i) % len(names); names[k] == name {
			return k
		}
	}
	return next
}

// read reads the facts. A row that could not be taken apart has none.
func (r *Row) read() (any, decision.FactErrors) {
	r.takeApart()
	if len(r.errs) > 0 {
		return nil, r.errs
	}
	return r.t.form.facts(r)
}

func (r *Row) takeApart() {
	if r.cut {
		return
	}
	r.cut = true
	if r.flaw != "" {
		r.errs = r.failAt(0, "", "%s", r.flaw)
		return
	}
	r.cells, r.errs = r.t.form.cells(r)
}

// placed gives mistakes that the guideline found the place of their cell: that of the fact,
// that of none_of for a fact without a cell, or the row.
func (r *Row) placed(err error) decision.FactErrors {
	if err == nil {
		return nil
	}
	var errs decision.FactErrors
	if !errors.As(err, &errs) {
		return r.failAt(0, "", "%s", err)
	}
	for _, e := range errs {
		if e.Line > 0 { // placed in the text of the row
			e.File, e.Line = r.t.name, e.Line+r.Line-1
			continue
		}
		c, own := r.cellOf(e.Fact)
		r.put(e, c.at)
		if own && c.column.role == roleFact && e.Got != "" {
			text := strings.TrimSpace(c.text)
			e.Got = wording.Abridge(text)
			if said := strings.Trim(strconv.Quote(e.Got), `"`); !strings.Contains(e.Message, said) {
				e.Message += fmt.Sprintf("; the cell says %q", e.Got)
			}
			if !r.t.form.unknown(text) {
				e.Message += unknownHint(text)
			}
		}
	}
	return errs
}

// cellOf finds the cell of a fact, or another that may speak of it.
func (r *Row) cellOf(fact string) (found cell, own bool) {
	for _, c := range r.cells {
		switch {
		case c.column.as == fact:
			return c, true
		case c.column.role == roleNoneOf:
			found = c
		}
	}
	return found, false
}

func (r *Row) put(e *decision.FactError, at int) *decision.FactError {
	line, column := position(r.text, at)
	e.File, e.Line, e.Column = r.t.name, r.Line+line, column
	return e
}

func (r *Row) failAt(at int, fact, format string, args ...any) decision.FactErrors {
	return decision.FactErrors{r.put(&decision.FactError{Fact: fact, Message: fmt.Sprintf(format, args...)}, at)}
}

// position counts the lines before an offset, and the runes before it in its own, from 1.
func position(text string, at int) (lines, column int) {
	before := text[:at]
	lines = strings.Count(before, "\n")
	return lines, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

// invalid finds what is not UTF-8; -1 for nothing.
func invalid(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for i := range text {
		if r, size := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && size == 1 {
			return i
		}
	}
	return -1
}

// String names the row for a message.
func (r *Row) String() string { return r.t.name + ":" + strconv.Itoa(r.Line) }
