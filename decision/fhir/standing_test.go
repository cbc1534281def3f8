package fhir_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

// reading is what is expected of a record: its facts as JSON, what it asks, and words that
// stand among what was not used or what is wrong.
type reading struct {
	name, resources, facts, asks, says string
}

const (
	ofP      = `"subject":{"reference":"Patient/p"}`
	isActive = `"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]}`
	epilepsy = `"code":{"coding":[{"system":"http://snomed.info/sct","code":"84757009"}]}`
	warfarin = `"medicationCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"11289"}]}`
	pain     = `"code":{"coding":[{"system":"http://loinc.org","code":"72514-3"}]}`
	pregnant = `"code":{"coding":[{"system":"http://snomed.info/sct","code":"77386006"}]}`
	index    = `"code":{"coding":[{"system":"http://loinc.org","code":"82237-9"}]}`
	asked    = `"questionnaire":"urn:mskguide:questionnaire:dry-needling"`
	patientP = `{"resourceType":"Patient","id":"p"},`
)

func (tt reading) hold(t *testing.T) {
	t.Helper()
	var entries []string
	for line := range strings.Lines(patientP + "\n" + tt.resources) {
		if line = strings.TrimSuffix(strings.TrimSpace(line), ","); line != "" {
			entries = append(entries, `{"resource":`+line+`}`)
		}
	}
	d := fhir.Document{Name: "record.json", Data: []byte(`{"resourceType":"Bundle","type":"collection","entry":[` + strings.Join(entries, ",\n") + `]}`)}
	c := shipped(t).Facts(at(), d)
	require.Equal(t, tt.facts, strings.TrimSpace(string(c.FactsJSON())), tt.name)
	var asks []string
	for _, p := range c.Prompts {
		asks = append(asks, p.Fact)
	}
	slices.Sort(asks)
	require.Equal(t, tt.asks, strings.Join(asks, " "), tt.name)
	require.Contains(t, string(c.JSON()), tt.says, tt.name)
	nothingLost(t, d, c)
	requireBrief(t, shipped(t), d)
}

