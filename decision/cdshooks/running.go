package cdshooks

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision/fhir"
)

// speaks reports whether the record makes it a call to be answered: an order does; a referral does
// where the record has a complaint that the guideline knows, or raises what the screen asks for; a
// course of treatment that is running does when an encounter starts, and so may a chart that is
// opened; what is then said of it, and whether anything is, the answer decides.
func (p *Policy) speaks(c *call, chart *fhir.Chart) bool {
	switch c.hook {
	case orderSelect, orderSign:
		about := p.inOrders(c)
		return about == ofOrder || about == ofReferral && (p.complains(c, chart) || p.screens(chart))
	case encounterStart:
		return p.running(c, chart)
	case patientView:
		return c.optedIn || p.running(c, chart)
	}
	return false
}

// running reports whether a course of the treatment is under way or ordered.
func (p *Policy) running(c *call, chart *fhir.Chart) bool {
	for _, sign := range p.course.facts {
		if value, ok := chart.Facts[sign.fact]; ok && (sign.value == "" || value == sign.value) {
			return true
		}
	}
	return slices.ContainsFunc(c.record, func(d fhir.Document) bool { return p.inDocument(c, d.Text) })
}

// looked are the types of resources in which the treatment is looked for.
func looked() []string { return []string{"CarePlan", "Procedure", "ServiceRequest"} }

// inDocument looks for the treatment in a document: one resource, a Bundle, or lines of resources.
func (p *Policy) inDocument(c *call, text string) bool {
	if !p.mayHold(text) {
		return false
	}
	d := json.NewDecoder(strings.NewReader(text))
	for {
		var raw json.RawMessage
		if d.Decode(&raw) != nil {
			return false
		}
		if p.inResource(c, raw, 0) {
			return true
		}
	}
}

// mayHold reports whether a document is worth taking apart: most hold none of the codes. A text
// that is written with escapes is taken apart.
func (p *Policy) mayHold(text string) bool {
	return p.marks == nil || strings.Contains(text, `\u`) ||
		slices.ContainsFunc(p.marks, func(mark string) bool { return strings.Contains(text, mark) })
}

// maxBundles bounds bundles within bundles.
const maxBundles = 4

func (p *Policy) inResource(c *call, raw json.RawMessage, depth int) bool {
	var bundle struct {
		Type  string `json:"resourceType"`
		Entry []struct {
			Resource json.RawMessage `json:"resource"`
		} `json:"entry"`
	}
	if !decoded(raw, &bundle) {
		return false
	}
	if bundle.Type == "Bundle" && depth < maxBundles {
		for _, e := range bundle.Entry {
			if p.inResource(c, e.Resource, depth+1) {
				return true
			}
		}
		return false
	}
	if !slices.Contains(looked(), bundle.Type) {
		return false
	}
	var r resource
	return decoded(raw, &r) && r.of(c.patient) && p.isRunning(r, c.at)
}

// isRunning reports whether a resource of the record says that the treatment was done, is
// planned or ordered, not longer ago than a course lasts. What was done and has no date says
// nothing of now. One option among several is not yet an order, and a proposal no plan.
func (p *Policy) isRunning(r resource, at time.Time) bool {
	switch r.Type {
	case "Procedure":
		if r.Status == "in-progress" {
			return p.codes(r.Code) == ofOrder
		}
		return (r.Status == "completed" || r.Status == "stopped") && p.codes(r.Code) == ofOrder &&
			p.recent(at, false, r.PerformedOn, r.Performed.End, r.Performed.Start)
	case "ServiceRequest":
		return !r.DoNotPerform && r.Intent != "option" && (r.Status == "active" || r.Status == "on-hold" || r.Status == "draft") && p.codes(r.Code) == ofOrder &&
			p.recent(at, true, r.OccurredOn, r.Occurs.End, r.OccursBy.last(), r.Occurs.Start, r.OccursBy.Repeat.Bounds.Start, r.AuthoredOn)
	case "CarePlan":
		return r.Status == "active" && r.Intent != "proposal" && r.Intent != "option" && p.recent(at, true, r.Period.End) && p.inPlan(r)
	}
	return false
}

// inPlan looks among the activities of a plan that are still meant to happen, or happen.
func (p *Policy) inPlan(r resource) bool {
	over := []string{"cancelled", "stopped", "completed", "entered-in-error"}
	for _, a := range r.Activity {
		if !a.Detail.DoNotPerform && !slices.Contains(over, a.Detail.Status) && p.codes(a.Detail.Code) == ofOrder {
			return true
		}
	}
	return false
}

// recent reports whether the first date that is given lies no longer ago than a course lasts.
// Of a partial date the latest day that it may mean counts.
func (p *Policy) recent(at time.Time, undated bool, dates ...string) bool {
	i := slices.IndexFunc(dates, func(d string) bool { return d != "" })
	if i < 0 {
		return undated
	}
	last, ok := lastDay(dates[i])
	return ok && at.Sub(last).Hours() <= p.course.weeks*7*24
}

// last is the latest of the days that a schedule names; "" where it names none. The day of its
// order says nothing of how long it goes on.
func (t timing) last() (last string) {
	var latest time.Time
	for _, date := range append([]string{t.Repeat.Bounds.End}, t.Event...) {
		if day, ok := lastDay(date); ok && day.After(latest) {
			last, latest = date, day
		}
	}
	return last
}

// lastDay is the end of the day, month or year that a FHIR date names.
func lastDay(date string) (time.Time, bool) {
	for _, layout := range []struct {
		form                string
		years, months, days int
	}{{time.DateOnly, 0, 0, 1}, {"2006-01", 0, 1, 0}, {"2006", 1, 0, 0}} {
		if len(date) == len(layout.form) || len(date) > len(time.DateOnly) && date[len(time.DateOnly)] == 'T' && layout.form == time.DateOnly {
			day, err := time.Parse(layout.form, date[:len(layout.form)])
			return day.AddDate(layout.years, layout.months, layout.days), err == nil
		}
	}
	return time.Time{}, false
}
