package fhir

import (
	"maps"
	"slices"
	"strings"
)

// Systems are the code systems that the mapping knows: for the id of each its uris, in
// alphabetical order. A system without a confirmed uri is not among them.
func (m *Mapping) Systems() map[string][]string {
	out := map[string][]string{}
	for _, uri := range slices.Sorted(maps.Keys(m.systems)) {
		id := m.systems[uri].id
		out[id] = append(out[id], uri)
	}
	return out
}

// Procedures are the ids of the entries that codes of procedures stand for, sorted.
func (m *Mapping) Procedures() []string {
	seen := map[string]bool{}
	for _, e := range m.byCode[ofProcedure] {
		seen[e.id] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// ProcedureCodes are the codes of an entry as records write them, or begin them; exact is false
// where a system lets them be written in several ways.
func (m *Mapping) ProcedureCodes(entry string) (codes []string, exact bool) {
	folded := map[string]bool{}
	for _, s := range m.systems {
		folded[s.id] = s.folded
	}
	exact = true
	for key, e := range m.byCode[ofProcedure] {
		if e.id == entry {
			codes = append(codes, strings.TrimSuffix(key.code, "*"))
			exact = exact && !folded[key.system]
		}
	}
	slices.Sort(codes)
	return codes, exact
}
