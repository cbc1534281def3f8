package fhir_test

import (
	"fmt"
	"time"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// A record becomes facts, the facts a decision; what the record does not settle becomes questions.
func Example() {
	g := dryneedling.AsPublished()
	m, err := fhir.ReadMapping(g, dryneedling.Bundle())
	if err != nil {
		fmt.Println(err)
		return
	}
	record := fhir.Document{Name: "record.json", Data: []byte(`{"resourceType": "Bundle", "entry": [
		{"resource": {"resourceType": "Patient", "id": "p", "birthDate": "1971-05"}},
		{"resource": {"resourceType": "Condition", "id": "back", "subject": {"reference": "Patient/p"},
			"clinicalStatus": {"coding": [{"code": "active"}]},
			"code": {"coding": [{"system": "http://snomed.info/sct", "code": "278860009"}]}}},
		{"resource": {"resourceType": "Condition", "id": "cancer", "subject": {"reference": "Patient/p"},
			"clinicalStatus": {"coding": [{"code": "resolved"}]},
			"code": {"coding": [{"system": "http://snomed.info/sct", "code": "363346000"}]}}},
		{"resource": {"resourceType": "ImagingStudy", "id": "mri", "subject": {"reference": "Patient/p"}}}]}`)}

	chart := m.Facts(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), record)
	for _, s := range chart.Sources {
		fmt.Println(s.Fact, s.Value, "from", s.Element, s.ID)
	}
	for _, p := range chart.Prompts {
		fmt.Println("asks:", p.Question)
	}
	for _, u := range chart.Unused {
		fmt.Println("not used:", u.Resource, u.ID, u.Reason)
	}
	d, err := g.Decide(chart.Facts)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Verdict, "could become", d.CouldBecome)

	// Output:
	// condition low_back_pain from Condition.code back
	// pain_duration_weeks map[more_than:12] from Condition.code back
	// age_years 55 from Patient.birthDate p
	// cancer_history true from Condition.code cancer
	// asks: Is there concern about spinal or other malignancy?
	// asks: Is there known or suspected malignancy at the site?
	// not used: ImagingStudy mri resources of this type are not read
	// do_not_use could become [contraindicated refer]
}
