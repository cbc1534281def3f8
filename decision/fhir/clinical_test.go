package fhir_test

import (
	"strings"
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
// that was denied since goes on asking; one in doubt that was not surely before the denial takes its
// force from it.
func TestAWarningStands(t *testing.T) {
	no := func(id, when, fact string) string { return told(id, when, "", says(fact, isFalse)) }
	yes := func(id, when, fact string) string { return told(id, when, "", says(fact, isTrue)) }
	unsure := func(code, when, more string) string {
		if more != "" {
			more += ","
		}
		return `{"resourceType":"Condition","id":"dx",` + ofP + `,` + more + `"recordedDate":"` + when + `","code":{"coding":[{"system":"http://snomed.info/sct","code":"` + code + `"}]}}`
	}
	const osteomyelitis, provisional = "203241002", isActive + `,"verificationStatus":{"coding":[{"code":"provisional"}]}`
	stored := func(when string) string {
		return strings.Replace(unsure(osteomyelitis, "", provisional), `"recordedDate":""`, `"meta":{"lastUpdated":"`+when+`"}`, 1)
	}
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
		{"a provisional diagnosis after the denial", unsure(osteomyelitis, "2026-11-22", provisional) + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{}`, `spinal_infection_concern`,
			`"kind":"contradicted","document":"record.json","line":3,"column":13,"resource":"QuestionnaireResponse","id":"q","says":"what is on record of \"concern about spinal infection\" contradicts itself, and nothing of it is taken: Condition/dx: SNOMED CT 203241002: its verification status is provisional`},
		{"of the day of the denial", unsure(osteomyelitis, "2026-11-20", provisional) + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{}`, `spinal_infection_concern`, `"kind":"doubtful"`},
		{"an hour after the denial", unsure(osteomyelitis, "2026-11-20T11:00:00Z", provisional) + "\n" + no("q", "2026-11-20T10:00:00Z", "spinal_infection_concern"), `{}`, `spinal_infection_concern`, `"kind":"doubtful"`},
		{"an hour before the denial", unsure(osteomyelitis, "2026-11-20T09:00:00Z", provisional) + "\n" + no("q", "2026-11-20T10:00:00Z", "spinal_infection_concern"), `{"spinal_infection_concern":false}`, `spinal_infection_concern`, `"kind":"doubtful"`},
		{"a provisional diagnosis before the denial", unsure(osteomyelitis, "2026-11-19", provisional) + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{"spinal_infection_concern":false}`, `spinal_infection_concern`, `"kind":"doubtful"`},
		{"on no day", strings.Replace(unsure(osteomyelitis, "", isActive+`,"onsetDateTime":"soon"`), `"recordedDate":"",`, "", 1) + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{}`, `spinal_infection_concern`, `it has no date`},
		{"on no day, and stored before the denial", stored("2026-11-19T10:00:00Z") + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{"spinal_infection_concern":false}`, `spinal_infection_concern`, `"date":"2026-11-19T10:00:00Z"`},
		{"on no day, and stored on the day of the denial", stored("2026-11-20T10:00:00Z") + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{}`, `spinal_infection_concern`, `contradicts itself`},
		{"on no day, and stored nobody knows when", stored("once") + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{}`, `spinal_infection_concern`, `contradicts itself`},
		{"of the day of the denial, and stored before", strings.Replace(unsure(osteomyelitis, "2026-11-20", provisional), `"id"`, `"meta":{"lastUpdated":"2026-11-01T10:00:00Z"},"id"`, 1) + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{}`, `spinal_infection_concern`, `contradicts itself`},
		{"a weakly checked code, stored before the denial", `{"resourceType":"Condition","id":"a","meta":{"lastUpdated":"2026-01-01T10:00:00Z"},` + ofP + `,` + isActive + `,"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"G40.909"}]}}` + "\n" + no("q", "2026-11-22", "epilepsy"), `{}`, `epilepsy`, `contradicts itself`},
		{"an observation on no day, stored before the denial", `{"resourceType":"Observation","id":"o","status":"final","meta":{"lastUpdated":"2026-11-19T10:00:00Z"},` + ofP + `,` + pregnant + `,"valueBoolean":true}` + "\n" + no("q", "2026-11-20", "pregnancy"), `{"pregnancy":false}`, `pregnancy`, `it has no date`},
		{"a denial on no day is not made fresh", strings.Replace(no("q", "2026-11-22", "pregnancy"), `"authored":"2026-11-22"`, `"meta":{"lastUpdated":"2026-11-22T10:00:00Z"}`, 1), `{}`, `pregnancy`, ``},
		{"some day of the month of the denial", unsure(osteomyelitis, "2026-11", provisional) + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{}`, `spinal_infection_concern`, ``},
		{"arteritis that nobody calls active", unsure("400130008", "2026-11-21", "") + "\n" + no("q", "2026-11-20", "giant_cell_arteritis_signs"), `{}`, `giant_cell_arteritis_signs`, `does not say whether it is still active`},
		{"a pregnancy that is provisional", unsure("77386006", "2026-11-21", provisional) + "\n" + no("q", "2026-11-20", "pregnancy"), `{}`, `pregnancy third_trimester`, `contradicts itself`},
		{"between two denials", unsure("77386006", "2026-11-20", provisional) + "\n" + no("q", "2026-11-19", "pregnancy") + "\n" + no("r", "2026-11-21", "pregnancy"), `{"pregnancy":false}`, `pregnancy third_trimester`, `"kind":"doubtful"`},
		{"over since the denial", unsure(osteomyelitis, "2026-11-01", `"clinicalStatus":{"coding":[{"code":"resolved"}]},"abatementDateTime":"2026-11-21"`) + "\n" + no("q", "2026-11-20", "spinal_infection_concern"), `{}`, `spinal_infection_concern`, `it may be recent`},
		{"an answer that is not final, after the denial", strings.Replace(yes("a", "2026-11-21", "pregnancy"), "completed", "in-progress", 1) + "\n" + no("b", "2026-11-20", "pregnancy"), `{}`, `pregnancy`, `"kind":"doubtful"`},
		{"an answer that is not final, before the denial", strings.Replace(yes("a", "2026-11-19", "pregnancy"), "completed", "in-progress", 1) + "\n" + no("b", "2026-11-20", "pregnancy"), `{"pregnancy":false}`, `pregnancy`, `"kind":"doubtful"`},
		{"a risk factor after the denial", unsure("64859006", "2026-11-21", provisional) + "\n" + no("q", "2026-11-20", "fracture_concern"), `{"fracture_concern":false}`, `fracture_concern osteoporosis`, `minor trauma`},
		{"a sure yes beside a doubtful one", bleeding + "\n" + no("q", "2026-11-22", "bleeding_tendency") + "\n" + strings.Replace(bleeding, `"id":"dx",`, `"id":"dy","verificationStatus":{"coding":[{"code":"provisional"}]},`, 1), `{"bleeding_tendency":true}`, `bleeding_tendency severe_bleeding_disorder`, `the yes stands`},
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

// Where it is not certain whose record it is, a program can tell, and there are no facts.
func TestKindsOfUncertainPatients(t *testing.T) {
	one, other := `{"resourceType":"Patient","id":"p","birthDate":"1980-01-01"}`, `{"resourceType":"Patient","id":"q","birthDate":"1950-01-01"}`
	namesakes := `{"resourceType":"Bundle","entry":[{"fullUrl":"https://one.example/Patient/p","resource":` + one + `},{"fullUrl":"https://two.example/Patient/p","resource":` + strings.Replace(other, `"q"`, `"p"`, 1) + `}]}`
	for _, tt := range []struct {
		patient, record string
		want            fhir.ProblemKind
		says            string
	}{
		{"", one + "\n" + other, fhir.KindSeveralPatients, "say which is meant: Patient/p, Patient/q"},
		{"", namesakes, fhir.KindSeveralPatients, "two patients are called Patient/p"},
		{"p", namesakes, fhir.KindSeveralPatients, "two patients are called Patient/p"},
		{"z", one, fhir.KindOtherPatient, "does not speak of Patient/z, but of Patient/p"},
		{"z", one + "\n" + other, fhir.KindOtherPatient, "does not speak of Patient/z, but of Patient/p, Patient/q"},
		{"z", `{"resourceType":"Condition","id":"a"}`, "", "does not speak of Patient/z"}, // nor of anybody
	} {
		c := shipped(t).FactsOf(tt.patient, at(), fhir.Document{Name: "r", Data: []byte(tt.record)})
		require.Empty(t, c.Facts, tt.record)
		require.Equal(t, tt.want, c.Problems[0].Kind, tt.record)
		require.Contains(t, c.Problems[0].Says, tt.says)
	}
}

// The onset of a finding is not that of the pain, and what passes does not last because nobody
// closed its entry: both ask how long the pain has lasted.
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
		{"acute, recorded two years ago", with("a", `,"recordedDate":"2024-11-01"`, coding(snomed, "278862001")), `{"condition":"low_back_pain"}`, asks, `recorded on 2024-11-01 as something that passes`},
		{"acute, of two years ago", with("a", `,"recordedDate":"2024-11-01","onsetDateTime":"2024-11-01"`, coding(snomed, "279039007")), `{"condition":"low_back_pain","pain_duration_weeks":107.28571428571429}`, ``, ``},
		{"acute, recorded last week", with("a", `,"recordedDate":"2026-11-15"`, coding(snomed, "278862001")), `{"condition":"low_back_pain","pain_duration_weeks":{"at_least":1,"less_than":5}}`, ``, ``},
		{"a strain recorded a year ago", with("a", `,"recordedDate":"2025-11-01"`, coding(icd, "S39.012A")), `{"condition":{"one_of":["low_back_pain","muscle_strain"]}}`, asks, `something that passes`},
		{"a strain recorded last week", with("a", `,"recordedDate":"2026-11-15"`, coding(icd, "S39.012A")), `{"condition":{"one_of":["low_back_pain","muscle_strain"]},"pain_duration_weeks":{"at_least":1}}`, ``, ``},
		{"pain that is on record for long", with("a", `,"recordedDate":"2025-11-01"`, coding(snomed, "279039007")), `{"condition":"low_back_pain","pain_duration_weeks":{"at_least":55.142857142857146}}`, ``, ``},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// What tells that a pain is chronic or came back, and does not tell of which pain or not for sure:
// how long it has lasted is no longer known upwards, and it asks. What is certain stays.
func TestDurationsThatMayBeLonger(t *testing.T) {
	const (
		snomed, icd = "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10-cm"
		chronic     = "278860009"
		sixWeeks    = `"onsetDateTime":"2026-10-11"`
		low         = `"condition":"low_back_pain"`
		exact       = `{` + low + `,"pain_duration_weeks":6}`
		open        = `{` + low + `,"pain_duration_weeks":{"at_least":6}}`
		asks        = `pain_duration_weeks`
		isResolved  = `"clinicalStatus":{"coding":[{"code":"resolved"}]}`
		isInactive  = `"clinicalStatus":{"coding":[{"code":"inactive"}]}`
		provisional = isActive + `,"verificationStatus":{"coding":[{"code":"provisional"}]}`
	)
	of := func(id, system, code, more string) string {
		return `{"resourceType":"Condition","id":"` + id + `",` + ofP + `,"code":{"coding":[{"system":"` + system + `","code":"` + code + `"}]},` + more + `}`
	}
	pain := of("a", icd, "M54.50", isActive+`,`+sixWeeks)
	later := of("a", icd, "M54.50", isActive+`,"onsetDateTime":"2026-11-01"`)
	answered := func(when, weeks string) string {
		return told("q", when, "", says("pain_duration_weeks", `"valueDecimal":`+weeks))
	}
	flare := func(status string) string {
		return of("a", icd, "M54.50", `"clinicalStatus":{"coding":[{"code":"`+status+`"}]},`+sixWeeks)
	}
	for _, tt := range []reading{
		{"alone", pain, exact, ``, ``},
		{"beside chronic pain", pain + "\n" + of("e", icd, "G89.29", isActive+`,"recordedDate":"2024-01-01"`), open, asks, `it says how long and not what`},
		{"beside a chronic pain syndrome", pain + "\n" + of("e", icd, "G89.4", isActive), open, asks, `it says how long and not what`},
		{"beside chronic pain that is provisional", pain + "\n" + of("e", icd, "G89.29", provisional), open, asks, ``},
		{"beside chronic pain that is over", pain + "\n" + of("e", icd, "G89.29", isResolved), open, asks, `pain that comes back counts from when it first began`},
		{"chronic pain that is over, alone", of("e", icd, "G89.29", isResolved), `{}`, ``, `no code of it has a meaning here`},
		{"chronic and provisional", pain + "\n" + of("e", snomed, chronic, provisional), open, `condition pain_duration_weeks`, `its verification status is provisional`},
		{"chronic and provisional, alone", of("e", snomed, chronic, provisional), `{}`, `condition pain_duration_weeks`, `its verification status is provisional`},
		{"chronic, without a status", pain + "\n" + of("e", snomed, chronic, `"recordedDate":"2024-01-01"`), open, `condition pain_duration_weeks`, `whether it is still active`},
		{"chronic and inactive", pain + "\n" + of("e", snomed, chronic, isInactive), open, asks, `pain that comes back`},
		{"chronic, of the neck and provisional", pain + "\n" + of("e", snomed, "1121000119107", provisional), exact, `condition pain_duration_weeks`, ``},
		{"chronic, for sure", pain + "\n" + of("e", snomed, chronic, isActive), `{` + low + `,"pain_duration_weeks":{"more_than":12}}`, ``, ``},
		{"an earlier episode", pain + "\n" + of("e", icd, "M54.50", isResolved+`,"onsetDateTime":"2024-01-01","abatementDateTime":"2026-09-30"`), open, asks, `pain that comes back`},
		{"an earlier episode of what may be the same", pain + "\n" + of("e", snomed, "134407002", isResolved), open, asks, `pain that comes back`},
		{"an earlier episode of another", pain + "\n" + of("e", snomed, "81680005", isResolved), exact, ``, `its clinical status is resolved`},
		{"a recurrence", flare("recurrence"), open, asks, `it is recorded as recurrence; pain that comes back counts from when it first began`},
		{"a relapse", flare("relapse"), open, asks, `it is recorded as relapse`},
		{"a recurrence of what is chronic", of("a", snomed, chronic, `"clinicalStatus":{"coding":[{"code":"recurrence"}]}`), `{` + low + `,"pain_duration_weeks":{"more_than":12}}`, ``, ``},
		{"the same, provisional, of an earlier day", pain + "\n" + of("e", icd, "M54.50", provisional+`,"onsetDateTime":"2020-01-01"`), open, `condition pain_duration_weeks`, ``},
		{"the same, provisional, of the same day", pain + "\n" + of("e", icd, "M54.50", provisional+`,`+sixWeeks), exact, `condition`, ``},
		{"of this month, beside chronic pain", of("a", icd, "M54.50", isActive+`,"onsetDateTime":"2026-11"`) + "\n" + of("e", icd, "G89.29", isActive), `{` + low + `}`, asks, `not taken, as it may have lasted longer`},
		{"as was answered today", pain + "\n" + of("e", icd, "G89.29", isActive+`,"recordedDate":"2026-11-21"`) + "\n" + answered("2026-11-22", "6"), exact, asks, ``},
		{"as was answered today, on no day", pain + "\n" + of("e", icd, "G89.29", isActive) + "\n" + answered("2026-11-22", "6"), open, asks, ``},
		{"as was answered before", pain + "\n" + of("e", icd, "G89.29", isActive+`,"recordedDate":"2026-11-21"`) + "\n" + answered("2026-11-15", "5"), open, asks, `it says how long and not what`},
		{"as was answered before, and nothing else", of("e", icd, "G89.29", isActive+`,"recordedDate":"2026-11-21"`) + "\n" + answered("2026-11-15", "5"), `{"pain_duration_weeks":{"at_least":6}}`, asks, ``},
		{"as was answered before a recurrence", strings.Replace(flare("recurrence"), sixWeeks, sixWeeks+`,"recordedDate":"2026-11-21"`, 1) + "\n" + answered("2026-11-15", "5"), open, asks, `it is recorded as recurrence`},
		{"as was answered before the neck", pain + "\n" + of("e", snomed, "1121000119107", provisional+`,"recordedDate":"2026-11-21"`) + "\n" + answered("2026-11-15", "5"), exact, `condition pain_duration_weeks`, ``},
		{"answered otherwise", later + "\n" + answered("2026-11-15", "5"), `{` + low + `}`, asks, `contradicts itself`},
		{"answered otherwise, beside chronic pain", later + "\n" + of("e", icd, "G89.29", isActive+`,"recordedDate":"2026-11-21"`) + "\n" + answered("2026-11-15", "5"), `{` + low + `}`, asks, `contradicts itself`},
		{"answered otherwise today, beside chronic pain", strings.Replace(later, "2026-11-01", "2026-11", 1) + "\n" + of("e", icd, "G89.29", isActive+`,"recordedDate":"2026-11-21"`) + "\n" + answered("2026-11-22", "6"), `{` + low + `}`, asks, `contradicts itself`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// What an answer is worth by what it answers: some hold for the day, some for a life.
func TestHowLongAnswersHold(t *testing.T) {
	const yesterday, long = "2026-11-21", "2024-10-24"
	for _, tt := range []reading{
		{"denied yesterday, and can come in a day", told("q", yesterday, "", says("cauda_equina_signs", isFalse), says("chest_pain_or_breathlessness", isFalse), says("suspected_dvt", isFalse), says("acute_undiagnosed_illness", isFalse)),
			`{}`, `acute_undiagnosed_illness cauda_equina_signs chest_pain_or_breathlessness suspected_dvt`, `it holds for the day`},
		{"affirmed yesterday", told("q", yesterday, "", says("cauda_equina_signs", isTrue)), `{"cauda_equina_signs":true}`, ``, ``},
		{"affirmed five weeks ago", told("q", "2026-10-10", "", says("cauda_equina_signs", isTrue)), `{}`, `cauda_equina_signs`, ``},
		{"affirmed yesterday, denied today", told("a", yesterday, "", says("cauda_equina_signs", isTrue)) + "\n" + told("b", "2026-11-22", "", says("cauda_equina_signs", isFalse)), `{"cauda_equina_signs":false}`, `cauda_equina_signs`, `denied since`},
		{"the site and consent, yesterday", told("q", yesterday, "", says("infection_or_wound_at_site", isFalse), says("consents_to_needling", isTrue)), `{}`, `consents_to_needling infection_or_wound_at_site`, ``},
		{"consent today", told("q", "2026-11-22", "", says("consents_to_needling", isTrue)), `{"consents_to_needling":true}`, ``, ``},
		{"history, affirmed years ago", told("q", long, "", says("severe_bleeding_disorder", isTrue), says("prior_serious_needling_harm", isTrue)), `{"prior_serious_needling_harm":true,"severe_bleeding_disorder":true}`, ``, ``},
		{"history, denied years ago", told("q", long, "", says("severe_bleeding_disorder", isFalse)), `{}`, `severe_bleeding_disorder`, ``},
		{"history, affirmed years ago and denied last year", told("a", long, "", says("severe_bleeding_disorder", isTrue)) + "\n" + told("b", "2025-10-24", "", says("severe_bleeding_disorder", isFalse)), `{"severe_bleeding_disorder":true}`, `severe_bleeding_disorder`, ``},
		{"history, affirmed years ago and denied today", told("a", long, "", says("severe_bleeding_disorder", isTrue)) + "\n" + told("b", "2026-11-22", "", says("severe_bleeding_disorder", isFalse)), `{"severe_bleeding_disorder":false}`, `severe_bleeding_disorder`, `denied since`},
	} {
		t.Run(tt.name, tt.hold)
	}
}

// What a clinician has to judge is not settled by the patient, nor by somebody close; a warning
// counts whoever gives it.
func TestWhoAnswers(t *testing.T) {
	for _, tt := range []struct{ name, more, facts, asks string }{
		{"nobody is named", ``, `{"diabetes":false,"myelopathy_signs":false,"suspected_dvt":true,"trigger_points_identified":true}`, ``},
		{"a practitioner", `,"source":{"reference":"Practitioner/1"},"author":{"reference":"Practitioner/1"}`, `{"diabetes":false,"myelopathy_signs":false,"suspected_dvt":true,"trigger_points_identified":true}`, ``},
		{"the patient", `,"source":{"reference":"Patient/p"}`, `{"diabetes":false,"suspected_dvt":true}`, `myelopathy_signs trigger_points_identified`},
		{"the patient, written down by a practitioner", `,"source":{"reference":"https://ehr.example/fhir/Patient/p"},"author":{"reference":"Practitioner/1"}`, `{"diabetes":false,"suspected_dvt":true}`, `myelopathy_signs trigger_points_identified`},
		{"the patient as author", `,"author":{"type":"Patient","identifier":{"value":"7"}}`, `{"diabetes":false,"suspected_dvt":true}`, `myelopathy_signs trigger_points_identified`},
		{"a relative", `,"source":{"reference":"RelatedPerson/r"}`, `{"diabetes":false,"suspected_dvt":true}`, `myelopathy_signs trigger_points_identified`},
		{"a relative who is contained", `,"contained":[{"resourceType":"RelatedPerson","id":"r"}],"source":{"reference":"#r"}`, `{"diabetes":false,"suspected_dvt":true}`, `myelopathy_signs trigger_points_identified`},
	} {
		reading{tt.name, told("q", "2026-11-22", tt.more, says("myelopathy_signs", isFalse), says("trigger_points_identified", isTrue), says("suspected_dvt", isTrue), says("diabetes", isFalse)), tt.facts, tt.asks, ``}.hold(t)
	}
	// What only asks does not push out what counts.
	reading{"a yes, and a later no of the patient", told("a", "2026-11-20", "", says("myelopathy_signs", isTrue)) + "\n" + told("b", "2026-11-22", `,"source":{"reference":"Patient/p"}`, says("myelopathy_signs", isFalse)),
		`{"myelopathy_signs":true}`, `myelopathy_signs`, `it is for a clinician to say, and was answered by the patient`}.hold(t)
}

// A medicine that nobody has mentioned for a year asks.
func TestMedicinesThatNobodyMentions(t *testing.T) {
	medicine := func(kind, more string) string {
		return `{"resourceType":"` + kind + `","id":"m",` + ofP + `,` + warfarin + `,` + more + `}`
	}
	const controlled = `anticoagulation_uncontrolled`
	const taken, asks = `{"antithrombotic_medicine":true}`, controlled + ` antithrombotic_medicine`
	for _, tt := range []reading{
		{"ordered in 2012", medicine("MedicationRequest", `"status":"active","intent":"order","authoredOn":"2012-01-01"`), `{}`, asks, `52 weeks ago or longer`},
		{"given in 2012", medicine("MedicationAdministration", `"status":"in-progress","effectiveDateTime":"2012-01-01"`), `{}`, asks, ``},
		{"ordered this year", medicine("MedicationRequest", `"status":"active","intent":"order","authoredOn":"2026"`), taken, controlled, ``},
		{"ordered in 2012, and still valid", medicine("MedicationRequest", `"status":"active","intent":"order","authoredOn":"2012-01-01","dispenseRequest":{"validityPeriod":{"end":"2027-01-01"}}`), taken, controlled, ``},
		{"taken since 2012, as was said this month", medicine("MedicationStatement", `"status":"active","effectivePeriod":{"start":"2012-01-01"},"dateAsserted":"2026-11-02"`), taken, controlled, ``},
		{"on no day", medicine("MedicationStatement", `"status":"active"`), `{}`, asks, `it has no date`},
	} {
		t.Run(tt.name, tt.hold)
	}
}
