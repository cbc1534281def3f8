package dryneedling_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/mutate"
)

// TestMutantsAgreeWithRandomCases puts complete cases to mutants of the guideline: no answer differs
// in a field in which a mutant is proved to be equivalent.
func TestMutantsAgreeWithRandomCases(t *testing.T) {
	t.Parallel()
	g := dryneedling.AsPublished()
	sample := oracle.Cases(25, 250)
	report, err := mutate.Try(context.Background(), g, nil, mutate.Options{Sample: sample, Seed: 11})
	require.NoError(t, err)
	differs := map[string][]mutate.Field{}
	for _, k := range report.NotCounted {
		if k.Why == "equivalent" {
			differs[k.ID] = nil
		}
	}
	for _, k := range report.Survivors {
		require.NotEmpty(t, k.Shows, k.ID)
		require.Subset(t, k.Differs, k.Shows, k.ID)
		differs[k.ID] = k.Differs
	}
	mutating, err := g.Mutating()
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(53, 9))
	apart := 0
	for i, mutant := range mutating.List {
		proved, tried := differs[mutant.ID]
		if !tried {
			continue
		}
		wrong, err := mutating.Wrong(i)
		require.NoError(t, err)
		for range 25 {
			facts := complete(rng, g)
			right, err := g.Decide(facts)
			if err != nil {
				continue // it contradicts itself
			}
			other, err := wrong.Decide(facts)
			require.NoError(t, err, mutant.ID)
			for _, f := range mutate.Differing(right, other) {
				require.Contains(t, proved, f, "%s: %v", mutant.ID, facts)
				apart++
			}
		}
	}
	require.NotZero(t, apart)
}

// complete is a complete case, most of whose yes/no facts are no.
func complete(rng *rand.Rand, g *decision.Guideline) decision.Facts {
	out := decision.Facts{}
	for _, f := range g.Facts() {
		switch f.Type {
		case decision.TypeBool:
			out[f.ID] = rng.IntN(12) == 0
		case decision.TypeChoice:
			out[f.ID] = f.Choices[rng.IntN(len(f.Choices))].ID
		default:
			out[f.ID] = min(f.Max, max(f.Min, float64(rng.IntN(40))))
		}
	}
	return out
}

// TestMutantsHaveWitnesses asks of the scenarios that ship that they pin the guideline down. Every
// mutant that no answer tells has a case that would.
func TestMutantsHaveWitnesses(t *testing.T) {
	list, err := scenario.Read(dryneedling.Scenarios())
	require.NoError(t, err)
	g := dryneedling.AsPublished()
	list = slices.DeleteFunc(list, func(s *scenario.Scenario) bool { return len(s.Overlays) > 0 })
	mutating, err := g.Mutating()
	require.NoError(t, err)
	held, err := scenario.Check(mutating.Right(), list)
	require.NoError(t, err)
	require.Zero(t, held.Failed, "the guideline compiled as its mutants are")
	examples, err := scenario.Examples(g, list)
	require.NoError(t, err)
	report, err := mutate.Try(context.Background(), g, examples, mutate.Options{Scenarios: list, Sample: oracle.Cases(40, 0), Seed: 3})
	require.NoError(t, err)
	for _, k := range report.Survivors {
		require.NotNil(t, k.Facts, k.ID)
	}
	if oracle.Long() {
		require.GreaterOrEqual(t, report.Answers.Percent(), 98.0)
	}
	require.GreaterOrEqual(t, report.Answers.Percent(), 90.0)
}
