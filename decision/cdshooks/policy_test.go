package cdshooks

import (
	"encoding/json"
	"io/fs"
	"maps"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

var shippedPolicy = sync.OnceValues(func() (*Policy, error) {
	m, err := shippedMapping()
	if err != nil {
		return nil, err
	}
	return ReadPolicy(m, dryneedling.Bundle())
})

func policy(t testing.TB) *Policy {
	t.Helper()
	p, err := shippedPolicy()
	require.NoError(t, err)
	return p
}

func sitePolicy(t testing.TB, body string) (*Policy, error) {
	t.Helper()
	return ReadPolicy(mapping(t), dryneedling.Bundle(), fhir.File{Name: "site.yaml", Data: []byte(siteHead + body)})
}

const siteHead = "schema: mskguide.hooks/1\nid: our-clinic\ntitle: Our clinic\n"

// suitable are facts with which the guideline lets needling be discussed, and some changes.
func suitable(changes decision.Facts) decision.Facts {
	facts := decision.Facts{"none_of": []string{"red_flags", "contraindications", "precautions"},
		"condition": "low_back_pain", "pain_duration_weeks": 6, "age_years": 40, "needling_region": "low_back", "trigger_points_identified": true,
		"nsaid_trial": "not_helped", "acetaminophen_trial": "not_helped", "heat_trial": "not_helped", "self_care_education_trial": "not_helped", "activity_modification_trial": "not_helped",
		"training_hours": 200, "dry_needling_in_scope": true, "ultrasound_available": true,
		"needle_phobia": false, "able_to_consent": true, "consents_to_needling": true, "pregnancy": false, "dry_needling_trial": "not_tried"}
	maps.Copy(facts, changes)
	return facts
}

// The shipped policy offers the four hooks, and conforms to its schema.
func TestShippedPolicy(t *testing.T) {
	p := policy(t)
	require.Equal(t, []string{"dry-needling-hooks"}, p.IDs())
	require.Regexp(t, `^sha256:[0-9a-f]{64}$`, p.Digest())
	var offered []string
	for _, s := range p.services() {
		offered = append(offered, s.hook)
		require.NotEmpty(t, s.title)
		require.NotEmpty(t, s.description)
	}
	require.ElementsMatch(t, hooks(), offered)
	_, err := New(mapping(t), p, Options{Anybody: true})
	require.NoError(t, err, "the wire takes it")
	require.Len(t, p.override, 12)
	for code, s := range p.suggested {
		require.NotEmpty(t, s.code.Display, code)
		require.Equal(t, "http://snomed.info/sct", s.code.System)
	}

	for _, s := range decision.Stances() {
		require.Equal(t, s.Offers(), p.words.stances[s] != "", s)
	}

	data, err := fs.ReadFile(dryneedling.Bundle(), PolicyFile)
	require.NoError(t, err)
	var written any
	require.NoError(t, yaml.Unmarshal(data, &written))
	text, err := json.Marshal(written)
	require.NoError(t, err)
	require.Empty(t, oracle.Fits(Schema, text))
}

// A site adds codes, links and the address of the source.
func TestASiteAdds(t *testing.T) {
	p, err := sitePolicy(t, `
orders:
  codes: [{system: icd_10_cm, code: Z41.9, display: our code, checked: weak}]
referrals:
  codes: [{system: snomed_ct, code: "183608005", display: Refer to acupuncture (procedure), checked: yes}]
links: [{label: Our protocol, url: "https://clinic.example/needling"}]
source: {url: "https://clinic.example/cds"}
`)
	require.NoError(t, err)
	require.Equal(t, []string{"dry-needling-hooks", "our-clinic"}, p.IDs())
	require.NotEqual(t, policy(t).Digest(), p.Digest())
	require.Equal(t, ofOrder, p.codes(concept{[]Coding{{System: "http://hl7.org/fhir/sid/icd-10-cm", Code: "Z41.9"}}}))
	require.Equal(t, ofReferral, p.codes(concept{[]Coding{{System: "http://snomed.info/sct", Code: "183608005"}}}))
	require.Equal(t, ofReferral, p.codes(concept{[]Coding{{System: "http://snomed.info/sct", Code: "308449000"}}}))
	require.Equal(t, "https://clinic.example/cds", p.source.URL)
	require.Equal(t, policy(t).source.Label, p.source.Label)

	card := answered(t, p, &scene{hook: orderSign, order: needling, facts: suitable(nil)})
	require.Contains(t, card.Links, Link{Label: "Our protocol", URL: "https://clinic.example/needling", Type: "absolute"})
}

// Codes that a site gives the procedure in the mapping count for orders too.
func TestCodesOfTheMappingCount(t *testing.T) {
	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle(), fhir.File{Name: "site.yaml", Data: []byte(`
schema: mskguide.fhir/1
id: our-clinic
title: Our clinic
systems: [{id: ours, name: Our codes, uris: ["http://clinic.example/codes"]}]
extend: [{id: dry-needling, codes: [{system: ours, code: DN, display: dry needling, checked: yes}]}]
`)})
	require.NoError(t, err)
	p, err := ReadPolicy(m, dryneedling.Bundle(), fhir.File{Name: "site.yaml", Data: []byte(siteHead + `orders: {codes: [{system: ours, code: DN2, display: dry needling, checked: yes}]}`)})
	require.NoError(t, err)
	for _, code := range []string{"DN", "DN2"} {
		require.Equal(t, ofOrder, p.codes(concept{[]Coding{{System: "http://clinic.example/codes", Code: code}}}))
	}
	_, err = ReadPolicy(m, dryneedling.Bundle(), fhir.File{Name: "site.yaml", Data: []byte(siteHead + `referrals: {codes: [{system: ours, code: DN, display: dry needling, checked: yes}]}`)})
	require.ErrorContains(t, err, `site.yaml:4:42: code "DN" has its meaning already: it is one of the procedure dry-needling of the mapping`)
}

