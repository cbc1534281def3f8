package jsontext

import (
	"encoding/json"
	"iter"
	"strings"
)

// Kind is what a value is.
type Kind uint8

// The kinds; what is not there is nothing.
const (
	Nothing Kind = iota
	Object
	Array
	Text
	Number
	Truth
	Null
)

// Node is one value of a document. What belongs to it follows as a chain. It holds places in the
// document and no texts, so that millions of them are nothing to the garbage collector.
type Node struct {
	Kind    Kind
	escaped bool  // a text with an escape in it
	odd     bool  // its key has one
	key     span  // of a member of an object, without its quotes
	First   int32 // what it holds; 0: nothing
	Next    int32 // what follows it; 0: nothing
	At, End int32 // where it begins, and where what follows does
}

// span is a part of a document.
type span struct{ at, end int32 }

// Tree is a document as it was written: a wrong type somewhere costs what stands there and no
// more, which reading into structs could not promise. Node 0 is nothing. A document is UTF-8, and
// has less than 2 GB; who hands it over has looked.
type Tree struct {
	Source   string
	At       int // the next byte to be read
	Nodes    []Node
	Mistakes []Mistake

	Depth  int  // how deep values may be nested
	Most   int  // how many values there may be; 0: any number
	Strict bool // a key that is given twice ends the reading; otherwise the first one counts

	depth int
}

// New is a document of which nothing has been read, with room for its values, which may be that of
// another document that is no longer of use.
func New(source string, room []Node) Tree {
	return Tree{Source: source, Nodes: append(room[:0], Node{})}
}

// Room is about how many values a document of so many bytes has.
func Room(bytes int) int { return 64 + bytes/14 }

// Read reads the next value. It is false after a mistake, which is then the last of Mistakes; of
// the value nothing is kept then.
func (t *Tree) Read() (int32, bool) {
	t.depth = 0
	before := len(t.Nodes)
	i, ok := t.value(span{}, false)
	if !ok {
		t.Nodes = t.Nodes[:before]
		return 0, false
	}
	return i, true
}

// Space passes over white space.
func (t *Tree) Space() {
	for t.At < len(t.Source) {
		switch t.Source[t.At] {
		case ' ', '\n', '\t', '\r':
			t.At++
		default:
			return
		}
	}
}

// next is the next byte that is no space, 0 at the end.
func (t *Tree) next() byte {
	if t.Space(); t.At < len(t.Source) {
		return t.Source[t.At]
	}
	return 0
}

func (t *Tree) value(key span, odd bool) (int32, bool) {
	c := t.next()
	i := int32(len(t.Nodes))
	if t.Most > 0 && len(t.Nodes) > t.Most {
		return 0, t.fail(TooMany, t.At)
	}
	t.Nodes = append(t.Nodes, Node{key: key, odd: odd, At: int32(t.At)})
	var kind Kind
	var ok, escaped bool
	switch {
	case c == '"':
		kind = Text
		escaped, ok = t.quoted()
	case c == '{':
		kind, ok = Object, t.members(i, '}')
	case c == '[':
		kind, ok = Array, t.members(i, ']')
	case c == 't':
		kind, ok = Truth, t.word("true")
	case c == 'f':
		kind, ok = Truth, t.word("false")
	case c == 'n':
		kind, ok = Null, t.word("null")
	case c == '-' || '0' <= c && c <= '9':
		kind, ok = Number, t.number()
	default:
		ok = t.fail(NoValue, t.At)
	}
	n := &t.Nodes[i]
	n.Kind, n.escaped, n.End = kind, escaped, int32(t.At)
	return i, ok
}

func (t *Tree) word(w string) bool {
	if !strings.HasPrefix(t.Source[t.At:], w) {
		return t.fail(NoValue, t.At)
	}
	t.At += len(w)
	return true
}

// members reads what an object or an array holds.
func (t *Tree) members(holder int32, closing byte) bool {
	if t.depth++; t.depth > t.Depth {
		return t.fail(TooDeep, t.At)
	}
	t.At++
	last, known := int32(0), siblings{of: holder}
	for more := t.next() != closing; more; {
		var key span
		var odd, again bool
		if closing == '}' {
			var ok bool
			if key, odd, ok = t.name(); !ok {
				return false
			}
			if again = known.twice(t, key, odd); again && t.Strict {
				return t.fail(Twice, int(key.at)-1)
			}
			if t.next() != ':' {
				return t.fail(NoColon, t.At)
			}
			t.At++
			if again {
				t.fail(Twice, int(key.at)-1)
			}
		}
		child, ok := t.value(key, odd)
		switch {
		case !ok:
			return false
		case again:
		case last == 0:
			t.Nodes[holder].First, last = child, child
		default:
			t.Nodes[last].Next, last = child, child
		}
		switch t.next() {
		case closing:
			more = false
		case ',':
			t.At++
		default:
			return t.fail(NoComma, t.At)
		}
	}
	t.At++
	t.depth--
	return true
}

