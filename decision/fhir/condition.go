package fhir

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
)

func (r *reader) condition(res *resource) {
	c := r.concept(res.at.get("code"))
	if r.brief && r.meaningless(ofCondition, c) {
		res.used = true
		return
	}
	s := r.conditionStanding(res)
	when, _ := r.date(res, res.at, "recordedDate")
	if r.future(when) {
		why := fmt.Sprintf("recorded on %s, after %s", clean(when.written), r.at)
		r.drop(res, "", Date, "%s: %s", c.name(), why)
		r.perhaps(res, when.last, why)
		return
	}
	if began, _ := r.date(res, res.at, "onsetDateTime", "onsetPeriod.start"); began.known() && !r.future(began) {
		s.since = began
		if !when.known() {
			when = began
		}
	}
	if s.level == gone {
		r.drop(res, "", Status, "%s: %s", c.name(), s.why)
		return
	}
	if s.level == past { // it was there until it was over; of no known end, that may be since it was recorded
		if until := r.lastDate(res, "abatementDateTime", "abatementPeriod.end", "abatementPeriod.start"); until.hasLast {
			s.since = until
		} else if s.until.hasLast {
			s.since = s.until
		} else if when.hasLast && when.last > s.since.last {
			s.since = when
		}
	}
	hits := r.entries(ofCondition, c)
	r.apply(res, hits, c, "Condition.code", s, when)
	set, notes, known, weak := r.named(res, c)
	if known || len(hits) > 0 {
		r.refusals(res, c)
	}
	switch {
	case known && weak && s.level == holds:
		r.ask(res, r.m.complaint, "Condition.code", when, "%s; %s: %s", c.name(), strings.Join(notes, "; "), weakOnly)
		r.doubted(res, c, set, when, weakOnly)
	case known && s.level == holds:
		r.candidate(res, c, set, notes, when)
	case known && s.level == unsure:
		r.ask(res, r.m.complaint, "Condition.code", when, "%s: %s", c.name(), s.why)
		r.doubted(res, c, set, when, s.why)
	case known && s.level == past:
		r.episodes = append(r.episodes, episode{res, set, when, c.name() + ": " + s.why, len(hits) > 0, c})
	case known && len(hits) == 0:
		r.drop(res, "", Status, "%s: %s", c.name(), s.why)
	case len(hits) == 0 && r.howLong(res, c, s, when):
	case len(hits) == 0:
		r.words(res, c, s, when)
	}
}

// meaningless reports whether no coding of a concept tells anything here, so that it does not matter
// what else is said of it: most of a record.
func (r *reader) meaningless(c class, of concept) bool {
	return len(of.codings) > 0 && !slices.ContainsFunc(of.codings, func(m *meaning) bool { return m.match != nil || len(r.hits(c, m)) > 0 })
}

// howLong asks for the duration where a code says that pain is chronic and not which pain.
func (r *reader) howLong(res *resource, c concept, s standing, when span) bool {
	phased := slices.ContainsFunc(c.codings, func(m *meaning) bool { return m.match != nil && !m.match.some })
	if !phased || r.m.duration < 0 {
		return false
	}
	if s.level == past {
		r.episodes = append(r.episodes, episode{res, 0, when, c.name() + ": " + s.why, false, c})
		return true
	}
	r.signs = append(r.signs, sign{res: res, most: math.Inf(1), when: when})
	r.ask(res, r.m.duration, "Condition.code", when, "%s: it says how long and not what", c.name())
	return true
}

// words asks whether a condition that stands in words only is the complaint. It is never a fact.
func (r *reader) words(res *resource, c concept, s standing, when span) {
	var found []conditions.Condition
	if len(c.codings) == 0 && r.m.complaint >= 0 && s.level != past {
		found = r.m.catalogue.Lookup(c.words)
	}
	if len(found) == 0 {
		r.dropUnmapped(res, "", c)
		return
	}
	var names []string
	for _, k := range found {
		names = append(names, k.ID)
	}
	r.ask(res, r.m.complaint, "Condition.code.text", when, "%q in words only, which may mean %s", c.words, strings.Join(names, ", "))
}

