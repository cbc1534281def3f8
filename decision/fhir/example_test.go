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

// A site tells in a file of its own what its codes and forms mean. It adds to what ships and changes
// nothing of it; a mistake is named with its line and column.
func ExampleReadMapping() {
	site := fhir.File{Name: "clinic.yaml", Data: []byte(`
schema: mskguide.fhir/1
id: our-clinic
title: Our clinic

systems:
  - {id: ours, name: Our codes, uris: ["https://clinic.example/codes"]}
  - {id: snomed_ct, oid: 2.999.96} # one that ships, as records here name it; this one is made up

extend: # further codes of entries that ship
  - id: dry-needling
    codes: [{system: ours, code: PT-17, display: dry needling, checked: yes}]

conditions: # our own entries; so for medicines, allergies, procedures
  - id: our-diabetes
    codes: [{system: ours, code: "DM*", display: diabetes, checked: yes}] # all codes that begin so
    facts: [{fact: diabetes, value: true}] # a code says yes or asks, and never says no
  - id: our-falls
    codes: [{system: ours, code: FALL, display: falls often, checked: yes}]
    asks: [{fact: frail, says: somebody who falls often may be frail}]

questionnaires:
  - id: our-intake
    canonical: https://clinic.example/intake
    within_weeks: 4 # an older answer only asks
    items:
      - {link_id: "7", fact: pain_duration_weeks}
      - {link_id: "8", fact: needle_phobia, values: [{code: "Y", is: true}, {code: "N", is: false}]}
`)}
	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle(), site)
	if err != nil {
		fmt.Println(err)
		return
	}
	record := fhir.Document{Name: "record.json", Data: []byte(`{"resourceType": "Bundle", "entry": [
		{"resource": {"resourceType": "Patient", "id": "p"}},
		{"resource": {"resourceType": "Condition", "id": "sugar", "subject": {"reference": "Patient/p"},
			"clinicalStatus": {"coding": [{"code": "active"}]},
			"code": {"coding": [{"system": "https://clinic.example/codes", "code": "DM2"}]}}},
		{"resource": {"resourceType": "Condition", "id": "falls", "subject": {"reference": "Patient/p"},
			"clinicalStatus": {"coding": [{"code": "active"}]},
			"code": {"coding": [{"system": "https://clinic.example/codes", "code": "FALL"}]}}},
		{"resource": {"resourceType": "QuestionnaireResponse", "id": "intake", "status": "completed", "subject": {"reference": "Patient/p"},
			"questionnaire": "https://clinic.example/intake", "authored": "2026-11-22",
			"item": [{"linkId": "7", "answer": [{"valueQuantity": {"value": 35, "code": "d", "system": "http://unitsofmeasure.org"}}]},
				{"linkId": "8", "answer": [{"valueCoding": {"code": "N"}}]}]}}]}`)}

	chart := m.Facts(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), record)
	for _, s := range chart.Sources {
		fmt.Println(s.Fact, s.Value, "from", s.Resource, s.ID)
	}
	for _, p := range chart.Prompts {
		fmt.Println("asks:", p.Fact, "because", p.Because[0].Says)
	}
	fmt.Println(m.IDs())

	// Output:
	// pain_duration_weeks 5 from QuestionnaireResponse intake
	// diabetes true from Condition sugar
	// needle_phobia false from QuestionnaireResponse intake
	// asks: frail because Our codes FALL: somebody who falls often may be frail
	// [dry-needling-fhir-r4 our-clinic]
}
