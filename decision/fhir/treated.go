package fhir

import (
	"fmt"
	"strings"
)

func (r *reader) medicine(res *resource) {
	c, element, why := r.medication(res)
	if why != "" {
		r.drop(res, element, Reference, "%s", why)
		return
	}
	s, when, from := r.taken(res)
	switch {
	case s.level == gone:
		r.drop(res, "", Status, "%s: %s", c.name(), s.why)
		return
	case r.dropsLater(res, c, when, from):
		return
	}
	hits := r.entriesOrDrop(res, "", ofMedicine, c)
	if len(hits) == 0 {
		return
	}
	r.apply(res, hits, c, res.kind+"."+element, s, when)
}

// taken is how far it holds that a medicine is taken, the first of its dates and what that is.
func (r *reader) taken(res *resource) (s standing, when span, from string) {
	s = medicineStanding(res)
	when, from = r.date(res, res.at, "effectiveDateTime", "effectivePeriod.start", "authoredOn", "dateAsserted")
	if s.level == gone || r.future(when) {
		return s, when, from
	}
	if end, _ := r.date(res, res.at, "effectivePeriod.end"); s.level == holds && end.hasLast && end.last < r.at {
		s = standing{level: unsure, why: "it is recorded as still taken, and as ended on " + clean(end.written)}
	}
	switch end, _ := r.date(res, res.at, "dispenseRequest.validityPeriod.end"); {
	case !end.hasLast:
	case s.level == holds && end.last < r.at:
		s = standing{level: unsure, why: "the prescription was valid until " + clean(end.written)}
	case s.recent != "" && end.last >= r.at:
		s = standing{level: unsure, why: s.recent}
	default:
		s.recent = ""
	}
	s.since = r.lastDate(res, "effectiveDateTime", "effectivePeriod.start", "effectivePeriod.end", "authoredOn", "dateAsserted", "dispenseRequest.validityPeriod.end")
	return s, when, from
}

// dropsLater reports whether something is dated after the day of the reading, and drops it if so. A
// date that is wrong, or told elsewhere in the world, rules no danger out.
func (r *reader) dropsLater(res *resource, c concept, when span, from string) bool {
	later := r.future(when)
	if later {
		why := fmt.Sprintf("%s is %s, after %s", from, clean(when.written), r.at)
		r.drop(res, "", Date, "%s: %s", c.name(), why)
		r.perhaps(res, when.last, why)
	}
	return later
}

// entriesOrDrop finds the entries that a concept is listed in. A part of a resource whose concept
// is in none is dropped.
func (r *reader) entriesOrDrop(res *resource, element string, of class, c concept) []hit {
	hits := r.entries(of, c)
	if len(hits) == 0 {
		r.dropUnmapped(res, element, c)
	}
	return hits
}

// dropUnmapped drops a part of a resource whose concept has no meaning here. Most of a record has
// none: it is put in words only where they are listed.
func (r *reader) dropUnmapped(res *resource, element string, c concept) {
	if res.used = true; !r.brief {
		r.drop(res, element, Code, "%s", c.unmapped())
	}
}

// lastDate is the latest of some dates: a medicine was taken or meant to be taken on that day.
func (r *reader) lastDate(res *resource, names ...string) span {
	var last span
	for _, name := range names {
		if when, _ := r.date(res, res.at, name); when.hasLast && (!last.hasLast || when.last > last.last) {
			last = when
		}
	}
	return last
}

// medication is what a medicine is, told in place or by reference.
func (r *reader) medication(res *resource) (c concept, element, why string) {
	if inline := res.at.get("medicationCodeableConcept"); inline.here() {
		return r.concept(inline), "medicationCodeableConcept", ""
	}
	element = "medicationReference"
	given := res.at.get(element)
	found, why := r.referred(res, given)
	if why != "" {
		r.lose(res, given)
		return c, element, why
	}
	if s := found.get("status").text(); s == "entered-in-error" {
		return c, element, "the medication that it refers to is entered-in-error"
	}
	if what := modified(found, "Medication"); what != "" {
		r.lose(res, given)
		return c, element, "of the medication that it refers to, " + misunderstood(what)
	}
	if !found.get("code").here() { // what it is made of is not read
		r.lose(res, given)
		return c, element, "the medication that it refers to has no code"
	}
	return r.concept(found.get("code")), element, ""
}

// referred is the medication to which a medicine refers, or why there is none.
func (r *reader) referred(res *resource, given at) (medication at, why string) {
	reference := given.get("reference").text()
	if id, contained := strings.CutPrefix(reference, "#"); contained {
		for _, k := range res.at.get("contained").all() {
			if k.get("id").text() == id && k.get("resourceType").text() == "Medication" {
				return k, ""
			}
		}
		return at{}, fmt.Sprintf("it holds no medication %q", clean(reference))
	}
	found := r.resolve(reference)
	switch {
	case reference == "" && given.get("display").here():
		return at{}, "it names the medicine only in words: " + quote(given.get("display"))
	case reference == "":
		return at{}, "it does not say which medicine"
	case found == nil:
		return at{}, fmt.Sprintf("%q is not there", clean(reference))
	case found.kind != "Medication":
		return at{}, fmt.Sprintf("%q is a %s and no medication", clean(reference), found.kind)
	}
	return found.at, ""
}

