package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// Only what refuses takes a side: that needling may be discussed recommends nothing.
func TestDirectionsOfVerdicts(t *testing.T) {
	m := shipped(t)
	got := map[string]string{}
	for _, v := range m.Guideline().Verdicts() {
		if way := m.Direction(v.ID); way != "" {
			got[v.ID] = way
		}
	}
	require.Equal(t, map[string]string{"do_not_use": "against", "contraindicated": "against", "refer": "against"}, got)
	require.Empty(t, m.Direction("needs_information"))

	none, err := fhir.ReadMapping(dryneedling.AsPublished(), nil)
	require.NoError(t, err)
	require.Empty(t, none.Direction("refer"))
}

func TestMistakesOfDirections(t *testing.T) {
	head := "schema: mskguide.fhir/1\nid: x\ntitle: x\n"
	_, err := fhir.ReadMapping(dryneedling.AsPublished(), nil, fhir.File{Name: "x.yaml", Data: []byte(head +
		"directions:\n  - {verdict: considered, direction: for}\n  - {verdict: refer, direction: none}\n  - {verdict: do_not_use, direction: against}\n  - {verdict: do_not_use, direction: for}\n")})
	require.ErrorContains(t, err, `x.yaml:5:15: there is no verdict "considered"; did you mean "consider"?`)
	require.ErrorContains(t, err, `x.yaml:6:33: a direction is for or against, not "none"`)
	require.ErrorContains(t, err, `x.yaml:8:15: which way "do_not_use" points is said twice`)

	_, err = fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle(), site("directions:\n  - {verdict: consider, direction: for}\n"))
	require.ErrorContains(t, err, "site.yaml:5:15: which way the verdicts point is said already")
}
