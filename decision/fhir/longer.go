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
func (r *reader) signed(v value, of uint64) (value, bool) { return r.signedAfter(v, of, span{}) }

// signedAfter is signed by those signs alone that are not surely from before a time: who tells how long
// a pain has lasted knows of them.
func (r *reader) signedAfter(v value, of uint64, told span) (value, bool) {
	most, longer := v.high, false
	for _, s := range r.signs {
		if s.set != 0 && s.set&of == 0 || s.most <= most || r.surelyBefore(s.when, told) {
			continue
		}
		v.high, v.highOpen, longer = math.Inf(1), false, true
		if s.says != "" {
			r.ask(s.res, r.m.duration, "Condition.code", s.when, "%s", s.says)
		}
	}
	return v, longer
}

// longest is what claims of the duration say together, beside the signs that it may have lasted longer.
// One that is not surely later than a sign has no upper end. Claims that contradict each other without
// the signs do so with them: a sign makes nothing milder.
func (r *reader) longest(v value, claims []claim) value {
	if r.unsigned.kind != 0 {
		if alone := v.and(r.unsigned); alone.empty() {
			return alone
		}
	}
	of := r.complaints()
	v = anyNumber()
	for _, k := range claims {
		open, _ := r.signedAfter(k.value, of, k.when)
		v = v.and(open)
	}
	return v
}

// complaints are the conditions that the complaint may be: all where nothing is told of it.
func (r *reader) complaints() (of uint64) {
	if r.m.complaint >= 0 {
		for _, k := range r.claims[r.m.complaint] {
			of |= k.value.set
		}
	}
	if of == 0 {
		return math.MaxUint64
	}
	return of
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
		r.signs = append(r.signs, sign{res: res, set: set, most: math.Inf(1), when: when})
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
