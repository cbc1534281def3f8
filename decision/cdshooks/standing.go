package cdshooks

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

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
	given, stray := ofSite(s.mapping.Guideline(), given)
	if len(stray.names)+len(stray.wrong) > 0 {
		e.fail(failedStanding, stray)
	}
	if len(stray.wrong) > 0 {
		c.lacks = append(c.lacks, lack{key: standingKey, says: "a part of what holds of the practitioner and the place could not be read"})
	}
	if err == nil && len(given) > 0 {
		c.standing, err = receipt.Facts(s.mapping.Guideline(), given)
	}
	if err != nil {
		e.fail(failedStanding, err)
		c.standing = nil
		c.lacks = append(c.lacks, lack{key: standingKey, says: "what holds of the practitioner and the place could not be had"})
	}
}

// notStanding is the error of a site that told as standing what is not of the practitioner and the
// place, or what is no value of a fact. It may be printed: it names what the guideline declares and
// nothing that came from a site.
type notStanding struct{ names, wrong []string }

func (e *notStanding) Error() string {
	var says []string
	if len(e.names) > 0 {
		says = append(says, "tells facts that are not of the practitioner and the place, which were left out: "+strings.Join(e.names, ", "))
	}
	if len(e.wrong) > 0 {
		says = append(says, "gives what is no value of these facts, which were left out: "+strings.Join(e.wrong, ", "))
	}
	return "Options.Standing " + strings.Join(says, "; and it ")
}

// ofSite parts the facts of the practitioner and the place from what else a site told, and from
// what cannot be read: a denial made beforehand for every patient would pass for one that was
// asked.
func ofSite(g *decision.Guideline, given decision.Facts) (decision.Facts, *notStanding) {
	kept, left := decision.Facts{}, &notStanding{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		f, known := g.Fact(name)
		switch {
		case f.SiteProfile:
			if _, err := g.Case(decision.Facts{name: given[name]}); err != nil {
				left.wrong = append(left.wrong, fmt.Sprintf("%s (a %s)", name, f.Type))
				continue
			}
			kept[name] = given[name]
		case known || name == "none_of":
			left.names = append(left.names, name)
		default:
			left.names = append(left.names, "a name that is no fact")
		}
	}
	return kept, left
}

// merge adds the standing facts to those of the record. Where both tell a fact and differ, neither
// is believed, and it is named.
func (s *Service) merge(c *call, chart *fhir.Chart) {
	g := s.mapping.Guideline()
	for _, name := range slices.Sorted(maps.Keys(c.standing)) {
		told, both := chart.Facts[name]
		if !both {
			continue
		}
		same, err := receipt.Facts(g, decision.Facts{name: told})
		agreed := err == nil && reflect.DeepEqual(same[name], c.standing[name])
		delete(c.standing, name) // the record tells it, or nobody does
		if agreed {
			continue
		}
		delete(chart.Facts, name)
		f, _ := g.Fact(name) // it is one, since it was told
		c.lacks = append(c.lacks, lack{key: standingKey, says: fmt.Sprintf("%q is told in one way by the record and in another by the practice; it is taken for unknown", cmp.Or(f.Title, name))})
	}
	maps.Copy(chart.Facts, c.standing)
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
