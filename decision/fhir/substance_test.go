package fhir_test

import (
	"fmt"
	"testing"
)

func rxnorm(code string) string {
	return `{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"` + code + `"}]}`
}

// What is listed as an NSAID among the medicines is one among the allergies too.
func TestAllergiesToNSAIDs(t *testing.T) {
	for _, code := range []string{"5640", "24605", "31448", "8356", "10237", "32613", "6142", "4502", "3393", "10636", "257844", "4331", "6693"} {
		reading{code, `{"resourceType":"AllergyIntolerance","id":"a","patient":{"reference":"Patient/p"},"type":"allergy",` + isActive + `,"code":` + rxnorm(code) + `}`,
			`{"nsaid_reaction":true}`, `nsaid_trial`, ``}.hold(t)
		reading{code, `{"resourceType":"MedicationStatement","id":"m",` + ofP + `,"status":"active","medicationCodeableConcept":` + rxnorm(code) + `}`,
			`{}`, `nsaid_trial`, ``}.hold(t)
	}
}

// The substance of a reaction counts as the code does, where the code itself means nothing here.
func TestSubstancesOfReactions(t *testing.T) {
	allergy := func(kind, code string, reactions ...string) string {
		list := ""
		for i, one := range reactions {
			if i > 0 {
				list += ","
			}
			list += one
		}
		return fmt.Sprintf(`{"resourceType":"AllergyIntolerance","id":"a","patient":{"reference":"Patient/p"},"type":"%s",%s%s,"reaction":[%s]}`, kind, isActive, code, list)
	}
	to := func(code string) string { return `{"substance":` + rxnorm(code) + `}` }
	const other = `,"code":{"coding":[{"system":"http://clinic.example","code":"A17"}]}`
	acetaminophen := `,"code":` + rxnorm("161")
	for _, tt := range []reading{
		{"beside a code that means nothing", allergy("allergy", other, to("5640")), `{"nsaid_reaction":true}`, `nsaid_trial`, `"element":"AllergyIntolerance.reaction[0].substance"`},
		{"beside no code", allergy("allergy", ``, to("5640")), `{"nsaid_reaction":true}`, `nsaid_trial`, ``},
		{"the second of two", allergy("allergy", other, `{"manifestation":[{"text":"rash"}]}`, to("5640")), `{"nsaid_reaction":true}`, `nsaid_trial`, `"element":"AllergyIntolerance.reaction[1].substance"`},
		{"two that mean something", allergy("allergy", other, to("161"), to("5640")), `{"nsaid_reaction":true}`, `acetaminophen_trial nsaid_trial`, ``},
		{"an intolerance", allergy("intolerance", other, to("5640")), `{}`, `nsaid_reaction nsaid_trial`, `recorded as an intolerance`},
		{"beside a code that means something", allergy("allergy", acetaminophen, to("5640")), `{}`, `acetaminophen_trial`, ``},
		{"nor does the substance mean anything", allergy("allergy", other, to("17")), `{}`, ``, `A17`},
		{"changed by something", allergy("allergy", other, `{"modifierExtension":[{"url":"http://example.org/not"}],"substance":`+rxnorm("5640")+`}`), `{}`, ``, `modifierExtension may change`},
		{"no known allergy", allergy("allergy", `,"code":{"coding":[{"system":"http://snomed.info/sct","code":"716186003"}]}`), `{}`, ``, `no code of it has a meaning here`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// Topical products are another class than the systemic NSAIDs, and not all of them are any.
func TestTopicalProducts(t *testing.T) {
	reading{"a product for the skin", `{"resourceType":"MedicationStatement","id":"m",` + ofP + `,"status":"completed","medicationCodeableConcept":{"coding":[{"system":"http://www.whocc.no/atc","code":"M02A"}]}}`,
		`{}`, `nsaid_trial`, `not every topical product is an NSAID`}.hold(t)
}

func TestJointMobilityExercises(t *testing.T) {
	reading{"exercises of joint mobility", `{"resourceType":"Procedure","id":"x","status":"completed",` + ofP + `,"code":{"coding":[{"system":"http://snomed.info/sct","code":"386294003"}]}}`,
		`{}`, `exercise_trial manual_therapy_exercise_trial`, ``}.hold(t)
}