// name reads the name of a member.
func (t *Tree) name() (key span, odd, ok bool) {
	if t.next() != '"' {
		return span{}, false, t.fail(NoName, t.At)
	}
	start := t.At + 1
	odd, ok = t.quoted()
	return span{int32(start), int32(t.At) - 1}, odd, ok
}

// siblings are the members of one object that have been read.
type siblings struct {
	of   int32
	n    int
	many map[string]bool // their keys, once there are many
}

// twice reports whether one of them has a key, and otherwise counts it among them.
func (s *siblings) twice(t *Tree, key span, odd bool) bool {
	const few = 16
	name := t.written(key, odd)
	if s.n++; s.n <= few {
		return t.Member(s.of, name) != 0
	}
	if s.many == nil {
		s.many = map[string]bool{}
		for i := t.Nodes[s.of].First; i != 0; i = t.Nodes[i].Next {
			s.many[t.Key(i)] = true
		}
	}
	if s.many[name] {
		return true
	}
	s.many[name] = true
	return false
}

// quoted passes a text and reports whether it has escapes.
func (t *Tree) quoted() (escaped, ok bool) {
	for i := Stop(t.Source, t.At+1); i < len(t.Source); i = Stop(t.Source, i+1) {
		switch c := t.Source[i]; {
		case c == '"':
			t.At = i + 1
			return escaped, true
		case c == '\\':
			escaped = true
			size := Escape(t.Source[i:])
			if size == 0 {
				t.At = i
				return true, t.fail(BadEscape, i)
			}
			i += size - 1
		default:
			t.At = i
			return escaped, t.fail(BadControl, i)
		}
	}
	t.At = len(t.Source)
	return escaped, t.fail(NoEnd, t.At)
}

func (t *Tree) number() bool {
	t.skip('-')
	ok := t.skip('0') || t.digits()
	if ok && t.skip('.') {
		ok = t.digits()
	}
	if ok && (t.skip('e') || t.skip('E')) {
		_ = t.skip('+') || t.skip('-')
		ok = t.digits()
	}
	return ok || t.fail(BadNumber, t.At)
}

func (t *Tree) skip(c byte) bool {
	if t.At < len(t.Source) && t.Source[t.At] == c {
		t.At++
		return true
	}
	return false
}

func (t *Tree) digits() bool {
	start := t.At
	for t.At < len(t.Source) && '0' <= t.Source[t.At] && t.Source[t.At] <= '9' {
		t.At++
	}
	return t.At > start
}

// Member is the member of an object that has a key, 0 for none.
func (t *Tree) Member(object int32, key string) int32 {
	nodes := t.Nodes
	for i := nodes[object].First; i != 0; i = nodes[i].Next {
		if t.called(&nodes[i], key) {
			return i
		}
	}
	return 0
}

// called reports whether a member has a key. Most have not, and differ in length or at the end.
func (t *Tree) called(n *Node, key string) bool {
	end := int(n.key.end)
	switch size := end - int(n.key.at); {
	case n.odd: // no escape is shorter than what it stands for, or more than six times as long
		return len(key) <= size && size <= 6*len(key) && t.written(n.key, true) == key
	case key == "":
		return size == 0
	}
	return end-int(n.key.at) == len(key) && t.Source[end-1] == key[len(key)-1] && t.Source[n.key.at:end] == key
}

// Held are the values that an object or an array holds.
func (t *Tree) Held(holder int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i := t.Nodes[holder].First; i != 0; i = t.Nodes[i].Next {
			if !yield(i) {
				return
			}
		}
	}
}

// Key is the key of a member.
func (t *Tree) Key(member int32) string {
	n := &t.Nodes[member]
	return t.written(n.key, n.odd)
}

// Text is what a text says.
func (t *Tree) Text(i int32) string {
	n := &t.Nodes[i]
	return t.written(span{n.At + 1, n.End - 1}, n.escaped)
}

// Written is a value as it stands in the document.
func (t *Tree) Written(i int32) string { return t.Source[t.Nodes[i].At:t.Nodes[i].End] }

func (t *Tree) written(s span, escaped bool) string {
	if escaped {
		return unescaped(t.Source[s.at-1 : s.end+1])
	}
	return t.Source[s.at:s.end]
}

func unescaped(quoted string) string {
	var out string
	_ = json.Unmarshal([]byte(quoted), &out) // its form was checked
	return out
}

// First is the text that a document begins with, quoted as it is there.
func First(source string) string {
	t := New(source, nil)
	if _, ok := t.Read(); !ok || t.Nodes[1].Kind != Text {
		return ""
	}
	return t.Text(1)
}
