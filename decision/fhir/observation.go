package fhir

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
)

const ucumSystem = "http://unitsofmeasure.org"

func (r *reader) observe(res *resource) {
	c := r.concept(res.at.get("code"))
	doubt, kind := "", Status
	switch s := status(res.at.get("status")); s {
	case "final", "amended", "corrected":
	case "entered-in-error", "cancelled":
		r.drop(res, "", Status, "%s: its status is %s", c.name(), s)
		return
	default:
		doubt = "its status is " + orNone(s)
	}
	found := r.observations(c)
	switch {
	case len(found) == 0 && doubt != "":
		r.drop(res, "", Status, "%s: %s", c.name(), doubt)
		return
	case len(found) == 0:
		r.dropUnmapped(res, "", c)
		return
	}
	when, from := r.date(res, res.at, "effectiveDateTime", "effectiveInstant", "effectivePeriod.end", "effectivePeriod.start")
	if !when.hasLast {
		when, _ = r.date(res, res.at, "issued") // it was by then
		when.hasFirst = false
		if doubt == "" {
			doubt, kind = "it has no date, so that it cannot be told whether it is of now", Date
		}
	}
	if r.dropsLater(res, c, when, from) {
		return
	}
	for i := range found {
		found[i].value, found[i].element, found[i].why = r.m.observedValue(found[i].observation, res.at)
	}
	alike := agreed(found)
	for i := range found {
		o := &found[i]
		told := slices.ContainsFunc(found[:i], func(other reading) bool { return other.fact == o.fact && other.value == o.value })
		if nothing := o.weak && !found[0].weak && !r.m.warns(o.fact, o.value); !told && !nothing { // beside a code that was confirmed
			r.observed(res, o, c, when, doubt, kind, alike)
		}
	}
}

// observed enters what one of the codings of an observation tells. Where it is in doubt, and where
// the codings do not mean the same, only the yes to a danger is heeded.
func (r *reader) observed(res *resource, o *reading, c concept, when span, doubt string, kind Reason, alike bool) {
	switch warns := r.m.warns(o.fact, o.value); {
	case o.why != "":
		r.unusable(res, o, c, when, doubt, kind)
		return
	case doubt != "" && warns:
		r.askAs(Doubtful, res, o.fact, "Observation."+o.element, when, "%s%s: %s, and %s", c.name(), weakly(o.weak), quantity(res.at.get(o.element)), doubt)
		return
	case doubt != "":
		r.drop(res, "", kind, "%s: %s", c.name(), doubt)
		return
	case !alike && !warns:
		r.drop(res, o.element, Value, "its codings do not mean the same: %s", c.name())
		return
	}
	says := fmt.Sprintf("%s%s on %s: %s", c.name(), weakly(o.weak), clean(when.written), quantity(res.at.get(o.element)))
	k := r.claimNewest(res, o.fact, o.value, "Observation."+o.element, when, says)
	if k.stale = r.agedOut(o.fact, o.value, o.within, when); o.weak && k.stale == "" {
		k.stale = weakOnly
	}
	if o.observation.earlier >= 0 {
		k.earlier = func() { r.earlier(res, o.observation, o.value, o.element, when, c) }
	}
}

// unusable names an observation whose value tells nothing. That somebody looked for what can be
// yes or no is a reason to ask; where the whole is in doubt, only if it is a danger.
func (r *reader) unusable(res *resource, o *reading, c concept, when span, doubt string, kind Reason) {
	tooOld := when.hasLast && r.longAgo(o.within, when) != ""
	switch {
	case !tooOld && (r.m.danger(o.fact) || doubt == "" && r.m.facts[o.fact].Type == decision.TypeBool):
		r.ask(res, o.fact, "Observation."+cmp.Or(o.element, "code"), when, "%s: %s", c.name(), o.why)
	case doubt != "":
		r.drop(res, "", kind, "%s: %s", c.name(), doubt)
	default:
		r.drop(res, o.element, Value, "%s: %s", c.name(), o.why)
	}
}

// earlier asks whether a value was the one at the start.
func (r *reader) earlier(res *resource, o *observation, v value, element string, when span, c concept) {
	if o.earlier >= 0 {
		r.ask(res, o.earlier, "Observation."+element, when, "%s was %s on %s; it is not said whether that was at the start", c.name(), v.words(r.m.facts[o.fact]), clean(when.written))
	}
}

// quantity is a value as the record shows it.
func quantity(a at) string {
	if !a.is(object) {
		return quote(a)
	}
	if a.get("value").here() {
		return clean(a.get("comparator").text() + a.get("value").written() + " " + cmp.Or(a.get("code").text(), a.get("unit").text()))
	}
	return cmp.Or(clean(a.get("text").text()), quote(a))
}

// reading is what an observation tells by one of its codings.
type reading struct {
	*observation
	weak    bool
	value   value
	element string
	why     string // why it tells nothing
}

// observations are those that a concept names, each once, and by codes that were confirmed before
// others.
func (r *reader) observations(c concept) []reading {
	var sure, weak []reading
	for _, m := range c.codings {
		if m.key.system == "" {
			continue
		}
		o, key, ok := find(r.m, r.m.observed, m.key)
		same := func(other reading) bool { return other.observation == o }
		switch {
		case !ok || slices.ContainsFunc(sure, same):
		case o.checked[key] == conditions.CheckedWell:
			sure, weak = append(sure, reading{observation: o}), slices.DeleteFunc(weak, same)
		case !slices.ContainsFunc(weak, same):
			weak = append(weak, reading{observation: o, weak: true})
		}
	}
	return append(sure, weak...)
}

