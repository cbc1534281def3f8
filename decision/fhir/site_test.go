package fhir_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

const siteHead = "schema: mskguide.fhir/1\nid: our-clinic\ntitle: Our clinic\n"

func site(body string) fhir.File {
	return fhir.File{Name: "site.yaml", Data: []byte(siteHead + body)}
}

// oids are those that a clinic's records name its systems by; made up, as all below 2.999 are.
const oids = `
systems:
  - {id: cpt, oid: 2.999.12}
  - {id: atc, oid: 2.999.73}
  - {id: snomed_ct, oid: 2.999.96}
  - {id: icd_10_cm, oid: 2.999.90}
  - {id: rxnorm, oid: 2.999.88}
  - {id: loinc, oid: 2.999.1}
`

// A site adds systems, codes, entries and questionnaires of its own.
func TestASiteAdds(t *testing.T) {
	m := shipped(t, site(`
systems:
  - {id: snomed_ct, uris: ["urn:oid:2.999.96"]}
  - {id: ours, name: Our codes, uris: ["http://clinic.example/codes"]}
extend:
  - id: pregnant
    codes: [{system: ours, code: PREG, display: pregnancy asked, checked: yes}]
conditions:
  - id: our-diabetes
    codes: [{system: ours, code: "DM*", display: diabetes, checked: yes}]
    facts: [{fact: diabetes, value: true}]
  - id: our-tried
    codes: [{system: ours, code: TRIED, display: heat was tried, checked: yes}]
    facts: [{fact: heat_trial, one_of: [in_progress, helped, wore_off, not_helped, unsuitable]}]
questionnaires:
  - id: our-intake
    canonical: http://clinic.example/intake
    items:
      - {link_id: "7", fact: frail, values: [{code: J, is: true}, {code: N, is: false}]}
      - {link_id: "8", fact: pain_duration_weeks}
`))
	c := m.Facts(at(), fhir.Document{Name: "r", Data: []byte(`{"resourceType":"Bundle","entry":[
{"resource":{"resourceType":"Patient","id":"p","birthDate":"1990-01-01"}},
{"resource":{"resourceType":"Condition","id":"neck","clinicalStatus":{"coding":[{"code":"active"}]},"subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"urn:oid:2.999.96","code":"81680005"}]}}},
{"resource":{"resourceType":"Condition","id":"dm","clinicalStatus":{"coding":[{"code":"active"}]},"subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://clinic.example/codes","code":"DM2"}]}}},
{"resource":{"resourceType":"Condition","id":"tried","clinicalStatus":{"coding":[{"code":"active"}]},"subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://clinic.example/codes","code":"TRIED"}]}}},
{"resource":{"resourceType":"Observation","id":"preg","status":"final","effectiveDateTime":"2026-11-20","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"http://clinic.example/codes","code":"PREG"}]},"valueBoolean":false}},
{"resource":{"resourceType":"QuestionnaireResponse","id":"q","status":"completed","subject":{"reference":"Patient/p"},"questionnaire":"http://clinic.example/intake|2","authored":"2026-11-22","item":[
 {"linkId":"7","answer":[{"valueCoding":{"code":"N"}}]},{"linkId":"8","answer":[{"valueQuantity":{"value":35,"code":"d","system":"http://unitsofmeasure.org"}}]}]}}]}`)})
	require.Equal(t, `{"age_years":36,"condition":"neck_pain","diabetes":true,"frail":false,"heat_trial":{"one_of":["in_progress","helped","wore_off","not_helped","unsuitable"]},"pain_duration_weeks":5,"pregnancy":false}`,
		strings.TrimSpace(string(c.FactsJSON())))
	require.Equal(t, []string{"dry-needling-fhir-r4", "our-clinic"}, m.IDs())
	require.NotEqual(t, shipped(t).Digest(), m.Digest())
}

// How a file is laid out does not matter to its digest; what it says does.
func TestDigestOfAMapping(t *testing.T) {
	one := shipped(t, site("extend:\n  - id: nsaids\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n"))
	same := shipped(t, site("# a comment\nextend:\n- {id: nsaids, codes: [{checked: yes, display: x, code: '1', system: rxnorm}]}\n"))
	other := shipped(t, site("extend:\n- {id: nsaids, codes: [{checked: weak, display: x, code: '1', system: rxnorm}]}\n"))
	require.Equal(t, one.Digest(), same.Digest())
	require.NotEqual(t, one.Digest(), other.Digest())
}

