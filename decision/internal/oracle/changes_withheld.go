package oracle

import (
	"regexp"
	"slices"

	"github.com/mskguide/mskguide/decision"
)

var word = regexp.MustCompile(`"[^"]*"|\w+`)

// may reports whether a condition over facts holds of some completion of the case.
func (m *mover) may(source string) bool { return m.some(source, true) }

// certain reports whether a condition holds of every completion.
func (m *mover) certain(source string) bool { return !m.some(source, false) }

// some reports whether a condition comes out so of some completion.
func (m *mover) some(source string, so bool) bool {
	holds := m.judge(source)
	names := word.FindAllString(source, -1)
	env := map[string]any{}
	var try func(at int) bool
	try = func(at int) bool {
		if at == len(m.facts) {
			return holds(env) == so
		}
		f := m.facts[at]
		if !slices.Contains(names, f.ID) {
			return try(at + 1)
		}
		for _, v := range m.values[at] {
			env[f.ID] = v
			if canBe(f, m.told[f.ID], v) && try(at+1) {
				return true
			}
		}
		return false
	}
	return try(0)
}

// stands reports whether a rule holds that gives a verdict which stands.
func (m *mover) stands() bool {
	return slices.ContainsFunc(m.g.Rules(), func(r decision.Rule) bool {
		return slices.Contains(m.g.Stands(), r.Gives) && r.Measures == "" && m.certain(r.Source)
	})
}

// learntAsWell reports whether a value that a fact may have already would do in place of one that
// it would come to: then that is what is listed.
func (m *mover) learntAsWell(set []change, verdict string) bool {
	for i, c := range set {
		f := m.facts[c.fact]
		if canBe(f, m.told[f.ID], c.value) {
			continue
		}
		for _, v := range m.to[c.fact] {
			other := slices.Clone(set)
			other[i].value = v
			if canBe(f, m.told[f.ID], v) && m.minimal(other, "") == verdict {
				return true
			}
		}
	}
	return false
}
