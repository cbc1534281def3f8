package scenario

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision"
)

// Kind is how a table is written.
type Kind uint8

// The kinds.
const (
	CSV Kind = iota
	NDJSON
)

// String is the name of the kind.
func (k Kind) String() string {
	if k == NDJSON {
		return "ndjson"
	}
	return "csv"
}

// answerColumns are the columns that follow those that are kept.
var answerColumns = [...]string{"row", "verdict", "settled", "could_become", "missing", "rules", "cautions", "urgency", "error"}

// Writer writes the answers of a run as rows of a table, one for each row that was read: the
// columns that are handed on, then
//
//	row           its number, from 1
//	verdict       or needs_information; empty in a row that could not be read
//	settled       true or false
//	could_become  the other verdicts that are still possible, the least severe first
//	missing       the facts that could still change the verdict, in asking order
//	rules         those with a verdict that certainly hold, the most severe first
//	cautions      those that certainly hold, in file order
//	urgency       that of the most urgent rule that certainly holds
//	error         what is wrong with the row, with line and column
//
// Lists are parted by | in CSV, whose delimiter is that of the table that is read. A Writer
// does not change and may be used by many goroutines.
type Writer struct {
	kind      Kind
	form      form
	sep       string
	keeps     []string
	verdicts  []string // by [decision.Verdict]
	could     []string // the same, parted like the facts and the rules
	facts     []string
	rules     []writtenRule
	urgencies []string // the last one is none
}

// writtenRule is what is written of a rule.
type writtenRule struct {
	id      string
	caution bool
	rank    int // among all: by falling severity, cautions last, then as in the file
	urgency int
}

// NewWriter prepares to write answers of g for the rows of t.
func NewWriter(t *Table, g *decision.Guideline, kind Kind) (*Writer, error) {
	w := &Writer{kind: kind, form: t.form, sep: ",", keeps: t.Kept(), verdicts: []string{g.VerdictID(0)}}
	if sheet, ok := t.form.(*csv); ok {
		w.sep = sheet.sep
	}
	for _, name := range w.keeps {
		if slices.Contains(answerColumns[:], name) {
			return nil, fmt.Errorf("the column %q that is kept would be there twice, for the answer has one of that name; rename it, or keep the other columns by their names", name)
		}
	}
	if kind == CSV && t.known.every && t.form.kept() == nil {
		return nil, errors.New("each object has its own members, so keeping all of them has no columns; name those to keep, or write NDJSON")
	}
	for _, v := range g.Verdicts() {
		w.verdicts = append(w.verdicts, v.ID)
	}
	for _, f := range g.Facts() {
		w.facts = append(w.facts, w.parted(f.ID))
	}
	for _, u := range g.Urgencies() {
		w.urgencies = append(w.urgencies, u.ID)
	}
	for _, id := range w.verdicts {
		w.could = append(w.could, w.parted(id))
	}
	w.rank(g.Rules())
	w.urgencies = append(w.urgencies, "")
	return w, nil
}

// rank puts the rules in the order in which they are written.
func (w *Writer) rank(rules []decision.Rule) {
	order := make([]int, len(rules))
	for i := range rules {
		order[i] = i
		s := writtenRule{id: w.parted(rules[i].ID), caution: rules[i].Gives == "caution", urgency: slices.Index(w.urgencies, rules[i].Urgency)}
		if s.urgency < 0 {
			s.urgency = len(w.urgencies)
		}
		w.rules = append(w.rules, s)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(slices.Index(w.verdicts, rules[b].Gives), slices.Index(w.verdicts, rules[a].Gives))
	})
	for rank, i := range order {
		w.rules[i].rank = rank
	}
}

// AppendHeader appends the names of the columns, nothing for NDJSON.
func (w *Writer) AppendHeader(buf []byte) []byte {
	if w.kind == NDJSON {
		return buf
	}
	for _, name := range w.keeps {
		buf = append(w.appendCell(buf, name), w.sep...)
	}
	return append(append(buf, strings.Join(answerColumns[:], w.sep)...), '\n')
}

// Append appends the row of an answer.
func (w *Writer) Append(buf []byte, a *Answer) []byte {
	if w.kind == NDJSON {
		return w.appendObject(buf, a)
	}
	_, kept := a.Row.kept()
	for i := range kept {
		buf = append(w.appendCell(buf, w.textOf(&kept[i])), w.sep...)
	}
	buf = append(strconv.AppendInt(buf, int64(a.Row.Number), 10), w.sep...)
	if a.Err != nil {
		for range 7 {
			buf = append(buf, w.sep...)
		}
		return append(w.appendCell(buf, told(a.Err)), '\n')
	}
	buf = append(append(buf, w.verdicts[a.Outcome.Verdict]...), w.sep...)
	buf = append(strconv.AppendBool(buf, a.Outcome.Settled), w.sep...)
	buf = append(w.quote(w.others(w.quote(buf), a)), w.sep...)
	buf = append(w.quote(w.missing(w.quote(buf), a)), w.sep...)
	var certain [48]int
	rules, cautions, urgency := w.held(a.Outcome.Certain.Append(certain[:0]))
	buf = append(w.quote(w.list(w.quote(buf), rules)), w.sep...)
	buf = append(w.quote(w.list(w.quote(buf), cautions)), w.sep...)
	buf = append(append(buf, urgency...), w.sep...)
	return append(buf, '\n')
}

