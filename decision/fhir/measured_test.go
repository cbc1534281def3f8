package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

// What a measurement is worth: by its status, its day, its unit and how its value is written.
func TestMeasurements(t *testing.T) {
	score := func(code, more string) string {
		return `{"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"2026-11-20",` + ofP + `,` + code + `,` + more + `}`
	}
	quantity := func(value, unit string) string {
		return `"valueQuantity":{"value":` + value + `,"system":"http://unitsofmeasure.org","code":"` + unit + `"}`
	}
	for _, tt := range []reading{
		{"percent", score(index, quantity("44", "%")), `{"ndi_now":44}`, ``, ``},
		{"a unit in words", score(index, `"valueQuantity":{"value":44,"unit":"percent"}`), `{}`, ``, `its unit is \"percent\"`},
		{"no unit", score(index, `"valueQuantity":{"value":44}`), `{}`, ``, `it has no unit`},
		{"bounds", score(index, `"valueQuantity":{"value":20,"comparator":"<","code":"%"}`), `{"ndi_now":{"less_than":20}}`, ``, ``},
		{"a comparator of a later FHIR", score(index, `"valueQuantity":{"value":20,"comparator":"ad","code":"%"}`), `{}`, ``, `its comparator`},
		{"a number that is too large", score(pain, `"valueInteger":1e400`), `{}`, ``, `it is no number`},
		{"a number as text", score(pain, `"valueQuantity":{"value":"7","code":"{score}"}`), `{}`, ``, `it is no number`},
		{"outside", score(pain, `"valueInteger":70`), `{}`, ``, `outside of 0 to 10`},
		{"in words", score(pain, `"valueString":"7/10"`), `{}`, ``, `in words`},
		{"a range", score(pain, `"valueRange":{"low":{"value":3},"high":{"value":5}}`), `{}`, ``, `valueRange is not read`},
		{"a ratio", score(pain, `"valueRatio":{"numerator":{"value":3},"denominator":{"value":10}}`), `{}`, ``, `valueRatio is not read`},
		{"components", score(pain, `"component":[{"code":{"text":"worst"},"valueInteger":9}]`), `{}`, ``, `in components, which are not read`},
		{"two values", score(pain, `"valueInteger":3,"valueString":"4"`), `{}`, ``, `can have one value`},
		{"a value and a reason for having none", score(pain, `"valueInteger":0,"dataAbsentReason":{"coding":[{"code":"not-asked"}]}`), `{}`, ``, `not-asked`},
		{"no value, for a reason", score(pain, `"dataAbsentReason":{"coding":[{"code":"asked-declined"}]}`), `{}`, ``, `asked-declined`},
		{"a finding without a value", score(pregnant, `"note":[{"text":"8 weeks"}]`), `{}`, `pregnancy`, ``},
		{"an answer that is not known here", score(pregnant, `"valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"102874004"}]}`), `{}`, `pregnancy`, ``},
		{"answered with no", score(pregnant, `"valueBoolean":false`), `{"pregnancy":false}`, ``, ``},
		{"of another person", score(pregnant, `"valueBoolean":true,"focus":[{"reference":"RelatedPerson/r"}]`), `{}`, ``, `focus`},
		{"preliminary", `{"resourceType":"Observation","id":"o","status":"preliminary","effectiveDateTime":"2026-11-20",` + ofP + `,` + pain + `,"valueInteger":3}`, `{}`, ``, `preliminary`},
		{"amended", `{"resourceType":"Observation","id":"o","status":"amended","effectiveDateTime":"2026-11-20",` + ofP + `,` + pain + `,"valueInteger":3}`, `{"nprs_now":3}`, ``, ``},
		{"before and after a session", score(pain, `"valueInteger":7`) + "\n" + `{"resourceType":"Observation","id":"o2","status":"final","effectiveDateTime":"2026-11-20",` + ofP + `,` + pain + `,"valueInteger":4}`, `{}`, `nprs_now`, `contradicts itself`},
		{"before and after a session, with the hour", `{"resourceType":"Observation","id":"o1","status":"final","effectiveDateTime":"2026-11-20T09:00:00Z",` + ofP + `,` + pain + `,"valueInteger":7}
{"resourceType":"Observation","id":"o2","status":"final","effectiveDateTime":"2026-11-20T09:40:00Z",` + ofP + `,` + pain + `,"valueInteger":4}`, `{"nprs_now":4}`, `nprs_baseline`, `a newer one is on record`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// An answer holds for the time of which it was given, and not for ever: a screen of last year
// says nothing of today, and a pain of ten weeks two weeks ago is one of twelve.
func TestAnswers(t *testing.T) {
	answer := func(authored, status, items string) string {
		return `{"resourceType":"QuestionnaireResponse","id":"q",` + asked + `,` + ofP + `,"status":"` + status + `"` + authored + `,"item":[` + items + `]}`
	}
	const today, before, lastYear = `,"authored":"2026-11-22"`, `,"authored":"2026-11-08"`, `,"authored":"2025-11-08"`
	no := func(fact string) string { return `{"linkId":"` + fact + `","answer":[{"valueBoolean":false}]}` }
	for _, tt := range []reading{
		{"today", answer(today, "completed", no("cancer_concern")+`,`+no("fever")), `{"cancer_concern":false,"fever":false}`, ``, ``},
		{"two weeks ago", answer(before, "completed", no("cancer_concern")+`,`+no("fever")), `{"cancer_concern":false}`, `fever`, `it holds for the day`},
		{"last year", answer(lastYear, "completed", no("cancer_concern")+`,`+no("fever")), `{}`, `cancer_concern fever`, `4 weeks ago`},
		{"on no day", answer(``, "completed", no("cancer_concern")), `{}`, `cancer_concern`, `it has no date`},
		{"a yes of last year", answer(lastYear, "completed", `{"linkId":"cauda_equina_signs","answer":[{"valueBoolean":true}]}`), `{}`, `cauda_equina_signs`, ``},
		{"time goes on", answer(before, "completed", `{"linkId":"pain_duration_weeks","answer":[{"valueInteger":10}]}`), `{"pain_duration_weeks":12}`, ``, `2 weeks`},
		{"time goes on, from a part of a month", answer(`,"authored":"2026-11"`, "completed", `{"linkId":"weeks_since_first_session","answer":[{"valueInteger":10}]}`), `{"weeks_since_first_session":{"at_least":10,"at_most":13}}`, ``, ``},
		{"not finished", answer(today, "in-progress", no("fever")), `{}`, ``, `in-progress`},
		{"in error", answer(today, "entered-in-error", no("fever")), `{}`, ``, `entered-in-error`},
		{"amended", answer(today, "amended", no("fever")), `{"fever":false}`, ``, ``},
		{"below a group and below an answer", answer(today, "completed", `{"linkId":"g","item":[{"linkId":"pregnancy","answer":[{"valueBoolean":true,"item":[`+no("fever")+`]}]}]}`), `{"fever":false,"pregnancy":true}`, ``, ``},
		{"yes and no", answer(today, "completed", `{"linkId":"fever","answer":[{"valueBoolean":false},{"valueBoolean":true}]}`), `{"fever":true}`, ``, `yes and with no`},
		{"an item that means something else", answer(today, "completed", `{"linkId":"fever","modifierExtension":[{"url":"http://example.org/of-the-mother"}],"answer":[{"valueBoolean":false}]}`), `{}`, ``, `modifierExtension`},
		{"an answer that means something else", answer(today, "completed", `{"linkId":"fever","answer":[{"modifierExtension":[{"url":"http://example.org/denied"}],"valueBoolean":false}]}`), `{}`, `fever`, `not read`},
		{"no answer", answer(today, "completed", `{"linkId":"fever","answer":[]}`), `{}`, ``, `holds no answer`},
		{"an item of which nothing is known", answer(today, "completed", `{"linkId":"smoker","answer":[{"valueBoolean":false}]}`), `{}`, ``, `no fact is known by this item`},
		{"another questionnaire", `{"resourceType":"QuestionnaireResponse","id":"q","questionnaire":"http://example.org/intake",` + ofP + `,"status":"completed","authored":"2026-11-22","item":[` + no("fever") + `]}`, `{}`, ``, `no questionnaire is known`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// What an observation affirms of a danger does not vanish because it is not final or has no date: it
// asks. Only what was entered in error or cancelled says nothing.
func TestObservationsThatAreNotSettled(t *testing.T) {
	of := func(status, more string) string {
		if status != "" {
			status = `"status":"` + status + `",`
		}
		return `{"resourceType":"Observation","id":"o",` + status + ofP + `,` + more + `}`
	}
	const dated, issued = `,"effectiveDateTime":"2026-11-20"`, `,"issued":"2026-11-20T10:00:00Z"`
	denied := func(day string) string { return "\n" + told("q", day, "", says("pregnancy", isFalse)) }
	yes, no := pregnant+`,`+isTrue, pregnant+`,`+isFalse
	const asks, isNo = `pregnancy`, `{"pregnancy":false}`
	for _, tt := range []reading{
		{"preliminary", of("preliminary", yes+dated), `{}`, asks, `"date":"2026-11-20","says":"SNOMED CT 77386006: true, and its status is preliminary","kind":"doubtful"`},
		{"registered", of("registered", yes+dated), `{}`, asks, `"kind":"doubtful"`},
		{"unknown", of("unknown", yes+dated), `{}`, asks, `"kind":"doubtful"`},
		{"without a status", of("", yes+dated), `{}`, asks, `its status is not given`},
		{"cancelled", of("cancelled", yes+dated), `{}`, ``, `its status is cancelled`},
		{"in error", of("entered-in-error", yes+dated), `{}`, ``, `its status is entered-in-error`},
		{"a no that is preliminary", of("preliminary", no+dated), `{}`, ``, `"kind":"status","reason":"SNOMED CT 77386006: its status is preliminary"`},
		{"words that are preliminary", of("preliminary", pregnant+`,"valueString":"positive"`+dated), `{}`, asks, `in words`},
		{"words of long ago that are preliminary", of("preliminary", pregnant+`,"valueString":"positive","effectiveDateTime":"2025-01-01"`), `{}`, ``, `its status is preliminary`},
		{"a measurement that is preliminary, in words", of("preliminary", pain+`,"valueString":"much"`+dated), `{}`, ``, `its status is preliminary`},
		{"on no day", of("final", yes), `{}`, asks, `"says":"SNOMED CT 77386006: true, and it has no date, so that it cannot be told whether it is of now","kind":"doubtful"`},
		{"at some times", of("final", yes+`,"effectiveTiming":{"event":["2026-11-20"]}`), `{}`, asks, `"kind":"doubtful"`},
		{"a no on no day", of("final", no), `{}`, ``, `"kind":"date","reason":"SNOMED CT 77386006: it has no date`},
		{"words on no day", of("final", pregnant+`,"valueString":"positive"`), `{}`, asks, `in words`},
		{"a measurement on no day", of("final", pain+`,"valueInteger":3`), `{}`, ``, `it has no date`},
		{"of the time at which it was issued, or before", of("final", yes+issued), `{}`, asks, `"date":"2026-11-20T10:00:00Z"`},
		{"a no that was issued", of("final", no+issued), `{}`, ``, `it has no date`},
		{"preliminary, and denied before", of("preliminary", yes+dated) + denied("2026-11-18"), `{}`, asks, `contradicts itself`},
		{"preliminary, and denied since", of("preliminary", yes+dated) + denied("2026-11-21"), isNo, asks, `"kind":"doubtful"`},
		{"issued, and denied before", of("final", yes+issued) + denied("2026-11-18"), `{}`, asks, `contradicts itself`},
		{"issued, and denied an hour before", of("final", yes+issued) + denied("2026-11-20T09:00:00Z"), `{}`, asks, `contradicts itself`},
		{"issued, and denied an hour later", of("final", yes+issued) + denied("2026-11-20T11:00:00Z"), isNo, asks, `"kind":"doubtful"`},
		{"on no day, and denied", of("final", yes) + denied("2026-11-22"), `{}`, asks, `contradicts itself`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// Codings of one observation that do not mean the same: what they affirm of a danger stands, and
// nothing else is taken, in whatever order they are written.
func TestCodingsOfAnObservation(t *testing.T) {
	const (
		isPregnant = `{"system":"http://snomed.info/sct","code":"77386006"}`
		hurts      = `{"system":"http://loinc.org","code":"72514-3"}`
		hurtsToo   = `{"system":"http://loinc.org","code":"38208-5"}`
		disability = `{"system":"http://loinc.org","code":"82237-9"}`
		weakly     = `{"system":"urn:ours","code":"P"}`
		surely     = `{"system":"urn:ours","code":"Q"}`
		foreign    = `{"system":"urn:else","code":"Q"}`
	)
	m := shipped(t, site(`
systems:
  - {id: ours, name: Our codes, uris: ["urn:ours"]}
observations:
  - id: our-pregnancy
    codes: [{system: ours, code: P, display: pregnancy asked, checked: weak}]
    fact: pregnancy
    within_weeks: 4
  - id: our-pregnancy-test
    codes: [{system: ours, code: Q, display: pregnancy test, checked: yes}]
    fact: pregnancy
    within_weeks: 4
`))
	for _, tt := range []struct {
		name, value, facts, asks string
		codings                  []string
	}{
		{"a danger and a measurement, affirmed", isTrue, `{"pregnancy":true}`, ``, []string{isPregnant, hurts}},
		{"a danger and a measurement, denied", isFalse, `{}`, ``, []string{isPregnant, hurts}},
		{"a danger and a measurement, as a number", `"valueInteger":3`, `{}`, `pregnancy`, []string{isPregnant, hurts}},
		{"two of one meaning", `"valueInteger":3`, `{"nprs_now":3}`, ``, []string{hurts, hurtsToo}},
		{"two measurements", `"valueInteger":3`, `{}`, ``, []string{hurts, disability}},
		{"one that means nothing here", `"valueInteger":3`, `{"nprs_now":3}`, ``, []string{hurts, foreign}},
		{"two that mean one danger, affirmed", isTrue, `{"pregnancy":true}`, ``, []string{isPregnant, surely}},
		{"two that mean one danger, denied", isFalse, `{"pregnancy":false}`, ``, []string{isPregnant, surely}},
		{"a weak one beside a confirmed one", `"valueInteger":3`, `{"nprs_now":3}`, ``, []string{hurts, weakly}},
		{"a danger by a weak one", isTrue, `{}`, `pregnancy`, []string{hurts, weakly}},
		{"a danger by both", isTrue, `{"pregnancy":true}`, ``, []string{isPregnant, weakly}},
		{"a danger denied by both", isFalse, `{"pregnancy":false}`, ``, []string{isPregnant, weakly}},
		{"weak alone", isTrue, `{}`, `pregnancy`, []string{weakly, foreign}},
	} {
		for _, codings := range []string{tt.codings[0] + `,` + tt.codings[1], tt.codings[1] + `,` + tt.codings[0]} {
			d := fhir.Document{Name: "r", Data: []byte(`{"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"2026-11-20",` + ofP + `,"code":{"coding":[` + codings + `]},` + tt.value + `}`)}
			c := m.Facts(at(), d)
			require.Equal(t, tt.facts, strings.TrimSpace(string(c.FactsJSON())), "%s: %s", tt.name, codings)
			require.Equal(t, tt.asks, strings.Join(askedOf(c), " "), "%s: %s", tt.name, codings)
			nothingLost(t, d, c)
			requireBrief(t, m, d)
		}
	}
}
