package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/fhir/export"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario/sample"
)

// The schema is compiled once for all of these.
func TestBySchema(t *testing.T) {
	v, err := newValidator()
	require.NoError(t, err)
	for name, test := range map[string]func(*testing.T, *validator){
		"guidelines are valid": guidelinesAreValid, "golden decisions are valid": goldenDecisionsAreValid, "random decisions are valid": randomDecisionsAreValid,
		"records are valid": recordsAreValid, "wrong documents are not": wrongDocumentsAreNot,
	} {
		t.Run(name, func(t *testing.T) { test(t, v) })
	}
}

func mapping(t *testing.T, g *decision.Guideline, bundle fs.FS) *fhir.Mapping {
	t.Helper()
	m, err := fhir.ReadMapping(g, bundle)
	require.NoError(t, err)
	return m
}

func options() export.Options {
	return export.Options{Patient: "Patient/p", Encounter: "Encounter/e", Practitioner: "Practitioner/d", Request: "r-1", Endpoint: "https://cds.example.org/cds-services/dry-needling",
		At: time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("", 3600))}
}

// valid holds a decision, and its facts as answers, to the schema.
func valid(t *testing.T, v *validator, m *fhir.Mapping, facts []byte, o export.Options) {
	t.Helper()
	d, err := m.Guideline().Decide(facts)
	require.NoError(t, err)
	out, err := export.Decision(m, d, o)
	require.NoError(t, err)
	require.Empty(t, v.check(out), "%s", facts)
	if m.Questionnaire() == "" {
		return
	}
	out, _, err = export.Answers(m, decision.JSON{Name: "facts", Data: facts}, o)
	require.NoError(t, err)
	require.Empty(t, v.check(out), "%s", facts)
}

// The guideline and its questions are valid, under overlays too.
func guidelinesAreValid(t *testing.T, v *validator) {
	overlays, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	names := []string{""}
	for _, o := range overlays {
		names = append(names, o.Name)
	}
	for _, name := range names {
		var given []decision.Overlay
		if name != "" {
			o, err := decision.NamedOverlay(dryneedling.Bundle(), name)
			require.NoError(t, err)
			given = append(given, o)
		}
		g, err := decision.Open(dryneedling.Bundle(), given...)
		require.NoError(t, err)
		for _, o := range []export.Options{{}, options()} {
			m := mapping(t, g, dryneedling.Bundle())
			out, err := export.Guideline(m, o)
			require.NoError(t, err)
			require.Empty(t, v.check(out), name)
			out, err = export.Questions(m, o)
			require.NoError(t, err)
			require.Empty(t, v.check(out), name)
		}
	}
}

// Every case of the conformance suite, of every guideline, gives a valid bundle.
func goldenDecisionsAreValid(t *testing.T, v *validator) {
	files, err := filepath.Glob("../../testdata/conformance/cases/*.ndjson")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		parts := strings.Split(strings.TrimSuffix(filepath.Base(file), ".ndjson"), "+")
		bundle := dryneedling.Bundle()
		mapped := bundle
		if parts[0] != "dry-needling" {
			bundle, mapped = os.DirFS("../../testdata/bundles/"+parts[0]), nil
		}
		var given []decision.Overlay
		for _, name := range parts[1:] {
			o, err := decision.NamedOverlay(bundle, name)
			require.NoError(t, err)
			given = append(given, o)
		}
		g, err := decision.Open(bundle, given...)
		require.NoError(t, err)
		m := mapping(t, g, mapped)
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, line := range documents(data) {
			var c struct{ Facts json.RawMessage }
			require.NoError(t, json.Unmarshal(line, &c))
			valid(t, v, m, c.Facts, options())
		}
	}
}

// Drawn facts, more and more of them unknown, give valid bundles, with options and without.
func randomDecisionsAreValid(t *testing.T, v *validator) {
	m := mapping(t, dryneedling.AsPublished(), dryneedling.Bundle())
	n := 0
	for i, share := range []float64{0, 0.1, 0.2, 0.4, 0.7, 0.9} {
		for facts, err := range sample.Default(m.Guideline()).Missing(share).Cases(uint64(i)) {
			require.NoError(t, err)
			data, err := json.Marshal(facts)
			require.NoError(t, err)
			o := options()
			if n%2 == 0 {
				o = export.Options{}
			} else if n%3 == 0 {
				o.Day = true
			}
			valid(t, v, m, data, o)
			if n++; n%50 == 0 {
				break
			}
		}
	}
	require.Equal(t, 300, n)
}

