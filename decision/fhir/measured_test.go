package fhir_test

import "testing"

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
