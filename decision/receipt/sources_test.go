package receipt_test

import (
	"strings"
	"testing"
	"time"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/receipt"
	"github.com/stretchr/testify/require"
)

const record = `{"resourceType":"Bundle","type":"collection","entry":[
{"resource":{"resourceType":"Patient","id":"p","birthDate":"1980-05-01"}},
{"resource":{"resourceType":"Condition","id":"neck","subject":{"reference":"Patient/p"},"clinicalStatus":{"coding":[{"code":"active"}]},"verificationStatus":{"coding":[{"code":"confirmed"}]},
 "code":{"coding":[{"system":"http://snomed.info/sct","code":"81680005"}]},"onsetDateTime":"2026-09-01","recordedDate":"2026-09-20"}},
{"resource":{"resourceType":"QuestionnaireResponse","id":"q","status":"completed","subject":{"reference":"Patient/p"},"questionnaire":"urn:mskguide:questionnaire:dry-needling","authored":"2026-11-22",
 "item":[{"linkId":"age_years","answer":[{"valueDecimal":20}]}]}}]}`

// A receipt of a record says which resources tell the facts, and what was left out as contradicted.
// It is replayed as any other, and what is told beside a record has no source.
func TestSourcesOfARecord(t *testing.T) {
	g := dryneedling.AsPublished()
	m, err := fhir.ReadMapping(g, dryneedling.Bundle())
	require.NoError(t, err)
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	chart := m.Facts(day, fhir.Document{Name: "record.json", Data: []byte(record)})
	chart.Facts["training_hours"] = 80

	r := kept(t, g, chart.Facts, receipt.With{At: day, Chart: chart})
	require.Equal(t, m.Digest(), r.Mapping)
	require.Contains(t, r.Sources, receipt.Source{Fact: "condition", Resource: "Condition", ID: "neck", Element: "Condition.code", Date: "2026-09-20"})
	told := map[string]bool{}
	for _, s := range r.Sources {
		require.Contains(t, r.Facts, s.Fact)
		told[s.Fact] = true
	}
	require.True(t, told["pain_duration_weeks"])
	require.False(t, told["training_hours"])
	left := map[string]string{}
	for _, c := range r.Contradicted {
		left[c.Resource+"/"+c.ID] = c.Says
	}
	require.Contains(t, left["Patient/p"], "contradicts itself")
	require.Contains(t, left["QuestionnaireResponse/q"], "contradicts itself")
	require.NotContains(t, r.Facts, "age_years")
	require.True(t, replayed(t, g, r).Same)

	line, err := r.JSON()
	require.NoError(t, err)
	conforms(t, receipt.Schema, line)

	delete(chart.Facts, "condition") // as a service does where the practice says otherwise
	r = kept(t, g, chart.Facts, receipt.With{At: day, Chart: chart})
	require.Contains(t, r.Contradicted, receipt.LeftOut{Resource: "Condition", ID: "neck", Element: "Condition.code", Says: "condition: told otherwise beside the record, and left out"})

	lacks := []receipt.Lack{{Part: "procedure", Says: "it was not given"}}
	r = kept(t, g, chart.Facts, receipt.With{At: day, Chart: chart, Lacks: lacks})
	lacks[0].Says = "changed since"
	require.Equal(t, []receipt.Lack{{Part: "procedure", Says: "it was not given"}}, r.Lacks)
	line, err = r.JSON()
	require.NoError(t, err)
	conforms(t, receipt.Schema, line)
	report := replayed(t, g, r)
	require.True(t, report.Same, "what could not be had told nothing")
	require.Equal(t, r.Lacks, report.Lacks)
	conforms(t, receipt.ReplaySchema, report.JSON())

	bare, err := kept(t, g, chart.Facts, receipt.With{At: day}).JSON()
	require.NoError(t, err)
	require.False(t, strings.Contains(string(bare), "sources") || strings.Contains(string(bare), "contradicted"))
}

// That nothing was lacking is told; a receipt that does not tell, such as an old one, is read as it is.
func TestThatNothingWasLackingIsTold(t *testing.T) {
	g := dryneedling.AsPublished()
	for _, c := range []struct {
		lacks []receipt.Lack
		tells bool
	}{{nil, false}, {[]receipt.Lack{}, true}} {
		r := kept(t, g, nil, receipt.With{Lacks: c.lacks})
		line, err := r.JSON()
		require.NoError(t, err)
		report := replayed(t, g, r)
		require.True(t, report.Same)
		for _, document := range []string{string(line), string(report.JSON())} {
			require.Equal(t, c.tells, strings.Contains(document, `"lacks":[]`), document)
			require.Equal(t, c.tells, strings.Contains(document, "lacks"), document)
		}
		conforms(t, receipt.Schema, line)
	}
}
