package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

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

const (
	compression = `{"resourceType":"Condition","id":"dx",` + ofP + `,` + isActive + `,"onsetDateTime":"2026-11-08","code":{"coding":[{"system":"http://snomed.info/sct","code":"65260001"}]}}`
	bleeding    = `{"resourceType":"Condition","id":"dx",` + ofP + `,` + isActive + `,"code":{"coding":[{"system":"http://snomed.info/sct","code":"64779008"}]}}`
)

// A danger of which one source tells stands, whoever else denies it; both are named. A warning
// that was denied since goes on asking.
func TestAWarningStands(t *testing.T) {
	no := func(id, when, fact string) string { return told(id, when, "", says(fact, isFalse)) }
	yes := func(id, when, fact string) string { return told(id, when, "", says(fact, isTrue)) }
	for _, tt := range []reading{
		{"a diagnosis and a tick", compression + "\n" + no("q", "2026-11-22", "myelopathy_signs"), `{"myelopathy_signs":true}`, ``,
			`"kind":"contradicted","document":"record.json","line":3,"column":13,"resource":"QuestionnaireResponse","id":"q","says":"what is on record of \"signs of myelopathy\" contradicts itself; the yes stands: Condition/dx`},
		{"a precaution and a tick", bleeding + "\n" + no("q", "2026-11-22", "bleeding_tendency"), `{"bleeding_tendency":true}`, `severe_bleeding_disorder`, `the yes stands`},
		{"two answers of one day", yes("a", "2026-11-22", "myelopathy_signs") + "\n" + no("b", "2026-11-22", "myelopathy_signs"), `{"myelopathy_signs":true}`, ``, `and not: QuestionnaireResponse/b`},
		{"a warning of three days ago", yes("a", "2026-11-19", "pregnancy") + "\n" + no("b", "2026-11-22", "pregnancy"), `{"pregnancy":false}`, `pregnancy`, `answered: true; denied since, on 2026-11-22`},
		{"a warning that has grown old", yes("a", "2026-10-10", "pregnancy") + "\n" + no("b", "2026-11-22", "pregnancy"), `{"pregnancy":false}`, ``, `a newer one is on record`},
		{"a denial of three days ago", no("a", "2026-11-19", "pregnancy") + "\n" + yes("b", "2026-11-22", "pregnancy"), `{"pregnancy":true}`, ``, `a newer one is on record`},
		{"no danger", yes("a", "2026-11-22", "trigger_points_identified") + "\n" + no("b", "2026-11-22", "trigger_points_identified"), `{}`, `trigger_points_identified`, `what is on record of \"trigger points identified\" contradicts itself, and nothing of it is taken`},
		{"a warning that another denial excludes", told("a", "2026-11-22", "", says("third_trimester", isTrue), says("pregnancy", isFalse)), `{"third_trimester":true}`, ``, `pregnancy is denied; check the two`},
		{"a denial on no exact day takes nothing away", yes("a", "2026-11-02", "pregnancy") + "\n" + no("b", "2026-11", "pregnancy"), `{"pregnancy":true}`, ``, `the yes stands`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// What makes the whole record doubtful has a kind that programs can tell.
func TestKindsOfProblems(t *testing.T) {
	for _, tt := range []struct {
		patient string
		want    fhir.ProblemKind
	}{
		{`"deceasedBoolean":true`, fhir.KindDeceased},
		{`"deceasedDateTime":"2026-11-01"`, fhir.KindDeceased},
		{`"active":false`, fhir.KindNotInUse},
		{`"link":[{"type":"replaced-by","other":{"reference":"Patient/q"}}]`, fhir.KindReplaced},
	} {
		c := shipped(t).Facts(at(), fhir.Document{Name: "r", Data: []byte(`{"resourceType":"Patient","id":"p","birthDate":"1980-01-01",` + tt.patient + `}`)})
		require.Len(t, c.Problems, 1)
		require.Equal(t, tt.want, c.Problems[0].Kind)
	}
}

// The onset of a finding is not that of the pain, and what has had the time to heal does not last
// because nobody closed its entry: both ask how long the pain has lasted.
func TestDurationsThatNoCodeTells(t *testing.T) {
	const snomed, icd = "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10-cm"
	coding := func(system, code string) string { return `{"system":"` + system + `","code":"` + code + `"}` }
	with := func(id, more, codings string) string {
		return `{"resourceType":"Condition","id":"` + id + `",` + ofP + `,` + isActive + `,"code":{"coding":[` + codings + `]}` + more + `}`
	}
	const asks = `pain_duration_weeks`
	for _, tt := range []reading{
		{"degeneration of 2015", with("a", `,"onsetDateTime":"2015-03-01"`, coding(snomed, "26538006")), `{"condition":"degenerative_lumbar_disease"}`, asks, `since when it hurts it does not say`},
		{"degeneration, recorded in 2015", with("a", `,"recordedDate":"2015-03-01"`, coding(snomed, "26538006")), `{"condition":"degenerative_lumbar_disease"}`, asks, ``},
		{"spondylosis of 2010", with("a", `,"onsetDateTime":"2010"`, coding(snomed, "267970006")), `{"condition":"neck_pain"}`, asks, ``},
		{"spondylosis without a dot", with("a", `,"onsetDateTime":"2010"`, coding(icd, "m47812")), `{"condition":"neck_pain"}`, asks, ``},
		{"degeneration and chronic pain", with("a", `,"onsetDateTime":"2015-03-01","recordedDate":"2026-10-25"`, coding(snomed, "69195002")+`,`+coding(icd, "G89.29")), `{"condition":"neck_pain","pain_duration_weeks":{"more_than":16}}`, ``, ``},
		{"degeneration and a pain of three weeks, of one condition", with("a", `,"onsetDateTime":"2015-03-01"`, coding(snomed, "69195002")) + "\n" + with("b", `,"onsetDateTime":"2026-11-01"`, coding(snomed, "81680005")),
			`{"condition":"neck_pain","pain_duration_weeks":{"at_least":3}}`, asks, ``},
		{"acute, recorded two years ago", with("a", `,"recordedDate":"2024-11-01"`, coding(snomed, "278862001")), `{"condition":"low_back_pain"}`, asks, `recorded on 2024-11-01 as what has had the time to pass`},
		{"acute, of two years ago", with("a", `,"recordedDate":"2024-11-01","onsetDateTime":"2024-11-01"`, coding(snomed, "279039007")), `{"condition":"low_back_pain","pain_duration_weeks":107.28571428571429}`, ``, ``},
		{"acute, recorded last week", with("a", `,"recordedDate":"2026-11-15"`, coding(snomed, "278862001")), `{"condition":"low_back_pain","pain_duration_weeks":{"at_least":1,"less_than":5}}`, ``, ``},
		{"a strain recorded a year ago", with("a", `,"recordedDate":"2025-11-01"`, coding(icd, "S39.012A")), `{"condition":{"one_of":["low_back_pain","muscle_strain"]}}`, asks, `the time to pass`},
		{"a strain recorded last week", with("a", `,"recordedDate":"2026-11-15"`, coding(icd, "S39.012A")), `{"condition":{"one_of":["low_back_pain","muscle_strain"]},"pain_duration_weeks":{"at_least":1}}`, ``, ``},
		{"pain that is on record for long", with("a", `,"recordedDate":"2025-11-01"`, coding(snomed, "279039007")), `{"condition":"low_back_pain","pain_duration_weeks":{"at_least":55.142857142857146}}`, ``, ``},
	} {
		t.Run(tt.name, tt.hold)
	}
}
