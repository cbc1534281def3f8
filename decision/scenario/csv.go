package scenario

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

// maxColumns bounds a header: more is no table of cases.
const maxColumns = 10_000

// csv is a table of cells parted by a delimiter.
type csv struct {
	sep     string
	na      []string
	columns []column
	keeps   []string
}

func separator(delimiter rune) (string, error) {
	switch delimiter {
	case 0:
		return ",", nil
	case '"', '\r', '\n', '\uFEFF', utf8.RuneError:
	default:
		if utf8.ValidRune(delimiter) && !unicode.IsLetter(delimiter) && !unicode.IsDigit(delimiter) && !strings.ContainsRune("_-.+<>= ", delimiter) {
			return string(delimiter), nil
		}
	}
	return "", fmt.Errorf("%q cannot be the delimiter of a table; use a comma, a semicolon, a tab or the like", delimiter)
}

// cut takes a row apart by delimiters and quotes. It stops at the first quote out of place,
// and says where that is and what is wrong with it.
func (s *csv) cut(row string, cells []cell) (out []cell, at int, flaw string) {
	for quotes := strings.Contains(row, `"`); ; {
		text, end, flaw := s.cell(row, at, quotes)
		if flaw != "" {
			return cells, end, flaw
		}
		cells = append(cells, cell{text: text, at: at})
		if end == len(row) {
			return cells, end, ""
		}
		at = end + len(s.sep)
	}
}

// cell reads the cell at an offset of a row, in which there may be quotes or not, up to the
// delimiter or the end. With a flaw, end is where that is.
func (s *csv) cell(row string, at int, quotes bool) (text string, end int, flaw string) {
	if !quotes || row[at:] == "" || row[at] != '"' {
		text = row[at:]
		if i := s.end(text); i >= 0 {
			text = text[:i]
		}
		if !quotes {
			return text, at + len(text), ""
		}
		if i := strings.IndexByte(text, '"'); i >= 0 {
			return "", at + i, "a quote within a cell without quotes; put the whole cell in quotes and double those of the text"
		}
		return text, at + len(text), ""
	}
	text, width := quoted(row[at:])
	if width == 0 {
		return "", at, "the quote that begins this cell is never closed, or closed in another row"
	}
	if end = at + width; end < len(row) && !strings.HasPrefix(row[end:], s.sep) {
		return "", end, "the cell in quotes ends before this; double a quote that belongs to the text"
	}
	return text, end, ""
}

// end finds where a cell without quotes ends, -1 for the last one of a row. Cells are short:
// to look at each byte is quicker than to begin a search.
func (s *csv) end(text string) int {
	if len(s.sep) > 1 {
		return strings.Index(text, s.sep)
	}
	for i := 0; i < len(text); i++ {
		if text[i] == s.sep[0] {
			return i
		}
	}
	return -1
}

// quoted reads a cell in quotes up to the quote that closes it; width is 0 when none does.
func quoted(rest string) (text string, width int) {
	doubled := false
	for i := 1; ; {
		q := strings.IndexByte(rest[i:], '"')
		if q < 0 {
			return "", 0
		}
		i += q + 1
		if i == len(rest) || rest[i] != '"' {
			text = rest[1 : i-1]
			if doubled {
				text = strings.ReplaceAll(text, `""`, `"`)
			}
			return text, i
		}
		doubled = true
		i++
	}
}

// whole reports whether the quotes of a row are all in place.
func (s *csv) whole(row string) bool {
	_, _, flaw := s.cut(strings.TrimRight(row, "\r\n"), nil)
	return flaw == ""
}

// head takes the names of the columns from the first row.
func (s *csv) head(r *Row) decision.FactErrors {
	if r.flaw != "" {
		return r.failAt(0, "", "the names of the columns cannot be read: %s", r.flaw)
	}
	cells, errs := s.split(r)
	if errs != nil {
		return errs
	}
	if len(cells) > maxColumns {
		return r.failAt(cells[maxColumns].at, "", "the header names %d columns; at most %d are read", len(cells), maxColumns)
	}
	first := make(map[string]int, len(cells)) // offset by name
	as := make(map[string]string, len(cells)) // name by what it is
	for _, c := range cells {
		name := strings.TrimSpace(c.text)
		col, e := r.t.known.column(name)
		if at, twice := first[name]; twice {
			line, column := position(r.text, at)
			e = &decision.FactError{Message: fmt.Sprintf("column %q is there twice; first at %d:%d", wording.Abridge(name), r.Line+line, column)}
		} else if rival, twice := as[col.as]; twice {
			e = &decision.FactError{Message: fmt.Sprintf("columns %q and %q are both %q; keep one", wording.Abridge(rival), wording.Abridge(name), col.as)}
		} else if e != nil && len(cells) == 1 {
			e.Message += s.otherDelimiter(name)
		}
		if strings.Contains(name, "\r") {
			e = &decision.FactError{Message: "there is a carriage return in the name of a column." + loneReturns}
		}
		first[name], as[col.as] = c.at, name
		if e != nil {
			e.Fact = wording.Abridge(name)
			errs = append(errs, r.put(e, c.at))
		}
		if col.keep {
			s.keeps = append(s.keeps, col.name)
		}
		s.columns = append(s.columns, col)
	}
	return slices.Concat(errs, r.t.unkept(first), r.t.unmapped(first))
}

