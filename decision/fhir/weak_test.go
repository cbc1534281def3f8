package fhir_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
)

// A code whose name was not confirmed gives nothing, and so makes no answer milder nor stricter:
// it asks. Beside one that was confirmed it adds and takes away nothing.
func TestWeakCodesMakeNoAnswerMilder(t *testing.T) {
	const (
		cauda    = `{"system":"http://snomed.info/sct","code":"192970008"}`
		weakEpi  = `{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"G40.909"}`
		wellEpi  = `{"system":"http://snomed.info/sct","code":"84757009"}`
		wellLow  = `{"system":"http://snomed.info/sct","code":"279039007"}`
		wellAcu  = `{"system":"http://snomed.info/sct","code":"278862001"}`
		weakLow  = `{"system":"urn:icd-11","code":"ME84.2Z"}`
		weakSci  = `{"system":"urn:icd-11","code":"ME84.3"}`
		weakLong = `{"system":"urn:icd-11","code":"MG30.02"}`
		weakIll  = `{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M47.12"}`
		wellIll  = `{"system":"http://snomed.info/sct","code":"65260001"}`
		began    = `,"onsetDateTime":"2026-11-08"`
	)
	m := shipped(t, site(`
systems:
  - {id: icd_11, uris: ["urn:icd-11"]}
  - {id: ours, name: Our codes, uris: ["urn:ours"]}
extend:
  - id: pregnant
    codes: [{system: ours, code: P, display: pregnancy asked, checked: weak}]
`))
	for _, tt := range []struct{ name, codings, more, facts, asks, says string }{
		{"a diagnosis alone", cauda, began, `{}`, `cauda_equina_signs`, `SNOMED CT 192970008 (the code is weakly checked): such a code only asks`},
		{"an entry alone", weakEpi, ``, `{}`, `epilepsy`, `the code is weakly checked`},
		{"an entry by a confirmed code too", weakEpi + `,` + wellEpi, ``, `{"epilepsy":true}`, ``, ``},
		{"the same the other way round", wellEpi + `,` + weakEpi, ``, `{"epilepsy":true}`, ``, ``},
		{"a warning sign by both", weakIll + `,` + wellIll, ``, `{"myelopathy_signs":true}`, ``, ``},
		{"two entries, one of them weak", wellEpi + `,` + cauda, began, `{"epilepsy":true}`, `cauda_equina_signs`, ``},
		{"the catalogue alone", weakLow, began, `{}`, `condition`, `ICD-11 ME84.2Z is weakly checked: such a code only asks`},
		{"the catalogue, and confirmed", weakLow + `,` + wellLow, began, `{"condition":"low_back_pain","pain_duration_weeks":2}`, ``, ``},
		{"the catalogue, where it says another thing", wellLow + `,` + weakSci, began, `{"condition":"low_back_pain","pain_duration_weeks":2}`, ``, ``},
		{"a phase alone", wellLow + `,` + weakLong, ``, `{"condition":"low_back_pain"}`, `pain_duration_weeks`, `ICD-11 MG30.02, which is weakly checked, says chronic`},
		{"a phase beside an onset", wellLow + `,` + weakLong, began, `{"condition":"low_back_pain","pain_duration_weeks":{"at_least":2}}`, `pain_duration_weeks`, `which is weakly checked, says chronic`},
		{"a phase against a confirmed one", weakLong + `,` + wellAcu, `,"recordedDate":"2026-11-15"`, `{"condition":"low_back_pain","pain_duration_weeks":{"at_least":1,"less_than":5}}`, ``, ``},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := m.Facts(at(), fhir.Document{Name: "r", Data: []byte(`{"resourceType":"Condition","id":"a",` + ofP + `,` + isActive + tt.more + `,"code":{"coding":[` + tt.codings + `]}}`)})
			require.Equal(t, tt.facts, strings.TrimSpace(string(c.FactsJSON())))
			require.Equal(t, tt.asks, strings.Join(askedOf(c), " "))
			require.Contains(t, string(c.JSON()), tt.says)
		})
	}
	c := m.Facts(at(), fhir.Document{Name: "r", Data: []byte(`{"resourceType":"Observation","id":"o","status":"final","effectiveDateTime":"2026-11-20",` + ofP + `,"code":{"coding":[{"system":"urn:ours","code":"P"}]},"valueBoolean":false}`)})
	require.Empty(t, c.Facts)
	require.Equal(t, []string{"pregnancy"}, askedOf(c))

	// A diagnosis by such a code and a tick against it: neither is believed. Where the diagnosis is
	// in doubt for another reason, the answer settles it.
	for more, want := range map[string]string{began: `{}`, `,"onsetDateTime":"2024-11-08"`: `{"cauda_equina_signs":false}`} {
		c = m.Facts(at(), fhir.Document{Name: "r", Data: []byte(`{"resourceType":"Condition","id":"a",` + ofP + `,` + isActive + more + `,"code":{"coding":[` + cauda + `]}}` + "\n" + told("q", "2026-11-22", "", says("cauda_equina_signs", isFalse)))})
		require.Equal(t, want, strings.TrimSpace(string(c.FactsJSON())))
		require.Equal(t, []string{"cauda_equina_signs"}, askedOf(c))
		require.Equal(t, want == `{}`, len(c.Problems) == 1 && c.Problems[0].Kind == fhir.KindContradicted)
	}
}

func askedOf(c *fhir.Chart) []string {
	var asks []string
	for _, p := range c.Prompts {
		asks = append(asks, p.Fact)
	}
	slices.Sort(asks)
	return asks
}
