package decision

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

const (
	maxFactsBytes = 1 << 20
	maxFactsDepth = 4
)

// readJSON reads one flat object. The standard decoder supplies tokens and their offsets;
// what it would let pass (duplicate keys, bad UTF-8, trailing data) is refused here.
func readJSON(data []byte) ([]entry, FactErrors) {
	one := func(offset int, format string, args ...any) FactErrors {
		return FactErrors{{Message: fmt.Sprintf(format, args...), offset: offset}}
	}
	if len(data) > maxFactsBytes {
		return nil, one(0, "the document has %d bytes; at most %d are read", len(data), maxFactsBytes)
	}
	if at := invalidUTF8(data); at >= 0 {
		return nil, one(at, "the text is not UTF-8 from here on")
	}
	if bytes.HasPrefix(data, []byte("\uFEFF")) {
		return nil, one(0, "the document starts with a byte order mark; save it without one")
	}
	r := &jsonReader{dec: json.NewDecoder(bytes.NewReader(data)), data: data}
	r.dec.UseNumber()
	entries := r.document()
	return entries, r.errs
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
	dec  *json.Decoder
	data []byte
	errs FactErrors
	done bool // a syntax error ends the reading
}

func (r *jsonReader) fail(offset int, fact, format string, args ...any) {
	r.errs = append(r.errs, &FactError{Fact: fact, Message: fmt.Sprintf(format, args...), offset: offset})
}

// token returns the next token and the offset at which it starts.
func (r *jsonReader) token() (json.Token, int) {
	start := int(r.dec.InputOffset())
	for start < len(r.data) && bytes.IndexByte([]byte(" \t\r\n,:"), r.data[start]) >= 0 {
		start++
	}
	t, err := r.dec.Token()
	if err == nil {
		return t, start
	}
	r.done = true
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		r.fail(len(r.data), "", "the document ends before it is complete")
	case errors.As(err, &syntax):
		r.fail(max(start, min(int(syntax.Offset)-1, len(r.data))), "", "this is not JSON: %v", err)
	default:
		r.fail(start, "", "this is not JSON: %v", err)
	}
	return nil, start
}

func (r *jsonReader) document() []entry {
	t, start := r.token()
	if r.done {
		return nil
	}
	if t != json.Delim('{') {
		r.fail(start, "", "facts are one object, {\"fact\": value, …}, not %s", shownToken(t))
		return nil
	}
	entries := r.object(0)
	if r.done {
		return nil
	}
	if r.trailing() {
		return nil
	}
	return entries
}

func (r *jsonReader) trailing() bool {
	start := int(r.dec.InputOffset())
	rest := bytes.TrimLeft(r.data[start:], " \t\r\n")
	if len(rest) == 0 {
		return false
	}
	r.fail(len(r.data)-len(rest), "", "there is more after the end of the object; one document holds one case")
	return true
}

// object reads the members of an object whose brace has been read.
func (r *jsonReader) object(depth int) []entry {
	out := []entry{}
	seen := map[string]bool{}
	for !r.done {
		t, start := r.token()
		if r.done || t == json.Delim('}') {
			return out
		}
		key, ok := t.(string)
		if !ok {
			r.done = true
			r.fail(start, "", "this is not JSON: a name in quotes belongs here")
			return nil
		}
		if seen[key] {
			r.fail(start, key, "%q is given twice; keep one", abridge(key))
		}
		seen[key] = true
		value, at := r.value(depth + 1)
		out = append(out, entry{name: key, value: value, offset: at, named: start})
	}
	return nil
}

func (r *jsonReader) value(depth int) (any, int) {
	t, start := r.token()
	if r.done {
		return nil, start
	}
	open, ok := t.(json.Delim)
	if !ok {
		return t, start
	}
	if depth >= maxFactsDepth {
		r.done = true
		r.fail(start, "", "the document is nested too deeply: facts are a flat object")
		return nil, start
	}
	if open == '{' {
		return r.object(depth), start
	}
	list := []any{}
	for r.dec.More() && !r.done {
		v, _ := r.value(depth + 1)
		list = append(list, v)
	}
	if !r.done {
		r.token() // the closing bracket, or what is wrong with it
	}
	return list, start
}

func shownToken(t json.Token) string {
	switch t := t.(type) {
	case json.Delim:
		return "a list"
	case nil:
		return "null"
	default:
		return shown(t)
	}
}

// locate turns offsets into lines and columns.
func (l FactErrors) locate(doc JSON) {
	for _, e := range l {
		e.File = doc.Name
		if e.offset < 0 {
			continue
		}
		before := doc.Data[:min(e.offset, len(doc.Data))]
		e.Line = 1 + bytes.Count(before, []byte("\n"))
		e.Column = 1 + utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	}
}
