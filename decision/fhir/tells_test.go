package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// What can tell a fact is what gives it, and not what asks; a site's codes count.
func TestTells(t *testing.T) {
	m := shipped(t)
	require.Equal(t, []fhir.Telling{{Resource: "Patient", Element: "birthDate"}}, m.Tells("age_years"))
	require.Equal(t, []fhir.Telling{{Resource: "Condition", Element: "code"}}, m.Tells("condition"))
	require.Equal(t, []fhir.Telling{{Resource: "Condition", Element: "onset"}}, m.Tells("pain_duration_weeks"))
	require.Empty(t, m.Tells("cancer_concern"), "risk factors ask")
	require.Empty(t, m.Tells("no_such_fact"))

	snomed, loinc := "http://snomed.info/sct", "http://loinc.org"
	require.Equal(t, []fhir.Telling{
		{Resource: "Condition", Element: "code", Codes: []fhir.Coded{{System: snomed, Code: "72892002"}, {System: snomed, Code: "77386006"}}},
		{Resource: "Observation", Element: "value", Codes: []fhir.Coded{{System: snomed, Code: "77386006"}}, Within: 4},
	}, m.Tells("pregnancy"))
	require.Equal(t, []fhir.Telling{{Resource: "Observation", Element: "value", Codes: []fhir.Coded{{System: loinc, Code: "82237-9"}}, Within: 4}}, m.Tells("ndi_now"))
	require.Equal(t, []fhir.Telling{{Resource: "Condition", Element: "code", Codes: []fhir.Coded{{System: snomed, Code: "128462008"}, {System: snomed, Code: "314990009"}, {System: snomed, Code: "363346000"}}}}, m.Tells("cancer_history"))
	require.Empty(t, m.Tells("cauda_equina_signs"), "its codes were not confirmed, and ask")

	var types []string
	for _, telling := range m.Tells("antithrombotic_medicine") {
		types = append(types, telling.Resource+"."+telling.Element)
	}
	require.Equal(t, []string{"MedicationStatement.medication", "MedicationRequest.medication", "MedicationAdministration.medication"}, types)

	site := shipped(t, fhir.File{Name: "site.yaml", Data: []byte(`
schema: mskguide.fhir/1
id: our-clinic
title: Codes of our clinic
systems:
  - {id: ours, name: Our codes, uris: ["http://clinic.example/codes"]}
extend:
  - id: diabetes
    codes: [{system: icd_10_cm, code: E11.65, display: diabetes, checked: yes}]
conditions:
  - id: our-ulcers
    codes: [{system: icd_10_cm, code: "K25*", display: ulcer, checked: yes}]
    facts: [{fact: ulcer_history, value: true}]
observations:
  - id: our-frailty
    codes: [{system: ours, code: FRAIL, display: frail, checked: yes}]
    fact: frail
`)})
	require.Equal(t, []fhir.Telling{{Resource: "Observation", Element: "value", Codes: []fhir.Coded{{System: "http://clinic.example/codes", Code: "FRAIL"}}}}, site.Tells("frail"))
	require.Equal(t, []fhir.Telling{{Resource: "Condition", Element: "code", Codes: []fhir.Coded{{System: "http://hl7.org/fhir/sid/icd-10-cm", Code: "E11.65"}}}}, site.Tells("diabetes"), "with the dot, and without the one that was not confirmed")
	require.Equal(t, []fhir.Telling{{Resource: "Condition", Element: "code"}}, site.Tells("ulcer_history"), "one of its codes stands for all below it")
}

// The first questionnaire by ids of facts is the one to answer, and units are those of UCUM as they are.
func TestWhatAnswersAreWrittenBy(t *testing.T) {
	m := shipped(t)
	require.Equal(t, "urn:mskguide:questionnaire:dry-needling", m.Questionnaire())
	for fact, want := range map[string]string{"pain_duration_weeks": "wk", "age_years": "a", "training_hours": "h", "ndi_now": "%", "nprs_now": "{score}", "sessions_attended": "1"} {
		f, ok := dryneedling.AsPublished().Fact(fact)
		require.True(t, ok)
		got, ok := m.Unit(f)
		require.True(t, ok)
		require.Equal(t, want, got, fact)
	}
	bare, err := fhir.ReadMapping(dryneedling.AsPublished(), nil)
	require.NoError(t, err)
	require.Empty(t, bare.Questionnaire())
	f, _ := dryneedling.AsPublished().Fact("age_years")
	_, ok := bare.Unit(f)
	require.False(t, ok)
}
