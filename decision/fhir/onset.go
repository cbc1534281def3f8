package fhir

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
)

// lasted finds how long a condition has lasted on the day: from its onset, from its code, and
// from when it was recorded, since it was there by then. Where that is not the pain's, or the
// condition may be over by now, it asks.
func (r *reader) lasted(k *candidate, c concept, regions []string) {
	onset, element := r.onset(k.res)
	recorded, _ := r.date(k.res, k.res.at, "recordedDate")
	phase, phaseSays := r.phase(k.res, c, regions, recorded)
	if m := c.weakPhase(); m != nil && phaseSays == "" {
		if r.chronic(c, regions) {
			r.signs = append(r.signs, sign{res: k.res, set: k.set, most: math.Inf(1), when: k.when})
		}
		r.ask(k.res, r.m.duration, "Condition.code", recorded, "%s: %s, which is weakly checked, says %s: %s", c.name(), m.shown(), m.match.code.Phase, weakOnly)
	}
	if c.among(r.m.undated) {
		if phaseSays == "" {
			r.ask(k.res, r.m.duration, "Condition."+cmp.Or(element, "code"), onset, "%s: it names a finding; since when it hurts it does not say", c.name())
			return
		}
		onset, element = span{}, ""
	}
	since, sinceSays := anyNumber(), ""
	if onset.known() {
		since, sinceSays = r.since(onset), "began "+describe(onset)
	}
	if recorded.known() && !c.among(r.m.undated) {
		at := r.since(recorded)
		at.high, at.highOpen = math.Inf(1), false
		both := since.and(at)
		if both.empty() {
			r.problem(k.res, k.res.at.get("recordedDate"), "it was recorded on %s, before its onset %s; how long it has lasted is left open", clean(recorded.written), describe(onset))
			return
		}
		if !onset.known() {
			element, sinceSays = "recordedDate", "on record since "+clean(recorded.written)
		}
		since = both
	}
	if !onset.known() && r.overtaken(c, regions, recorded) {
		r.ask(k.res, r.m.duration, "Condition.recordedDate", recorded, "%s: recorded on %s as something that passes; whether it has lasted since is not said", c.name(), clean(recorded.written))
		return
	}
	both := since.and(phase)
	if both.empty() {
		r.problem(k.res, k.res.at.get("code"), "%s, but it %s; how long it has lasted is left open", phaseSays, sinceSays)
		return
	}
	if !both.says() || both.low <= 0 && math.IsInf(both.high, 1) {
		return
	}
	k.duration = both
	k.element = "Condition." + cmp.Or(element, "code")
	k.since = onset
	if !onset.known() {
		k.since = recorded
	}
	var says []string
	for _, s := range []string{sinceSays, phaseSays} {
		if s != "" {
			says = append(says, s)
		}
	}
	k.lasted = strings.Join(says, "; ")
}

// among reports whether one of the codings is in a list.
func (c concept) among(list map[codeKey]bool) bool {
	return slices.ContainsFunc(c.codings, func(m *meaning) bool { return m.match != nil && list[m.key] })
}

// overtaken reports whether what was recorded as acute or subacute, or is listed as passing, has left
// that phase since, if it is still there.
func (r *reader) overtaken(c concept, regions []string, recorded span) bool {
	phase, _ := c.phase()
	if phase == conditions.PhaseUnstated && c.among(r.m.passing) {
		phase = conditions.Acute
	}
	s, ok := r.spanOf(phase, regions)
	if !ok || s.Endless || !recorded.hasFirst {
		return false
	}
	longest := int(r.at-recorded.first) + s.Least
	return longest > s.Most || longest == s.Most && s.MostExcluded
}

// since is the time from a span to the day, in the unit of the fact.
func (r *reader) since(s span) value {
	v := between(0, math.Inf(1))
	if s.hasLast {
		v.low = max(0, r.inUnit(float64(r.at-s.last)))
	}
	if s.hasFirst {
		v.high = r.inUnit(float64(r.at - s.first))
	}
	return v
}

func (r *reader) inUnit(days float64) float64 { return days * r.m.perWeek / 7 }

// phase is what the codes say of the duration at the time they were recorded.
func (r *reader) phase(res *resource, c concept, regions []string, recorded span) (value, string) {
	phase, other := c.phase()
	if other != phase {
		r.problem(res, res.at.get("code"), "one of its codes says %s and another %s; neither is taken", phase, other)
		return anyNumber(), ""
	}
	days, ok := r.spanOf(phase, regions)
	if !ok {
		return anyNumber(), ""
	}
	v := value{kind: ofNumber, low: r.inUnit(float64(days.Least)), lowOpen: days.LeastExcluded, high: math.Inf(1)}
	if !days.Endless && recorded.hasFirst {
		v.high, v.highOpen = r.inUnit(float64(days.Most)+float64(r.at-recorded.first)), days.MostExcluded
	}
	if recorded.hasLast {
		v.low += r.inUnit(max(0, float64(r.at-recorded.last)))
	}
	says := fmt.Sprintf("its code says %s (%s days, %s)", phase, days.Days, days.scheme)
	if recorded.known() {
		says += " on " + clean(recorded.written)
	}
	return v, says
}

// phase is the phase that the codings state first, and another one where they do not agree. A code
// that was not confirmed states none.
func (c concept) phase() (phase, other conditions.Phase) {
	for _, m := range c.codings {
		if m.match == nil {
			continue
		}
		switch stated := m.match.code.Phase; {
		case stated == conditions.PhaseUnstated || m.match.code.Checked == conditions.CheckedWeakly:
		case phase == conditions.PhaseUnstated:
			phase, other = stated, stated
		case stated != phase:
			other = stated
		}
	}
	return phase, other
}

