package cdshooks

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"unicode/utf8"

	"github.com/mskguide/mskguide/internal/jsontext"
)

type form byte

const (
	absent form = iota
	object
	array
	text
	number
	truth
	null
)

// node is one value of a body. What belongs to it follows as a chain. It holds places in the body
// and no texts, so that the many of a body are nothing to the garbage collector.
type node struct {
	name        extent // of a member of an object
	what        extent
	first, next int32 // 0: none
	form        form
}

// extent is a part of a body.
type extent struct {
	start, end int32
	escaped    bool // a text there is written with escapes
}

// scanned is a JSON text that was read once, strictly: the first mistake refuses the whole of it.
// What the record holds is read by package fhir, which is lenient, from the parts of it.
type scanned struct {
	source string
	nodes  []node
	at     int
	depth  int
	most   int // the depth that is allowed
}

// malformed is why a text is refused. Nothing of the text stands in it.
type malformed struct {
	at   int
	says string
}

func (m *malformed) Error() string { return fmt.Sprintf("%s, at byte %d", m.says, m.at) }

// scan reads a text that is one JSON value, nested at most so deep.
func scan(data []byte, depth int) (value, error) {
	return new(scanned).scan(data, depth)
}

// scan is the function of this name, in memory that may have served before.
func (s *scanned) scan(data []byte, depth int) (value, error) {
	if !utf8.Valid(data) {
		return value{}, &malformed{invalidAt(data), "it is not UTF-8"}
	}
	*s = scanned{source: string(data), nodes: append(slices.Grow(s.nodes[:0], 64+len(data)/14), node{}), most: depth}
	i, err := s.value()
	if err != nil {
		return value{}, err
	}
	if s.space(); s.at < len(s.source) {
		return value{}, s.refuse("something follows the value")
	}
	return value{s, i}, nil
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

func (s *scanned) refuse(says string) error { return &malformed{s.at, says} }

func (s *scanned) space() {
	for s.at < len(s.source) {
		switch s.source[s.at] {
		case ' ', '\n', '\t', '\r':
			s.at++
		default:
			return
		}
	}
}

// next is the next byte that is no space, 0 at the end.
func (s *scanned) next() byte {
	if s.space(); s.at < len(s.source) {
		return s.source[s.at]
	}
	return 0
}

func (s *scanned) value() (int32, error) {
	c := s.next()
	i := int32(len(s.nodes))
	if len(s.nodes) > 1000+len(s.source)/6 { // a record has one in a dozen bytes; a value takes more memory than it was sent in
		return 0, s.refuse("it holds too many values")
	}
	s.nodes = append(s.nodes, node{what: extent{start: int32(s.at)}})
	var f form
	var err error
	switch {
	case c == '{':
		f, err = object, s.members(i, '}')
	case c == '[':
		f, err = array, s.members(i, ']')
	case c == '"':
		f = text
		s.nodes[i].what.escaped, err = s.quoted()
	case c == 't':
		f, err = truth, s.word("true")
	case c == 'f':
		f, err = truth, s.word("false")
	case c == 'n':
		f, err = null, s.word("null")
	case c == '-' || '0' <= c && c <= '9':
		f, err = number, s.number()
	default:
		err = s.refuse("no value stands where one is expected")
	}
	s.nodes[i].form, s.nodes[i].what.end = f, int32(s.at)
	return i, err
}

func (s *scanned) word(w string) error {
	if len(s.source)-s.at < len(w) || s.source[s.at:s.at+len(w)] != w {
		return s.refuse("no value stands where one is expected")
	}
	s.at += len(w)
	return nil
}

// members reads what an object or an array holds.
func (s *scanned) members(holder int32, closing byte) error {
	if s.depth++; s.depth > s.most {
		return s.refuse("it is nested too deep")
	}
	s.at++
	last, keys := int32(0), keyset{}
	if s.next() != closing {
		for {
			name, err := extent{}, error(nil)
			if closing == '}' {
				if name, err = s.name(&keys); err != nil {
					return err
				}
			}
			child, err := s.value()
			if err != nil {
				return err
			}
			s.nodes[child].name = name
			if last == 0 {
				s.nodes[holder].first = child
			} else {
				s.nodes[last].next = child
			}
			last = child
			c := s.next()
			if c == closing {
				break
			}
			if c != ',' {
				return s.refuse("a comma or the end of an object or a list is missing")
			}
			s.at++
		}
	}
	s.at++
	s.depth--
	return nil
}

// name reads the name of a member.
func (s *scanned) name(known *keyset) (extent, error) {
	if s.next() != '"' {
		return extent{}, s.refuse("the name of a member is missing")
	}
	start := s.at
	escaped, err := s.quoted()
	if err != nil {
		return extent{}, err
	}
	name := extent{int32(start), int32(s.at), escaped}
	if known.twice(s.text(name)) {
		s.at = start
		return extent{}, s.refuse("a member is given twice")
	}
	if s.next() != ':' {
		return extent{}, s.refuse("a colon is missing")
	}
	s.at++
	return name, nil
}

// text is what a text at a place says.
func (s *scanned) text(at extent) string {
	if at.escaped {
		return unquoted(s.source[at.start:at.end])
	}
	return s.source[at.start+1 : at.end-1]
}

func unquoted(written string) string {
	var out string
	_ = json.Unmarshal([]byte(written), &out) // its form was checked
	return out
}

// keyset holds the keys of one object.
type keyset struct {
	few  [12]string
	n    int
	many map[string]struct{}
}

func (k *keyset) twice(key string) bool {
	for _, other := range k.few[:min(k.n, len(k.few))] {
		if other == key {
			return true
		}
	}
	if k.n < len(k.few) {
		k.few[k.n] = key
		k.n++
		return false
	}
	if _, there := k.many[key]; there {
		return true
	}
	if k.many == nil {
		k.many = map[string]struct{}{}
	}
	k.many[key] = struct{}{}
	return false
}

// quoted passes a text and reports whether escapes stand in it.
func (s *scanned) quoted() (escaped bool, err error) {
	for i := jsontext.Stop(s.source, s.at+1); i < len(s.source); i = jsontext.Stop(s.source, i+1) {
		switch c := s.source[i]; {
		case c == '"':
			s.at = i + 1
			return escaped, nil
		case c == '\\':
			escaped = true
			size := jsontext.Escape(s.source[i:])
			if size == 0 {
				s.at = i
				return false, s.refuse("a text holds an escape that does not exist")
			}
			i += size - 1
		case c < ' ':
			s.at = i
			return false, s.refuse("a text holds a control character")
		}
	}
	s.at = len(s.source)
	return false, s.refuse("a text does not end")
}

func (s *scanned) number() error {
	s.skip('-')
	ok := s.skip('0') || s.digits()
	if ok && s.skip('.') {
		ok = s.digits()
	}
	if ok && (s.skip('e') || s.skip('E')) {
		_ = s.skip('+') || s.skip('-')
		ok = s.digits()
	}
	if !ok {
		return s.refuse("a number is not written as JSON writes it")
	}
	return nil
}

func (s *scanned) skip(c byte) bool {
	if s.at < len(s.source) && s.source[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanned) digits() bool {
	start := s.at
	for s.at < len(s.source) && '0' <= s.source[s.at] && s.source[s.at] <= '9' {
		s.at++
	}
	return s.at > start
}

// value is a place in a body; the zero value is nothing.
type value struct {
	in *scanned
	i  int32
}

func (v value) form() form {
	if v.in == nil || v.i == 0 {
		return absent
	}
	return v.in.nodes[v.i].form
}

// given reports whether something stands there that is not null.
func (v value) given() bool { f := v.form(); return f != absent && f != null }

// get is a member of an object.
func (v value) get(key string) value {
	if v.form() != object {
		return value{}
	}
	for i := v.in.nodes[v.i].first; i != 0; i = v.in.nodes[i].next {
		if v.in.text(v.in.nodes[i].name) == key {
			return value{v.in, i}
		}
	}
	return value{}
}

// all are the values of a list.
func (v value) all() iter.Seq[value] {
	return func(yield func(value) bool) {
		if v.form() != array {
			return
		}
		for i := v.in.nodes[v.i].first; i != 0; i = v.in.nodes[i].next {
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
	return v.in.text(v.in.nodes[v.i].what)
}

// written is the value as it was written.
func (v value) written() string {
	if v.form() == absent {
		return ""
	}
	at := v.in.nodes[v.i].what
	return v.in.source[at.start:at.end]
}
