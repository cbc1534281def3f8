package fhir_test

import (
	"io/fs"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// A code whose name was not confirmed may make an answer more careful. What it gives makes no
// answer milder, in cases drawn at random.
func TestWeakCodesMakeNoAnswerMilder(t *testing.T) {
	data, err := fs.ReadFile(dryneedling.Bundle(), fhir.MappingFile)
	require.NoError(t, err)
	type entry struct {
		ID    string
		Codes []struct{ Checked string }
		Facts []struct {
			Fact  string
			Value any
		}
	}
	var mapping struct{ Conditions, Medicines, Allergies, Procedures []entry }
	require.NoError(t, yaml.Unmarshal(data, &mapping))
	given := map[string]string{}
	for _, e := range slices.Concat(mapping.Conditions, mapping.Medicines, mapping.Allergies, mapping.Procedures) {
		if slices.ContainsFunc(e.Codes, func(c struct{ Checked string }) bool { return c.Checked == "weak" }) {
			for _, f := range e.Facts {
				require.Equal(t, true, f.Value, e.ID)
				given[f.Fact] = e.ID
			}
		}
	}
	require.Greater(t, len(given), 8)

	g := dryneedling.AsPublished()
	random := rand.New(rand.NewPCG(7, 22))
	compared := 0
	for range 400 {
		facts := decision.Facts{}
		for _, f := range g.Facts() {
			switch {
			case f.Type == decision.TypeBool:
				facts[f.ID] = random.IntN(12) == 0
			case len(f.Choices) > 0:
				facts[f.ID] = f.Choices[random.IntN(len(f.Choices))].ID
			}
		}
		for fact, entry := range given {
			facts[fact] = true
			with, err := g.Case(facts)
			facts[fact] = false
			without, otherErr := g.Case(facts)
			if err != nil || otherErr != nil { // a contradiction
				continue
			}
			compared++
			require.GreaterOrEqual(t, least(g, with), least(g, without), "%s gives %s", entry, fact)
		}
	}
	require.Greater(t, compared, 1000)
}

// least is the mildest verdict that a case can come to.
func least(g *decision.Guideline, c *decision.Case) int {
	verdicts := g.Missing(c).Verdicts
	for v := 0; ; v++ {
		if verdicts>>v&1 == 1 {
			return v
		}
	}
}
