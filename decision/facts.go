package decision

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Facts is what is known, by fact name. A value may be nil or [Unknown] (unknown), a bool
// or [Bool], any Go integer or float, a json.Number or [Number], a string or a generated
// choice, or a map such as {"at_least": 4} or {"one_of": []string{…}} for what is known
// in part. The name "none_of" denies whole groups: []string{"red_flags"}. Anything else
// is an error. A name that is not there is unknown; it is never a no.
type Facts map[string]any

// JSON is a document of facts: one flat object of fact names, and none_of. Name is what
// errors call it.
type JSON struct {
	Name string
	Data []byte
}

// Choices is implemented by generated choices: the ids that are still possible.
type Choices interface{ Choices() []string }

const noneOf = "none_of"

// entry is one named value with its place in the text, if there is one.
type entry struct {
	name   string
	value  any // nil, bool, string, json.Number, float64, Number, Bool, []any, []entry, Choices
	offset int // of the value
	named  int // of the name
}

// take reads facts in any form into the case.
func (c *Case) take(facts any) FactErrors {
	var entries []entry
	var errs FactErrors
	doc, isText := JSON{}, false
	switch f := facts.(type) {
	case nil:
	case Facts:
		entries = f.entries()
	case map[string]any:
		entries = Facts(f).entries()
	case JSON:
		doc, isText = f, true
	case []byte:
		doc.Data, isText = f, true
	case json.RawMessage:
		doc.Data, isText = f, true
	default:
		return FactErrors{{Message: fmt.Sprintf("facts are given as decision.Facts, typed facts or JSON, not as %T", facts)}}
	}
	d := c.g.desk()
	defer c.g.clear(d)
	if isText {
		entries, errs = readJSON(doc.Data, d.entries)
		d.entries = entries
	}
	in := intake{c: c, given: d.given, errs: errs}
	in.all(entries)
	if len(in.errs) == 0 {
		c.settle()
		in.contradictions()
	}
	if isText {
		in.errs.locate(doc)
	}
	return in.errs
}

func (f Facts) entries() []entry {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	out := make([]entry, len(names))
	for i, name := range names {
		out[i] = entry{name: name, value: f[name], offset: -1, named: -1}
	}
	return out
}