// agreed reports whether all codings mean the same; beside one that was confirmed, those that were not
// do not count.
func agreed(found []reading) bool {
	return !slices.ContainsFunc(found[1:], func(o reading) bool {
		return o.weak == found[0].weak && (o.fact != found[0].fact || o.value != found[0].value || o.why != found[0].why)
	})
}

// observedValue is the value of an observation as that of its fact, or why it has none.
func (m *Mapping) observedValue(o *observation, res at) (v value, element, why string) {
	f := m.facts[o.fact]
	given := at{}
	for name, a := range res.members() {
		if !strings.HasPrefix(name, "value") || !a.here() {
			continue
		}
		if element != "" {
			return v, "", fmt.Sprintf("it has %s and %s, and can have one value", clean(element), clean(name))
		}
		given, element = a, name
	}
	absent := res.get("dataAbsentReason")
	switch {
	case absent.here() && element != "":
		return v, element, "it has a value, and a reason for having none: " + clean(cmp.Or(status(absent), absent.get("text").text()))
	case absent.here():
		return v, "", "it has no value: " + clean(cmp.Or(status(absent), absent.get("text").text()))
	case element == "" && res.get("component").here():
		return v, "", "its values stand in components, which are not read"
	}
	switch element {
	case "":
		return v, "", "it has no value"
	case "valueQuantity", "valueInteger":
		return m.quantity(given, f, o.units, o.unitless, element)
	case "valueBoolean":
		is, ok := given.truth()
		if !ok || f.Type != decision.TypeBool {
			return v, element, "it is no " + string(f.Type)
		}
		return truthValue(is), element, ""
	case "valueCodeableConcept":
		v, why = m.coded(o.values, given)
		return v, element, why
	case "valueString":
		return v, element, "it is in words, which are not read: " + quote(given)
	}
	return v, element, clean(element) + " is not read"
}

// coded is a value that stands in codes, all of which mean the same.
func (m *Mapping) coded(values map[codeKey]value, given at) (v value, why string) {
	for _, coding := range given.get("coding").all() {
		one, ok := m.answer(values, coding)
		switch {
		case !ok:
		case v.kind != 0 && v != one:
			return value{}, "its coded values do not mean the same"
		default:
			v = one
		}
	}
	if v.kind == 0 {
		return v, "its coded value has no meaning here"
	}
	return v, ""
}

// answer looks a coded answer up.
func (m *Mapping) answer(values map[codeKey]value, coding at) (value, bool) {
	code := coding.get("code").text()
	if s, ok := m.systems[coding.get("system").text()]; ok {
		if v, ok := values[s.key(code)]; ok {
			return v, true
		}
	}
	v, ok := values[codeKey{"", code}]
	return v, ok
}

// quantity turns a number with its unit into that of a fact.
func (m *Mapping) quantity(a at, f decision.Fact, units map[string]unit, unitless bool, element string) (value, string, string) {
	if f.Type != decision.TypeNumber && f.Type != decision.TypeInteger {
		return value{}, element, quantity(a) + " is a number, and the fact is a " + string(f.Type)
	}
	number, code, comparator := a, "", ""
	if a.is(object) {
		number, comparator = a.get("value"), a.get("comparator").text()
		if system := a.get("system").text(); system != "" && system != ucumSystem {
			return value{}, element, "its unit is not one of UCUM: " + quote(a.get("system"))
		}
		code = cmp.Or(a.get("code").text(), a.get("unit").text())
	}
	x, ok := number.number()
	if !ok {
		return value{}, element, "it is no number: " + quote(number)
	}
	u, known := units[code]
	switch {
	case code == "" && !unitless:
		return value{}, element, "it has no unit, so that it cannot be told what it counts"
	case code == "":
		u = unit{times: 1, per: 1}
	case !known:
		return value{}, element, fmt.Sprintf("its unit is %q; %s is not turned into %s", clean(code), clean(code), f.Unit)
	}
	if u.limited && x > u.atMost {
		return value{}, element, fmt.Sprintf("%s %s is more than there can be, %s", decimal(x), clean(code), decimal(u.atMost))
	}
	v, why := compared(x*u.times/u.per, comparator)
	if why == "" && (v.and(between(f.Min, f.Max)).empty() || f.Type == decision.TypeInteger && v.low == v.high && v.low != math.Trunc(v.low)) {
		why = fmt.Sprintf("%s is outside of %s to %s %s", decimal(x*u.times/u.per), decimal(f.Min), decimal(f.Max), f.Unit)
	}
	return v.clip(f), element, why
}

func compared(x float64, comparator string) (value, string) {
	v := between(x, x)
	switch comparator {
	case "":
	case "<", "<=":
		v.low, v.highOpen = math.Inf(-1), comparator == "<"
	case ">", ">=":
		v.high, v.lowOpen = math.Inf(1), comparator == ">"
	default:
		return v, fmt.Sprintf("its comparator %q is not read", clean(comparator))
	}
	return v, ""
}
