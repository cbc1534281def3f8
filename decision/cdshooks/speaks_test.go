package cdshooks

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// Which orders concern it.
func TestConcerned(t *testing.T) {
	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle(), fhir.File{Name: "site.yaml", Data: []byte(`
schema: mskguide.fhir/1
id: our-clinic
title: Systems by the OIDs of our clinic
systems: [{id: cpt, oid: 2.999.12}, {id: snomed_ct, oid: 2.999.96}]
`)})
	require.NoError(t, err)
	p, err := ReadPolicy(m, dryneedling.Bundle())
	require.NoError(t, err)
	change := func(from, to string) string {
		require.Contains(t, needling, from)
		return strings.Replace(needling, from, to, 1)
	}
	for _, test := range []struct {
		name, order string
		want        about
	}{
		{"needling", needling, ofOrder},
		{"a referral", referral, ofReferral},
		{"the other code", change("20560", "20561"), ofOrder},
		{"SNOMED", change(`"http://www.ama-assn.org/go/cpt","code":"20560"`, `"http://snomed.info/sct","code":"231082000"`), ofOrder},
		{"CPT by its OID", change("http://www.ama-assn.org/go/cpt", "urn:oid:2.999.12"), ofOrder},
		{"SNOMED by its OID", change(`"http://www.ama-assn.org/go/cpt","code":"20560"`, `"urn:oid:2.999.96","code":"231082000"`), ofOrder},
		{"a referral by its OID", change(`"http://www.ama-assn.org/go/cpt","code":"20560"`, `"urn:oid:2.999.96","code":"308449000"`), ofReferral},
		{"a second coding", change(`"coding":[`, `"coding":[{"system":"urn:x","code":"y"},`), ofOrder},
		{"both", change(`"coding":[`, `"coding":[{"system":"http://snomed.info/sct","code":"308449000"},`), ofOrder},
		{"any intent", change(`"intent":"order"`, `"intent":"proposal"`), ofOrder},
		{"no status", change(`"status":"draft",`, ``), ofOrder},
		{"nobody's yet", change(`"subject":{"reference":"Patient/`+patientID+`"},`, ``), ofOrder},
		{"by a full address", change("Patient/"+patientID, "https://ehr.example/fhir/Patient/"+patientID+"/_history/2"), ofOrder},
		{"a member of a wrong type", change(`"intent":"order"`, `"authoredOn":5`), ofOrder},
		{"nobody's by name", change("Patient/"+patientID, "urn:uuid:6f2c1c0e-3a7c-4f5e-9d0b-2f1e7a6b5c4d"), ofOrder},
		{"of whoever is contained", change("Patient/"+patientID, "#patient"), ofOrder},
		{"somebody else's", change(patientID, "other"), ofOther},
		{"somebody else's, by a full address", change("Patient/"+patientID, "https://ehr.example/fhir/Patient/other"), ofOther},
		{"not to be done", change(`"status"`, `"doNotPerform":true,"status"`), ofOther},
		{"revoked", change("draft", "revoked"), ofOther},
		{"entered in error", change("draft", "entered-in-error"), ofOther},
		{"completed", change("draft", "completed"), ofOther},
		{"another system", change("http://www.ama-assn.org/go/cpt", "urn:oid:1.2.3"), ofOther},
		{"another code", change("20560", "97110"), ofOther},
		{"acupuncture", change("20560", "97810"), ofOther},
		{"words only", change(`"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"20560"}]`, `"text":"dry needling"`), ofOther},
		{"another kind of order", change("ServiceRequest", "Procedure"), ofOther},
		{"no resource", `[1]`, ofOther},
		{"torn", `{"resourceType":`, ofOther},
	} {
		for _, hook := range []string{orderSelect, orderSign} {
			c := (&scene{hook: hook, order: test.order}).call()
			require.Equal(t, test.want, p.inOrders(c), "%s: %s", hook, test.name)
			require.Equal(t, test.want != ofOther, p.concerned(c), test.name)
		}
	}
	for _, hook := range []string{patientView, encounterStart} {
		require.True(t, p.concerned((&scene{hook: hook}).call()), "the record decides")
	}
	require.False(t, p.concerned((&scene{hook: "appointment-book", order: needling}).call()))
}