// A site can neither change nor remove, and every mistake is named at its place, all at once.
func TestBadSites(t *testing.T) {
	for body, want := range map[string][]string{
		"services: []\nsuggestions: []\nphrases: {}": {"site.yaml:6:10: ", `key "summary" is required`},
		"services: [{id: a, hook: patient-view, title: a, description: a}]\nuntried: [helped]\ncourse: {within_weeks: 2}\norders: {entries: [massage]}\nsource: {label: Ours}": {
			"site.yaml:2:5: a site adds", "services are those of the bundle", "the weeks of a course are", "suggestions are", "entries of orders are", "the label and the topic of the source are"},
		"orders:\n  codes:\n    - {system: snomed, code: \"1\", display: a, checked: yes}\n    - {system: snomed_ct, code: \"231082001\", display: a, checked: yes}\n    - {system: snomed_ct, code: \"444831000124102\", display: a, checked: yes}\n" +
			"    - {system: snomed_ct, code: \"44868003\", display: a, checked: yes}\n    - {system: snomed_ct, code: \"183608005\", display: a, checked: no}": {
			`site.yaml:6:16: there is no code system "snomed"`, "site.yaml:7:33: ", "check digit",
			`site.yaml:8:33: code "444831000124102" has its meaning already, at hooks.yaml:`, "one of the procedure acupuncture", "was not checked"},
		"links: [{label: a, url: \"javascript:alert(1)\"}, {label: b, url: /here}]\nsource: {url: \"https://u:p@x.example\"}": {
			`site.yaml:4:25: "javascript:alert(1)" is no absolute address`, `"/here" is no absolute address`, `"https://u:p@x.example" is no`},
		"colour: red": {"site.yaml:4:1: ", "colour"},
		"id: again":   {"site.yaml:4:1: ", "twice"},
	} {
		_, err := sitePolicy(t, body)
		require.Error(t, err, body)
		for _, part := range want {
			require.ErrorContains(t, err, part)
		}
	}
	_, err := ReadPolicy(mapping(t), dryneedling.Bundle(), fhir.File{Name: "site.yaml", Data: []byte("schema: mskguide.hooks/2\nid: dry-needling-hooks\ntitle: a\n")})
	require.ErrorContains(t, err, `site.yaml:1:9: the schema is mskguide.hooks/1, not "mskguide.hooks/2"`)
	require.ErrorContains(t, err, `site.yaml:2:5: file "dry-needling-hooks" is there already, at hooks.yaml:`)
}