// weakPhase is a coding that states a phase and was not confirmed.
func (c concept) weakPhase() *meaning {
	for _, m := range c.codings {
		if m.match != nil && m.match.code.Phase != conditions.PhaseUnstated && m.match.code.Checked == conditions.CheckedWeakly {
			return m
		}
	}
	return nil
}

// phaseDays are the days of a phase, by the scheme of a region.
type phaseDays struct {
	conditions.Days
	scheme string
}

func (r *reader) spanOf(phase conditions.Phase, regions []string) (phaseDays, bool) {
	scheme := r.m.scheme
	if len(regions) == 1 {
		if own, ok := r.m.catalogue.DefaultScheme(regions[0]); ok {
			scheme = own
		}
	}
	for _, s := range scheme.Spans {
		if phase != conditions.PhaseUnstated && s.Phase == phase {
			return phaseDays{s.Days, scheme.ID}, true
		}
	}
	return phaseDays{}, false
}

// onset is when a condition began, and the element that tells.
func (r *reader) onset(res *resource) (span, string) {
	found, element := at{}, ""
	for name, a := range res.at.members() {
		if !strings.HasPrefix(name, "onset") || !a.here() {
			continue
		}
		if element != "" {
			r.problem(res, a, "it has %s and %s, and can have one onset; neither is taken", clean(element), clean(name))
			return span{}, ""
		}
		found, element = a, name
	}
	s, why := span{}, ""
	switch element {
	case "":
		return span{}, ""
	case "onsetDateTime":
		s, why = r.dateOf(found)
	case "onsetPeriod":
		s, why = r.period(found)
	case "onsetAge":
		s, why = r.atAge(found, found)
	case "onsetRange":
		s, why = r.atAge(found.get("low"), found.get("high"))
	case "onsetString":
		why = "the onset is in words, which are not read: " + quote(found)
	default:
		why = clean(element) + " is no element"
	}
	switch {
	case why != "":
	case r.future(s):
		why = "the onset, " + describe(s) + ", lies after " + r.at.String()
	case s.hasFirst && s.hasLast && s.first > s.last:
		why = "the onset ends before it begins"
	}
	if why != "" {
		r.problem(res, found, "%s", why)
		return span{}, ""
	}
	if !s.hasLast || s.last > r.at {
		s.last, s.hasLast = r.at, true
	}
	return s, element
}

func (r *reader) dateOf(a at) (span, string) {
	s, ok := r.parse(a.text())
	if !ok {
		return span{}, "onsetDateTime is no date: " + quote(a)
	}
	return s, ""
}

// period is an onset some time within a period.
func (r *reader) period(a at) (span, string) {
	s := span{}
	for _, end := range []string{"start", "end"} {
		given := a.get(end)
		if !given.here() {
			continue
		}
		when, ok := r.parse(given.text())
		if !ok {
			return span{}, "the " + end + " of the onset is no date: " + quote(given)
		}
		if end == "start" {
			s.first, s.hasFirst = when.first, true
		} else {
			s.last, s.hasLast = when.last, true
		}
	}
	if !s.known() {
		return s, "the period of the onset is empty"
	}
	return s, ""
}

// atAge is an onset at an age, or between two.
func (r *reader) atAge(low, high at) (span, string) {
	if !r.birth.known() {
		return span{}, "the onset is told by age, and the date of birth is not known"
	}
	s := span{}
	if low.here() {
		from, _, why := r.aged(low, r.birth.first)
		if why != "" {
			return span{}, why
		}
		s.first, s.hasFirst = from, true
	}
	if high.here() {
		_, to, why := r.aged(high, r.birth.last)
		if why != "" {
			return span{}, why
		}
		s.last, s.hasLast = to, true
	}
	if !s.known() {
		return s, "the range of the onset is empty"
	}
	return s, ""
}

// aged is the first and the last day on which somebody has an age, told in full units.
func (r *reader) aged(a at, born day) (first, last day, why string) {
	n, ok := a.get("value").number()
	unit := cmp.Or(a.get("code").text(), a.get("unit").text())
	switch {
	case !ok || n < 0 || n > 200_000:
		return 0, 0, "the age at the onset is no number that can be: " + quote(a.get("value"))
	case a.get("comparator").here():
		return 0, 0, "the age at the onset has a comparator"
	}
	whole := int(n)
	switch unit {
	case "a":
		whole = min(whole, 200)
		return born.plus(whole, 0), born.plus(whole+1, 0) - 1, ""
	case "mo":
		whole = min(whole, 2400)
		return born.plus(0, whole), born.plus(0, whole+1) - 1, ""
	case "wk":
		return born + day(7*whole), born + day(7*whole+6), ""
	case "d":
		return born + day(whole), born + day(whole), ""
	}
	return 0, 0, "the age at the onset is not in a, mo, wk or d (UCUM): " + quote(a.get("unit"))
}

func describe(s span) string {
	switch {
	case s.written != "":
		return clean(s.written)
	case !s.hasFirst:
		return "by " + s.last.String()
	case !s.hasLast:
		return "on " + s.first.String() + " or later"
	case s.first == s.last:
		return s.first.String()
	}
	return "between " + s.first.String() + " and " + s.last.String()
}
