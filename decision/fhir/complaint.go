package fhir

import (
	"math"
	"math/bits"
	"slices"
	"strings"
)

// candidate is a condition on record that may be the complaint.
type candidate struct {
	res      *resource
	set      uint64 // of conditions
	when     span
	says     string
	duration value
	element  string // that tells the duration
	since    span
	lasted   string // the duration in words
}

func (r *reader) candidate(res *resource, c concept, set uint64, notes []string, when span) {
	k := candidate{res: res, set: set, when: when, duration: anyNumber(), says: strings.Join(append([]string{c.name()}, notes...), "; ")}
	if r.m.duration >= 0 {
		r.lasted(&k, c, r.regions(set))
	}
	r.candidates = append(r.candidates, k)
	if s := cameBack(res); s != "" {
		r.signs = append(r.signs, sign{res, set, math.Inf(1), when, c.name() + ": it is recorded as " + s + "; " + comesBack})
	}
}

// episode is a condition that is over.
type episode struct {
	res     *resource
	set     uint64 // of conditions; 0: it says how long and not what
	when    span
	says    string
	used    bool // as more than a condition
	concept concept
}

// earlierEpisodes asks how long a pain has lasted that was on record before: pain that comes back counts
// from when it first began. What has not come back is named.
func (r *reader) earlierEpisodes() {
	for _, e := range r.episodes {
		again := slices.ContainsFunc(r.candidates, func(k candidate) bool { return e.set == 0 || k.set&e.set != 0 })
		switch {
		case again && r.m.duration >= 0:
			r.signs = append(r.signs, sign{res: e.res, set: e.set, most: math.Inf(1), when: e.when})
			r.ask(e.res, r.m.duration, "Condition.code", e.when, "%s; %s", e.says, comesBack)
		case e.set == 0:
			r.dropUnmapped(e.res, "", e.concept)
		case !e.used:
			r.drop(e.res, "", Status, "%s", e.says)
		}
	}
}

// regions are those of conditions, each once.
func (r *reader) regions(set uint64) []string {
	var out []string
	for ; set != 0; set &= set - 1 {
		if region := r.m.regions[bits.TrailingZeros64(set)]; region != "" && !slices.Contains(out, region) {
			out = append(out, region)
		}
	}
	return out
}

// complaint brings the candidates together. They are alternatives: one of them is the
// complaint, and how long it has lasted is known as far as it is of all of them.
func (r *reader) complaint() {
	r.earlierEpisodes()
	if len(r.candidates) == 0 {
		return
	}
	longest := map[uint64]value{}
	var sets []uint64
	any := value{kind: ofChoice}
	for _, k := range r.candidates {
		any.set |= k.set
		if v, ok := longest[k.set]; ok {
			longest[k.set] = longer(v, k.duration)
			continue
		}
		longest[k.set] = k.duration
		sets = append(sets, k.set)
	}
	for _, k := range r.candidates {
		r.claimAs(k.res, r.m.complaint, any, value{kind: ofChoice, set: k.set}, "Condition.code", k.when, k.says)
		if len(sets) > 1 {
			r.ask(k.res, r.m.complaint, "Condition.code", k.when, "one of several conditions on record that may be the complaint: %s", k.says)
		}
	}
	if r.m.duration < 0 {
		return
	}
	hull := longest[sets[0]]
	for _, set := range sets[1:] {
		hull = hull.or(longest[set])
	}
	r.unsigned = hull
	hull, longer := r.signed(hull, any.set)
	hull = hull.clip(r.m.facts[r.m.duration])
	for _, k := range r.candidates {
		switch {
		case !k.duration.says():
		case !hull.says() && longer:
			r.drop(k.res, k.element, Value, "%s; not taken, as it may have lasted longer", k.lasted)
		case !hull.says():
			r.drop(k.res, k.element, Value, "%s; not taken, as another condition may be the complaint, of which it is not known", k.lasted)
		default:
			r.claimAs(k.res, r.m.duration, hull, k.duration, k.element, k.since, k.lasted)
		}
	}
}

// longer is the longer of two durations of one condition: pain that comes back counts from when
// it first began.
func longer(v, w value) value {
	if w.low > v.low || w.low == v.low && w.lowOpen {
		v.low, v.lowOpen = w.low, w.lowOpen
	}
	if w.high > v.high || w.high == v.high && !w.highOpen {
		v.high, v.highOpen = w.high, w.highOpen
	}
	return v
}
