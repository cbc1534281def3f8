package fhir

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
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

// node is one value of a document. What belongs to it follows as a chain.
type node struct {
	kind  kind
	key   string // of a member of an object
	text  string // of a text; of a number and a truth as written
	first int32  // what it holds; 0: nothing
	next  int32  // what follows it; 0: nothing
	at    int32  // where it begins
	end   int32
}

// tree is a document as it was written: a wrong type somewhere costs what stands there and no
// more, which reading into structs could not promise. Node 0 is nothing.
type tree struct {
	name   string
	source string
	at     int
	depth  int
	nodes  []node
	errs   []*syntaxError
	places *places // nil until it is asked for
}

// syntaxError is a mistake at an offset of the document.
type syntaxError struct {
	at   int
	says string
}

func newTree(name, source string) *tree {
	return &tree{name: name, source: source, nodes: make([]node, 1, 64+len(source)/14)}
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

func (t *tree) add(k kind, key string) int32 {
	t.nodes = append(t.nodes, node{kind: k, key: key, at: int32(t.at)})
	return int32(len(t.nodes) - 1)
}

// value reads one value; false after a mistake.
func (t *tree) value(key string) (int32, bool) {
	switch c := t.peek(); c {
	case '{':
		return t.holder(object, key, '}')
	case '[':
		return t.holder(array, key, ']')
	case '"':
		i := t.add(text, key)
		s, ok := t.quoted()
		t.nodes[i].text, t.nodes[i].end = s, int32(t.at)
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

func (t *tree) word(k kind, key, word string) (int32, bool) {
	if !strings.HasPrefix(t.source[t.at:], word) {
		return 0, t.broken()
	}
	i := t.add(k, key)
	t.at += len(word)
	t.nodes[i].text, t.nodes[i].end = word, int32(t.at)
	return i, true
}

// holder reads an object or an array.
func (t *tree) holder(k kind, key string, closing byte) (int32, bool) {
	i := t.add(k, key)
	if t.depth++; t.depth > maxDepth {
		return i, t.fail(t.at, "nested more than %d deep", maxDepth)
	}
	t.at++
	last, known := int32(0), keys{}
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

func (t *tree) member(k kind, known *keys) (int32, bool) {
	if k == array {
		return t.value("")
	}
	if t.peek() != '"' {
		return 0, t.broken()
	}
	at := t.at
	key, ok := t.quoted()
	if !ok {
		return 0, false
	}
	if t.peek() != ':' {
		return 0, t.broken()
	}
	t.at++
	child, ok := t.value(key)
	if ok && known.twice(key) {
		t.fail(at, "%q is given twice; the first is taken", clean(key))
		return 0, true
	}
	return child, ok
}

// keys are those of one object.
type keys struct {
	few  [12]string
	n    int
	many map[string]bool
}

func (k *keys) twice(key string) bool {
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
	if k.many == nil {
		k.many = map[string]bool{}
	}
	if k.many[key] {
		return true
	}
	k.many[key] = true
	return false
}

func (t *tree) quoted() (string, bool) {
	start, escaped := t.at, false
	for i := t.at + 1; i < len(t.source); i++ {
		switch c := t.source[i]; {
		case c == '"':
			t.at = i + 1
			if !escaped {
				return t.source[start+1 : i], true
			}
			var s string
			if err := json.Unmarshal([]byte(t.source[start:t.at]), &s); err != nil {
				return "", t.fail(start, "this is not JSON: a text with an escape that does not exist")
			}
			return s, true
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			return "", t.fail(i, "this is not JSON: a control character stands in a text")
		}
	}
	t.at = len(t.source)
	return "", t.broken()
}

func (t *tree) number(key string) (int32, bool) {
	i := t.add(number, key)
	start := t.at
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
	t.nodes[i].text, t.nodes[i].end = t.source[start:t.at], int32(t.at)
	return i, true
}

func (t *tree) digits() bool {
	start := t.at
	for t.at < len(t.source) && '0' <= t.source[t.at] && t.source[t.at] <= '9' {
		t.at++
	}
	return t.at > start
}

// clean makes a text of the record fit to be shown: on one line, without control characters,
// and not at any length.
func clean(s string) string {
	const most = 80
	if len(s) <= most && isPlain(s) {
		return s
	}
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || 0x7f <= r && r < 0xa0 || r == 0x2028 || r == 0x2029 || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)), " ")
	if len(s) <= most {
		return s
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// isPlain reports whether a text can be shown as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}