// held parts the rules that certainly hold, given as in the file, and puts them in the order
// in which they are written.
func (w *Writer) held(certain []int) (rules, cautions []int, urgency string) {
	most, cut := len(w.urgencies)-1, len(certain)
	for _, i := range certain {
		most = min(most, w.rules[i].urgency)
	}
	for i := range certain { // those are few
		for k := i; k > 0 && w.rules[certain[k-1]].rank > w.rules[certain[k]].rank; k-- {
			certain[k-1], certain[k] = certain[k], certain[k-1]
		}
	}
	for cut > 0 && w.rules[certain[cut-1]].caution {
		cut--
	}
	return certain[:cut], certain[cut:], w.urgencies[most]
}

// A list is written between | or, in NDJSON, as texts in quotes; ids need no escapes in
// either. What parts them stands in front of each id, so that most are appended at once.

const bar, comma = "|", `","`

// parted puts in front of an id what parts it from the one before.
func (w *Writer) parted(id string) string {
	if w.kind == NDJSON {
		return comma + id
	}
	return bar + id
}

// first is an id at the beginning of a list.
func (w *Writer) first(parted string) string {
	if w.kind == NDJSON {
		return parted[len(comma)-1:]
	}
	return parted[len(bar):]
}

// quote begins and ends the cell of a list where what parts its ids parts the cells too.
func (w *Writer) quote(buf []byte) []byte {
	if w.sep != bar {
		return buf
	}
	return append(buf, '"')
}

// closed ends a list.
func (w *Writer) closed(buf []byte, empty bool) []byte {
	if empty || w.kind == CSV {
		return buf
	}
	return append(buf, '"')
}

// others lists the verdicts that the case could still become.
func (w *Writer) others(buf []byte, a *Answer) []byte {
	first := true
	for v, id := range w.could {
		if a.Doubt.Verdicts>>v&1 == 0 || decision.Verdict(v) == a.Outcome.Verdict {
			continue
		}
		if first {
			id, first = w.first(id), false
		}
		buf = append(buf, id...)
	}
	return w.closed(buf, first)
}

func (w *Writer) missing(buf []byte, a *Answer) []byte {
	var room [64]int
	facts := a.Doubt.AppendMissing(room[:0])
	for i, f := range facts {
		id := w.facts[f]
		if i == 0 {
			id = w.first(id)
		}
		buf = append(buf, id...)
	}
	return w.closed(buf, len(facts) == 0)
}

func (w *Writer) list(buf []byte, rules []int) []byte {
	for i, r := range rules {
		id := w.rules[r].id
		if i == 0 {
			id = w.first(id)
		}
		buf = append(buf, id...)
	}
	return w.closed(buf, len(rules) == 0)
}

// appendCell appends a text as a cell.
func (w *Writer) appendCell(buf []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		if b := text[i]; b <= ' ' || b >= utf8.RuneSelf || b == '"' || b == w.sep[0] {
			return w.appendOdd(buf, text)
		}
	}
	return append(buf, text...)
}

// appendOdd appends a text that may need quotes. A row may have been refused for not being
// UTF-8; what is written of it is.
func (w *Writer) appendOdd(buf []byte, text string) []byte {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if !strings.ContainsAny(text, "\"\r\n") && !strings.Contains(text, w.sep) && text == strings.TrimSpace(text) {
		return append(buf, text...)
	}
	buf = append(buf, '"')
	buf = append(buf, strings.ReplaceAll(text, `"`, `""`)...)
	return append(buf, '"')
}

// textOf is what is kept as text.
func (w *Writer) textOf(c *cell) string {
	if c.column == nil {
		return ""
	}
	return w.form.text(*c)
}

// maxTold bounds the mistakes in the cell of a row.
const maxTold = 5

// told says on one line what is wrong with a row.
func told(err error) string {
	var errs decision.FactErrors
	if !errors.As(err, &errs) {
		return err.Error()
	}
	var parts []string
	for i, e := range errs {
		if i == maxTold {
			parts = append(parts, fmt.Sprintf("and %d more mistakes", len(errs)-i))
			break
		}
		parts = append(parts, fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message))
	}
	return strings.Join(parts, "; ")
}