// order-select is about what was just selected, order-sign about all that is signed.
func TestSelections(t *testing.T) {
	p := policy(t)
	c := (&scene{hook: orderSelect, order: needling}).call()
	for selection, want := range map[string]bool{"ServiceRequest/o": true, "o": true, "https://ehr.example/fhir/ServiceRequest/o": true, "ServiceRequest/p": false, "Task/o": false, "": false} {
		c.selections, c.inOrders = []string{"MedicationRequest/m", selection}, nil
		require.Equal(t, want, p.concerned(c), "%q", selection)
	}
	c.selections, c.inOrders = nil, nil
	require.False(t, p.concerned(c))
	c.hook, c.inOrders = orderSign, nil
	require.True(t, p.concerned(c))
	c.orders, c.inOrders = append([]drafted{{resource: referral}}, c.orders...), nil
	require.Equal(t, ofOrder, p.inOrders(c), "the closest counts")
}

// When a course of needling is running.
func TestRunning(t *testing.T) {
	p := policy(t)
	request := func(members string) string { return strings.Replace(needling, `"status":"draft",`, members, 1) }
	plan := func(members, detail string) string {
		return fmt.Sprintf(`{"resourceType":"CarePlan","id":"c",%s"subject":{"reference":"Patient/%s"},"activity":[{"detail":{%s"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"20561"}]}}}]}`, members, patientID, detail)
	}
	done := func(from, to string) string {
		require.Contains(t, needled, from)
		return strings.Replace(needled, from, to, 1)
	}
	for _, test := range []struct {
		name, record string
		want         bool
	}{
		{"done lately", needled, true},
		{"done 12 weeks ago", done("2026-11-10", "2026-08-30"), true},
		{"done longer ago", done("2026-11-10", "2026-08-28"), false},
		{"done some time this year", done("2026-11-10", "2026"), true},
		{"done some time in July", done("2026-11-10", "2026-07"), false},
		{"done at an hour", done("2026-11-10", "2026-11-10T10:00:00Z"), true},
		{"done and no day", done(`"performedDateTime":"2026-11-10",`, ""), false},
		{"done on no day", done("2026-11-10", "2026-13-41"), false},
		{"over a time", done(`"performedDateTime":"2026-11-10"`, `"performedPeriod":{"start":"2020-01-01","end":"2026-11-01"}`), true},
		{"being done", strings.Replace(done(`"performedDateTime":"2026-11-10",`, ""), "completed", "in-progress", 1), true},
		{"not done", done("completed", "not-done"), false},
		{"entered in error", done("completed", "entered-in-error"), false},
		{"somebody else's", done(patientID, "other"), false},
		{"something else", done("231082000", "91251008"), false},
		{"ordered", request(`"status":"active","authoredOn":"2026-11-01",`), true},
		{"ordered, no day", request(`"status":"active",`), true},
		{"ordered long ago", request(`"status":"active","authoredOn":"2024-11-01",`), false},
		{"ordered for later", request(`"status":"active","occurrenceDateTime":"2026-12-01","authoredOn":"2024-11-01",`), true},
		{"ordered until later", request(`"status":"active","occurrenceTiming":{"repeat":{"boundsPeriod":{"start":"2026-03-01","end":"2026-12-31"}}},"authoredOn":"2026-03-01",`), true},
		{"ordered from now on", request(`"status":"active","occurrenceTiming":{"repeat":{"boundsPeriod":{"start":"2026-11-01"}}},"authoredOn":"2026-03-01",`), true},
		{"ordered until long ago", request(`"status":"active","occurrenceTiming":{"repeat":{"boundsPeriod":{"end":"2026-04-30"}}},"authoredOn":"2026-11-01",`), false},
		{"ordered for days", request(`"status":"active","occurrenceTiming":{"event":["2026-03-05","2026-12-01","2026-03-12"]},"authoredOn":"2026-03-01",`), true},
		{"ordered for a month", request(`"status":"active","occurrenceTiming":{"event":["2026-03-05","2026-09"]},"authoredOn":"2026-03-01",`), true},
		{"ordered for a day and beyond", request(`"status":"active","occurrenceTiming":{"event":["2026-03-05"],"repeat":{"boundsPeriod":{"end":"2026-12-01"}}},"authoredOn":"2026-03-01",`), true},
		{"ordered for days long ago", request(`"status":"active","occurrenceTiming":{"event":["2026-03-05","2026-03-12"]},"authoredOn":"2026-11-01",`), false},
		{"ordered so many times a week", request(`"status":"active","occurrenceTiming":{"repeat":{"frequency":2,"period":1,"periodUnit":"wk"}},"authoredOn":"2026-11-01",`), true},
		{"a schedule in no form", request(`"status":"active","occurrenceTiming":{"event":"x","repeat":[5]},"authoredOn":"2026-11-01",`), true},
		{"one choice among others", strings.Replace(request(`"status":"active",`), `"intent":"order"`, `"intent":"option"`, 1), false},
		{"a plan that is proposed", plan(`"status":"active","intent":"proposal",`, ""), false},
		{"a plan among others", plan(`"status":"active","intent":"option",`, ""), false},
		{"a plan that holds", plan(`"status":"active","intent":"plan",`, ""), true},
		{"an order that is done with", request(`"status":"completed",`), false},
		{"an order not to", request(`"status":"active","doNotPerform":true,`), false},
		{"planned", plan(`"status":"active",`, ""), true},
		{"planned until lately", plan(`"status":"active","period":{"end":"2026-11-01"},`, ""), true},
		{"planned until long ago", plan(`"status":"active","period":{"end":"2025-11-01"},`, ""), false},
		{"no plan any more", plan(`"status":"revoked",`, ""), false},
		{"an activity that was given up", plan(`"status":"active",`, `"status":"cancelled",`), false},
		{"in a bundle", `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition"}},{"resource":` + needled + `}]}`, true},
		{"in escapes", strings.Replace(needled, "231082000", `2310820\u0030\u0030`, 1), true},
		{"in lines", `{"resourceType":"Condition"}` + "\n" + needled, true},
		{"in a bundle in a bundle", `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Bundle","entry":[{"resource":` + needled + `}]}}]}`, true},
		{"torn", needled[:len(needled)-1], false},
		{"null", `null`, false},
		{"an empty searchset", `{"resourceType":"Bundle","type":"searchset","total":0}`, false},
	} {
		s := scene{hook: encounterStart, record: []string{test.record}}
		require.Equal(t, test.want, p.running(s.call(), mapping(t).FactsOf(patientID, noon())), test.name)
	}
}

