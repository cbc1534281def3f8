package fhir

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/conditions"
)

// meaning is what the mapping and the catalogue know of one coding.
type meaning struct {
	key     codeKey
	system  string // its name
	code    string
	match   conditions.Match
	matched bool   // the catalogue has it
	refused string // why the code is none, or is not used
}

// concept is a CodeableConcept: codings that mean the same, and words.
type concept struct {
	codings []*meaning
	shown   []string // the codings as the record shows them
	words   string
}

func (r *reader) concept(a at) concept {
	c := concept{words: clean(a.get("text").text())}
	for _, coding := range a.get("coding").all() {
		uri, code := coding.get("system").text(), coding.get("code").text()
		if code == "" {
			continue
		}
		m := r.coding(uri, code)
		c.codings = append(c.codings, m)
		shown := cmp.Or(m.system, clean(uri), "no system") + " " + clean(code)
		if display := clean(coding.get("display").text()); display != "" {
			shown += " (" + display + ")"
		}
		c.shown = append(c.shown, shown)
	}
	return c
}

// coding looks a coding up; each once.
func (r *reader) coding(uri, code string) *meaning {
	raw := codeKey{uri, code}
	if m, ok := r.codes[raw]; ok {
		return m
	}
	m := &meaning{code: clean(code)}
	r.codes[raw] = m
	s, ok := r.m.systems[uri]
	if !ok {
		m.refused = "no code system is known as " + fmt.Sprintf("%q", clean(uri))
		if uri == "" {
			m.refused = "the coding names no code system"
		}
		return m
	}
	m.key, m.system = s.key(code), s.name
	if !s.listed {
		return m
	}
	match, err := r.m.catalogue.ByCode(s.id, code)
	var refusal *conditions.CodeError
	switch {
	case err == nil:
		m.match, m.matched = match, true
	case errors.As(err, &refusal) && refusal.Reason != conditions.ReasonUnmapped:
		m.refused = refusal.Says
	}
	return m
}

// name is the concept in a few words.
func (c concept) name() string {
	switch {
	case len(c.shown) > 0:
		return strings.Join(c.shown[:min(3, len(c.shown))], ", ")
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
	var list []string
	for i, m := range c.codings {
		text := c.shown[i]
		if m.refused != "" {
			text += ": " + m.refused
		}
		list = append(list, text)
	}
	return "no code of it has a meaning here: " + strings.Join(list, "; ")
}

// refusals names the codings that were not taken beside those that were.
func (r *reader) refusals(res *resource, c concept) {
	for i, m := range c.codings {
		if m.refused != "" {
			r.problem(res, res.at.get("code"), "%s: %s", c.shown[i], m.refused)
		}
	}
}

// entries are those of a class that the codings name, each once.
func (r *reader) entries(c class, of concept) []hit {
	var hits []hit
	for _, m := range of.codings {
		if m.key.system == "" {
			continue
		}
		e, key, ok := find(r.m.byCode[c], m.key)
		if !ok || strings.HasSuffix(key.code, "*") && m.refused != "" {
			continue
		}
		seen := false
		for _, h := range hits {
			seen = seen || h.entry == e
		}
		if !seen {
			hits = append(hits, hit{e, weakly(e.checked[key])})
		}
	}
	return hits
}

// hit is an entry that a concept names.
type hit struct {
	entry *entry
	note  string
}

func weakly(c conditions.Checked) string {
	if c == conditions.CheckedWeakly {
		return " (the code is weakly checked)"
	}
	return ""
}

// status is a code of FHIR itself; R4 writes some as a concept and older records as a text. A
// site may put codes of its own beside it.
func status(a at) string {
	if a.is(text) {
		return a.text()
	}
	first := ""
	for _, coding := range a.get("coding").all() {
		code, system := coding.get("code").text(), coding.get("system").text()
		if code != "" && (strings.HasPrefix(system, "http://terminology.hl7.org/") || strings.HasPrefix(system, "http://hl7.org/fhir/")) {
			return code
		}
		first = cmp.Or(first, code)
	}
	return first
}
