package fhir

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/internal/jsontext"
)

const (
	maxDepth = 64       // FHIR nests below twenty
	maxBytes = 64 << 20 // of one document
	maxNamed = 200      // mistakes of form: more of them tell no more
)

type kind uint8

const (
	nothing kind = iota
	object
	array
	text
	number
	truth
	null
)

// node is one value of a document: where it stands. What belongs to it follows as a chain. It
// holds no text of its own, so that millions of them cost little.
type node struct {
	kind    kind
	escaped bool  // a text with an escape in it
	key     words // of a member of an object, without its quotes
	first   int32 // what it holds; 0: nothing
	next    int32 // what follows it; 0: nothing
	at      int32 // where it begins
	end     int32
}

// words is a part of a document.
type words struct{ at, end int32 }

// tree is a document as it was written: a wrong type somewhere costs what stands there and no
// more, which reading into structs could not promise. Node 0 is nothing.
type tree struct {
	name   string
	source string
	at     int
	depth  int
	nodes  []node
	odd    map[words]string // the keys with an escape in them
	errs   []*syntaxError
	twice  []int   // where a key is given for the second time
	places *places // nil until it is asked for
}

// syntaxError is a mistake at an offset of the document.
type syntaxError struct {
	at   int
	says string
}

func (in *input) newTree(name, source string) *tree {
	return &tree{name: name, source: source, nodes: append(in.nodes.some(64+len(source)/14), node{})}
}

// fail keeps the first mistake that ends the reading of a value.
func (t *tree) fail(at int, format string, args ...any) bool {
	t.errs = append(t.errs, &syntaxError{at, fmt.Sprintf(format, args...)})
	return false
}

func (t *tree) broken() bool {
	if t.at >= len(t.source) {
		return t.fail(len(t.source), "the document ends before it is complete")
	}
	r, _ := utf8.DecodeRuneInString(t.source[t.at:])
	return t.fail(t.at, "this is not JSON: %q does not belong here", r)
}

func (t *tree) space() {
	for t.at < len(t.source) {
		switch t.source[t.at] {
		case ' ', '\t', '\n', '\r':
			t.at++
		default:
			return
		}
	}
}

func (t *tree) peek() byte {
	t.space()
	if t.at < len(t.source) {
		return t.source[t.at]
	}
	return 0
}

func (t *tree) add(k kind, key words) int32 {
	t.nodes = append(t.nodes, node{kind: k, key: key, at: int32(t.at)})
	return int32(len(t.nodes) - 1)
}

// key is the key of a member.
func (t *tree) key(n *node) string { return t.written(n.key) }

// called reports whether a member has a key. Most have not, and differ in length or at the end.
func (t *tree) called(n *node, key string) bool {
	if t.odd != nil || key == "" {
		return t.key(n) == key
	}
	end := int(n.key.end)
	return end-int(n.key.at) == len(key) && t.source[end-1] == key[len(key)-1] && t.source[n.key.at:end] == key
}

func (t *tree) written(key words) string {
	if t.odd != nil {
		if s, ok := t.odd[key]; ok {
			return s
		}
	}
	return t.source[key.at:key.end]
}

// value reads one value; false after a mistake.
func (t *tree) value(key words) (int32, bool) {
	switch c := t.peek(); c {
	case '{':
		return t.holder(object, key, '}')
	case '[':
		return t.holder(array, key, ']')
	case '"':
		i := t.add(text, key)
		escaped, ok := t.quoted()
		t.nodes[i].escaped, t.nodes[i].end = escaped, int32(t.at)
		return i, ok
	case 't':
		return t.word(truth, key, "true")
	case 'f':
		return t.word(truth, key, "false")
	case 'n':
		return t.word(null, key, "null")
	default:
		if c == '-' || '0' <= c && c <= '9' {
			return t.number(key)
		}
		return 0, t.broken()
	}
}

func (t *tree) word(k kind, key words, word string) (int32, bool) {
	if !strings.HasPrefix(t.source[t.at:], word) {
		return 0, t.broken()
	}
	i := t.add(k, key)
	t.at += len(word)
	t.nodes[i].end = int32(t.at)
	return i, true
}

