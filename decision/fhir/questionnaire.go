package fhir

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

func (r *reader) answers(res *resource) {
	url, _, _ := strings.Cut(res.at.get("questionnaire").text(), "|")
	q, ok := r.m.asked[url]
	if !ok {
		r.drop(res, "", Code, "no questionnaire is known as %q", clean(url))
		return
	}
	when, _ := r.date(res, res.at, "authored")
	if s := status(res.at.get("status")); s != "completed" && s != "amended" {
		r.drop(res, "", Status, "its status is %s", orNone(s))
		if s != "entered-in-error" {
			r.draft(res, q, when, orNone(s))
		}
		return
	}
	if r.future(when) {
		why := "authored on " + clean(when.written) + ", after " + r.at.String()
		r.drop(res, "", Date, "%s", why)
		r.perhaps(res, when.last, why)
		return
	}
	before := res.used
	res.used = false
	layman := r.layman(res)
	var items [][]at // of one name each
	byName := map[string]int{}
	eachItem(res.at, func(it at) bool {
		if what := modified(it, ""); what != "" {
			r.drop(res, elementOf(it), NotRead, "%s", misunderstood(what))
			return false
		}
		if !it.get("answer").here() {
			return true // not answered: unknown
		}
		name := it.get("linkId").text()
		i, again := byName[name]
		if !again {
			i, items = len(items), append(items, nil)
			byName[name] = i
		}
		items[i] = append(items[i], it)
		return true
	})
	for _, its := range items {
		r.item(res, q, its, when, layman)
	}
	if !res.used {
		r.drop(res, "", Value, "it holds no answers")
	}
	res.used = res.used || before
}

// draft asks for what answers that are not final tell of dangers: what else is in them can change.
func (r *reader) draft(res *resource, q *questionnaire, when span, state string) {
	eachItem(res.at, func(it at) bool {
		if modified(it, "") != "" {
			return false
		}
		known, ok := r.m.itemOf(q, it)
		if !ok {
			return true
		}
		if v, spoilt, _ := r.m.together(known, it); spoilt || r.m.mayWarn(known.fact, v) {
			r.askAs(Doubtful, res, known.fact, elementOf(it), when, "answered: true, and the status of the answers is %s", state)
		}
		return true
	})
}

// eachItem visits the items below a group, an item or an answer. Below one that is refused it visits
// none, nor below an answer whose meaning something may change.
func eachItem(below at, visit func(at) bool) {
	for _, it := range below.get("item").all() {
		if !visit(it) {
			continue
		}
		eachItem(it, visit)
		for _, answer := range it.get("answer").all() {
			if modified(answer, "") == "" {
				eachItem(answer, visit)
			}
		}
	}
}

// itemOf is what the mapping knows of an item.
func (m *Mapping) itemOf(q *questionnaire, it at) (known item, ok bool) {
	linkID := it.get("linkId").text()
	known, ok = q.items[linkID]
	if !ok && q.byFactID {
		known.fact, ok = m.factIndex[linkID]
	}
	return known, ok
}

func elementOf(it at) string {
	return fmt.Sprintf("QuestionnaireResponse.item[%s]", clean(it.get("linkId").text()))
}

// item reads the items of one name, whose answers are those of one.
func (r *reader) item(res *resource, q *questionnaire, its []at, when span, layman string) {
	element := elementOf(its[0])
	known, ok := r.m.itemOf(q, its[0])
	if !ok {
		r.drop(res, element, Code, "no fact is known by this item")
		return
	}
	v, ok := r.heeded(res, known, its, when)
	if !ok {
		return
	}
	says := "answered: " + v.words(r.m.facts[known.fact])
	if q.growing[known.fact] {
		passed := ""
		if v, passed = r.grown(known.fact, v, when); passed != "" {
			says += ", " + passed + " before " + r.at.String()
		}
	}
	k := r.claimNewest(res, known.fact, v, element, when, says)
	k.stale = r.outdated(q, known, v, when, layman)
}