// otherDelimiter asks whether a header of one column is parted by something else.
func (s *csv) otherDelimiter(name string) string {
	for _, d := range []string{",", ";", "\t", "|"} {
		if d != s.sep && strings.Contains(name, d) {
			return fmt.Sprintf(" The header has one column; is %q the delimiter?", d)
		}
	}
	return ""
}

const loneReturns = " Lines that end with one alone are read as one line; save the table with LF or CRLF."

// unkept reports columns to keep that are not there.
func (t *Table) unkept(there map[string]int) (errs decision.FactErrors) {
	for _, name := range t.known.keeps {
		if _, ok := there[name]; ok {
			continue
		}
		names := make([]string, 0, len(there))
		for n := range there {
			names = append(names, n)
		}
		slices.Sort(names)
		near := place.Nearest(name, names)
		e := t.fail(wording.Abridge(name), "there is no column %q to keep%s", wording.Abridge(name), wording.DidYouMean(near))
		e[0].Nearest = near
		errs = append(errs, e...)
	}
	return errs
}

func (s *csv) kept() []string { return s.keeps }

func (s *csv) text(c cell) string { return c.text }

// split is cut with the mistakes placed, in the quotes and in the encoding.
func (s *csv) split(r *Row) ([]cell, decision.FactErrors) {
	cells, at, flaw := s.cut(r.text, slices.Grow(r.cells[:0], max(8, len(s.columns))))
	if flaw != "" {
		return cells, r.failAt(at, s.name(len(cells)), "%s", flaw)
	}
	if at := invalid(r.text); at >= 0 {
		i := 0
		for i+1 < len(cells) && cells[i+1].at <= at {
			i++
		}
		return cells, r.failAt(at, s.name(i), "this is not UTF-8; save the table as UTF-8")
	}
	return cells, nil
}

// name is that of a column, for a mistake in it.
func (s *csv) name(i int) string {
	if i < len(s.columns) {
		return wording.Abridge(s.columns[i].name)
	}
	return ""
}

// cells are those of columns: what a row has beyond them is its mistake.
func (s *csv) cells(r *Row) ([]cell, decision.FactErrors) {
	cells, errs := s.split(r)
	n := len(s.columns)
	if errs == nil && len(cells) != n {
		at := len(r.text)
		if len(cells) > n {
			at = cells[n].at
		}
		errs = r.failAt(at, "", "the row has %s, the header %d; a cell that holds %q is written in quotes", wording.Count(len(cells), "cell"), n, s.sep)
	}
	cells = cells[:min(len(cells), n)]
	for i := range cells {
		cells[i].column = &s.columns[i]
	}
	return cells, errs
}

// facts reads the cells of facts and of none_of.
func (s *csv) facts(r *Row) (any, decision.FactErrors) {
	given := 0
	for _, c := range r.cells {
		if c.text != "" && c.column.given() {
			given++
		}
	}
	facts := make(decision.Facts, given)
	var errs decision.FactErrors
	for _, c := range r.cells {
		text := strings.TrimSpace(c.text)
		if text == "" {
			continue
		}
		if s.unknown(text) {
			text = ""
		}
		if text = c.column.means(text); text == "" {
			if c.column.role == roleFact {
				facts[c.column.as] = nil // said to be unknown, which no denial of its group takes back
			}
			continue
		}
		var v any
		var e *decision.FactError
		switch c.column.role {
		case roleFact:
			v, e = value(text, &c.column.fact)
		case roleNoneOf:
			v, e = list(text)
		default:
			continue
		}
		if e != nil {
			e.Fact, e.Got = c.column.name, wording.Abridge(text)
			errs = append(errs, r.put(e, c.at))
			continue
		}
		facts[c.column.as] = v
	}
	return facts, errs
}

func (s *csv) unknown(text string) bool { return slices.Contains(s.na, text) }

func (s *csv) plain(facts any) decision.Facts { return facts.(decision.Facts) }