// Facts of a course make one, too.
func TestFactsOfACourse(t *testing.T) {
	p := policy(t)
	for _, test := range []struct {
		facts decision.Facts
		want  int
	}{
		{decision.Facts{"weeks_since_first_session": 3.0}, 1},
		{decision.Facts{"sessions_attended": 0}, 1},
		{decision.Facts{"dry_needling_trial": "in_progress"}, 1},
		{decision.Facts{"dry_needling_trial": "not_tried"}, 0},
		{nil, 0},
	} {
		require.Len(t, play(t, p, &scene{hook: encounterStart, facts: test.facts}), test.want, "%v", test.facts)
	}
}

// A chart that is opened is answered when the record raises a warning sign beside needling, or
// where the site wants it.
func TestPatientView(t *testing.T) {
	p := policy(t)
	flag := decision.Facts{"cauda_equina_signs": true}
	for _, test := range []struct {
		name   string
		record []string
		facts  decision.Facts
		opted  bool
		want   int
	}{
		{"nothing", nil, nil, false, 0},
		{"a warning sign alone", nil, flag, false, 0},
		{"needling alone", []string{needled}, nil, false, 0},
		{"needling and a contraindication", []string{needled}, decision.Facts{"lymphoedema_at_site": true}, false, 0},
		{"needling and a warning sign", []string{needled}, flag, false, 1},
		{"needling ordered and a warning sign", []string{strings.Replace(needling, "draft", "active", 1)}, flag, false, 1},
		{"the site wants it", nil, nil, true, 1},
	} {
		require.Len(t, play(t, p, &scene{hook: patientView, record: test.record, facts: test.facts, opted: test.opted}), test.want, test.name)
	}
}

