package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

// What the shipped mapping asks a server for: all of a type, or one code or questionnaire at a time.
func TestSearches(t *testing.T) {
	keys := map[string]bool{}
	var asked []string
	for _, s := range shipped(t).Searches() {
		require.Regexp(t, `^[A-Za-z0-9.-]+$`, s.Key)
		require.False(t, keys[s.Key], "%s is there twice", s.Key)
		keys[s.Key] = true
		asked = append(asked, s.Resource+" "+s.Param+" "+s.Value)
		require.Equal(t, s.Resource == "Observation", s.Newest)
	}
	require.Equal(t, []string{
		"AllergyIntolerance  ", "CarePlan  ", "Condition  ", "MedicationAdministration  ", "MedicationRequest  ", "MedicationStatement  ",
		"Observation code http://loinc.org|38208-5", "Observation code http://loinc.org|72514-3", "Observation code http://loinc.org|82237-9",
		"Observation code http://loinc.org|97909-6", "Observation code http://snomed.info/sct|77386006", "Procedure  ",
		"QuestionnaireResponse questionnaire urn:mskguide:questionnaire:dry-needling",
	}, asked)
}

// What a site adds is asked for too.
func TestSearchesOfASite(t *testing.T) {
	site := fhir.File{Name: "site.yaml", Data: []byte(`schema: mskguide.fhir/1
id: clinic
title: Codes of a clinic
systems:
  - {id: local, name: Codes of the clinic, uris: ["urn:clinic:codes", "urn:clinic:old-codes"]}
extend:
  - id: numeric-pain-rating
    codes: [{system: local, code: PAIN_NRS, display: pain, checked: yes}]
`)}
	var asked []string
	for _, s := range shipped(t, site).Searches() {
		if s.Resource == "Observation" {
			asked = append(asked, s.Key+" "+s.Value)
		}
	}
	require.Contains(t, asked, "observation-local-PAIN-NRS urn:clinic:codes|PAIN_NRS")
	require.Contains(t, asked, "observation-local-PAIN-NRS.b urn:clinic:old-codes|PAIN_NRS")
	require.Len(t, asked, 7)
}

// By an OID a server is asked only where a site says so.
func TestSearchesByOID(t *testing.T) {
	named := shipped(t, site(oids))
	require.Contains(t, named.Systems()["loinc"], "urn:oid:2.999.1")
	require.Equal(t, shipped(t).Searches(), named.Searches())
	site := fhir.File{Name: "site.yaml", Data: []byte("schema: mskguide.fhir/1\nid: clinic\ntitle: Codes of a clinic\nsystems: [{id: loinc, uris: [\"urn:oid:2.999.1\"]}]\n")}
	var asked []string
	for _, s := range shipped(t, site).Searches() {
		if s.Resource == "Observation" {
			asked = append(asked, s.Value)
		}
	}
	require.Contains(t, asked, "urn:oid:2.999.1|82237-9")
	require.Contains(t, asked, "http://loinc.org|82237-9")
	require.Len(t, asked, 9)
}

// A code that stands for all below it cannot be asked for: then all of the type is.
func TestSearchesForWhatNoTokenSays(t *testing.T) {
	site := fhir.File{Name: "site.yaml", Data: []byte(`schema: mskguide.fhir/1
id: clinic
title: Codes of a clinic
systems:
  - {id: local, name: Codes of the clinic, uris: ["urn:clinic:codes"]}
extend:
  - id: numeric-pain-rating
    codes: [{system: local, code: "NRS*", display: pain, checked: yes}]
`)}
	found := 0
	for _, s := range shipped(t, site).Searches() {
		if s.Resource == "Observation" {
			require.Equal(t, fhir.SearchAll("Observation"), s)
			found++
		}
	}
	require.Equal(t, 1, found)
	require.Equal(t, "service-request", fhir.SearchAll("ServiceRequest").Key)
}