// Every mistake is reported at its place, all at once, and nothing that ships can be re-meant.
func TestMistakesOfASite(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"fact", "conditions:\n  - id: a\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n    facts: [{fact: pregnency, value: true}]\n",
			`site.yaml:7:20: there is no fact "pregnency"; did you mean "pregnancy"?`},
		{"a code denies nothing", "conditions:\n  - id: a\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n    facts: [{fact: pregnancy, value: false}]\n",
			`site.yaml:7:38: a code on record denies nothing: "pregnancy" can only be true here`},
		{"choice", "procedures:\n  - id: a\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n    facts: [{fact: heat_trial, value: cured}]\n",
			`"cured" is not a choice of "heat_trial"`},
		{"a code of a number", "procedures:\n  - id: a\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n    facts: [{fact: age_years, value: true}]\n",
			`"age_years" is a number, which no code tells`},
		{"re-meant code", "medicines:\n  - id: a\n    codes: [{system: rxnorm, code: \"11289\", display: warfarin, checked: yes}]\n    asks: [{fact: frail}]\n",
			`code "11289" has its meaning already, at fhir.yaml:`},
		{"taken id", "conditions:\n  - id: diabetes\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n    asks: [{fact: frail}]\n",
			`entry "diabetes": the id is taken, at fhir.yaml:`},
		{"nothing to extend", "extend:\n  - id: diabetis\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n",
			`there is no entry "diabetis" to add codes to`},
		{"system", "extend:\n  - id: diabetes\n    codes: [{system: snomed, code: \"1\", display: x, checked: yes}]\n",
			`there is no code system "snomed"`},
		{"check digit", "extend:\n  - id: diabetes\n    codes: [{system: snomed_ct, code: \"73211008\", display: x, checked: yes}]\n",
			`its check digit does not fit`},
		{"unchecked", "extend:\n  - id: diabetes\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: no}]\n",
			`code "1" was not checked, and is therefore not used`},
		{"oid", "systems:\n  - {id: mine, name: Mine, oid: \"urn:oid:1.2\"}\n", `an oid is numbers with dots between them`},
		{"oid of another", "systems:\n  - {id: snomed_ct, oid: 2.999.96}\n  - {id: mine, name: Mine, oid: 2.999.96}\n", `"urn:oid:2.999.96" names SNOMED CT already`},
		{"no uri", "systems:\n  - {id: mine, name: Mine}\n", `system "mine" needs uris or an oid`},
		{"uri twice", "systems:\n  - {id: snomed_ct, uris: [\"http://snomed.info/sct\"]}\n", `"http://snomed.info/sct" names SNOMED CT already`},
		{"uri", "systems:\n  - {id: mine, name: Mine, uris: [\"http://snomed.info/sct\"]}\n",
			`"http://snomed.info/sct" names SNOMED CT already`},
		{"age", "age: training_hours\n", `the fact of the age is "age_years" already`},
		{"unit", "units:\n  - {unit: fortnights, ucum: d}\n", `no fact has the unit "fortnights"`},
		{"observation without unit", "observations:\n  - id: a\n    codes: [{system: loinc, code: \"82237-9\", display: x, checked: yes}]\n    fact: ndi_now\n",
			`observation "a" gives a number and names no unit`},
		{"type", "allergies:\n  - id: a\n    type: hatred\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n    asks: [{fact: frail}]\n",
			`the type of an allergy is allergy or intolerance, not "hatred"`},
		{"what counts up", "questionnaires:\n  - {id: a, canonical: \"http://x\", by_fact_id: true, growing: [nprs_now]}\n",
			`what counts up is counted in weeks or days; "nprs_now" has the unit "points"`},
		{"time of an answer", "questionnaires:\n  - {id: a, canonical: \"http://x\", by_fact_id: true, within_weeks: 0}\n",
			`a time is more than no weeks`},
		{"lasting", "questionnaires:\n  - {id: a, canonical: \"http://x\", items: [{link_id: a, fact: nprs_now, lasting: true}]}\n", `no_same_day and lasting are for a yes or no; "nprs_now" is a number`},
		{"lasting for a day", "questionnaires:\n  - {id: a, canonical: \"http://x\", items: [{link_id: a, fact: fever, lasting: true, same_day: true}]}\n", `"fever" holds for one day`},
		{"by whom", "questionnaires:\n  - {id: a, canonical: \"http://x\", items: [{link_id: a, fact: fever, by: nurse}]}\n", `by is clinician or left out, not "nurse"`},
		{"over, without a time", "conditions:\n  - {id: a, over_settles: true, codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}], asks: [{fact: frail}]}\n", `over_settles goes with within_weeks and not with past`},
		{"over, and counts", "conditions:\n  - {id: a, over_settles: true, past: true, within_weeks: 4, codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}], asks: [{fact: frail}]}\n", `over_settles goes with within_weeks and not with past`},
		{"key", "remove: [diabetes]\n", `unknown key "remove"`},
		{"nothing given", "conditions:\n  - id: a\n    codes: [{system: rxnorm, code: \"1\", display: x, checked: yes}]\n", `entry "a" gives no fact and asks for none`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle(), site(tt.body))
			require.ErrorContains(t, err, tt.want)
		})
	}
	_, err := fhir.ReadMapping(dryneedling.AsPublished(), nil, fhir.File{Name: "x.yaml", Data: []byte("schema: other/1\nid: x\ntitle: x\nage: nothing\ncomplaint: {condition: frail, duration: age_years, scheme: DU-99}\n")})
	require.ErrorContains(t, err, `x.yaml:1:9: schema is "other/1"`)
	require.ErrorContains(t, err, `x.yaml:4:6: there is no fact "nothing"`)
	require.ErrorContains(t, err, `x.yaml:5:24: "frail" is a bool; a choice is needed here`)
	require.ErrorContains(t, err, `a duration is counted in weeks or days`)
	require.ErrorContains(t, err, `the catalogue has no scheme "DU-99"`)
	_, err = fhir.ReadMapping(dryneedling.AsPublished(), nil, fhir.File{Name: "x.yaml", Data: []byte(siteHead + `complaint:
  condition: condition
  duration: pain_duration_weeks
  scheme: DU-01
  undated: [{system: snomed_ct, code: "84757009"}, {system: icd_10_cm, code: M17.0}, {system: icd_10_cm, code: M17.0}]
  passing: [{system: snomed, code: "1"}]
`)})
	require.ErrorContains(t, err, `code "84757009" names no condition of the catalogue`)
	require.ErrorContains(t, err, `code "M17.0" is listed twice`)
	require.ErrorContains(t, err, `there is no code system "snomed"`)
}