// Where nothing is about needling nothing is said: a thousand charts with conditions, medicines,
// measurements, other treatments and answers, on all four hooks, with orders of other things.
func TestSilentWithoutNeedling(t *testing.T) {
	p, random := policy(t), rand.New(rand.NewPCG(2026, 11))
	codes := map[string][]string{"Condition": {"http://snomed.info/sct|279039007", "http://snomed.info/sct|81680005", "http://snomed.info/sct|192970008", "http://snomed.info/sct|363346000", "http://hl7.org/fhir/sid/icd-10-cm|M54.50", "http://snomed.info/sct|128053003", "http://snomed.info/sct|77386006"},
		"Procedure":         {"http://www.ama-assn.org/go/cpt|97110", "http://www.ama-assn.org/go/cpt|97140", "http://snomed.info/sct|44868003", "http://www.ama-assn.org/go/cpt|97810", "http://snomed.info/sct|266694003", "urn:x|20560"},
		"ServiceRequest":    {"http://www.ama-assn.org/go/cpt|97110", "http://snomed.info/sct|183608005", "http://loinc.org|82237-9", "urn:x|231082000"},
		"MedicationRequest": {"http://www.nlm.nih.gov/research/umls/rxnorm|5640", "http://www.nlm.nih.gov/research/umls/rxnorm|11289"},
		"Observation":       {"http://loinc.org|82237-9", "http://loinc.org|72514-3"}}
	resource := func(kind string) string {
		system, code, _ := strings.Cut(codes[kind][random.IntN(len(codes[kind]))], "|")
		concept := fmt.Sprintf(`{"coding":[{"system":%q,"code":%q}],"text":"dry needling 20560"}`, system, code)
		return fmt.Sprintf(`{"resourceType":%q,"id":"r%d","status":%q,"intent":"order","subject":{"reference":"Patient/%s"},"clinicalStatus":{"coding":[{"code":"active"}]},"code":%s,"medicationCodeableConcept":%s,"performedDateTime":"2026-11-%02d","recordedDate":"2026-10-01","valueQuantity":{"value":%d,"code":"%%"}}`,
			kind, random.IntN(1e6), []string{"active", "completed", "final", "draft"}[random.IntN(4)], patientID, concept, concept, 1+random.IntN(21), random.IntN(60))
	}
	kinds, read := []string{"Condition", "Procedure", "ServiceRequest", "MedicationRequest", "Observation"}, 0
	for range 1000 {
		record := []string{born}
		for range random.IntN(8) {
			record = append(record, resource(kinds[random.IntN(len(kinds))]))
		}
		read += len(mapping(t).FactsOf(patientID, noon(), (&scene{record: record}).call().record...).Facts)
		order := strings.Replace(resource([]string{"ServiceRequest", "MedicationRequest"}[random.IntN(2)]), `"id":"`, `"id":"o","x":"`, 1)
		for _, hook := range hooks() {
			s := &scene{hook: hook, record: record, order: order}
			require.Empty(t, play(t, p, s), "%s: %v %s", hook, record, order)
		}
	}
	require.Greater(t, read, 1500, "the charts are not empty")
}
