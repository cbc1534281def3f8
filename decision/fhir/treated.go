package fhir

import (
	"fmt"
	"slices"
	"strings"
)

func (r *reader) medicine(res *resource) {
	c, element, why := r.medication(res)
	if why != "" {
		r.drop(res, element, Reference, "%s", why)
		return
	}
	s := medicineStanding(res)
	when, from := r.date(res, res.at, "effectiveDateTime", "effectivePeriod.start", "authoredOn", "dateAsserted")
	switch {
	case s.level == gone:
		r.drop(res, "", Status, "%s: %s", c.name(), s.why)
		return
	case r.future(when):
		r.drop(res, "", Date, "%s: %s is %s, after %s", c.name(), from, clean(when.written), r.at)
		return
	}
	if end, _ := r.date(res, res.at, "effectivePeriod.end"); s.level == holds && end.hasLast && end.last < r.at {
		s = standing{past, "it ended on " + clean(end.written)}
	}
	if end, _ := r.date(res, res.at, "dispenseRequest.validityPeriod.end"); s.level == holds && end.hasLast && end.last < r.at {
		s = standing{unsure, "the prescription was valid until " + clean(end.written)}
	}
	hits := r.entries(ofMedicine, c)
	if len(hits) == 0 {
		r.drop(res, "", Code, "%s", c.unmapped())
		return
	}
	r.apply(res, hits, c.name(), res.kind+"."+element, s, when)
}

// medication is what a medicine is, told in place or by reference.
func (r *reader) medication(res *resource) (c concept, element, why string) {
	if inline := res.at.get("medicationCodeableConcept"); inline.here() {
		return r.concept(inline), "medicationCodeableConcept", ""
	}
	reference := res.at.path("medicationReference", "reference").text()
	element = "medicationReference"
	if id, contained := strings.CutPrefix(reference, "#"); contained {
		for _, k := range res.at.get("contained").all() {
			if k.get("id").text() == id && k.get("resourceType").text() == "Medication" {
				return r.concept(k.get("code")), element, ""
			}
		}
		return c, element, fmt.Sprintf("it holds no medication %q", clean(reference))
	}
	found := r.resolve(reference)
	switch {
	case reference == "":
		return c, element, "it does not say which medicine"
	case found == nil:
		return c, element, fmt.Sprintf("%q is not there", clean(reference))
	case found.kind != "Medication":
		return c, element, fmt.Sprintf("%q is a %s and no medication", clean(reference), found.kind)
	}
	return r.concept(found.at.get("code")), element, ""
}

// medicineStanding reads the status of the three kinds of medicine resources.
func medicineStanding(res *resource) standing {
	s := status(res.at.get("status"))
	intent := res.at.get("intent").text()
	over := standing{past, "its status is " + clean(s)}
	switch {
	case res.at.get("doNotPerform").node().text == "true":
		return standing{gone, "it says that the medicine is not to be taken"}
	case res.kind == "MedicationRequest" && slices.Contains([]string{"proposal", "plan", "option"}, intent):
		return standing{unsure, "its intent is " + intent}
	case s == "active" && res.kind != "MedicationAdministration":
		return standing{}
	case s == "in-progress" && res.kind == "MedicationAdministration":
		return standing{}
	case s == "completed" && res.kind == "MedicationAdministration":
		return standing{unsure, "it was given; it does not say that it still is"}
	case s == "completed" || s == "stopped":
		return over
	case s == "on-hold":
		return standing{unsure, "its status is on-hold"}
	case s == "":
		return standing{unsure, "it has no status"}
	}
	return standing{gone, "its status is " + clean(s)}
}

func (r *reader) allergy(res *resource) {
	c := r.concept(res.at.get("code"))
	s := r.conditionStanding(res)
	when, from := r.date(res, res.at, "recordedDate", "onsetDateTime", "lastOccurrence")
	switch {
	case s.level == gone:
		r.drop(res, "", Status, "%s: %s", c.name(), s.why)
		return
	case r.future(when):
		r.drop(res, "", Date, "%s: %s is %s, after %s", c.name(), from, clean(when.written), r.at)
		return
	}
	hits := r.entries(ofAllergy, c)
	if len(hits) == 0 {
		r.drop(res, "", Code, "%s", c.unmapped())
		return
	}
	kind := res.at.get("type").text()
	for _, h := range hits {
		one := s
		if h.entry.kind != "" && h.entry.kind != kind && one.level == holds {
			one = standing{unsure, "it is recorded as an intolerance, not as an allergy"}
			if kind == "" {
				one.why = "it is not said whether it is an allergy or an intolerance"
			} else if kind != "intolerance" {
				one.why = fmt.Sprintf("its type is %q", clean(kind))
			}
		}
		r.apply(res, []hit{h}, c.name(), "AllergyIntolerance.code", one, when)
	}
}

func (r *reader) procedure(res *resource) {
	c := r.concept(res.at.get("code"))
	when, from := r.date(res, res.at, "performedDateTime", "performedPeriod.start")
	s := status(res.at.get("status"))
	switch {
	case s != "completed" && s != "in-progress" && s != "stopped":
		r.drop(res, "", Status, "%s: its status is %s", c.name(), orNone(s))
		return
	case r.future(when):
		r.drop(res, "", Date, "%s: %s is %s, after %s", c.name(), from, clean(when.written), r.at)
		return
	}
	hits := r.entries(ofProcedure, c)
	if len(hits) == 0 {
		r.drop(res, "", Code, "%s", c.unmapped())
		return
	}
	r.apply(res, hits, c.name(), "Procedure.code", standing{}, when)
}

func orNone(s string) string {
	if s == "" {
		return "not given"
	}
	return clean(s)
}

func (r *reader) carePlan(res *resource) {
	s, intent := status(res.at.get("status")), res.at.get("intent").text()
	if s != "active" && s != "completed" || intent == "proposal" || intent == "option" {
		r.drop(res, "", Status, "a care plan whose status is %s and whose intent is %s", orNone(s), orNone(intent))
		return
	}
	n := 0
	for i, activity := range res.at.get("activity").all() {
		n++
		r.activity(res, i, activity)
	}
	if n == 0 {
		r.drop(res, "", Value, "a care plan without activities")
	}
}

func (r *reader) activity(res *resource, i int, activity at) {
	element := fmt.Sprintf("CarePlan.activity[%d]", i)
	detail := activity.get("detail")
	if reference := activity.path("reference", "reference").text(); !detail.here() && reference != "" {
		if r.resolve(reference) == nil {
			r.drop(res, element, Reference, "%q is not there", clean(reference))
			return
		}
		r.drop(res, element, Reference, "%s is read by itself", clean(local(reference)))
		return
	}
	c := r.concept(detail.get("code"))
	if s := detail.get("status").text(); s != "completed" && s != "in-progress" {
		r.drop(res, element, Status, "%s: the status of the activity is %s", c.name(), orNone(s))
		return
	}
	hits := r.entries(ofProcedure, c)
	if len(hits) == 0 {
		r.drop(res, element, Code, "%s", c.unmapped())
		return
	}
	when, _ := r.date(res, res.at, "period.start", "created")
	r.apply(res, hits, c.name(), element+".detail.code", standing{}, when)
}
