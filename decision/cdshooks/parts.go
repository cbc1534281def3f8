package cdshooks

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/fhir"
)

// mostRecent is how many are asked for where the newest counts: enough to find one that was not
// withdrawn, and an earlier one to compare it with.
const mostRecent = 20

// offered is a service with the parts of the record that it wants.
type offered struct {
	service
	parts []part
}

// part is one prefetch template. Templates hold only what CDS Hooks obliges clients to support:
// the reading of one resource, and searches by reference, by one token, with _sort and _count.
type part struct {
	key      string
	template string
	resource string // type
	single   bool   // one resource is read; otherwise it is a search
	count    int    // of a search, where it asks for no more than that; else 0
	needs    bool   // nothing is said without it while the verdict is open
	beside   bool   // no part of the record: its lack costs no fact
}

const (
	patientToken   = "{{context.patientId}}"
	encounterToken = "{{context.encounterId}}"
)

// offer derives the parts of a service from what the mapping reads.
func offer(s service, searches []fhir.Search) (*offered, error) {
	o := &offered{service: s, parts: []part{
		{key: "patient", resource: "Patient", single: true, template: "Patient/" + patientToken},
		{key: "encounter", resource: "Encounter", single: true, template: "Encounter/" + encounterToken, beside: true},
	}}
	for _, search := range searches {
		o.parts = append(o.parts, searchPart(search))
	}
	for _, kind := range s.also {
		if !slices.ContainsFunc(o.parts, func(p part) bool { return p.resource == kind }) {
			o.parts = append(o.parts, searchPart(fhir.SearchAll(kind)))
		}
	}
	for _, kind := range s.needs {
		some := false
		for i := range o.parts {
			if o.parts[i].resource == kind && !o.parts[i].beside {
				o.parts[i].needs, some = true, true
			}
		}
		if !some {
			return nil, fmt.Errorf("service %s needs resources of type %s, which nothing reads", s.id, kind)
		}
	}
	seen := map[string]bool{}
	for _, p := range o.parts {
		if seen[p.key] {
			return nil, fmt.Errorf("service %s: two parts of the record would have the key %s", s.id, p.key)
		}
		seen[p.key] = true
	}
	return o, nil
}

func searchPart(s fhir.Search) part {
	p := part{key: s.Key, resource: s.Resource, template: s.Resource + "?patient=" + patientToken}
	if s.Param != "" {
		p.template += "&" + s.Param + "=" + plainValue(s.Value)
	}
	if s.Newest {
		p.count = mostRecent
		p.template += "&_sort=-date&_count=" + strconv.Itoa(mostRecent)
	}
	return p
}

// plainValue writes a value as templates show it: as it is, but for what would end it.
func plainValue(s string) string {
	return strings.NewReplacer("%", "%25", "&", "%26", "#", "%23", "+", "%2B", " ", "%20", "{", "%7B", "}", "%7D").Replace(s)
}

// query is the template for a call, as it is sent to a server; ok is false where the call does not
// have what the template names.
func (p part) query(c *call) (query string, ok bool) {
	if c.encounter == "" && strings.Contains(p.template, encounterToken) {
		return "", false
	}
	q := strings.ReplaceAll(p.template, patientToken, url.QueryEscape(c.patient))
	q = strings.ReplaceAll(q, encounterToken, url.QueryEscape(c.encounter))
	return strings.ReplaceAll(q, "|", "%7C"), true
}

// prefetch is the object of the discovery.
func (o *offered) prefetch() map[string]string {
	templates := make(map[string]string, len(o.parts))
	for _, p := range o.parts {
		templates[p.key] = p.template
	}
	return templates
}
