package fhir

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
)

// Telling is a kind of resource, and an element of it, from which a fact can be read. That such
// a resource is absent denies nothing.
type Telling struct {
	Resource string  // type
	Element  string  // that holds the fact; of a choice of types without its type, as in onset
	Codes    []Coded // that the code of the resource has; none: any
	Within   float64 // weeks for which an observation counts; 0: no limit
}

// Coded is a code and the uri of its system.
type Coded struct {
	System string
	Code   string
}

// Tells lists what of a record can give a fact, answers to questionnaires aside: what only asks
// for the fact is not among it, nor are codes that were not confirmed. Where a code stands for all that lie below it no codes are
// listed, so that nothing is left out.
func (m *Mapping) Tells(fact string) []Telling {
	i, ok := m.factIndex[fact]
	if !ok {
		return nil
	}
	var list []Telling
	if i == m.age {
		list = append(list, Telling{Resource: "Patient", Element: "birthDate"})
	}
	if i == m.complaint {
		list = append(list, Telling{Resource: "Condition", Element: "code"})
	}
	if i == m.duration {
		list = append(list, Telling{Resource: "Condition", Element: "onset"})
	}
	for c, resources := range classResources() {
		codes, gives := m.codesGiving(class(c), i)
		for _, r := range resources {
			if gives {
				list = append(list, Telling{r[0], r[1], codes, 0})
			}
		}
	}
	return append(list, m.observedFor(i)...)
}

// classResources are the resources, and the element of each, in which a class of entries is found.
func classResources() [classes][][2]string {
	return [classes][][2]string{
		ofCondition: {{"Condition", "code"}},
		ofMedicine:  {{"MedicationStatement", "medication"}, {"MedicationRequest", "medication"}, {"MedicationAdministration", "medication"}},
		ofAllergy:   {{"AllergyIntolerance", "code"}},
		ofProcedure: {{"Procedure", "code"}, {"CarePlan", "activity.detail.code"}},
	}
}

// codesGiving are the codes of the entries of a class that give a fact.
func (m *Mapping) codesGiving(c class, fact int) (codes []Coded, gives bool) {
	var keys []codeKey
	for key, e := range m.byCode[c] {
		if e.givesFact(fact) && e.checked[key] == conditions.CheckedWell {
			keys = append(keys, key)
		}
	}
	return m.listed(keys), len(keys) > 0
}

func (e *entry) givesFact(fact int) bool {
	return slices.ContainsFunc(e.gives, func(g gives) bool { return g.fact == fact })
}

// observedFor are the observations of a fact, by how long they count.
func (m *Mapping) observedFor(fact int) []Telling {
	byTime := map[float64][]codeKey{}
	for key, o := range m.observed {
		if o.fact == fact && o.checked[key] == conditions.CheckedWell {
			byTime[o.within] = append(byTime[o.within], key)
		}
	}
	var list []Telling
	for _, within := range slices.Sorted(maps.Keys(byTime)) {
		list = append(list, Telling{"Observation", "value", m.listed(byTime[within]), within})
	}
	return list
}

// listed turns keys back into codes, in order; none where one of them stands for others, or where
// its system has no uri.
func (m *Mapping) listed(keys []codeKey) []Coded {
	var list []Coded
	for _, key := range keys {
		uri := m.uri(key.system)
		if strings.HasSuffix(key.code, "*") || uri == "" {
			return nil
		}
		code := key.code
		if m.systems[uri].folded && len(code) > 3 {
			code = code[:3] + "." + code[3:]
		}
		list = append(list, Coded{uri, code})
	}
	slices.SortFunc(list, func(a, b Coded) int {
		return cmp.Or(cmp.Compare(a.System, b.System), cmp.Compare(a.Code, b.Code))
	})
	return list
}

// uri is the one by which the catalogue calls a system, or else the first by name.
func (m *Mapping) uri(system string) string {
	for _, s := range m.catalogue.Systems() {
		if s.ID == system && s.URI != "" {
			return s.URI
		}
	}
	for _, uri := range slices.Sorted(maps.Keys(m.systems)) {
		if m.systems[uri].id == system {
			return uri
		}
	}
	return ""
}

// Questionnaire is the canonical address of the first questionnaire of the mapping whose items
// are called as the facts are; "" without one.
func (m *Mapping) Questionnaire() string { return m.canonical }

// Unit is the UCUM code in which a number is counted as the fact is; ok is false where the
// mapping names none.
func (m *Mapping) Unit(f decision.Fact) (ucum string, ok bool) {
	ucum, ok = m.plainUnits[f.Unit]
	return ucum, ok
}