// conditionStanding reads the verification and the clinical status and the abatement. A status
// that is not known here is no reason to pass over what it may be about: it asks.
func (r *reader) conditionStanding(res *resource) standing {
	verification := res.at.get("verificationStatus")
	s := status(verification)
	doubt := torn(verification, s, "verification status", verificationSide)
	switch side := verificationSide(s); {
	case doubt != "" || s == "" || side == itIs:
	case side == itIsNot:
		return standing{level: gone, why: "its verification status is " + s}
	case side == itMayBe:
		doubt = "its verification status is " + s
	default:
		doubt = fmt.Sprintf("its verification status %q is not one of FHIR R4", clean(s))
	}
	end, until, over, sure := r.abated(res)
	clinical := res.at.get("clinicalStatus")
	s = status(clinical)
	switch why := torn(clinical, s, "clinical status", clinicalSide); {
	case why != "":
		doubt = cmp.Or(doubt, why)
	case clinicalSide(s) == itIsNot:
		return ended("its clinical status is "+s, s, doubt, until)
	case s == "" && over && sure:
		return ended("it is recorded as over ("+end+")", end, doubt, until)
	case clinicalSide(s) == itIs:
		if over && doubt == "" {
			doubt = "it is recorded as " + s + ", and as over (" + end + ")"
		}
	case s == "" && over && doubt == "":
		doubt = "it is not said when it was over (" + end + ")"
	case s == "" && doubt == "":
		doubt = "the record does not say whether it is still active"
	case doubt == "":
		doubt = fmt.Sprintf("its clinical status %q is not one of FHIR R4", clean(s))
	}
	if doubt != "" {
		return standing{level: unsure, why: doubt}
	}
	return standing{}
}

// ended is the standing of a condition that is over, as is told how. One that counts for some weeks may
// be recent all the same.
func ended(why, how, doubt string, until span) standing {
	recent := "it is recorded as over (" + how + "); it may be recent"
	if doubt != "" {
		recent += "; " + doubt
	}
	return standing{level: past, why: why, doubt: doubt, recent: recent, until: until}
}

// abated reports whether a condition is over, until when it was there, where an age tells that, and whether
// that is sure. An end in the future is none yet.
func (r *reader) abated(res *resource) (end string, until span, over, sure bool) {
	for name, a := range res.at.members() {
		if !strings.HasPrefix(name, "abatement") || !a.here() || a.is(truth) && !a.isTrue() {
			continue
		}
		when, ok := span{}, true
		switch name {
		case "abatementDateTime":
			when, ok = r.parse(a.text())
		case "abatementPeriod":
			when, ok = r.parse(a.get("start").text())
		case "abatementString":
			ok = false
		case "abatementAge", "abatementRange":
			if when, ok = r.endAt(name, a); ok {
				until = when
			}
		}
		if ok && r.future(when) {
			r.problem(res, a, "%s, %s, lies after %s", clean(name), describe(when), r.at)
			until = span{}
			continue
		}
		if name == "abatementRange" {
			ok = ok && when.hasLast && when.last <= r.at
		}
		end, over, sure = clean(name), true, ok
		if a.is(text) {
			end += " " + quote(a)
		}
	}
	return end, until, over, sure
}

// endAt is when a condition was over that ended at an age or between two, and whether that is told.
func (r *reader) endAt(name string, a at) (when span, told bool) {
	why := ""
	if name == "abatementAge" {
		when, why = r.atAge(a, a)
	} else {
		when, why = r.atAge(a.get("low"), a.get("high"))
	}
	return when, why == ""
}

// named is the set of conditions of the catalogue that codings mean. Codings of one concept
// mean the same: what all allow is meant. Beside a code that was confirmed one that was not says
// nothing; alone it is weak.
func (r *reader) named(res *resource, c concept) (set uint64, notes []string, known, weak bool) {
	weak = !slices.ContainsFunc(c.codings, func(m *meaning) bool { return m.tellsCondition(false) })
	var all uint64
	for _, m := range c.codings {
		if !m.tellsCondition(weak) || r.m.complaint < 0 {
			continue
		}
		one := m.match.set
		if m.match.code.Retired != "" {
			notes = append(notes, m.system+" "+m.code+" was retired on "+m.match.code.Retired)
		}
		if weak {
			notes = append(notes, m.system+" "+m.code+" is weakly checked")
		}
		if !known {
			set = one
		} else {
			set &= one
		}
		all, known = all|one, true
	}
	if known && set == 0 {
		r.problem(res, res.at.get("code"), "its codings do not mean the same: %s", c.name())
		set = all
	}
	return set, notes, known, weak
}