// How far a condition holds. One that is over and doubted, or active and over, asks.
func TestStandingOfConditions(t *testing.T) {
	for _, tt := range []reading{
		{"codes of a site beside those of FHIR", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,"clinicalStatus":{"coding":[{"system":"http://clinic.example","code":"A"},{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},"verificationStatus":{"coding":[{"system":"http://clinic.example","code":"9"},{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]}}`,
			`{"epilepsy":true}`, ``, ``},
		{"codes of a site beside entered in error", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,` + isActive + `,"verificationStatus":{"coding":[{"system":"http://clinic.example","code":"confirmed"},{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"entered-in-error"}]}}`,
			`{}`, ``, `entered-in-error`},
		{"a status of a later FHIR", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,"clinicalStatus":{"coding":[{"code":"unknown"}]}}`, `{}`, `epilepsy`, `not one of FHIR R4`},
		{"a verification of a later FHIR", `{"resourceType":"AllergyIntolerance","id":"a","patient":{"reference":"Patient/p"},"type":"allergy",` + isActive + `,"verificationStatus":{"coding":[{"code":"presumed"}]},"code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"5640"}]}}`, `{}`, `nsaid_reaction nsaid_trial`, ``},
		{"resolved and unconfirmed", `{"resourceType":"Condition","id":"a",` + ofP + `,"clinicalStatus":{"coding":[{"code":"resolved"}]},"verificationStatus":{"coding":[{"code":"unconfirmed"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"363346000"}]}}`, `{}`, `cancer_concern cancer_history malignancy_at_site`, `unconfirmed`},
		{"resolved and confirmed", `{"resourceType":"Condition","id":"a",` + ofP + `,"clinicalStatus":{"coding":[{"code":"resolved"}]},"verificationStatus":{"coding":[{"code":"confirmed"}]},"code":{"coding":[{"system":"http://snomed.info/sct","code":"363346000"}]}}`, `{"cancer_history":true}`, `cancer_concern malignancy_at_site`, ``},
		{"active and over", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,` + isActive + `,"abatementDateTime":"2026-01-01"}`, `{}`, `epilepsy`, `over`},
		{"over in words", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,` + isActive + `,"abatementString":"not yet"}`, `{}`, `epilepsy`, ``},
		{"over at some time to come", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,` + isActive + `,"abatementPeriod":{"start":"2027-01-01","end":"2027-02-01"}}`, `{"epilepsy":true}`, ``, `lies after`},
		{"over, on no day", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,"abatementDateTime":"later"}`, `{}`, `epilepsy`, `later`},
		{"over, without a status", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,"abatementDateTime":"2020"}`, `{}`, ``, `it is recorded as over`},
		{"on record of late, and begun long ago", `{"resourceType":"Condition","id":"a",` + ofP + `,` + isActive + `,"onsetDateTime":"2012-03","recordedDate":"2026-11-20","code":{"coding":[{"system":"http://snomed.info/sct","code":"128053003"}]}}`, `{}`, `suspected_dvt`, `12 weeks ago`},
		{"over, and back again", `{"resourceType":"Condition","id":"a",` + ofP + `,"clinicalStatus":{"coding":[{"code":"resolved"}]},"onsetDateTime":"2020-01-01","recordedDate":"2020-02-01","code":{"coding":[{"system":"http://snomed.info/sct","code":"279039007"}]}}
{"resourceType":"Condition","id":"b",` + ofP + `,` + isActive + `,"onsetDateTime":"2026-11-01","code":{"coding":[{"system":"http://snomed.info/sct","code":"279039007"}]}}`, `{"condition":"low_back_pain","pain_duration_weeks":{"at_least":3}}`, `pain_duration_weeks`, `pain that comes back`},
		{"a status given twice", `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + `,` + isActive + `,"verificationStatus":{"coding":[{"code":"confirmed"}]},"verificationStatus":{"coding":[{"code":"refuted"}]}}`, `{}`, ``, `readers differ`},
		{"nothing known of that kind", `{"resourceType":"AllergyIntolerance","id":"a","patient":{"reference":"Patient/p"},` + isActive + `,"code":{"coding":[{"system":"http://snomed.info/sct","code":"716186003"}]}}`, `{}`, ``, `no code of it has a meaning here`},
		{"absent for a reason", `{"resourceType":"Condition","id":"a",` + ofP + `,` + isActive + `,"code":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]},"_onsetDateTime":{"extension":[]}}`, `{}`, ``, `it has no code`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// Statuses that cannot be read, or say two things, leave it in doubt, in whatever order; an end at an age
// that is not reached is none yet.
func TestStandingInDoubt(t *testing.T) {
	const clinical, verification = "http://terminology.hl7.org/CodeSystem/condition-clinical", "http://terminology.hl7.org/CodeSystem/condition-ver-status"
	of := func(more string) string {
		return `{"resourceType":"Condition","id":"a",` + ofP + `,` + epilepsy + more + `}`
	}
	coded := func(element, system string, codes ...string) string {
		var list []string
		for _, code := range codes {
			list = append(list, `{"system":"`+system+`","code":"`+code+`"}`)
		}
		return `,"` + element + `":{"coding":[` + strings.Join(list, ",") + `]}`
	}
	const born = "\n" + `{"resourceType":"Patient","id":"p","birthDate":"1981-05-04"}`
	years := func(n, unit string) string { return `{"value":` + n + `,"code":"` + unit + `"}` }
	active := `,` + isActive
	const holds, aged = `{"epilepsy":true}`, `{"age_years":45}`
	for _, tt := range []reading{
		{"refuted, in words", of(active + `,"verificationStatus":{"text":"Refuted"}`), `{}`, `epilepsy`, `its verification status stands in words only: \"Refuted\"","kind":"doubtful"`},
		{"refuted, by its name", of(active + `,"verificationStatus":{"coding":[{"system":"` + verification + `","display":"Refuted"}]}`), `{}`, `epilepsy`, `\"Refuted\"`},
		{"a verification that is none", of(active + `,"verificationStatus":7`), `{}`, `epilepsy`, ``},
		{"a verification that is absent for a reason", of(active + `,"verificationStatus":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}`), holds, ``, ``},
		{"refuted, and what is no status", of(active + coded("verificationStatus", verification, "refuted", "unknown")), `{}`, `epilepsy`, `its verification status is refuted and unknown`},
		{"what is no status, and refuted", of(active + coded("verificationStatus", verification, "unknown", "refuted")), `{}`, `epilepsy`, `its verification status is refuted and unknown`},
		{"refuted and confirmed", of(active + coded("verificationStatus", verification, "refuted", "confirmed")), `{}`, `epilepsy`, `its verification status is confirmed and refuted`},
		{"confirmed and refuted", of(active + coded("verificationStatus", verification, "confirmed", "refuted")), `{}`, `epilepsy`, `its verification status is confirmed and refuted`},
		{"confirmed and provisional", of(active + coded("verificationStatus", verification, "confirmed", "provisional")), `{}`, `epilepsy`, `confirmed and provisional`},
		{"provisional and a differential", of(active + coded("verificationStatus", verification, "provisional", "differential")), `{}`, `epilepsy`, `is provisional`},
		{"refuted, and in error", of(active + coded("verificationStatus", verification, "refuted", "entered-in-error")), `{}`, ``, `is refuted`},
		{"resolved and active", of(coded("clinicalStatus", clinical, "resolved", "active")), `{}`, `epilepsy`, `its clinical status is active and resolved`},
		{"active and resolved", of(coded("clinicalStatus", clinical, "active", "resolved")), `{}`, `epilepsy`, `its clinical status is active and resolved`},
		{"active and resolved, of no system", of(`,"clinicalStatus":{"coding":[{"code":"active"},{"code":"resolved"}]}`), `{}`, `epilepsy`, ``},
		{"active and a recurrence", of(coded("clinicalStatus", clinical, "active", "recurrence")), holds, ``, ``},
		{"resolved and inactive", of(coded("clinicalStatus", clinical, "resolved", "inactive")), `{}`, ``, `its clinical status is resolved`},
		{"active in words, and over", of(`,"clinicalStatus":{"text":"Active"},"abatementDateTime":"2020"`), `{}`, `epilepsy`, `its clinical status stands in words only`},
		{"over at an age to come", of(`,"abatementAge":`+years("99", "a")) + born, aged, `epilepsy`, `lies after`},
		{"active, and over at an age to come", of(active+`,"abatementAge":`+years("99", "a")) + born, `{"age_years":45,"epilepsy":true}`, ``, `lies after`},
		{"over at an age that is past", of(`,"abatementAge":`+years("40", "a")) + born, aged, ``, `it is recorded as over`},
		{"over at an age of somebody of no age", of(`,"abatementAge":` + years("40", "a")), `{}`, `epilepsy`, `it is not said when it was over`},
		{"over between ages to come", of(`,"abatementRange":{"low":`+years("60", "a")+`,"high":`+years("80", "a")+`}`) + born, aged, `epilepsy`, `lies after`},
		{"over between ages of which one is to come", of(`,"abatementRange":{"low":`+years("40", "a")+`,"high":`+years("50", "a")+`}`) + born, aged, `epilepsy`, `it is not said when it was over`},
		{"over between ages that are past", of(`,"abatementRange":{"low":`+years("30", "a")+`,"high":`+years("40", "a")+`}`) + born, aged, ``, `it is recorded as over`},
		{"over between ages without units", of(`,"abatementRange":{"low":{"value":60},"high":{"value":80}}`) + born, aged, `epilepsy`, ``},
		{"a clot that is over at this age", strings.Replace(of(`,"recordedDate":"2025-12-01","abatementAge":`+years("45", "a")), "84757009", "128053003", 1) + born, aged, `suspected_dvt`, `it may be recent`},
		{"a clot that was over at another", strings.Replace(of(`,"recordedDate":"2026-11-01","abatementAge":`+years("44", "a")), "84757009", "128053003", 1) + born, aged, ``, `it is recorded as over`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// What a resource holds within is listed, and asks for the dangers of which it tells.
func TestWhatIsContained(t *testing.T) {
	const held = `"contained":[{"resourceType":"Condition","id":"c",` + ofP + `,` + isActive + `,"recordedDate":"2026-11-20","code":{"coding":[{"system":"http://snomed.info/sct","code":"128053003"}]}}]`
	const plan, listed = `{"resourceType":"CarePlan","id":"cp","status":"active","intent":"plan",` + ofP + `,`, `"element":"CarePlan.contained[0]","kind":"not_read","reason":"a Condition that it holds is not read by itself"`
	for _, tt := range []reading{
		{"a danger", plan + held + `}`, `{}`, `suspected_dvt`, listed},
		{"a danger, as it asks", plan + held + `}`, `{}`, `suspected_dvt`, `{"resource":"CarePlan","id":"cp","element":"CarePlan.contained[0]","date":"2026-11-20","says":"SNOMED CT 128053003: it stands within another resource, and is not read by itself","kind":"doubtful"}`},
		{"a danger that is provisional", plan + strings.Replace(held, isActive, isActive+`,"verificationStatus":{"coding":[{"code":"provisional"}]}`, 1) + `}`, `{}`, `suspected_dvt`, `is provisional: it stands within another resource`},
		{"a danger that is refuted", plan + strings.Replace(held, isActive, isActive+`,"verificationStatus":{"coding":[{"code":"refuted"}]}`, 1) + `}`, `{}`, ``, listed},
		{"a danger of somebody else", plan + strings.Replace(held, "Patient/p", "Patient/q", 1) + `}`, `{}`, ``, listed},
		{"no danger", plan + strings.Replace(held, "128053003", "279039007", 1) + `}`, `{}`, ``, listed},
		{"in what was entered in error", strings.Replace(plan, "active", "entered-in-error", 1) + held + `}`, `{}`, ``, listed},
		{"in answers", told("q", "2026-11-22", `,`+held, says("suspected_dvt", isFalse)), `{"suspected_dvt":false}`, `suspected_dvt`, `QuestionnaireResponse.contained[0]`},
		{"a practitioner", plan + `"contained":[{"resourceType":"Practitioner","id":"c"}]}`, `{}`, ``, `a care plan without activities`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.hold(t)
			requireBrief(t, shipped(t), fhir.Document{Name: "r", Data: []byte(tt.resources)})
		})
	}
}

func TestStandingOfTreatments(t *testing.T) {
	medicine := func(kind, more string) string {
		return `{"resourceType":"` + kind + `","id":"m",` + ofP + `,` + warfarin + `,` + more + `}`
	}
	const controlled = `anticoagulation_uncontrolled`
	for _, tt := range []reading{
		{"a statement of which nobody knows", medicine("MedicationStatement", `"status":"unknown"`), `{}`, controlled + ` antithrombotic_medicine`, `unknown`},
		{"a request of which nobody knows", medicine("MedicationRequest", `"status":"unknown","intent":"order"`), `{}`, controlled + ` antithrombotic_medicine`, `unknown`},
		{"active and ended", medicine("MedicationStatement", `"status":"active","effectivePeriod":{"start":"2020","end":"2026-01-01"}`), `{}`, controlled + ` antithrombotic_medicine`, `2026-01-01`},
		{"stopped", medicine("MedicationStatement", `"status":"stopped"`), `{}`, ``, `stopped`},
		{"not done", medicine("MedicationAdministration", `"status":"not-done","effectiveDateTime":"2026-11-20"`), `{}`, ``, `not-done`},
		{"an intent that is none", medicine("MedicationRequest", `"status":"active","intent":"wish"`), `{}`, controlled + ` antithrombotic_medicine`, `wish`},
		{"a plan that was entered in error", medicine("MedicationRequest", `"status":"entered-in-error","intent":"plan","authoredOn":"2026-10-01"`), `{}`, ``, `its status is entered-in-error`},
		{"a proposal that was cancelled", medicine("MedicationRequest", `"status":"cancelled","intent":"proposal","authoredOn":"2026-10-01"`), `{}`, ``, `its status is cancelled`},
		{"a plan that is active", medicine("MedicationRequest", `"status":"active","intent":"plan","authoredOn":"2026-10-01"`), `{}`, controlled + ` antithrombotic_medicine`, `its intent is plan`},
		{"a reflex order", medicine("MedicationRequest", `"status":"active","intent":"reflex-order","authoredOn":"2026-10-01"`), `{"antithrombotic_medicine":true}`, controlled, ``},
		{"a medication entered in error", `{"resourceType":"MedicationStatement","id":"m",` + ofP + `,"status":"active","medicationReference":{"reference":"Medication/w"}},
{"resourceType":"Medication","id":"w","status":"entered-in-error","code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"11289"}]}}`, `{}`, ``, `entered-in-error`},
		{"a medication with a modifier", `{"resourceType":"MedicationStatement","id":"m",` + ofP + `,"status":"active","contained":[{"resourceType":"Medication","id":"w","modifierExtension":[{"url":"http://example.org/without"}],"code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"11289"}]}}],"medicationReference":{"reference":"#w"}}`, `{}`, `antithrombotic_medicine ssri_or_snri`, `modifierExtension`},
		{"a medicine named by its label alone", `{"resourceType":"MedicationStatement","id":"m",` + ofP + `,"status":"active","medicationReference":{"display":"Warfarin 5 mg"}}`, `{}`, `antithrombotic_medicine ssri_or_snri`, `Warfarin 5 mg`},
		{"a plan that forbids", `{"resourceType":"CarePlan","id":"c","status":"active","intent":"plan",` + ofP + `,"activity":[{"detail":{"status":"in-progress","doNotPerform":true,"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"97110"}]}}}]}`, `{}`, ``, `not to be done`},
		{"a plan with a modifier below", `{"resourceType":"CarePlan","id":"c","status":"active","intent":"plan",` + ofP + `,"activity":[{"modifierExtension":[{"url":"http://example.org/not"}],"detail":{"status":"completed","code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"97110"}]}}}]}`, `{}`, ``, `modifierExtension`},
		{"a plan to come", `{"resourceType":"CarePlan","id":"c","status":"active","intent":"plan",` + ofP + `,"period":{"start":"2027-01-01"},"activity":[{"detail":{"status":"completed","code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"97110"}]}}}]}`, `{}`, ``, `after 2026-11-22`},
		{"prepared for", `{"resourceType":"Procedure","id":"x","status":"preparation",` + ofP + `,"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"97140"}]}}`, `{}`, ``, `preparation`},
		{"done", `{"resourceType":"Procedure","id":"x","status":"completed",` + ofP + `,"performedString":"last year","code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"97140"}]}}`, `{}`, `manual_therapy_exercise_trial trigger_point_manual_trial`, ``},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// A medicine that is named by a reference that leads nowhere may be any: once for the whole record it
// asks for the dangers that medicines can tell of, and says what the reference calls it.
func TestMedicinesThatAreNotThere(t *testing.T) {
	lost := func(id, kind, reference, more string) string {
		return `{"resourceType":"` + kind + `","id":"` + id + `",` + ofP + `,"medicationReference":{` + reference + `},` + more + `}`
	}
	const (
		asks    = `antithrombotic_medicine ssri_or_snri`
		one     = `"reference":"Medication/1","display":"warfarin 5 mg tablet"`
		ordered = `"status":"active","intent":"order","authoredOn":"2026-11-10"`
		because = `"because":[{"resource":"MedicationRequest","id":"a","element":"MedicationRequest.medicationReference","date":"2026-11-10","says":"`
		unknown = `a medicine on record could not be read: `
	)
	for _, tt := range []reading{
		{"ordered", lost("a", "MedicationRequest", one, ordered), `{}`, asks, because + unknown + `\"warfarin 5 mg tablet\""}]`},
		{"and listed as before", lost("a", "MedicationRequest", one, ordered), `{}`, asks, `"kind":"reference","reason":"\"Medication/1\" is not there"`},
		{"without a name", lost("a", "MedicationRequest", `"reference":"Medication/1"`, ordered), `{}`, asks, because + unknown + `\"Medication/1\""}]`},
		{"contained, and not there", lost("a", "MedicationStatement", `"reference":"#w"`, `"status":"active"`), `{}`, asks, unknown + `\"#w\"`},
		{"by an identifier", lost("a", "MedicationRequest", `"identifier":{"value":"0815"}`, ordered), `{}`, asks, unknown + `\"0815\"`},
		{"made of something", lost("a", "MedicationRequest", `"reference":"Medication/1"`, ordered) + "\n" + `{"resourceType":"Medication","id":"1","ingredient":[{"itemCodeableConcept":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"11289"}]}}]}`, `{}`, asks, `has no code`},
		{"of another type", lost("a", "MedicationRequest", `"reference":"Patient/p"`, ordered), `{}`, asks, `is a Patient and no medication`},
		{"several, the last of them first", lost("a", "MedicationRequest", `"reference":"Medication/1"`, ordered) + "\n" + lost("b", "MedicationRequest", `"reference":"Medication/2","display":"x"`, strings.Replace(ordered, "-10\"", "-11\"", 1)), `{}`, asks,
			`"id":"b","element":"MedicationRequest.medicationReference","date":"2026-11-11","says":"2 medicines on record could not be read: \"x\"; \"Medication/1\""}]`},
		{"one on no day before all", lost("a", "MedicationRequest", one, ordered) + "\n" + lost("b", "MedicationStatement", `"reference":"Medication/2"`, `"status":"active"`), `{}`, asks, `"id":"b","element":"MedicationStatement.medicationReference","says":"2 medicines`},
		{"denied on the day", lost("a", "MedicationRequest", one, ordered) + "\n" + told("q", "2026-11-10", "", says("antithrombotic_medicine", isFalse)), `{"antithrombotic_medicine":false}`, asks, `could not be read`},
		{"affirmed", lost("a", "MedicationRequest", one, ordered) + "\n" + told("q", "2026-11-10", "", says("antithrombotic_medicine", isTrue)), `{"antithrombotic_medicine":true}`, asks, `could not be read`},
		{"on hold", lost("a", "MedicationRequest", one, `"status":"on-hold","intent":"order","authoredOn":"2026-11-10"`), `{}`, asks, ``},
		{"completed of late", lost("a", "MedicationRequest", one, `"status":"completed","intent":"order","authoredOn":"2026-10-10"`), `{}`, asks, ``},
		{"completed long ago", lost("a", "MedicationRequest", one, `"status":"completed","intent":"order","authoredOn":"2024-10-10"`), `{}`, ``, `is not there`},
		{"completed, and valid", lost("a", "MedicationRequest", one, `"status":"completed","intent":"order","authoredOn":"2024-10-10","dispenseRequest":{"validityPeriod":{"end":"2026-12-31"}}`), `{}`, asks, ``},
		{"stopped", lost("a", "MedicationRequest", one, `"status":"stopped","intent":"order","authoredOn":"2026-11-10"`), `{}`, ``, `is not there`},
		{"in error", lost("a", "MedicationRequest", one, `"status":"entered-in-error","intent":"order","authoredOn":"2026-11-10"`), `{}`, ``, `is not there`},
		{"not given", lost("a", "MedicationAdministration", one, `"status":"not-done","effectiveDateTime":"2026-11-10"`), `{}`, ``, `is not there`},
		{"the same one twice", lost("a", "MedicationRequest", one, ordered) + "\n" + lost("b", "MedicationRequest", one, ordered), `{}`, asks, because + unknown + `\"warfarin 5 mg tablet\""}]`},
		{"there", lost("a", "MedicationRequest", one, ordered) + "\n" + `{"resourceType":"Medication","id":"1","code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"161"}]}}`, `{}`, `acetaminophen_trial`, ``},
	} {
		t.Run(tt.name, tt.hold)
	}
	var many strings.Builder
	for i := range 9 {
		many.WriteString(lost(strconv.Itoa(i), "MedicationStatement", `"reference":"Medication/`+strconv.Itoa(i)+`"`, `"status":"active"`) + "\n")
	}
	reading{"many", many.String(), `{}`, asks, `\"Medication/5\"; and 3 more"}]`}.hold(t)
}
