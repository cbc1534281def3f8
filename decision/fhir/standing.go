package fhir

import (
	"strconv"

	"github.com/mskguide/mskguide/decision"
)

// standing is how far what a resource says holds for the patient now.
type standing struct {
	level  level
	why    string // why it does not hold
	doubt  string // of what is over: why it asks even where that counts
	recent string // of what is over: why it asks where that may be of late; "" where it does not
	since  span   // from when it counts, where that is not when it was recorded
	until  span   // of what is over: when it was, where that is told by age
}

type level int

const (
	holds  level = iota // it gives facts
	unsure              // it asks
	past                // it is over: only entries that count then are heeded
	gone                // it says nothing
)

// apply does what the entries say that a concept names, and reports whether they said anything.
func (r *reader) apply(res *resource, hits []hit, c concept, element string, s standing, when span) {
	from := when
	if s.since.known() {
		from = s.since
	}
	for _, h := range hits {
		said := c.name() + h.note()
		doubt := s.why
		switch {
		case s.level == past && h.entry.past:
			doubt = s.doubt
		case s.level == past && s.recent != "" && h.entry.lingers() && r.longAgo(h.entry.within, from) == "":
			doubt = s.recent
		case s.level == past:
			r.drop(res, "", Status, "%s: %s", said, s.why)
			continue
		case s.level == holds:
			doubt = r.longAgo(h.entry.within, from)
		}
		for _, g := range h.entry.gives {
			switch {
			case doubt != "":
				hint := r.askAs(r.m.ifWarning(g.fact, g.value, ""), res, g.fact, element, when, "%s: %s", said, doubt)
				if hint != nil && s.level == past && s.since.last > when.last { // it was there until it was over
					hint.when = s.since
				}
			case h.weak:
				if hint := r.askAs(r.m.ifWarning(g.fact, g.value, ""), res, g.fact, element, when, "%s: %s", said, weakOnly); hint != nil {
					hint.when = span{} // no denial settles it
				}
			default:
				r.claim(res, g.fact, g.value, element, when, said)
			}
		}
		for _, a := range h.entry.asks {
			switch {
			case a.says != "":
				r.ask(res, a.fact, element, when, "%s: %s", said, a.says)
			case s.why != "":
				r.ask(res, a.fact, element, when, "%s: %s", said, s.why)
			default:
				r.ask(res, a.fact, element, when, "%s", said)
			}
		}
	}
}

// lingers reports whether what is over still asks where it may be recent.
func (e *entry) lingers() bool { return e.within > 0 && !e.settled }

// longAgo says why something that holds for some weeks only no longer counts; "" if it does. The
// time is reckoned from the last day that is possible: what warns counts while it may be recent.
func (r *reader) longAgo(weeks float64, when span) string {
	switch {
	case weeks == 0:
	case !when.hasLast:
		return "it has no date, and counts for " + decimal(weeks) + " weeks"
	case float64(r.at-when.last) > weeks*7:
		return "that was " + decimal(weeks) + " weeks ago or longer"
	}
	return ""
}

// maybeLongAgo is longAgo from the first day that is possible: what calms counts only where it is
// recent for sure.
func (r *reader) maybeLongAgo(weeks float64, when span) string {
	if why := r.longAgo(weeks, when); why != "" || weeks == 0 {
		return why
	}
	if !when.hasFirst || float64(r.at-when.first) > weeks*7 {
		return "its date is not exact, and that may be " + decimal(weeks) + " weeks ago or longer"
	}
	return ""
}

// agedOut says why what somebody told or measured no longer counts; "" if it does. A yes that
// warns counts while it may be recent, all else only where it is.
func (r *reader) agedOut(fact int, v value, weeks float64, when span) string {
	if r.m.warns(fact, v) {
		return r.longAgo(weeks, when)
	}
	return r.maybeLongAgo(weeks, when)
}

// danger reports whether a fact is one of those that are denied together: a warning sign, a
// contraindication, a precaution. To miss one harms more than to ask once too often.
func (m *Mapping) danger(fact int) bool {
	f := m.facts[fact]
	return f.Type == decision.TypeBool && len(f.Groups) > 0
}

// warns reports whether a value is the yes to a danger.
func (m *Mapping) warns(fact int, v value) bool {
	return m.danger(fact) && v.kind == ofTruth && v.set == yes
}

// mayWarn reports whether a value is the yes to a danger, or may be.
func (m *Mapping) mayWarn(fact int, v value) bool {
	return m.danger(fact) && v.kind == ofTruth && v.set&yes != 0
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