// heeded is what the answers of an item say, and whether they say anything. The yes to a danger
// stands, whatever answers stand beside it; what else is said of one and not understood asks.
func (r *reader) heeded(res *resource, known item, its []at, when span) (value, bool) {
	v, spoilt, why := r.m.together(known, its...)
	kind, element := Value, elementOf(its[0])
	if v.kind == ofTruth && v.set == yes|no {
		kind, why = Contradicted, r.titles(known.fact)+" is answered with yes and with no"
	}
	switch {
	case why == "":
		return v, true
	case r.m.mayWarn(known.fact, v):
		why += "; only the yes is heeded"
		if r.drop(res, element, kind, "%s", why); kind == Contradicted {
			r.problemOf(KindContradicted, res, its[0], "%s", why)
		}
		return truthValue(true), true
	case spoilt:
		r.askAs(Doubtful, res, known.fact, element, when, "answered: true, and %s", why)
	case r.m.danger(known.fact) && why != noAnswer:
		r.ask(res, known.fact, element, when, "%s", why)
	default:
		r.drop(res, element, kind, "%s", why)
	}
	return value{}, false
}

// outdated says why an answer does not count, and asks; "" if it does. A warning counts whoever
// gives it.
func (r *reader) outdated(q *questionnaire, it item, v value, when span, layman string) string {
	today := when.hasFirst && when.first == r.at
	isYes, isNo := v.kind == ofTruth && v.set == yes, v.kind == ofTruth && v.set == no
	if why := r.agedOut(it.fact, v, q.within, when); why != "" && !(it.lasting && isYes) {
		return why
	}
	switch {
	case !today && (it.sameDay || it.noSameDay && isNo):
		return "it holds for the day on which it was answered"
	case layman != "" && it.clinician && !r.m.warns(it.fact, v):
		return "it is for a clinician to say, and was answered by " + layman
	}
	return ""
}

// layman is who answered where that is the patient or somebody close; "" where it is not said, or
// somebody else.
func (r *reader) layman(res *resource) string {
	for _, element := range []string{"source", "author"} {
		who := res.at.get(element)
		kind := who.get("type").text()
		reference := who.get("reference").text()
		if id, contained := strings.CutPrefix(reference, "#"); contained {
			for _, k := range res.at.get("contained").all() {
				if k.get("id").text() == id {
					kind = k.get("resourceType").text()
				}
			}
		} else if found := r.resolve(reference); found != nil {
			kind = found.kind
		} else if name, _, ok := strings.Cut(local(reference), "/"); ok {
			kind = name
		}
		switch kind {
		case "Patient":
			return "the patient"
		case "RelatedPerson":
			return "somebody close to the patient"
		}
	}
	return ""
}

const noAnswer = "it holds no answer"

// together is what the answers of the items of one name say, one of which holds, whether a spoilt one
// says yes to a danger, and why some of them say nothing.
func (m *Mapping) together(known item, its ...at) (v value, spoilt bool, why string) {
	n := 0
	for _, it := range its {
		for _, answer := range it.get("answer").all() {
			n++
			one, problem := m.answered(known, answer)
			switch {
			case problem != "":
				why, spoilt = cmp.Or(why, problem), spoilt || m.mayWarn(known.fact, one)
			case v.kind == 0:
				v = one
			default:
				v = v.or(one)
			}
		}
	}
	if n == 0 {
		why = noAnswer
	}
	return v, spoilt, why
}

// grown is what an answer that counts up from some day has come to, and how long ago it was given.
func (r *reader) grown(fact int, v value, when span) (value, string) {
	if !when.hasLast || when.first == r.at || v.kind != ofNumber {
		return v, ""
	}
	perWeek, unit := perWeekOf(r.m.facts[fact].Unit), r.m.facts[fact]
	passed := between(float64(max(0, r.at-when.last))*perWeek/7, float64(max(0, r.at-when.first))*perWeek/7)
	v.low += passed.low
	v.high += passed.high
	if unit.Type == decision.TypeInteger {
		v.low, v.high = math.Floor(v.low), math.Ceil(v.high)
	}
	return v.clip(unit), passed.words(unit) + " " + unit.Unit
}

