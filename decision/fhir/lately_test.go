package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

// That the actions of a prescription are done does not say that its medicine is no longer taken: it
// asks while the prescription is valid, or, of no known end, while it counts by itself.
func TestCompletedPrescriptions(t *testing.T) {
	of := func(kind, medicine, more string) string {
		return `{"resourceType":"` + kind + `","id":"m",` + ofP + `,` + medicine + `,"status":"completed"` + more + `}`
	}
	request := func(more string) string { return of("MedicationRequest", warfarin, `,"intent":"order"`+more) }
	coded := func(code string) string {
		return `"medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"` + code + `"}]}`
	}
	valid := func(until string) string { return `,"dispenseRequest":{"validityPeriod":{"end":"` + until + `"}}` }
	const (
		asks    = `anticoagulation_uncontrolled antithrombotic_medicine`
		says    = `its prescription is completed; it does not say whether it is still taken`
		lately  = `,"authoredOn":"2026-10-20"`
		longAgo = `,"authoredOn":"2024-10-20"`
	)
	for _, tt := range []reading{
		{"written lately", request(lately), `{}`, asks, says},
		{"written some day of last year, which may be lately", request(`,"authoredOn":"2025"`), `{}`, asks, says},
		{"written long ago", request(longAgo), `{}`, ``, `its status is completed`},
		{"written on no day", request(``), `{}`, ``, `its status is completed`},
		{"written lately, and valid", request(lately + valid("2026-12-31")), `{}`, asks, says},
		{"valid until today", request(longAgo + valid("2026-11-22")), `{}`, asks, says},
		{"valid until some day of this month", request(longAgo + valid("2026-11")), `{}`, asks, says},
		{"written long ago, and valid", request(longAgo + valid("2026-12-31")), `{}`, asks, says},
		{"written lately, and no longer valid", request(lately + valid("2026-11-21")), `{}`, ``, `its status is completed`},
		{"valid until no day", request(lately + valid("soon")), `{}`, asks, `is no date`},
		{"of a medicine that only asks", of("MedicationRequest", coded("1191"), `,"intent":"order"`+lately), `{}`, `antithrombotic_medicine`, `the ingredient does not tell the dose`},
		{"of one that only asks, written long ago", of("MedicationRequest", coded("1191"), `,"intent":"order"`+longAgo), `{}`, ``, `its status is completed`},
		{"of an entry that counts when it is over", of("MedicationRequest", coded("5640"), `,"intent":"order"`+longAgo), `{}`, `nsaid_trial`, ``},
		{"no longer taken", of("MedicationStatement", warfarin, `,"effectivePeriod":{"end":"2026-10-20"}`), `{}`, ``, `its status is completed`},
		{"stopped lately", `{"resourceType":"MedicationRequest","id":"m",` + ofP + `,` + warfarin + `,"status":"stopped","intent":"order"` + lately + valid("2026-12-31") + `}`, `{}`, ``, `its status is stopped`},
		{"proposed", of("MedicationRequest", warfarin, `,"intent":"proposal"`+lately), `{}`, asks, says},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// An entry that counts without an end does not say how long a completed prescription may matter: its
// medicine is named and asks nothing, unless the prescription is still valid.
func TestCompletedWithoutAnEnd(t *testing.T) {
	m := shipped(t, site("medicines:\n  - id: ours\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n    facts: [{fact: ssri_or_snri, value: true}]\n"))
	read := func(more string) []fhir.Prompt {
		return m.Facts(at(), fhir.Document{Name: "r", Data: []byte(`{"resourceType":"MedicationRequest","id":"m",` + ofP + `,"status":"completed","intent":"order","authoredOn":"2026-10-20","medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"1"}]}` + more + `}`)}).Prompts
	}
	require.Empty(t, read(``))
	require.Len(t, read(`,"dispenseRequest":{"validityPeriod":{"end":"2026-12-31"}}`), 1)
}

// What is over and may be recent asks, where it counts for some weeks; not where that it is over
// settles it.
func TestOverOfLate(t *testing.T) {
	const resolved = `"clinicalStatus":{"coding":[{"code":"resolved"}]}`
	over := func(code, more string) string {
		return `{"resourceType":"Condition","id":"a",` + ofP + `,"code":{"coding":[{"system":"http://snomed.info/sct","code":"` + code + `"}]},` + more + `}`
	}
	const clot, says = "128053003", `it is recorded as over (resolved); it may be recent`
	for _, tt := range []reading{
		{"a clot of some weeks ago", over(clot, resolved+`,"onsetDateTime":"2026-10-20"`), `{}`, `suspected_dvt`, says + `","kind":"doubtful"`},
		{"recorded some weeks ago", over(clot, resolved+`,"recordedDate":"2026-10-20"`), `{}`, `suspected_dvt`, says},
		{"begun some day of this year", over(clot, resolved+`,"onsetDateTime":"2026"`), `{}`, `suspected_dvt`, says},
		{"begun long ago, and over of late", over(clot, resolved+`,"onsetDateTime":"2026-05-01","abatementDateTime":"2026-11-01"`), `{}`, `suspected_dvt`, says},
		{"over of late, without a status", over(clot, `"onsetDateTime":"2026-10-01","abatementDateTime":"2026-11-01"`), `{}`, `suspected_dvt`, `it is recorded as over (abatementDateTime \"2026-11-01\"); it may be recent`},
		{"over and unconfirmed", over(clot, resolved+`,"verificationStatus":{"coding":[{"code":"unconfirmed"}]},"onsetDateTime":"2026-10-20"`), `{}`, `suspected_dvt`, says + `; its verification status is unconfirmed`},
		{"refuted", over(clot, resolved+`,"verificationStatus":{"coding":[{"code":"refuted"}]},"onsetDateTime":"2026-10-20"`), `{}`, ``, `refuted`},
		{"long ago", over(clot, resolved+`,"onsetDateTime":"2025-10-20"`), `{}`, ``, `its clinical status is resolved`},
		{"begun long ago, and on record of late", over(clot, resolved+`,"onsetDateTime":"2012-10-20","recordedDate":"2026-11-01"`), `{}`, `suspected_dvt`, says},
		{"begun some months ago, and recorded yesterday", over(clot, `"clinicalStatus":{"coding":[{"code":"inactive"}]},"onsetDateTime":"2026-08-20","recordedDate":"2026-11-21"`), `{}`, `suspected_dvt`, `it is recorded as over (inactive); it may be recent`},
		{"recorded of late, and over long ago", over(clot, resolved+`,"onsetDateTime":"2012-10-20","abatementDateTime":"2013","recordedDate":"2026-11-21"`), `{}`, ``, `its clinical status is resolved`},
		{"begun and recorded long ago", over(clot, resolved+`,"onsetDateTime":"2026-06-20","recordedDate":"2026-06-21"`), `{}`, ``, `its clinical status is resolved`},
		{"recorded long ago, and begun of late", over(clot, resolved+`,"onsetDateTime":"2026-11-01","recordedDate":"2026-06-21"`), `{}`, `suspected_dvt`, says},
		{"on no day", over(clot, resolved), `{}`, ``, `its clinical status is resolved`},
		{"a code that was not confirmed", over("192970008", resolved+`,"onsetDateTime":"2026-10-20"`), `{}`, `cauda_equina_signs`, `(the code is weakly checked): it is recorded as over (resolved); it may be recent`},
		{"an infection of the spine", over("203241002", resolved+`,"onsetDateTime":"2026-07-20"`), `{}`, `spinal_infection_concern`, says},
		{"a pregnancy", over("77386006", resolved+`,"onsetDateTime":"2026-03-20"`), `{}`, ``, `its clinical status is resolved`},
		{"what counts without an end", over("84757009", resolved+`,"onsetDateTime":"2026-10-20"`), `{}`, ``, `its clinical status is resolved`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// What affirms a danger and cannot be used, for a reason that does not rule it out, asks, and is listed
// as not used.
func TestDangersThatCannotBeUsed(t *testing.T) {
	const clot = `"code":{"coding":[{"system":"http://snomed.info/sct","code":"128053003"}]}`
	condition := func(code, more string) string {
		return `{"resourceType":"Condition","id":"a",` + ofP + `,` + isActive + `,` + code + more + `}`
	}
	medicine := func(kind, more string) string {
		return `{"resourceType":"` + kind + `","id":"m",` + ofP + `,` + warfarin + `,` + more + `}`
	}
	const modifier = `,"modifierExtension":[{"url":"http://example.org/x","valueBoolean":true}]`
	const control = `anticoagulation_uncontrolled antithrombotic_medicine`
	for _, tt := range []reading{
		{"recorded tomorrow", condition(clot, `,"recordedDate":"2026-11-23"`), `{}`, `suspected_dvt`, `"says":"SNOMED CT 128053003: recorded on 2026-11-23, after 2026-11-22","kind":"doubtful"`},
		{"recorded tomorrow, as it is listed", condition(clot, `,"recordedDate":"2026-11-23"`), `{}`, `suspected_dvt`, `"kind":"date","reason":"SNOMED CT 128053003: recorded on 2026-11-23, after 2026-11-22"`},
		{"recorded in many years", condition(clot, `,"recordedDate":"2062-11-23","onsetDateTime":"2026-11-01"`), `{}`, `suspected_dvt`, `after 2026-11-22`},
		{"recorded tomorrow, and refuted", condition(clot, `,"recordedDate":"2026-11-23","verificationStatus":{"coding":[{"code":"refuted"}]}`), `{}`, ``, `recorded on 2026-11-23`},
		{"recorded tomorrow, and no danger", condition(lowBack[:strings.LastIndex(lowBack, `,"clin`)], `,"recordedDate":"2026-11-23"`), `{}`, ``, `recorded on 2026-11-23`},
		{"recorded tomorrow, a risk factor", condition(`"code":{"coding":[{"system":"http://snomed.info/sct","code":"386661006"}]}`, `,"recordedDate":"2026-11-23"`), `{}`, ``, ``},
		{"modified", condition(clot, `,"recordedDate":"2026-11-20"`+modifier), `{}`, `suspected_dvt`, `"says":"SNOMED CT 128053003: modifierExtension may change what it means, and is not understood","kind":"doubtful"`},
		{"modified, and recorded tomorrow", condition(clot, `,"recordedDate":"2026-11-23"`+modifier), `{}`, `suspected_dvt`, ``},
		{"modified, and of a code that was not confirmed", condition(`"code":{"coding":[{"system":"http://snomed.info/sct","code":"192970008"}]}`, `,"recordedDate":"2026-11-20"`+modifier), `{}`, `cauda_equina_signs`, ``},
		{"ordered tomorrow", medicine("MedicationRequest", `"status":"active","intent":"order","authoredOn":"2026-11-23"`), `{}`, `antithrombotic_medicine`, `"says":"RxNorm 11289: authoredOn is 2026-11-23, after 2026-11-22","kind":"doubtful"`},
		{"a draft", medicine("MedicationRequest", `"status":"draft","intent":"order","authoredOn":"2026-11-20"`), `{}`, control, `"says":"RxNorm 11289: its status is draft","kind":"doubtful"`},
		{"intended", medicine("MedicationStatement", `"status":"intended","dateAsserted":"2026-11-20"`), `{}`, control, `its status is intended`},
		{"an allergy of tomorrow", `{"resourceType":"AllergyIntolerance","id":"a","patient":{"reference":"Patient/p"},"recordedDate":"2026-11-23","type":"allergy",` + isActive + `,"code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"5640"}]}}`, `{}`, `nsaid_reaction`, `recordedDate is 2026-11-23`},
		{"measured tomorrow", `{"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"2026-11-23",` + ofP + `,` + pregnant + `,"valueBoolean":true}`, `{}`, `pregnancy`, `effectiveDateTime is 2026-11-23`},
		{"not so tomorrow", `{"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"2026-11-23",` + ofP + `,` + pregnant + `,"valueBoolean":false}`, `{}`, ``, ``},
		{"answered tomorrow", told("q", "2026-11-23", "", says("suspected_dvt", isTrue), says("pregnancy", isFalse)), `{}`, `suspected_dvt`, `"says":"answered: true: authored on 2026-11-23, after 2026-11-22","kind":"doubtful"`},
		{"answered, and modified", told("q", "2026-11-22", modifier, says("suspected_dvt", isTrue), says("pregnancy", isFalse)), `{}`, `suspected_dvt`, ``},
		{"denied since", condition(clot, `,"recordedDate":"2026-11-20"`+modifier) + "\n" + told("q", "2026-11-22", "", says("suspected_dvt", isFalse)), `{"suspected_dvt":false}`, `suspected_dvt`, ``},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.hold(t)
			requireBrief(t, shipped(t), fhir.Document{Name: "r", Data: []byte(tt.resources)})
		})
	}
}
