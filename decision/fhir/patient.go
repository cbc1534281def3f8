package fhir

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// choosePatient finds whose record it is. Where several are spoken of and none was named,
// nothing is read: facts of two people make no patient.
func (r *reader) choosePatient(named string) bool {
	patients, twice := r.patients()
	r.alone = len(patients) < 2
	switch {
	case named != "":
		r.whose = local(named)
		if !strings.Contains(r.whose, "/") && !strings.Contains(r.whose, ":") {
			r.whose = "Patient/" + r.whose
		}
		if !slices.Contains(patients, r.whose) {
			p := Problem{Says: "the record does not speak of " + clean(r.whose)}
			if r.alone = len(patients) == 0; !r.alone {
				p.Kind, p.Says = KindOtherPatient, p.Says+", but of "+clean(strings.Join(patients, ", "))
			}
			r.input.problems = append(r.input.problems, p)
		}
	case len(patients) == 1:
		r.whose = patients[0]
	case len(patients) > 1:
		return r.refuse("the record speaks of several patients; say which is meant: "+clean(strings.Join(patients, ", ")),
			"the record speaks of several patients, and it was not said which is meant")
	}
	if own := r.index[r.whose]; own != nil {
		r.server = serverOf(own.url)
		r.base = strings.TrimSuffix(own.url, r.whose)
	}
	if twice[r.whose] {
		return r.refuse("two patients are called "+clean(r.whose)+", of different servers; give the record of one of them", "it cannot be told which of two patients it is about")
	}
	return true
}

// refuse reads nothing, and names all.
func (r *reader) refuse(problem, reason string) bool {
	r.input.problems = append(r.input.problems, Problem{Kind: KindSeveralPatients, Says: problem})
	for _, res := range r.input.resources {
		r.drop(res, "", OtherPatient, "%s", reason)
	}
	return false
}

// patients are all of whom the record speaks, and which names are those of two.
func (r *reader) patients() (names []string, twice map[string]bool) {
	known, twice := map[string]bool{}, map[string]bool{}
	referred := map[string]struct {
		name, server string
		person       bool
	}{}
	for _, res := range r.input.resources {
		switch {
		case res.kind == "Patient":
			if first := r.index[res.name]; known[res.name] && first != nil && elsewhere(res, first) {
				twice[res.name] = true
			}
			known[res.name] = true
		case r.kinds[res.kind] != nil:
			reference := subjectOf(res).get("reference").text()
			about, met := referred[reference]
			if !met {
				about.name, about.person = r.person(reference)
				about.server = serverOf(reference)
				referred[reference] = about
			}
			if res.about, res.server = about.name, about.server; about.person {
				known[res.about] = true
			}
		}
	}
	delete(known, "")
	return slices.Sorted(maps.Keys(known)), twice
}

// person is what a reference is to, by the name of the resource if that is there, and whether it
// is a patient: a group, a device and what is contained are none.
func (r *reader) person(reference string) (string, bool) {
	if res := r.resolve(reference); res != nil {
		return res.name, res.kind == "Patient"
	}
	name := local(reference)
	return name, strings.HasPrefix(name, "Patient/") || strings.Contains(name, ":")
}

// elsewhere reports whether two resources of one name come from different servers.
func elsewhere(a, b *resource) bool {
	return a.url != b.url && strings.HasPrefix(a.url, "http") && strings.HasPrefix(b.url, "http")
}

func (r *reader) resolve(reference string) *resource {
	if res := r.index[reference]; res != nil {
		return res
	}
	return r.index[local(reference)]
}

// local is a reference without the address of its server and without a version.
func local(reference string) string {
	reference, _, _ = strings.Cut(reference, "/_history/")
	if !strings.Contains(reference, "://") {
		return reference
	}
	parts := strings.Split(reference, "/")
	if len(parts) < 5 {
		return reference
	}
	return strings.Join(parts[len(parts)-2:], "/")
}

func subjectOf(res *resource) at {
	if s := res.at.get("subject"); s.here() {
		return s
	}
	return res.at.get("patient")
}

// ours reports whether a resource is about the patient, and names it if it is not. Where it may be all
// the same, it asks.
func (r *reader) ours(res *resource) bool {
	if res.about == r.whose && res.about != "" && !r.servedElsewhere(res) {
		return true
	}
	why, sure := r.another(res)
	if why == "" {
		return true
	}
	r.drop(res, "", OtherPatient, "%s", why)
	if !sure {
		r.perhaps(res, r.at, why+"; it may be this patient's")
	}
	return false
}