// The guideline under its other reading has the same facts, so the mapping serves it too.
func TestTheMappingServesTheOverlay(t *testing.T) {
	_, err := fhir.ReadMapping(dryneedling.Literature(), dryneedling.Bundle())
	require.NoError(t, err)
}

func TestWhatAMappingReads(t *testing.T) {
	m := shipped(t, site("extend:\n  - id: dry-needling\n    codes: [{system: cpt, code: OUR-DN, display: ours, checked: yes}]\n"))
	require.Equal(t, strings.Fields("AllergyIntolerance CarePlan Condition MedicationAdministration MedicationRequest MedicationStatement Observation Procedure QuestionnaireResponse"), m.Reads())
	for _, code := range []string{"20560", "20561", "OUR-DN"} {
		entry, ok := m.Procedure("http://www.ama-assn.org/go/cpt", code)
		require.True(t, ok)
		require.Equal(t, "dry-needling", entry)
	}
	_, ok := m.Procedure("http://www.ama-assn.org/go/cpt", "97812") // there is none
	require.False(t, ok)
	_, ok = m.Procedure("http://example.org", "20560")
	require.False(t, ok)
}

// What ships conforms to the schema of its form.
func TestTheMappingConforms(t *testing.T) {
	data, err := fs.ReadFile(dryneedling.Bundle(), fhir.MappingFile)
	require.NoError(t, err)
	var document any
	require.NoError(t, yaml.Unmarshal(data, &document))
	text, err := json.Marshal(document)
	require.NoError(t, err)
	require.Empty(t, oracle.Conforms(decoded(t, schemaText(t, fhir.Schema)), decoded(t, text), "mapping"))
}

func schemaText(t *testing.T, schema func() ([]byte, error)) []byte {
	t.Helper()
	text, err := schema()
	require.NoError(t, err)
	return text
}

func decoded(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var out map[string]any
	require.NoError(t, json.Unmarshal(text, &out))
	return out
}
