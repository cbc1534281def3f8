package fhir

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/conditions"
)

// meaning is what the mapping and the catalogue know of one coding.
type meaning struct {
	key     codeKey
	system  string // its name
	code    string
	uri     string // as the record names the system
	entries [classes][]hit
	looked  [classes]bool
	match   *listed // nil: the catalogue has it not
	refused string  // why the code is none, or is not used
}

const unknownSystem = "no code system is known as "

// refusal is why a code is none, or is not used.
func (m *meaning) refusal() string {
	if m.refused == unknownSystem {
		return unknownSystem + strconv.Quote(clean(m.uri))
	}
	return m.refused
}

// shown is a coding as it is told.
func (m *meaning) shown() string {
	return cmp.Or(m.system, clean(m.uri), "no system") + " " + m.code
}

// concept is a CodeableConcept: codings that mean the same, and words.
type concept struct {
	codings []*meaning
	at      at
	words   string
}

func (r *reader) concept(a at) concept {
	c := concept{at: a, words: clean(a.get("text").text())}
	for _, coding := range a.get("coding").all() {
		if code := coding.get("code").text(); code != "" {
			c.codings = append(c.codings, r.coding(coding.get("system").text(), code))
		}
	}
	return c
}

// shown are the codings as the record shows them.
func (c concept) shown() []string {
	var list []string
	for _, coding := range c.at.get("coding").all() {
		if coding.get("code").text() == "" {
			continue
		}
		text := c.codings[len(list)].shown()
		if display := clean(coding.get("display").text()); display != "" {
			text += " (" + display + ")"
		}
		list = append(list, text)
	}
	return list
}

// coding looks a coding up; each once.
func (r *reader) coding(uri, code string) *meaning {
	raw := codeKey{uri, code}
	if m, ok := r.codes[raw]; ok {
		return m
	}
	s, ok := r.m.systems[uri]
	m := r.memory.meanings.one()
	*m = meaning{code: clean(code), uri: uri}
	r.codes[raw] = m
	switch {
	case uri == "":
		m.refused = "the coding names no code system"
		return m
	case !ok:
		m.refused = unknownSystem
		return m
	}
	m.key, m.system = s.key(code), s.name
	if !s.listed {
		return m
	}
	match, err := r.m.byCatalogue(s.id, code)
	var refusal *conditions.CodeError
	switch {
	case err == nil:
		m.match = match
	case errors.As(err, &refusal) && refusal.Reason != conditions.ReasonUnmapped:
		m.refused = refusal.Says
	}
	return m
}

// name is the concept in a few words.
func (c concept) name() string {
	switch {
	case len(c.codings) > 0:
		return strings.Join(c.shown()[:min(3, len(c.codings))], ", ")
	case c.words != "":
		return fmt.Sprintf("%q", c.words)
	}
	return "no code"
}

// unmapped says why a concept gave nothing.
func (c concept) unmapped() string {
	if len(c.codings) == 0 {
		if c.words != "" {
			return fmt.Sprintf("it has no code, only the words %q, which are not taken for one", c.words)
		}
		return "it has no code"
	}
	list := c.shown()
	for i, m := range c.codings {
		if m.refused != "" {
			list[i] += ": " + m.refusal()
		}
	}
	return "no code of it has a meaning here: " + strings.Join(list, "; ")
}

// refusals names the codings that were not taken beside those that were.
func (r *reader) refusals(res *resource, c concept) {
	for i, m := range c.codings {
		if m.refused != "" {
			r.problem(res, res.at.get("code"), "%s: %s", c.shown()[i], m.refusal())
		}
	}
}

// entries are those of a class that the codings name, each once.
func (r *reader) entries(c class, of concept) []hit {
	if len(of.codings) == 1 {
		return r.hits(c, of.codings[0])
	}
	var all []hit
	for _, m := range of.codings {
		for _, h := range r.hits(c, m) {
			i := slices.IndexFunc(all, func(other hit) bool { return other.entry == h.entry })
			switch {
			case i < 0:
				all = append(all, h)
			case all[i].weak:
				all[i] = h // a code that was confirmed tells as much and more
			}
		}
	}
	return all
}

// hits are the entry of a class that a coding names, if it names one.
func (r *reader) hits(c class, m *meaning) []hit {
	if m.looked[c] || m.key.system == "" {
		return m.entries[c]
	}
	m.looked[c] = true
	if e, key, ok := find(r.m, r.m.byCode[c], m.key); ok && (!strings.HasSuffix(key.code, "*") || m.refused == "") {
		m.entries[c] = []hit{{e, e.checked[key] == conditions.CheckedWeakly}}
	}
	return m.entries[c]
}

// hit is an entry that a concept names.
type hit struct {
	entry *entry
	weak  bool // by a code whose name was not confirmed
}

const weakOnly = "such a code only asks"

func (h hit) note() string { return weakly(h.weak) }

func weakly(weak bool) string {
	if weak {
		return " (the code is weakly checked)"
	}
	return ""
}

// tellsCondition reports whether the catalogue takes a coding for a condition: weakly, or surely.
func (m *meaning) tellsCondition(weakly bool) bool {
	return m.match != nil && m.match.some && (m.match.code.Checked == conditions.CheckedWeakly) == weakly
}

// status is a code of FHIR itself; R4 writes some as a concept and older records as a text. A
// site may put codes of its own beside it.
func status(a at) string {
	if a.is(text) {
		return a.text()
	}
	first := ""
	for _, coding := range a.get("coding").all() {
		code := coding.get("code").text()
		if code != "" && ofFHIR(coding) {
			return code
		}
		first = cmp.Or(first, code)
	}
	return first
}