// The files that are shipped are what is written.
func TestShippedFilesAreValid(t *testing.T) {
	files, err := filepath.Glob("../../testdata/fhir/out/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var out, errors bytes.Buffer
	require.Zero(t, run(files, nil, &out, &errors), "%s%s", &out, &errors)
}

// So are the records that the tests of the mapping read, but for those that are broken on purpose, and
// decisions that refer to what is in them.
func recordsAreValid(t *testing.T, v *validator) {
	broken := map[string][]string{
		"impossible.json":   {"/entry/22/resource/resourceType"},                                            // a type of resource that there is not
		"bulk.ndjson":       {"unexpected EOF"},                                                             // a torn line
		"messy-coding.json": {"/entry/21/resource/clinicalStatus", "/entry/21/resource/verificationStatus"}, // texts, as before R4
	}
	m := mapping(t, dryneedling.AsPublished(), dryneedling.Bundle())
	files, err := filepath.Glob("../../testdata/fhir/*.*json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 20)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var mistakes []string
		for _, document := range documents(data) {
			mistakes = append(mistakes, v.check(document)...)
		}
		if why, is := broken[filepath.Base(file)]; is {
			require.Len(t, mistakes, len(why), file)
			for i := range why {
				require.Contains(t, mistakes[i], why[i])
			}
			continue
		}
		require.Empty(t, mistakes, file)
		o := options()
		o.Chart = m.Facts(o.At, fhir.Document{Name: file, Data: data})
		valid(t, v, m, o.Chart.FactsJSON(), o)
	}
}

// A document that is wrong in one place is found to be, there.
func wrongDocumentsAreNot(t *testing.T, v *validator) {
	m := mapping(t, dryneedling.AsPublished(), dryneedling.Bundle())
	d, err := m.Guideline().Decide([]byte(`{"none_of": ["red_flags"], "condition": "low_back_pain", "prior_serious_needling_harm": true}`))
	require.NoError(t, err)
	good, err := export.Decision(m, d, options())
	require.NoError(t, err)
	require.Empty(t, v.check(good))
	for _, tt := range []struct{ old, new, where string }{
		{`"status":"data-requested"`, `"status":"perhaps"`, "/entry/0/resource/status"},
		{`"status":"draft"`, `"status":7`, "/status"},
		{`"severity":"high"`, `"severity":"grave"`, "/entry/1/resource/severity"},
		{`"moduleUri"`, `"moduleUrl"`, "/entry/0/resource"},
		{`"type":"collection"`, `"type":"heap"`, "/type"},
		{`"resourceType":"RequestGroup"`, `"resourceType":"RequestBunch"`, "/resourceType"},
		{`"resourceType":"OperationOutcome"`, `"resourceType":"Patient"`, "/entry/0/resource/contained/0"},
		{`"occurrenceDateTime":"2026-11-22T09:30:00+01:00"`, `"occurrenceDateTime":"22.11.2026"`, "/entry/0/resource/occurrenceDateTime"},
		{`"valueBoolean":false`, `"valueBoolean":"no"`, "/valueBoolean"},
		{`"dataRequirement":[`, `"dataRequirement":["age",`, "/entry/0/resource/dataRequirement/0"},
	} {
		require.Contains(t, string(good), tt.old)
		mistakes := v.check([]byte(strings.Replace(string(good), tt.old, tt.new, 1)))
		require.NotEmpty(t, mistakes, "%s", tt.new)
		require.Contains(t, strings.Join(mistakes, "\n"), tt.where)
	}
	for _, document := range []string{``, `{`, `[]`, `{}`, `{"resourceType": "Patient", "name": "Ada"}`, `{"resourceType": "Patient"} {}`} {
		require.NotEmpty(t, v.check([]byte(document)), document)
	}
}

// As a command: what is wrong is named by file and place.
func TestCommand(t *testing.T) {
	var out, errors bytes.Buffer
	require.Zero(t, run(nil, strings.NewReader(`{"resourceType": "Patient"}`+"\n"+`{"resourceType": "Patient", "id": "a"}`), &out, &errors))
	require.Empty(t, out.String()+errors.String())
	require.Equal(t, 1, run([]string{"-"}, strings.NewReader(`{"resourceType": "Patient", "gender": 1}`), &out, &errors))
	require.Contains(t, out.String(), "-: /gender: ")
	require.Equal(t, 2, run([]string{"none.json"}, nil, &out, &errors))
	require.Contains(t, errors.String(), "none.json")
}
