package fhir

import (
	"math"
	"slices"
)

// sign tells that a pain may have lasted longer than is known: that it is chronic, or came back, which
// is not sure, or not sure of this pain.
type sign struct {
	res  *resource
	set  uint64  // of conditions; 0: whichever
	most float64 // how long it may have lasted, in the unit of the fact
	when span
	says string // why it asks; "": it was asked already
}

const comesBack = "pain that comes back counts from when it first began"

// signed is a duration of some conditions without an upper end, if a sign is of one of them and tells
// that it may have lasted longer; and whether that is so.
func (r *reader) signed(v value, of uint64) (value, bool) {
	most, longer := v.high, false
	for _, s := range r.signs {
		if s.set != 0 && s.set&of == 0 || s.most <= most {
			continue
		}
		v.high, v.highOpen, longer = math.Inf(1), false, true
		if s.says != "" {
			r.ask(s.res, r.m.duration, "Condition.code", s.when, "%s", s.says)
		}
	}
	return v, longer
}

// doubted keeps what a condition tells of a duration that is not sure to be that of a pain: what is said
// to be chronic asks how long it has lasted, and so does what may have begun earlier.
func (r *reader) doubted(res *resource, c concept, set uint64, when span, why string) {
	if r.m.duration < 0 {
		return
	}
	says := c.name() + ": " + why
	if r.chronic(c, r.regions(set)) {
		r.ask(res, r.m.duration, "Condition.code", when, "%s", says)
		r.signs = append(r.signs, sign{res: res, set: set, most: math.Inf(1)})
		return
	}
	most := math.Inf(-1)
	if recorded, _ := r.date(res, res.at, "recordedDate"); recorded.known() {
		most = r.since(recorded).low
	}
	if onset, _ := r.onset(res); onset.known() {
		most = max(most, r.since(onset).high)
	}
	if cameBack(res) != "" {
		most = math.Inf(1)
	}
	r.signs = append(r.signs, sign{res, set, most, when, says})
}

// chronic reports whether a code, be it one that was not confirmed, states a phase that has no end.
func (r *reader) chronic(c concept, regions []string) bool {
	return slices.ContainsFunc(c.codings, func(m *meaning) bool {
		if m.match == nil {
			return false
		}
		days, ok := r.spanOf(m.match.code.Phase, regions)
		return ok && days.Endless
	})
}