// medicineStanding reads the status of the three kinds of medicine resources.
func medicineStanding(res *resource) standing {
	s, intent := status(res.at.get("status")), res.at.get("intent").text()
	given := res.kind == "MedicationAdministration"
	switch {
	case res.at.get("doNotPerform").isTrue():
		return standing{level: gone, why: "it says that the medicine is not to be taken"}
	case s == "entered-in-error" || s == "cancelled": // whatever it was meant for
		return standing{level: gone, why: "its status is " + s}
	case s == "completed" && given:
		return standing{level: unsure, why: "it was given; it does not say that it still is"}
	case s == "completed" && res.kind == "MedicationRequest":
		return standing{level: past, why: "its status is completed", recent: "its prescription is completed; it does not say whether it is still taken"}
	case s == "completed" || s == "stopped":
		return standing{level: past, why: "its status is " + s}
	case res.kind == "MedicationRequest" && intent != "" && !strings.HasSuffix(intent, "order"):
		return standing{level: unsure, why: "its intent is " + clean(intent)}
	case s == "active" && !given || s == "in-progress" && given:
		return standing{}
	case s == "on-hold" || s == "unknown" || s == "draft" || s == "intended":
		return standing{level: unsure, why: "its status is " + s}
	case s == "":
		return standing{level: unsure, why: "it has no status"}
	}
	return standing{level: gone, why: "its status is " + clean(s)}
}

func (r *reader) allergy(res *resource) {
	c := r.concept(res.at.get("code"))
	s := r.conditionStanding(res)
	when, from := r.date(res, res.at, "recordedDate", "onsetDateTime", "lastOccurrence")
	switch {
	case s.level == gone:
		r.drop(res, "", Status, "%s: %s", c.name(), s.why)
		return
	case r.dropsLater(res, c, when, from):
		return
	}
	if hits := r.entries(ofAllergy, c); len(hits) > 0 {
		r.allergicTo(res, hits, c, "AllergyIntolerance.code", s, when)
	} else if !r.substances(res, s, when) {
		r.dropUnmapped(res, "", c)
	}
}

// substances reads what the reactions were to, and reports whether that has a meaning here.
func (r *reader) substances(res *resource, s standing, when span) (found bool) {
	for i, reaction := range res.at.get("reaction").all() {
		c := r.concept(reaction.get("substance"))
		hits := r.entries(ofAllergy, c)
		if len(hits) == 0 {
			continue
		}
		found = true
		element := fmt.Sprintf("AllergyIntolerance.reaction[%d]", i)
		if what := modified(reaction, ""); what != "" {
			r.drop(res, element, NotRead, "%s: %s", c.name(), misunderstood(what))
			continue
		}
		r.allergicTo(res, hits, c, element+".substance", s, when)
	}
	return found
}

// allergicTo does what the entries say that an allergy or an intolerance names.
func (r *reader) allergicTo(res *resource, hits []hit, c concept, element string, s standing, when span) {
	kind := res.at.get("type").text()
	for _, h := range hits {
		one := s
		if h.entry.kind != "" && h.entry.kind != kind && one.level == holds {
			one = standing{level: unsure, why: "it is recorded as an intolerance, not as an allergy"}
			if kind == "" {
				one.why = "it is not said whether it is an allergy or an intolerance"
			} else if kind != "intolerance" {
				one.why = fmt.Sprintf("its type is %q", clean(kind))
			}
		}
		r.apply(res, []hit{h}, c, element, one, when)
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
	case r.dropsLater(res, c, when, from):
		return
	}
	hits := r.entriesOrDrop(res, "", ofProcedure, c)
	if len(hits) == 0 {
		return
	}
	r.apply(res, hits, c, "Procedure.code", standing{}, when)
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
	if begins, _ := r.date(res, res.at, "period.start", "created"); r.future(begins) {
		r.drop(res, "", Date, "a care plan of %s, after %s", clean(begins.written), r.at)
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
	for _, part := range []at{activity, detail} {
		if what := modified(part, ""); what != "" {
			r.drop(res, element, NotRead, "%s: %s", c.name(), misunderstood(what))
			return
		}
	}
	if detail.get("doNotPerform").isTrue() {
		r.drop(res, element, Status, "%s: it is not to be done", c.name())
		return
	}
	if s := detail.get("status").text(); s != "completed" && s != "in-progress" {
		r.drop(res, element, Status, "%s: the status of the activity is %s", c.name(), orNone(s))
		return
	}
	hits := r.entriesOrDrop(res, element, ofProcedure, c)
	if len(hits) == 0 {
		return
	}
	when, _ := r.date(res, res.at, "period.start", "created")
	r.apply(res, hits, c, element+".detail.code", standing{}, when)
}
