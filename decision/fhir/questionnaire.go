package fhir

import (
	"cmp"
	"fmt"
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
	if s := status(res.at.get("status")); s != "completed" && s != "amended" {
		r.drop(res, "", Status, "its status is %s", orNone(s))
		return
	}
	when, _ := r.date(res, res.at, "authored")
	if r.future(when) {
		r.drop(res, "", Date, "authored on %s, after %s", clean(when.written), r.at)
		return
	}
	before := res.used
	res.used = false
	r.items(res, q, res.at, when)
	if !res.used {
		r.drop(res, "", Value, "it holds no answers")
	}
	res.used = res.used || before
}

// items reads the answers below a group, an item or an answer.
func (r *reader) items(res *resource, q *questionnaire, below at, when span) {
	for _, it := range below.get("item").all() {
		r.item(res, q, it, when)
		r.items(res, q, it, when)
		for _, answer := range it.get("answer").all() {
			r.items(res, q, answer, when)
		}
	}
}

func (r *reader) item(res *resource, q *questionnaire, it at, when span) {
	if !it.get("answer").here() {
		return // not answered: unknown
	}
	linkID := it.get("linkId").text()
	element := fmt.Sprintf("QuestionnaireResponse.item[%s]", clean(linkID))
	known, ok := q.items[linkID]
	if !ok && q.byFactID {
		known.fact, ok = r.m.factIndex[linkID]
	}
	if !ok {
		r.drop(res, element, Code, "no fact is known by this item")
		return
	}
	v, why := value{}, "it holds no answer"
	for _, answer := range it.get("answer").all() {
		one, problem := r.m.answered(known, answer)
		if problem != "" {
			why = problem
			v = value{}
			break
		}
		if v.kind == 0 {
			v, why = one, ""
		} else {
			v = v.or(one)
		}
	}
	switch {
	case why != "":
		r.drop(res, element, Value, "%s", why)
	case v.kind == ofTruth && v.set == yes|no:
		r.drop(res, element, Contradicted, "it is answered with yes and with no")
	default:
		r.claimNewest(res, known.fact, v, element, when, "answered: "+v.words(r.m.facts[known.fact]))
	}
}

// answered is one answer as the value of a fact, or why it is none.
func (m *Mapping) answered(it item, answer at) (value, string) {
	f := m.facts[it.fact]
	for name, a := range answer.members() {
		switch name {
		case "valueBoolean":
			if is, ok := a.truth(); ok && f.Type == decision.TypeBool {
				return truthValue(is), ""
			}
			return value{}, "yes or no, and the fact is a " + string(f.Type)
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
	}
	return value{}, "its answer is of a type that is not read"
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
	allowed := "yes or no"
	if f.Type == decision.TypeChoice {
		var ids []string
		for _, c := range f.Choices {
			ids = append(ids, c.ID)
		}
		slices.Sort(ids)
		allowed = strings.Join(ids, ", ")
	}
	return value{}, fmt.Sprintf("%q is no answer here; it may be %s", clean(id), allowed)
}
