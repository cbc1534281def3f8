package fhir

import (
	"fmt"
	"slices"
	"strings"
)

// choosePatient finds whose record it is. Where several are spoken of and none was named,
// nothing is read: facts of two people make no patient.
func (r *reader) choosePatient(named string) bool {
	var patients []string
	for _, res := range r.input.resources {
		name := ""
		if res.kind == "Patient" {
			name = r.name(res)
		} else if subject := subjectOf(res).get("reference").text(); subject != "" && r.kinds[res.kind] != nil {
			name = r.refers(subject)
		}
		if name != "" && !slices.Contains(patients, name) {
			patients = append(patients, name)
		}
	}
	slices.Sort(patients)
	switch {
	case named != "":
		r.whose = named
		if !strings.Contains(named, "/") && !strings.Contains(named, ":") {
			r.whose = "Patient/" + named
		}
		if !slices.Contains(patients, r.whose) {
			r.input.problems = append(r.input.problems, Problem{Says: "the record does not speak of " + clean(r.whose)})
		}
	case len(patients) == 1:
		r.whose = patients[0]
	case len(patients) > 1:
		r.input.problems = append(r.input.problems, Problem{Says: "the record speaks of several patients; say which is meant: " + clean(strings.Join(patients, ", "))})
		for _, res := range r.input.resources {
			r.drop(res, "", OtherPatient, "the record speaks of several patients, and it was not said which is meant")
		}
		return false
	}
	return true
}

// name is what a resource is called here, whoever refers to it.
func (r *reader) name(res *resource) string {
	if res.id != "" {
		return res.kind + "/" + res.id
	}
	return res.url
}

// refers is the name of what a reference is to: that of the resource if it is there.
func (r *reader) refers(reference string) string {
	if res := r.resolve(reference); res != nil {
		return r.name(res)
	}
	return local(reference)
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

// ours reports whether a resource is about the patient, and names it if it is not.
func (r *reader) ours(res *resource) bool {
	reference := subjectOf(res).get("reference")
	if reference.text() == "" {
		r.problem(res, subjectOf(res), "it does not say whose it is; it is taken for this patient's")
		return true
	}
	if name := r.refers(reference.text()); name != r.whose {
		r.drop(res, "", OtherPatient, "it is about %s", clean(name))
		return false
	}
	return true
}

// readPatient reads the age.
func (r *reader) readPatient() {
	for _, res := range r.input.resources {
		if res.kind != "Patient" {
			continue
		}
		if r.name(res) != r.whose {
			r.drop(res, "", OtherPatient, "another patient")
			continue
		}
		r.age(res)
	}
}

func (r *reader) age(res *resource) {
	const element = "Patient.birthDate"
	given := res.at.get("birthDate")
	birth, ok := parseDate(given.text())
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
	if died := res.at.get("deceasedDateTime"); died.here() || res.at.get("deceasedBoolean").node().text == "true" {
		r.problem(res, died, "the patient is recorded as deceased")
	}
	if r.m.age < 0 {
		r.drop(res, element, Code, "the mapping has no fact for the age")
		return
	}
	v := between(float64(years(birth.last, r.at)), float64(years(birth.first, r.at)))
	r.claim(res, r.m.age, v, element, birth, fmt.Sprintf("born %s, the age on %s in full years", clean(birth.written), r.at))
}