// holder reads an object or an array.
func (t *tree) holder(k kind, key words, closing byte) (int32, bool) {
	i := t.add(k, key)
	if t.depth++; t.depth > maxDepth {
		return i, t.fail(t.at, "nested more than %d deep", maxDepth)
	}
	t.at++
	last, known := int32(0), siblings{of: i}
	for first := true; ; first = false {
		c := t.peek()
		if c == closing {
			if !first && t.source[t.lastByte()] == ',' {
				return i, t.broken()
			}
			break
		}
		if !first {
			if c != ',' {
				return i, t.broken()
			}
			t.at++
		}
		child, ok := t.member(k, &known)
		if !ok {
			return i, false
		}
		if child == 0 {
			continue // a key given twice
		}
		if last == 0 {
			t.nodes[i].first = child
		} else {
			t.nodes[last].next = child
		}
		last = child
	}
	t.at++
	t.depth--
	t.nodes[i].end = int32(t.at)
	return i, true
}

// lastByte is the offset of the last byte before the present one that is no space.
func (t *tree) lastByte() int {
	i := t.at - 1
	for i > 0 && strings.IndexByte(" \t\r\n", t.source[i]) >= 0 {
		i--
	}
	return i
}

func (t *tree) member(k kind, known *siblings) (int32, bool) {
	if k == array {
		return t.value(words{})
	}
	if t.peek() != '"' {
		return 0, t.broken()
	}
	at := t.at
	escaped, ok := t.quoted()
	if !ok {
		return 0, false
	}
	key := words{int32(at) + 1, int32(t.at) - 1}
	if escaped {
		if t.odd == nil {
			t.odd = map[words]string{}
		}
		t.odd[key] = t.unescaped(at, t.at)
	}
	if t.peek() != ':' {
		return 0, t.broken()
	}
	t.at++
	again := known.twice(t, t.written(key))
	if again {
		t.fail(at, "%q is given twice", clean(t.written(key)))
		t.twice = append(t.twice, at)
	}
	child, ok := t.value(key)
	if again {
		child = 0
	}
	return child, ok
}

// siblings are the members of one object.
type siblings struct {
	of   int32
	n    int
	many map[string]bool // their keys, once there are many
}

func (s *siblings) twice(t *tree, key string) bool {
	const few = 16
	if s.n++; s.n <= few {
		for i := t.nodes[s.of].first; i != 0; i = t.nodes[i].next {
			if t.called(&t.nodes[i], key) {
				return true
			}
		}
		return false
	}
	if s.many == nil {
		s.many = map[string]bool{}
		for i := t.nodes[s.of].first; i != 0; i = t.nodes[i].next {
			s.many[t.key(&t.nodes[i])] = true
		}
	}
	if s.many[key] {
		return true
	}
	s.many[key] = true
	return false
}

// quoted reads a text and reports whether it has escapes.
func (t *tree) quoted() (escaped, ok bool) {
	start := t.at
	for i := jsontext.Stop(t.source, t.at+1); i < len(t.source); i = jsontext.Stop(t.source, i+1) {
		switch c := t.source[i]; {
		case c == '"':
			t.at = i + 1
			return escaped, true
		case c == '\\':
			escaped = true
			n := jsontext.Escape(t.source[i:])
			if n == 0 && i+1 < len(t.source) {
				return true, t.fail(start, "this is not JSON: a text with an escape that does not exist")
			}
			i += max(n, 1) - 1
		case c < ' ':
			return escaped, t.fail(i, "this is not JSON: a control character stands in a text")
		}
	}
	t.at = len(t.source)
	return escaped, t.broken()
}

// unescaped is the text between quotes at two offsets.
func (t *tree) unescaped(at, end int) string {
	var s string
	if err := json.Unmarshal([]byte(t.source[at:end]), &s); err != nil { // it was found valid
		return ""
	}
	return s
}

func (t *tree) number(key words) (int32, bool) {
	i := t.add(number, key)
	if t.source[t.at] == '-' {
		t.at++
	}
	ok := true
	if t.at < len(t.source) && t.source[t.at] == '0' {
		t.at++
	} else {
		ok = t.digits()
	}
	if ok && t.at < len(t.source) && t.source[t.at] == '.' {
		t.at++
		ok = t.digits()
	}
	if ok && t.at < len(t.source) && (t.source[t.at] == 'e' || t.source[t.at] == 'E') {
		t.at++
		if t.at < len(t.source) && (t.source[t.at] == '+' || t.source[t.at] == '-') {
			t.at++
		}
		ok = t.digits()
	}
	if !ok {
		return i, t.broken()
	}
	t.nodes[i].end = int32(t.at)
	return i, true
}

func (t *tree) digits() bool {
	start := t.at
	for t.at < len(t.source) && '0' <= t.source[t.at] && t.source[t.at] <= '9' {
		t.at++
	}
	return t.at > start
}
