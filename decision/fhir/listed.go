package fhir

import "github.com/mskguide/mskguide/conditions"

// listed is what the catalogue of conditions says of a code.
type listed struct {
	code conditions.Code
	some bool   // it names a condition, or several that are a choice
	set  uint64 // those, as choices of the complaint
}

// list looks every code of the catalogue up, so that readings need not; those that it does not use
// are left to be refused when they are met.
func (m *Mapping) list() {
	m.known = map[codeKey]*listed{}
	for _, k := range m.catalogue.Conditions() {
		for _, c := range k.Codes {
			key := codeKey{c.System, c.Code}
			if m.known[key] != nil {
				continue
			}
			if found, err := m.catalogue.ByCode(c.System, c.Code); err == nil {
				m.known[key] = m.listing(found)
			}
		}
	}
	if m.complaint < 0 {
		return
	}
	m.regions = make([]string, len(m.facts[m.complaint].Choices))
	for i, choice := range m.facts[m.complaint].Choices {
		if k, ok := m.catalogue.ByID(choice.ID); ok {
			m.regions[i] = k.Region
		}
	}
}

func (m *Mapping) listing(found conditions.Match) *listed {
	l := &listed{code: found.Code, some: len(found.Conditions) > 0}
	for _, k := range found.Conditions {
		if m.complaint < 0 {
			break
		}
		if bit, ok := m.choice(m.complaint, k.ID); ok {
			l.set |= 1 << bit
		}
	}
	return l
}

// byCatalogue looks a code up, in whatever way it is written.
func (m *Mapping) byCatalogue(system, code string) (*listed, error) {
	if l := m.known[codeKey{system, code}]; l != nil {
		return l, nil
	}
	found, err := m.catalogue.ByCode(system, code)
	if err != nil {
		return nil, err
	}
	return m.listing(found), nil
}
