package scenario

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// appendObject appends the row of an answer as an object, with the columns of the table as
// its members. What a row that could not be read has no answer to is null.
func (w *Writer) appendObject(buf []byte, a *Answer) []byte {
	buf = append(buf, '{')
	names, kept := a.Row.kept()
	for i := range kept {
		buf = append(appendText(buf, names[i]), ':')
		buf = append(w.appendValue(buf, &kept[i]), ',')
	}
	buf = strconv.AppendInt(append(buf, `"row":`...), int64(a.Row.Number), 10)
	if a.Err != nil {
		buf = append(buf, `,"verdict":null,"settled":null,"could_become":[],"missing":[],"rules":[],"cautions":[],"urgency":null,"error":`...)
		return append(appendText(buf, told(a.Err)), '}', '\n')
	}
	buf = append(append(append(buf, `,"verdict":"`...), w.verdicts[a.Outcome.Verdict]...), `","settled":`...)
	buf = strconv.AppendBool(buf, a.Outcome.Settled)
	buf = w.others(append(buf, `,"could_become":[`...), a)
	buf = w.missing(append(buf, `],"missing":[`...), a)
	var certain [48]int
	rules, cautions, urgency := w.held(a.Outcome.Certain.Append(certain[:0]))
	buf = w.list(append(buf, `],"rules":[`...), rules)
	buf = w.list(append(buf, `],"cautions":[`...), cautions)
	buf = append(buf, `],"urgency":`...)
	if urgency != "" {
		buf = append(append(append(buf, '"'), urgency...), '"')
	} else {
		buf = append(buf, "null"...)
	}
	return append(buf, `,"error":null}`+"\n"...)
}

// appendValue appends what is kept: a member of an object as it is written there, the cell
// of a sheet as text.
func (w *Writer) appendValue(buf []byte, c *cell) []byte {
	if _, ok := w.form.(*ndjson); !ok {
		return appendText(buf, w.textOf(c))
	}
	if c.column == nil {
		return append(buf, "null"...)
	}
	return append(buf, c.text...)
}

// appendText appends a text in quotes.
func appendText(buf []byte, text string) []byte {
	plain := true
	for i := 0; i < len(text) && plain; i++ {
		plain = text[i] >= ' ' && text[i] < utf8.RuneSelf && text[i] != '"' && text[i] != '\\'
	}
	if plain {
		return append(append(append(buf, '"'), text...), '"')
	}
	var out bytes.Buffer // what is not UTF-8 is written as U+FFFD
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if e.Encode(text) != nil { // a text can be written
		return append(buf, `""`...)
	}
	return append(buf, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}
