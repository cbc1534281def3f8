package decision

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxFactsBytes = 1 << 20
	maxFactsDepth = 4
)

// readJSON reads one flat object. The standard decoder gives no place to a value, lets
// duplicate names pass and mends bad UTF-8, so this reads the grammar itself; strings with
// escapes it leaves to the standard library. The entries are put where room is, which is
// empty.
func readJSON(data []byte, room []entry) ([]entry, FactErrors) {
	r := &jsonReader{data: data, room: room}
	switch at := invalidUTF8(data); {
	case len(data) > maxFactsBytes:
		r.fail(0, "", "the document has %d bytes; at most %d are read", len(data), maxFactsBytes)
	case at >= 0:
		r.fail(at, "", "the text is not UTF-8 from here on")
	case bytes.HasPrefix(data, []byte("\uFEFF")):
		r.fail(0, "", "the document starts with a byte order mark; save it without one")
	default:
		r.source = string(data)
		return r.document(), r.errs
	}
	return room, r.errs
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		if c == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

type jsonReader struct {
	data   []byte
	source string // the same, of which plain texts are cut without a copy each
	at     int
	room   []entry
	errs   FactErrors
	done   bool // a mistake in the grammar ends the reading
}

func (r *jsonReader) fail(offset int, fact, format string, args ...any) {
	r.errs = append(r.errs, &FactError{Fact: fact, Message: fmt.Sprintf(format, args...), offset: offset})
}

// stop reports a mistake in the grammar at the present place.
func (r *jsonReader) stop(format string, args ...any) {
	if r.done {
		return
	}
	r.done = true
	if r.at >= len(r.data) {
		r.fail(len(r.data), "", "the document ends before it is complete")
		return
	}
	r.fail(r.at, "", "this is not JSON: "+format, args...)
}

// next skips white space and returns the byte that follows, 0 at the end.
func (r *jsonReader) next() byte {
	for r.at < len(r.data) {
		switch c := r.data[r.at]; c {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return c
		}
	}
	return 0
}

func (r *jsonReader) document() []entry {
	start := r.next()
	at := r.at
	if start != '{' {
		if v := r.value(1); !r.done {
			r.fail(at, "", "facts are one object, {\"fact\": value, …}, not %s", shown(v))
		}
		return r.room
	}
	entries := r.object(0, r.room)
	if r.next(); !r.done && r.at < len(r.data) {
		r.fail(r.at, "", "there is more after the end of the object; one document holds one case")
	}
	return entries
}

// object reads from the opening brace to the closing one, into the room of out.
func (r *jsonReader) object(depth int, out []entry) []entry {
	var seen map[string]bool // of what is more than a case has
	r.at++
	if r.next() == '}' {
		r.at++
		return out
	}
	for !r.done {
		if r.next() != '"' {
			r.stop("a name in double quotes belongs here")
			break
		}
		e := entry{named: r.at}
		e.name = r.text()
		if len(out) == manyMembers {
			seen = namesOf(out)
		}
		if seen[e.name] || seen == nil && slices.ContainsFunc(out, func(o entry) bool { return o.name == e.name }) {
			r.fail(e.named, e.name, "%q is given twice; keep one", abridge(e.name))
		}
		if seen != nil {
			seen[e.name] = true
		}
		if !r.done && r.next() != ':' {
			r.stop("a colon belongs after the name %q", abridge(e.name))
			break
		}
		r.at++
		r.next()
		e.offset = r.at
		e.value = r.value(depth + 1)
		if r.done {
			break // half read
		}
		out = append(out, e)
		if r.more('}') {
			return out
		}
	}
	return out
}

// manyMembers is from how many on names are looked up instead of looked through.
const manyMembers = 200

func namesOf(entries []entry) map[string]bool {
	names := make(map[string]bool, 2*len(entries))
	for _, e := range entries {
		names[e.name] = true
	}
	return names
}

// more reads the comma before a further member, or the closing bracket.
func (r *jsonReader) more(closing byte) (closed bool) {
	if r.done {
		return false
	}
	switch r.next() {
	case closing:
		r.at++
		return true
	case ',':
		r.at++
	default:
		r.stop("a comma or %q belongs here", string(closing))
	}
	return false
}

func (r *jsonReader) value(depth int) any {
	if r.done {
		return nil
	}
	switch c := r.next(); {
	case c == '"':
		return r.text()
	case c == '{' || c == '[':
		if depth >= maxFactsDepth {
			r.done = true
			r.fail(r.at, "", "the document is nested too deeply: facts are a flat object")
			return nil
		}
		if c == '{' {
			return r.object(depth, make([]entry, 0, 2)) // known in part: one or two members
		}
		return r.list(depth)
	case c == '-' || c >= '0' && c <= '9':
		return r.number()
	}
	return r.word()
}

func (r *jsonReader) list(depth int) any {
	out := []any{}
	r.at++
	if r.next() == ']' {
		r.at++
		return out
	}
	for !r.done {
		out = append(out, r.value(depth+1))
		if r.more(']') {
			break
		}
	}
	return out
}

// text reads a string. One without escapes is taken as it stands.
func (r *jsonReader) text() string {
	start := r.at
	escaped := false
	for i := start + 1; i < len(r.data); i++ {
		switch c := r.data[i]; {
		case c == '"':
			r.at = i + 1
			if !escaped {
				return r.source[start+1 : i]
			}
			return r.unescape(start)
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			r.at = i
			r.stop("a control character inside a text is written as an escape")
			return ""
		}
	}
	r.at = len(r.data)
	r.stop("")
	return ""
}

func (r *jsonReader) unescape(start int) string {
	var s string
	if json.Unmarshal(r.data[start:r.at], &s) != nil {
		r.at = start
		r.stop("the text has an escape that JSON does not know")
	}
	return s
}

// number reads a number by the grammar of JSON and keeps it as written.
func (r *jsonReader) number() any {
	start := r.at
	for r.at < len(r.data) && strings.IndexByte("+-.eE0123456789", r.data[r.at]) >= 0 {
		r.at++
	}
	if json.Valid(r.data[start:r.at]) {
		return json.Number(r.source[start:r.at])
	}
	r.at = start
	r.stop("a number is written like 12, -3 or 0.5")
	return nil
}

func (r *jsonReader) word() any {
	rest := r.data[r.at:]
	switch {
	case bytes.HasPrefix(rest, []byte("true")):
		r.at += len("true")
		return true
	case bytes.HasPrefix(rest, []byte("false")):
		r.at += len("false")
		return false
	case bytes.HasPrefix(rest, []byte("null")):
		r.at += len("null")
		return nil
	}
	r.stop("a value belongs here: a text in double quotes, a number, true, false, null, a list or an object")
	return nil
}

// locate turns offsets into lines and columns, going through the document once.
func (l FactErrors) locate(doc JSON) {
	for _, e := range l {
		e.File = doc.Name
	}
	line, column, at := 1, 1, 0 // at is an offset
	for _, e := range slices.SortedStableFunc(slices.Values(l), func(a, b *FactError) int { return a.offset - b.offset }) {
		if e.offset < 0 {
			continue
		}
		passed := doc.Data[at:min(e.offset, len(doc.Data))]
		at += len(passed)
		if n := bytes.Count(passed, []byte("\n")); n > 0 {
			line, column = line+n, 1
			passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
		}
		column += utf8.RuneCount(passed)
		e.Line, e.Column = line, column
	}
}
