package fhir

import (
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

// The kinds of values.
const (
	nothing = jsontext.Nothing
	object  = jsontext.Object
	array   = jsontext.Array
	text    = jsontext.Text
	truth   = jsontext.Truth
	null    = jsontext.Null
)

// tree is a document as it was written, or a part of one that somebody has read already.
type tree struct {
	jsontext.Tree
	name   string
	root   int32   // the value that is the part; 0: all of it is read here
	twice  []int   // where a key is given for the second time
	places *places // nil until it is asked for
}

func (in *input) newTree(name, source string) *tree {
	t := &tree{name: name, Tree: jsontext.New(source, in.memory.nodes.some(jsontext.Room(len(source))))}
	t.Depth = maxDepth
	return t
}

// read reads the next value; false after a mistake.
func (t *tree) read() (at, bool) {
	before := len(t.Mistakes)
	i, ok := t.Read()
	for _, m := range t.Mistakes[before:] {
		if m.What == jsontext.Twice {
			t.twice = append(t.twice, m.At)
		}
	}
	return at{t, i}, ok
}

// says tells a mistake to those who have the document at hand.
func (t *tree) says(m jsontext.Mistake) string {
	rest := t.Source[m.At:]
	switch m.What {
	case jsontext.TooDeep:
		return fmt.Sprintf("nested more than %d deep", maxDepth)
	case jsontext.Twice:
		return fmt.Sprintf("%q is given twice", clean(jsontext.First(rest)))
	case jsontext.BadControl:
		return "this is not JSON: a control character stands in a text"
	case jsontext.BadEscape:
		if len(rest) > 1 {
			return "this is not JSON: a text with an escape that does not exist"
		}
		rest = ""
	}
	if strings.TrimLeft(rest, " \t\r\n") == "" {
		return "the document ends before it is complete"
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return fmt.Sprintf("this is not JSON: %q does not belong here", r)
}
