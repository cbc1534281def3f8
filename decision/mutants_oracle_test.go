package decision_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario/mutate"
)

// TestMutantsAgreeWithEnumeration holds what is proved of mutants to all complete cases, one by one:
// in which fields some answer differs; and the cases that are suggested to what they should show.
func TestMutantsAgreeWithEnumeration(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(52, 8))
	seen := map[string]int{}
	for bundle := range oracle.Cases(8, 120) {
		m := &maker{rng: rng}
		g, err := decision.Open(m.bundle())
		if err != nil {
			continue
		}
		mutating, err := g.Mutating()
		require.NoError(t, err)
		report, err := mutate.Try(context.Background(), g, nil, mutate.Options{Sample: 6, Seed: uint64(bundle)})
		require.NoError(t, err)
		require.Zero(t, report.Answers.Killed)
		require.Equal(t, min(6, len(mutating.List)), report.Made)
		differs := map[string][]mutate.Field{}
		for _, k := range report.NotCounted {
			if differs[k.ID] = nil; k.Why != "equivalent" {
				seen["refused"]++
				delete(differs, k.ID)
			}
		}
		shows := map[string]*mutate.Mutant{}
		for i, k := range report.Survivors {
			differs[k.ID], shows[k.ID] = k.Differs, &report.Survivors[i]
		}
		for i, mutant := range mutating.List {
			proved, tried := differs[mutant.ID]
			if !tried {
				continue
			}
			wrong, err := mutating.Wrong(i)
			require.NoError(t, err)
			if s := shows[mutant.ID]; s != nil {
				require.Empty(t, s.Note, mutant.ID)
				shown := apart(t, g, wrong, []byte(s.Facts))
				shown = slices.DeleteFunc(shown, func(f mutate.Field) bool { return !slices.Contains(s.Differs, f) })
				require.Equal(t, shown, s.Shows, "%s: %s", mutant.ID, s.Facts)
				require.NotEmpty(t, s.Shows, "%s: %s", mutant.ID, s.Facts)
			}
			if want, ok := enumerated(t, g, wrong); ok {
				require.Equal(t, want, proved, "%s (%s)", mutant.ID, mutant.Says)
				seen["enumerated"]++
				if want == nil {
					seen["equivalent"]++
				}
			}
		}
	}
	require.Greater(t, seen["enumerated"], oracle.Cases(20, 300))
	require.Greater(t, seen["equivalent"], oracle.Cases(6, 100))
}

// enumerated is the fields in which some complete case gets another answer; ok is false where there
// are too many cases. Missing is never told by a complete case: it goes with the verdict.
func enumerated(t *testing.T, right, wrong *decision.Guideline) (out []mutate.Field, ok bool) {
	var names []string
	var values [][]any
	cases := 1
	for _, f := range right.Facts() {
		j := judgedFact(f, append(sources(right), sources(wrong)...))
		names, values = append(names, f.ID), append(values, j.samples)
		if cases *= len(j.samples); cases > 500 {
			return nil, false
		}
	}
	found := map[mutate.Field]bool{}
	for n := range cases {
		facts := decision.Facts{}
		for i, name := range names {
			facts[name] = values[i][n%len(values[i])]
			n /= len(values[i])
		}
		for _, f := range apart(t, right, wrong, facts) {
			found[f] = true
			found[mutate.FieldMissing] = found[mutate.FieldMissing] || f == mutate.FieldVerdict
		}
	}
	for _, f := range mutate.Fields() {
		if found[f] {
			out = append(out, f)
		}
	}
	return out, true
}

// apart is the fields in which two answers to the same facts are written differently.
func apart(t *testing.T, right, wrong *decision.Guideline, facts any) (out []mutate.Field) {
	a, err := right.Decide(facts)
	require.NoError(t, err)
	b, err := wrong.Decide(facts)
	require.NoError(t, err)
	parts := func(d *decision.Decision) []any {
		return []any{d.Verdict, []any{d.Settled, d.CouldBecome, d.Missing}, d.Urgency, d.Steps, d.Reasons, d.Cautions, d.Options, d.Protocol}
	}
	for i, f := range mutate.Fields() {
		x, err := json.Marshal(parts(a)[i])
		require.NoError(t, err)
		y, err := json.Marshal(parts(b)[i])
		require.NoError(t, err)
		if !slices.Equal(x, y) {
			out = append(out, f)
		}
	}
	return out
}
