package fhir

import (
	"maps"
	"slices"
	"strings"
)

// Search is a part of a record that the mapping reads, as a client of a FHIR server asks for it:
// resources of one type that belong to the patient, where Param is not empty only those with a
// Value of it. A value is one code or one canonical address, so that a server that knows no
// alternatives in one parameter cannot take several for one and find nothing.
type Search struct {
	Key      string // names the search: letters, digits, hyphens and dots
	Resource string // type
	Param    string // "code" or "questionnaire", or "" for all of the type
	Value    string // "http://loinc.org|82237-9"
	Newest   bool   // of what is found the newest counts
}

// Searches lists what is to be asked for so that a record can be read, the Patient aside; by type,
// then by value. Codes that a site added are among them. Observations are asked for by their codes,
// unless the mapping takes all that begin alike, and answers by their questionnaires.
func (m *Mapping) Searches() []Search {
	var list []Search
	for _, resource := range m.Reads() {
		key := kebab(resource)
		switch resource {
		case "Observation":
			if tokens, ok := m.tokens(); ok {
				for _, t := range tokens {
					list = append(list, Search{Key: key + "-" + t.key, Resource: resource, Param: "code", Value: t.value, Newest: true})
				}
				continue
			}
		case "QuestionnaireResponse":
			for _, url := range slices.Sorted(maps.Keys(m.asked)) {
				list = append(list, Search{Key: key + "-" + m.asked[url].id, Resource: resource, Param: "questionnaire", Value: url})
			}
			continue
		}
		list = append(list, SearchAll(resource))
	}
	return list
}

// SearchAll is the search for all resources of a type, whether the mapping reads them or not.
func SearchAll(resource string) Search { return Search{Key: kebab(resource), Resource: resource} }

type token struct{ key, value string }

// tokens are the codes of observations; not where one stands for all below it, or is written in
// several ways, which no token can say.
func (m *Mapping) tokens() ([]token, bool) {
	uris, folded := map[string][]string{}, map[string]bool{}
	for uri, s := range m.systems {
		if !s.byOID {
			uris[s.id] = append(uris[s.id], uri)
		}
		folded[s.id] = s.folded
	}
	var list []token
	for key := range m.observed {
		if strings.HasSuffix(key.code, "*") || folded[key.system] || strings.ContainsAny(key.code, ",|$\\") {
			return nil, false
		}
		slices.Sort(uris[key.system])
		for i, uri := range uris[key.system] {
			name := key.system + "-" + key.code
			if i > 0 {
				name += "." + string(rune('a'+i%26))
			}
			list = append(list, token{plainName(name), uri + "|" + key.code})
		}
	}
	slices.SortFunc(list, func(a, b token) int { return strings.Compare(a.key+" "+a.value, b.key+" "+b.value) })
	return list, true
}

// plainName keeps of a name what may stand in a key.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, s)
}

// kebab is the name of a type as keys write it: medication-request.
func kebab(s string) string {
	var b strings.Builder
	for i, r := range s {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				b.WriteByte('-')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
