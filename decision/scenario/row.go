package scenario

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
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
	if c.LoadRecord((*packed)(r)) == nil {
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
	kept := r.appendKept(nil)
	out := make([]Cell, len(kept))
	for i, k := range kept {
		if out[i].Name = k.name; k.there {
			out[i].Text = r.t.form.text(k.cell)
		}
	}
	return out
}

// keptCell is a column that is handed on, as the row has it.
type keptCell struct {
	name  string
	there bool
	cell
}

func (r *Row) appendKept(out []keptCell) []keptCell {
	names := r.t.form.kept()
	if r.plain && len(r.keeps) == len(names) {
		for i, name := range names {
			out = append(out, keptCell{name, r.keeps[i].column != nil, r.keeps[i]})
		}
		return out
	}
	r.takeApart()
	for _, name := range names {
		out = append(out, keptCell{name: name})
	}
	next := 0
	for i := range r.cells {
		c := &r.cells[i]
		switch {
		case c.column == nil || !c.column.keep:
		case names == nil:
			out = append(out, keptCell{c.column.name, true, *c})
		case len(out) > 0:
			next = at(out, c.column.name, next)
			out[next].cell, out[next].there = *c, true
			next++
		}
	}
	return out
}

// at finds the cell of a name, which is most likely the next one.
func at(cells []keptCell, name string, next int) int {
	for i := range cells {
		if k := (next + i) % len(cells); cells[k].name == name {
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
			e.Got = abridge(text)
			if said := strings.Trim(strconv.Quote(e.Got), `"`); !strings.Contains(e.Message, said) {
				e.Message += fmt.Sprintf("; the cell says %q", e.Got)
			}
			e.Message += unknownHint(text)
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
