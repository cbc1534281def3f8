package fhir

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// at is a place in a document; its zero value is nothing, and so is all that is asked of it.
type at struct {
	t *tree
	i int32
}

func (a at) node() *node {
	if a.t == nil {
		return &node{}
	}
	return &a.t.nodes[a.i]
}

func (a at) is(k kind) bool { return a.node().kind == k }

// here reports whether something is given.
func (a at) here() bool { return !a.is(nothing) && !a.is(null) }

// get is a member of an object.
func (a at) get(key string) at {
	if !a.is(object) {
		return at{}
	}
	nodes := a.t.nodes
	for i := nodes[a.i].first; i != 0; i = nodes[i].next {
		if a.t.called(&nodes[i], key) {
			return at{a.t, i}
		}
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
		for i := a.node().first; i != 0; i = a.t.nodes[i].next {
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
		for i := a.node().first; i != 0; i = a.t.nodes[i].next {
			if !yield(a.t.key(&a.t.nodes[i]), at{a.t, i}) {
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
	n := a.node()
	if n.escaped {
		return strings.TrimSpace(a.t.unescaped(int(n.at), int(n.end)))
	}
	return strings.TrimSpace(a.t.source[n.at+1 : n.end-1])
}

func (a at) number() (float64, bool) {
	if !a.is(number) {
		return 0, false
	}
	x, err := strconv.ParseFloat(a.written(), 64)
	return x + 0, err == nil // -0 + 0 is 0
}

func (a at) truth() (yes, ok bool) { return a.isTrue(), a.is(truth) }

func (a at) isTrue() bool { return a.is(truth) && a.t.source[a.node().at] == 't' }

const doubled = "it gives a key twice, and readers differ in which they take"

// doubled reports whether a key is given twice somewhere in it.
func (a at) doubled() bool {
	if a.t == nil || len(a.t.twice) == 0 {
		return false
	}
	n := a.node()
	i, _ := slices.BinarySearch(a.t.twice, int(n.at))
	return i < len(a.t.twice) && a.t.twice[i] < int(n.end)
}

// written is the value as it stands in the document.
func (a at) written() string {
	if a.t == nil {
		return ""
	}
	return a.t.source[a.node().at:a.node().end]
}
