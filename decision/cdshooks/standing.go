package cdshooks

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/receipt"
)

const standingKey = "standing" // of a lack

// stand asks what holds of the practitioner and the place. What cannot be had is unknown.
func (s *Service) stand(ctx context.Context, c *call, location string, e *Event) {
	if s.options.Standing == nil {
		return
	}
	left := s.limits.Time - s.options.Now().Sub(c.at)
	ctx, cancel := context.WithTimeout(ctx, left/4) // an answer without is better than none
	defer cancel()
	given, err := guarded(ctx, func() (decision.Facts, error) { return s.options.Standing(ctx, c.user, location) })
	if err == nil && len(given) > 0 {
		c.standing, err = receipt.Facts(s.mapping.Guideline(), given)
	}
	if err != nil {
		e.fail(failedStanding, err)
		c.standing = nil
		c.lacks = append(c.lacks, lack{key: standingKey, says: "what holds of the practitioner and the place could not be had"})
	}
}

// merge adds the standing facts to those of the record. Where both tell a fact and differ, the yes
// to a danger stands, as it does within a record; of anything else neither is believed. It is named.
func (s *Service) merge(c *call, chart *fhir.Chart) {
	g := s.mapping.Guideline()
	for _, name := range slices.Sorted(maps.Keys(c.standing)) {
		told, both := chart.Facts[name]
		if !both {
			continue
		}
		same, err := receipt.Facts(g, decision.Facts{name: told})
		if err == nil && reflect.DeepEqual(same[name], c.standing[name]) {
			continue
		}
		f, _ := g.Fact(name) // it is one, since it was told
		danger := len(f.Groups) > 0
		taken := "it is taken for unknown"
		if danger && (told == true || c.standing[name] == true) {
			taken, c.standing[name] = "the yes stands", true
		} else {
			delete(chart.Facts, name)
			delete(c.standing, name)
		}
		c.lacks = append(c.lacks, lack{key: standingKey, says: fmt.Sprintf("%q is told in one way by the record and in another by the practice; %s", cmp.Or(f.Title, name), taken)})
	}
	for name, value := range c.standing {
		chart.Facts[name] = value
	}
}

// locate finds where a call comes from: the place that an encounter is at, or else who provides it.
func locate(encounter value) string {
	place := ""
	for l := range encounter.get("location").all() {
		reference := l.get("location").get("reference").text()
		if status := l.get("status").text(); reference != "" && (place == "" || status == "active") {
			place = reference
			if status == "active" {
				break
			}
		}
	}
	if place == "" {
		place = encounter.get("serviceProvider").get("reference").text()
	}
	if !isReference(place) {
		return ""
	}
	return place
}
