package fhir

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/internal/jsontext"
)

// at is a place in a document; its zero value is nothing, and so is all that is asked of it.
type at struct {
	t *tree
	i int32
}

// node is the value at a place.
func (a at) node() jsontext.Node {
	if a.t == nil {
		return jsontext.Node{}
	}
	return a.t.Nodes[a.i]
}

func (a at) kind() jsontext.Kind {
	if a.t == nil {
		return nothing
	}
	return a.t.Nodes[a.i].Kind
}

func (a at) is(k jsontext.Kind) bool { return a.kind() == k }

// here reports whether something is given.
func (a at) here() bool { k := a.kind(); return k != nothing && k != null }

// offset is where a value begins.
func (a at) offset() int { return int(a.node().At) }

// get is a member of an object.
func (a at) get(key string) at {
	if !a.is(object) {
		return at{}
	}
	if i := a.t.Member(a.i, key); i != 0 {
		return at{a.t, i}
	}
	return at{}
}

// path follows members.
func (a at) path(keys ...string) at {
	for _, key := range keys {
		a = a.get(key)
	}
	return a
}

// all are the items of an array; a value that stands without one is its only item.
func (a at) all() iter.Seq2[int, at] {
	return func(yield func(int, at) bool) {
		if !a.is(array) {
			if a.here() {
				yield(0, a)
			}
			return
		}
		n := 0
		for i := range a.t.Held(a.i) {
			if !yield(n, at{a.t, i}) {
				return
			}
			n++
		}
	}
}

// members are those of an object.
func (a at) members() iter.Seq2[string, at] {
	return func(yield func(string, at) bool) {
		if !a.is(object) {
			return
		}
		for i := range a.t.Held(a.i) {
			if !yield(a.t.Key(i), at{a.t, i}) {
				return
			}
		}
	}
}

// text is a text without the space around it; "" for anything else.
func (a at) text() string {
	if !a.is(text) {
		return ""
	}
	return strings.TrimSpace(a.t.Text(a.i))
}

func (a at) number() (float64, bool) {
	if !a.is(jsontext.Number) {
		return 0, false
	}
	x, err := strconv.ParseFloat(a.written(), 64)
	return x + 0, err == nil // -0 + 0 is 0
}

func (a at) truth() (yes, ok bool) { return a.isTrue(), a.is(truth) }

func (a at) isTrue() bool { return a.is(truth) && a.t.Source[a.node().At] == 't' }

const doubled = "it gives a key twice, and readers differ in which they take"

// doubled reports whether a key is given twice somewhere in it.
func (a at) doubled() bool {
	if a.t == nil || len(a.t.twice) == 0 {
		return false
	}
	n := a.node()
	i, _ := slices.BinarySearch(a.t.twice, int(n.At))
	return i < len(a.t.twice) && a.t.twice[i] < int(n.End)
}

// written is the value as it stands in the document.
func (a at) written() string {
	if a.t == nil {
		return ""
	}
	return a.t.Written(a.i)
}