// Mistakes in the policy of a bundle.
func TestBadPolicies(t *testing.T) {
	data, err := fs.ReadFile(dryneedling.Bundle(), PolicyFile)
	require.NoError(t, err)
	for _, test := range []struct{ from, to, want string }{
		{"hook: order-sign", "hook: order-signs", `there is no hook "order-signs"; did you mean order-sign?`},
		{"hook: order-sign", "hook: order-select", `service for the hook "order-select" is there already, at hooks.yaml:`},
		{"id: dry-needling-order-sign", "id: Dry_Needling", "the id of a service is part of its address"},
		{"also: [ServiceRequest]", "also: [Patient]", `looked for, "Patient"`},
		{"needs: [Condition]", "needs: [Conditions]", `there is no type of resource that is read or wanted also, "Conditions"; did you mean Condition?`},
		{"entries: [dry-needling]", "entries: [dry-kneading]", `there is no procedure in the mapping "dry-kneading"; did you mean dry-needling?`},
		{"within_weeks: 12", "within_weeks: 0", "more than no weeks"},
		{"fact: sessions_scheduled", "fact: session_scheduled", `there is no fact "session_scheduled"; did you mean sessions_scheduled?`},
		{"value: in_progress", "value: progress", `there is no choice of the fact "progress"`},
		{"option: exercise_therapy", "option: exercise", `there is no option "exercise"`},
		{"option: exercise_therapy", "option: heat", `suggestion of the option "heat" is there already`},
		{"display: Heat therapy, checked: yes", "display: Heat therapy, checked: weak", "would be ordered, so it has to be checked: yes"},
		{"untried: [not_tried]", "untried: [not_helped]", `option is left, "not_helped"`},
		{"code: action-completed", "code: patient-refuses", `reason to override "patient-refuses" is there already`},
		{"site: needling_region", "site: needling_regions", `there is no fact "needling_regions"; did you mean needling_region?`},
		{"lasting: pain_duration_weeks", "lasting: condition", `"condition" is a choice, and not the number that is wanted here`},
		{"critical: [contraindicated", "critical: [contraindication", `there is no verdict "contraindication"; did you mean contraindicated?`},
		{"disputed: disputed, ", "", "disputed"},
		{"may: may be offered", "maybe: may be offered", "maybe"},
		{`"Dry needling: {verdict}"`, `"Dry needling: {verdicts}"`, "{verdicts} is not known: what is filled in here is {verdict}"},
		{"reached: reached", `reached: "{reached}"`, "nothing is filled in here"},
		{"  label: \"mskguide", "  note: \"mskguide", "note"},
	} {
		text := strings.Replace(string(data), test.from, test.to, 1)
		require.NotEqual(t, string(data), text, test.from)
		_, err := ReadPolicy(mapping(t), fstest.MapFS{PolicyFile: {Data: []byte(text)}})
		require.ErrorContains(t, err, test.want)
		require.ErrorContains(t, err, "hooks.yaml:")
	}
	_, err = ReadPolicy(mapping(t), fstest.MapFS{})
	require.ErrorContains(t, err, "hooks.yaml:1:1: the bundle has no policy")
	_, err = ReadPolicy(mapping(t), fstest.MapFS{PolicyFile: {Data: []byte("schema: mskguide.hooks/1\nid: a\ntitle: a\n")}})
	require.ErrorContains(t, err, "hooks.yaml:2:5: the policy of a bundle has course\nhooks.yaml:2:5: the policy of a bundle has critical\nhooks.yaml:2:5: the policy of a bundle has order\nhooks.yaml:2:5: the policy of a bundle has orders\n")
}

// How a file is laid out does not matter to its digest; what it says does.
func TestDigestOfAPolicy(t *testing.T) {
	data, err := fs.ReadFile(dryneedling.Bundle(), PolicyFile)
	require.NoError(t, err)
	digest := func(text string) string {
		p, err := ReadPolicy(mapping(t), fstest.MapFS{PolicyFile: {Data: []byte(text)}})
		require.NoError(t, err)
		return p.Digest()
	}
	require.Equal(t, policy(t).Digest(), digest("# a comment\n"+strings.ReplaceAll(string(data), "within_weeks: 12", "within_weeks:   12 # weeks")))
	for _, change := range [][2]string{{"within_weeks: 12", "within_weeks: 13"}, {"worse by as much", "worse"}, {"disputed: disputed", "disputed: contested"}} {
		require.NotEqual(t, policy(t).Digest(), digest(strings.Replace(string(data), change[0], change[1], 1)), change[0])
	}
}