// perWeekOf is how many of a unit of time are a week; 0: it counts no time.
func perWeekOf(unit string) float64 {
	switch unit {
	case "weeks":
		return 1
	case "days":
		return 7
	}
	return 0
}

// answered is one answer as the value of a fact, or why it is none. One with two values, or with a
// reason for having none, is none; its value is then the yes to a danger, if it says so.
func (m *Mapping) answered(it item, answer at) (v value, why string) {
	if what := modified(answer, ""); what != "" {
		return value{}, "it is not read: " + misunderstood(what)
	}
	element, reason, spoilt := "", false, ""
	for name, a := range answer.members() {
		switch {
		case name == "id" || name == "item" || !a.here(): // beside the answer
		case name == "extension":
			reason = reason || absent(a)
		case strings.HasPrefix(name, "_value"):
			reason = reason || absent(a.get("extension"))
		case !strings.HasPrefix(name, "value"):
			spoilt = cmp.Or(spoilt, "its answer has "+clean(name)+", which is not read")
		default:
			if element != "" {
				spoilt = cmp.Or(spoilt, "it has "+clean(element)+" and "+clean(name)+", and can have one value")
			}
			one, problem := m.valued(it, name, a)
			if element, reason = name, reason || absent(a.get("extension")); v.kind == 0 || m.mayWarn(it.fact, one) {
				v = one
			}
			why = cmp.Or(why, problem)
		}
	}
	switch {
	case element == "":
		return value{}, cmp.Or(spoilt, "its answer has no value")
	case reason:
		spoilt = cmp.Or(spoilt, "it has an answer, and a reason for having none")
	}
	return v, cmp.Or(spoilt, why)
}

// absent reports whether one of some extensions says why there is no value.
func absent(extensions at) bool {
	for _, e := range extensions.all() {
		if e.get("url").text() == "http://hl7.org/fhir/StructureDefinition/data-absent-reason" {
			return true
		}
	}
	return false
}

// valued is what an element of an answer says, or why that is nothing.
func (m *Mapping) valued(it item, name string, a at) (value, string) {
	f := m.facts[it.fact]
	switch name {
	case "valueBoolean":
		is, ok := a.truth()
		switch {
		case !ok:
			return value{}, quote(a) + " is neither true nor false"
		case f.Type != decision.TypeBool:
			return value{}, "yes or no, and the fact is a " + string(f.Type)
		}
		return truthValue(is), ""
	case "valueCoding", "valueString":
		return m.chosen(it, a)
	case "valueDecimal", "valueInteger":
		v, _, why := m.quantity(a, f, nil, true, "")
		return v, why
	case "valueQuantity":
		units := map[string]unit{}
		for key, u := range m.units {
			if key.unit == f.Unit {
				units[key.ucum] = u
			}
		}
		v, _, why := m.quantity(a, f, units, false, "")
		return v, why
	}
	return value{}, "its answer, " + clean(name) + " " + quote(a) + ", is of a type that is not read"
}

// chosen is a coded answer, or a text that is the id of a choice.
func (m *Mapping) chosen(it item, a at) (value, string) {
	f := m.facts[it.fact]
	if a.is(object) {
		if v, ok := m.answer(it.values, a); ok {
			return v, ""
		}
	}
	id := cmp.Or(a.get("code").text(), a.text())
	if bit, ok := m.choice(it.fact, id); ok && f.Type == decision.TypeChoice {
		return value{kind: ofChoice, set: 1 << bit}, ""
	}
	if v, ok := it.values[codeKey{"", id}]; ok {
		return v, ""
	}
	allowed := "yes or no, as a valueBoolean"
	if f.Type == decision.TypeChoice {
		var ids []string
		for _, c := range f.Choices {
			ids = append(ids, c.ID)
		}
		slices.Sort(ids)
		allowed = strings.Join(ids, ", ")
	}
	given := cmp.Or(id, a.get("display").text())
	return value{}, fmt.Sprintf("%q is no answer here; it may be %s", clean(given), allowed)
}
