package cdshooks

import (
	"bytes"
	"iter"
	"slices"
	"unicode/utf8"

	"github.com/mskguide/mskguide/internal/jsontext"
)

// The forms of values.
const (
	absent = jsontext.Nothing
	object = jsontext.Object
	array  = jsontext.Array
	text   = jsontext.Text
	number = jsontext.Number
	null   = jsontext.Null
)

// scan reads a text that is one JSON value, nested at most so deep. It is strict: the first mistake
// refuses the whole of it, and nothing of the text stands in what is then said.
func scan(data []byte, depth int) (value, error) {
	return scanInto(new(jsontext.Tree), data, depth)
}

// scanInto is scan in memory that may have served before.
func scanInto(t *jsontext.Tree, data []byte, depth int) (value, error) {
	if !utf8.Valid(data) {
		return value{}, jsontext.Mistake{What: jsontext.NotUTF8, At: invalidAt(data)}
	}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		return value{}, jsontext.Mistake{What: jsontext.ByteOrderMark}
	}
	*t = jsontext.New(string(data), slices.Grow(t.Nodes[:0], jsontext.Room(len(data))))
	t.Strict, t.Depth = true, depth
	t.Most = 1000 + len(data)/6 // a record has one in a dozen bytes; a value takes more memory than it was sent in
	i, ok := t.Read()
	if !ok {
		return value{}, t.Mistakes[0]
	}
	if t.Space(); t.At < len(t.Source) {
		return value{}, jsontext.Mistake{What: jsontext.Trailing, At: t.At}
	}
	return value{t, i}, nil
}

func invalidAt(data []byte) int {
	at := 0
	for at < len(data) {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size <= 1 {
			break
		}
		at += size
	}
	return at
}

// value is a place in a body; the zero value is nothing.
type value struct {
	in *jsontext.Tree
	i  int32
}

func (v value) form() jsontext.Kind {
	if v.in == nil {
		return absent
	}
	return v.in.Nodes[v.i].Kind
}

// given reports whether something stands there that is not null.
func (v value) given() bool { f := v.form(); return f != absent && f != null }

// get is a member of an object.
func (v value) get(key string) value {
	if v.form() != object {
		return value{}
	}
	return value{v.in, v.in.Member(v.i, key)}
}

// all are the values of a list.
func (v value) all() iter.Seq[value] {
	return func(yield func(value) bool) {
		if v.form() != array {
			return
		}
		for i := range v.in.Held(v.i) {
			if !yield(value{v.in, i}) {
				return
			}
		}
	}
}

// count is the number of values of a list.
func (v value) count() (n int) {
	for range v.all() {
		n++
	}
	return n
}

// text is what a text says, "" for anything else.
func (v value) text() string {
	if v.form() != text {
		return ""
	}
	return v.in.Text(v.i)
}

// written is the value as it was written.
func (v value) written() string {
	if v.form() == absent {
		return ""
	}
	return v.in.Written(v.i)
}
