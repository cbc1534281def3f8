package fhir

import (
	"cmp"
	"fmt"
)

// perhaps asks for the dangers of which a resource tells that cannot be used, where the reason does not
// rule them out. It is read by itself, as of a day on which it may hold; what it says of anything
// else is left.
func (r *reader) perhaps(res *resource, on day, why string) { r.perhapsIn(res, "", res, on, why) }

// perhapsIn is perhaps of a resource that stands within an element of another.
func (r *reader) perhapsIn(holds *resource, element string, res *resource, on day, why string) {
	read := r.kinds[res.kind]
	if read == nil {
		return
	}
	if n := len(r.m.facts); r.aside == nil {
		r.aside = &reader{claims: make([][]claim, n), asked: make([][]Because, n)}
	}
	a := r.aside
	*a = reader{m: r.m, at: on, zone: r.zone, memory: r.memory, kinds: r.kinds, brief: true, index: r.index, codes: r.codes, birth: r.birth,
		claims: a.claims, asked: a.asked, aside: a.aside}
	read(a, res)
	for fact, claims := range a.claims {
		for _, k := range claims {
			if r.m.mayWarn(fact, k.value) {
				r.askAs(Doubtful, holds, fact, cmp.Or(element, k.source.Element), k.when, "%s: %s", k.source.Says, why)
			}
		}
		a.claims[fact] = claims[:0]
	}
	for fact, because := range a.asked {
		for _, b := range because {
			if when, _ := r.parse(b.Date); b.Kind == Doubtful {
				r.askAs(Doubtful, holds, fact, cmp.Or(element, b.Element), when, "%s: %s", b.Says, why)
			}
		}
		a.asked[fact] = because[:0]
	}
}

// held lists the resources that one holds within, and asks for the dangers of which they tell: by what
// holds them it is not said that they are so.
func (r *reader) held(res *resource) {
	for i, k := range res.at.get("contained").all() {
		kind := k.get("resourceType").text()
		if r.kinds[kind] == nil {
			continue
		}
		element := fmt.Sprintf("%s.contained[%d]", res.kind, i)
		r.drop(res, element, NotRead, "a %s that it holds is not read by itself", kind)
		one := &resource{at: k, kind: kind}
		one.about, _ = r.person(subjectOf(one).get("reference").text())
		wrong := cmp.Or(status(res.at.get("status")), status(res.at.get("verificationStatus"))) == "entered-in-error"
		if other := one.about != "" && one.about != r.whose && r.names(one); !wrong && !other {
			r.perhapsIn(res, element, one, r.at, "it stands within another resource, and is not read by itself")
		}
	}
}
