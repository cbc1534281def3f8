package fhir_test

import "testing"

// told is a questionnaire of patient p with answers; more stands among its elements.
func told(id, authored, more string, items ...string) string {
	list := ""
	for i, it := range items {
		if i > 0 {
			list += ","
		}
		list += it
	}
	return `{"resourceType":"QuestionnaireResponse","id":"` + id + `",` + asked + `,` + ofP + `,"status":"completed","authored":"` + authored + `"` + more + `,"item":[` + list + `]}`
}

func says(fact, answer string) string {
	return `{"linkId":"` + fact + `","answer":[{` + answer + `}]}`
}

const (
	isTrue  = `"valueBoolean":true`
	isFalse = `"valueBoolean":false`
)

// A date that is not exact calms nobody: what may be old counts as old, but for a warning.
func TestDatesThatAreNotExact(t *testing.T) {
	observed := func(date, value string) string {
		return `{"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"` + date + `",` + ofP + `,` + pregnant + `,` + value + `}`
	}
	for _, tt := range []reading{
		{"a no of some day of the year", told("q", "2026", "", says("pregnancy", isFalse)), `{}`, `pregnancy`, `its date is not exact`},
		{"a no of some day of last month", told("q", "2026-10", "", says("pregnancy", isFalse)), `{}`, `pregnancy`, `may be 4 weeks ago or longer`},
		{"a no of some day of this month", told("q", "2026-11", "", says("pregnancy", isFalse)), `{"pregnancy":false}`, ``, ``},
		{"a yes of some day of the year", told("q", "2026", "", says("pregnancy", isTrue)), `{"pregnancy":true}`, ``, ``},
		{"a yes that permits", told("q", "2026", "", says("trigger_points_identified", isTrue)), `{}`, `trigger_points_identified`, `its date is not exact`},
		{"a choice", told("q", "2026", "", says("nsaid_trial", `"valueCoding":{"code":"not_helped"}`)), `{}`, `nsaid_trial`, `its date is not exact`},
		{"a number", told("q", "2026", "", says("nprs_now", `"valueInteger":3`)), `{}`, `nprs_now`, `its date is not exact`},
		{"no fever, on the last day of a month that may be meant", told("q", "2026-11", "", says("fever", isFalse)), `{}`, `fever`, `it holds for the day`},
		{"observed no, some day of the year", observed("2026", isFalse), `{}`, `pregnancy`, `its date is not exact`},
		{"observed no, some day of last month", observed("2026-10", isFalse), `{}`, `pregnancy`, `its date is not exact`},
		{"observed no, long ago", observed("2026-10-20", isFalse), `{}`, `pregnancy`, `4 weeks ago or longer`},
		{"observed yes, some day of the year", observed("2026", isTrue), `{"pregnancy":true}`, ``, ``},
		{"measured some day of the year", `{"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"2026",` + ofP + `,` + pain + `,"valueInteger":3}`, `{}`, `nprs_baseline nprs_now`, `its date is not exact`},
	} {
		t.Run(tt.name, tt.hold)
	}
}
