package scenario

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// ndjson is a table of one object a line.
type ndjson struct {
	known      *names
	columns    sync.Map // *column by name: those of rows that are read at once
	remembered atomic.Int32
}

// column says what a name stands for. A name that stands for nothing stays among the facts
// and is refused with them.
func (n *ndjson) column(name string) *column {
	if c, ok := n.columns.Load(name); ok {
		return c.(*column)
	}
	c, unknown := n.known.column(name)
	if unknown != nil {
		c = column{name: name, role: roleFact}
	}
	c.kept = slices.Index(n.known.keeps, name)
	if c.number = int(n.remembered.Add(1)); c.number > maxColumns {
		return &c
	}
	first, _ := n.columns.LoadOrStore(name, &c) // somebody else may have been quicker
	return first.(*column)
}

// seen are the names that rows had so far, and whether these are all.
func (n *ndjson) seen() (there map[string]int, all bool) {
	there = map[string]int{}
	n.columns.Range(func(name, _ any) bool {
		there[name.(string)] = 1
		return true
	})
	return there, n.remembered.Load() <= maxColumns
}

func (n *ndjson) cells(r *Row) ([]cell, decision.FactErrors) {
	if at := invalid(r.text); at >= 0 {
		return nil, r.failAt(at, "", "this is not UTF-8; save the table as UTF-8")
	}
	cells, err := n.members(r.text)
	if err != nil {
		return nil, n.broken(r, err)
	}
	if len(cells) > maxColumns {
		return nil, r.failAt(cells[maxColumns].at, "", "the object has more than %d members; no more are read", maxColumns)
	}
	return cells, n.twice(r, cells)
}

// twice reports members that are there twice, but for facts: those are reported with the
// facts.
func (n *ndjson) twice(r *Row, cells []cell) (errs decision.FactErrors) {
	var seen map[string]bool
	for _, c := range cells {
		if c.column.given() {
			continue
		}
		if seen[c.column.name] {
			errs = append(errs, r.failAt(c.at, wording.Abridge(c.column.name), "%q is given twice; keep one", wording.Abridge(c.column.name))...)
		}
		if seen == nil {
			seen = map[string]bool{}
		}
		seen[c.column.name] = true
	}
	return errs
}

// members finds the members of an object, the text of a cell being its value.
func (n *ndjson) members(row string) ([]cell, error) {
	d := json.NewDecoder(strings.NewReader(row))
	open, err := d.Token()
	if err != nil {
		return nil, err
	}
	if open != json.Delim('{') {
		return nil, errors.New("a row is an object")
	}
	cells := make([]cell, 0, 16)
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		if len(cells) > maxColumns { // reported by who asked
			return cells, nil
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		end := int(d.InputOffset())
		at := end - len(value)
		cells = append(cells, cell{column: n.column(name.(string)), text: row[at:end], at: at})
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	return cells, nil
}

// broken reports what is wrong with the grammar of a row, as for any facts.
func (n *ndjson) broken(r *Row, err error) decision.FactErrors {
	errs := r.placed(r.t.g.NewCase().Load(decision.JSON{Data: []byte(r.text)}))
	errs = slices.DeleteFunc(errs, func(e *decision.FactError) bool { return e.Fact != "" })
	if len(errs) == 0 {
		return r.failAt(0, "", "this is not JSON: %s", err)
	}
	return errs
}

// facts is the row with spaces in place of what is no fact, so that every place stays.
func (n *ndjson) facts(r *Row) (any, decision.FactErrors) {
	if len(n.known.mapping) > 0 {
		return n.mapped(r)
	}
	done := strings.IndexByte(r.text, '{') + 1
	doc := append(make([]byte, 0, len(r.text)), r.text[:done]...)
	given := 0
	for i, c := range r.cells {
		end := c.at + len(c.text)
		part := []byte(r.text[done:end]) // comma, name, value
		done = end
		if !c.column.given() {
			doc = append(doc, bytes.Repeat([]byte{' '}, utf8.RuneCount(part))...)
			continue
		}
		if given++; given == 1 && i > 0 {
			part[bytes.IndexByte(part, ',')] = ' '
		}
		doc = append(doc, part...)
	}
	return decision.JSON{Data: append(doc, r.text[done:]...)}, nil
}

// mapped reads the facts one by one, for some have other names or values.
func (n *ndjson) mapped(r *Row) (any, decision.FactErrors) {
	facts := decision.Facts{}
	var errs decision.FactErrors
	for _, c := range r.cells {
		if !c.column.given() {
			continue
		}
		v, e := n.value(c)
		if _, twice := facts[c.column.as]; twice && e == nil {
			e = &decision.FactError{Message: fmt.Sprintf("%q is given twice; keep one", c.column.as)}
		}
		if e != nil {
			e.Fact = wording.Abridge(c.column.name)
			errs = append(errs, r.put(e, c.at))
		}
		facts[c.column.as] = v
	}
	return facts, errs
}

// value is that of a member, as JSON has it or as the mapping has its text.
func (n *ndjson) value(c cell) (v any, e *decision.FactError) {
	text := n.text(c)
	switch other := c.column.means(text); {
	case other == text:
	case other == "":
		return nil, nil
	case c.column.role == roleNoneOf:
		return list(other)
	default:
		return value(other, &c.column.fact)
	}
	d := json.NewDecoder(strings.NewReader(c.text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil { // it was read before
		return nil, &decision.FactError{Message: err.Error()}
	}
	return v, nil
}

func (n *ndjson) plain(facts any) decision.Facts {
	if mapped, ok := facts.(decision.Facts); ok {
		return mapped
	}
	d := json.NewDecoder(bytes.NewReader(facts.(decision.JSON).Data))
	d.UseNumber()
	var out decision.Facts
	if d.Decode(&out) != nil { // they were read before
		return nil
	}
	return out
}

// text is the text of a member that is one, the ids of a list parted by |, nothing for null,
// and of anything else what is written.
func (n *ndjson) text(c cell) string {
	var text string
	var list []string
	switch {
	case c.text == "null":
		return ""
	case c.text[0] == '"' && json.Unmarshal([]byte(c.text), &text) == nil:
		return text
	case c.text[0] == '[' && c.column.role.expected() && json.Unmarshal([]byte(c.text), &list) == nil:
		return strings.Join(list, "|")
	}
	return c.text
}

func (n *ndjson) unknown(string) bool { return false } // null is

func (n *ndjson) kept() []string {
	if n.known.every {
		return nil
	}
	return n.known.keeps
}
