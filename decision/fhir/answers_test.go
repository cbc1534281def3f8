package fhir_test

import (
	"strings"
	"testing"
)

// Answers that name no patient are not taken for this one's where another gave or wrote them.
func TestWhoseAnswersAre(t *testing.T) {
	of := func(more string) string {
		return strings.Replace(told("q", "2026-11-22", more, says("suspected_dvt", isTrue), says("pregnancy", isFalse)), ofP+`,`, ``, 1)
	}
	const taken = `{"pregnancy":false,"suspected_dvt":true}`
	for _, tt := range []reading{
		{"of nobody", of(``), taken, ``, `it is taken for this patient's`},
		{"by the patient", of(`,"source":{"reference":"Patient/p"}`), taken, ``, ``},
		{"by a practitioner", of(`,"author":{"reference":"Practitioner/d"}`), taken, ``, ``},
		{"by another patient", of(`,"source":{"reference":"Patient/z"}`), `{}`, `suspected_dvt`, `"kind":"other_patient","reason":"it does not say whose it is, and its source, Patient/z, is another patient"`},
		{"by another patient, in doubt", of(`,"source":{"reference":"Patient/z"}`), `{}`, `suspected_dvt`, `is another patient; it may be this patient's","kind":"doubtful"`},
		{"written by another patient", of(`,"author":{"reference":"https://ehr.example/fhir/Patient/z"}`), `{}`, `suspected_dvt`, `its author, Patient/z`},
		{"by one who is not there", of(`,"source":{"reference":"urn:uuid:3f1d6a2c-0000-4000-8000-000000000009"}`), `{}`, `suspected_dvt`, `its source`},
		{"of the patient, by another", told("q", "2026-11-22", `,"source":{"reference":"Patient/z"}`, says("suspected_dvt", isTrue)), `{"suspected_dvt":true}`, ``, ``},
	} {
		t.Run(tt.name, tt.hold)
	}
}