// another is why a resource is not taken for the patient's, and whether it is somebody else's for sure.
func (r *reader) another(res *resource) (why string, sure bool) {
	subject := subjectOf(res)
	switch {
	case res.about != "" && res.about == r.whose:
		return "it is about " + clean(res.about) + " of another server", false
	case res.about != "":
		return "it is about " + clean(res.about), r.names(res)
	case subject.get("identifier").here():
		if !r.identifies(subject.get("identifier")) {
			return "it says whose it is by an identifier, which is not on record as one of this patient", false
		}
	case subject.get("display").text() != "":
		return "it says only in words whose it is: " + quote(subject.get("display")), false
	case res.kind == "QuestionnaireResponse" && r.answeredBy(res) != "":
		return "it does not say whose it is, and its " + r.answeredBy(res) + ", is another patient", false
	case !r.alone:
		return "it does not say whose it is, and the record speaks of others", false
	default:
		r.problem(res, subject, "it does not say whose it is; it is taken for this patient's")
	}
	return "", true
}

// servedElsewhere reports whether whom a resource is about is called as the patient is, on another
// server: that of its reference, or else its own.
func (r *reader) servedElsewhere(res *resource) bool {
	if r.server == "" {
		return false
	}
	server := res.server
	if server == "" && !strings.HasPrefix(res.url, r.base) {
		server = serverOf(res.url)
	}
	return apart(server, r.server)
}

// apart reports whether two servers are told, and differ.
func apart(a, b string) bool { return a != "" && b != "" && a != b }

// answeredBy is who gave or wrote answers, if that is another patient.
func (r *reader) answeredBy(res *resource) string {
	for _, element := range []string{"source", "author"} {
		reference := res.at.path(element, "reference").text()
		name, person := r.person(reference)
		server := serverOf(reference)
		if person && (name != r.whose || apart(server, r.server)) {
			return element + ", " + clean(name)
		}
	}
	return ""
}

// names reports whether a reference says of whom it speaks: by what is there, or by a type and an id. A
// patient who is contained has no name beyond that, and may be any.
func (r *reader) names(res *resource) bool {
	if id, contained := strings.CutPrefix(res.about, "#"); contained {
		for _, k := range res.at.get("contained").all() {
			if k.get("id").text() == id {
				return k.get("resourceType").text() != "Patient"
			}
		}
		return false
	}
	return r.index[res.about] != nil || strings.Contains(res.about, "/") && !strings.ContainsAny(res.about, ":?")
}

// identifies reports whether an identifier is one of the patient's.
func (r *reader) identifies(given at) bool {
	system, value := given.get("system").text(), given.get("value").text()
	for _, res := range r.input.resources {
		if res.kind != "Patient" || res.name != r.whose {
			continue
		}
		for _, own := range res.at.get("identifier").all() {
			if value != "" && own.get("value").text() == value && own.get("system").text() == system {
				return true
			}
		}
	}
	return false
}

// readPatient reads the age.
func (r *reader) readPatient() {
	for _, res := range r.input.resources {
		if res.kind != "Patient" {
			continue
		}
		if res.name != r.whose {
			r.drop(res, "", OtherPatient, "another patient")
			continue
		}
		r.standingOf(res)
		if res.at.doubled() {
			r.drop(res, "", Value, "%s", doubled)
			continue
		}
		if what := modified(res.at, res.kind); what != "" {
			r.drop(res, what, NotRead, "%s", misunderstood(what))
			continue
		}
		r.age(res)
	}
}

// standingOf names what makes the whole record doubtful.
func (r *reader) standingOf(res *resource) {
	if died := res.at.get("deceasedDateTime"); died.here() || res.at.get("deceasedBoolean").isTrue() {
		r.problemOf(KindDeceased, res, died, "the patient is recorded as deceased")
	}
	if active := res.at.get("active"); active.is(truth) && !active.isTrue() {
		r.problemOf(KindNotInUse, res, active, "the record of this patient is recorded as no longer in use")
	}
	for _, link := range res.at.get("link").all() {
		if link.get("type").text() == "replaced-by" {
			r.problemOf(KindReplaced, res, link, "the record of this patient was replaced by %s", quote(link.path("other", "reference")))
		}
	}
}

func (r *reader) age(res *resource) {
	const element = "Patient.birthDate"
	given := res.at.get("birthDate")
	birth, ok := r.parse(given.text())
	switch {
	case !given.here():
		r.drop(res, element, Value, "there is no date of birth")
		return
	case !ok:
		r.drop(res, element, Date, "the date of birth is no date: %s", quote(given))
		return
	case r.future(birth):
		r.drop(res, element, Date, "the date of birth, %s, lies after %s", clean(birth.written), r.at)
		return
	}
	birth.last = min(birth.last, r.at)
	r.birth = birth
	if r.m.age < 0 {
		r.drop(res, element, Code, "the mapping has no fact for the age")
		return
	}
	v := between(float64(years(birth.last, r.at)), float64(years(birth.first, r.at)))
	r.claim(res, r.m.age, v, element, birth, fmt.Sprintf("born %s, the age on %s in full years", clean(birth.written), r.at))
}
