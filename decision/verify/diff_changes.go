package verify

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// How is what came of something that a guideline declares.
type How string

// The kinds of change.
const (
	Added     How = "added"
	Removed   How = "removed"
	Changed   How = "changed"
	Reordered How = "reordered" // those that both have stand in another order
)

// SchemaValues lists what it can be.
func (How) SchemaValues() []string {
	return []string{string(Added), string(Removed), string(Changed), string(Reordered)}
}

// Change is something that only one guideline declares, or both do differently.
type Change struct {
	Kind    string   `json:"kind"`         // rule, option, param, fact, claim and the like
	ID      string   `json:"id,omitempty"` // none of what a guideline has once, and of an order
	Gives   string   `json:"gives,omitempty"`
	How     How      `json:"how"`
	Aspects []Aspect `json:"aspects,omitempty"`

	// Gained and Lost are, of a rule, an option, an instruction of the protocol or a treatment that
	// is compared, the cases with the same verdict in which it newly holds, is shown or is withheld,
	// and those in which it no longer does.
	Gained *Where `json:"gained,omitempty"`
	Lost   *Where `json:"lost,omitempty"`

	// SameCases says that a condition which is put in another way holds in the same cases.
	SameCases bool `json:"same_cases,omitempty"`

	moved   bool // its condition holds in other cases, with another verdict perhaps
	refuses bool // of a fact: some value is no longer one
}

// Aspect is one side of an entry: its title, its condition, the claims that it cites.
type Aspect struct {
	Name    string `json:"name"`
	Before  string `json:"before,omitempty"`
	After   string `json:"after,omitempty"`
	Wording bool   `json:"wording,omitempty"` // nothing but the wording differs
}

// Where is some complete cases.
type Where struct {
	Share       Share    `json:"share"`
	Comparisons []string `json:"comparisons,omitempty"` // as in a group
	Witness     Example  `json:"witness"`
}

func (e *Change) aspect(name string) (Aspect, bool) {
	i := slices.IndexFunc(e.Aspects, func(a Aspect) bool { return a.Name == name })
	if i < 0 {
		return Aspect{}, false
	}
	return e.Aspects[i], true
}

// differences lists what is not alike: kind by kind, in the order of the guideline before, then
// what is new in that of the guideline after.
func differences(before, after *content) []Change {
	out := []Change{}
	for _, kind := range kinds(before, after) {
		for i := range before.list {
			b := &before.list[i]
			if b.kind != kind {
				continue
			}
			if a, kept := after.find(kind, b.id); !kept {
				out = append(out, Change{Kind: kind, ID: b.id, Gives: b.gives, How: Removed, Aspects: b.compare(&entry{})})
			} else if aspects := b.compare(a); len(aspects) > 0 {
				out = append(out, Change{Kind: kind, ID: b.id, Gives: a.gives, How: Changed, Aspects: aspects})
			}
		}
		for i := range after.list {
			a := &after.list[i]
			if _, known := before.find(kind, a.id); a.kind == kind && !known {
				out = append(out, Change{Kind: kind, ID: a.id, Gives: a.gives, How: Added, Aspects: (&entry{}).compare(a)})
			}
		}
		if e, moved := reordered(kind, before, after); moved {
			out = append(out, e)
		}
	}
	return out
}

// sortChanges puts entries in the order in which differences lists them.
func sortChanges(entries []Change, before, after *content) {
	all := kinds(before, after)
	place := func(e *Change) (kind, part, at int) {
		k := entryKey{e.Kind, e.ID}
		kind = slices.Index(all, e.Kind)
		if e.How == Reordered {
			return kind, 2, 0
		}
		if i, ok := before.index[k]; ok {
			return kind, 0, i
		}
		return kind, 1, after.index[k]
	}
	slices.SortStableFunc(entries, func(x, y Change) int {
		k1, p1, i1 := place(&x)
		k2, p2, i2 := place(&y)
		return cmp.Or(k1-k2, p1-p2, i1-i2)
	})
}

// kinds in the order in which they are declared.
func kinds(all ...*content) (out []string) {
	for _, c := range all {
		for i := range c.list {
			if !slices.Contains(out, c.list[i].kind) {
				out = append(out, c.list[i].kind)
			}
		}
	}
	return out
}

// compare lists the aspects in which an entry is not the other; one that is left out is empty.
func (e *entry) compare(other *entry) (out []Aspect) {
	if reflect.DeepEqual(e.values, other.values) {
		return nil
	}
	before, after := e.aspects(), other.aspects()
	alone := e.values == nil || other.values == nil // of which what is not so says nothing
	add := func(name string, b, a rendered) {
		if b.text != a.text && !(alone && (b.text == "false" || a.text == "false")) {
			out = append(out, Aspect{Name: name, Before: b.text, After: a.text, Wording: b.bare == a.bare})
		}
	}
	for _, b := range before {
		a, _ := find(after, b.name)
		add(b.name, b, a)
	}
	for _, a := range after {
		if _, known := find(before, a.name); !known {
			add(a.name, rendered{}, a)
		}
	}
	return out
}

// reordered tells of those that both have, where their order says something.
func reordered(kind string, before, after *content) (Change, bool) {
	switch kind {
	case "claim", "finding", "source":
		return Change{}, false
	}
	common := func(c, other *content) (ids []string) {
		for i := range c.list {
			if e := &c.list[i]; e.kind == kind {
				if _, both := other.find(kind, e.id); both {
					ids = append(ids, e.id)
				}
			}
		}
		return ids
	}
	b, a := common(before, after), common(after, before)
	if slices.Equal(b, a) {
		return Change{}, false
	}
	order := Aspect{Name: "order", Before: strings.Join(b, ", "), After: strings.Join(a, ", ")}
	return Change{Kind: kind, How: Reordered, Aspects: []Aspect{order}}, true
}
