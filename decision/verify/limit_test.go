package verify_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/verify"
)

// TestNodeLimit asks of a report whose diagrams were cut off that it says so, and why, keeps
// what needs no diagram, and claims nothing else: neither findings nor that expectations are
// stale.
func TestNodeLimit(t *testing.T) {
	whole := verify.Check(dryneedling.AsPublished(), verify.Options{})
	require.Empty(t, whole.NotAnalysable)
	for _, nodes := range []int{10, 2000, 8000} {
		r := verify.Check(dryneedling.AsPublished(), verify.Options{Nodes: nodes})
		require.NotEmpty(t, r.NotAnalysable)
		for _, u := range r.NotAnalysable {
			require.Contains(t, u.Why, "limit of ")
		}
		require.Zero(t, r.Found())
		for _, f := range r.Expected {
			require.Contains(t, []verify.Kind{verify.Unused, verify.Subsumed}, f.Kind)
		}
		require.Equal(t, whole.Findings, r.Findings) // the notes
	}
	r := verify.Check(dryneedling.AsPublished(), verify.Options{Nodes: 10})
	require.Len(t, r.NotAnalysable, 3)
}

// TestTooManyRegions is of a guideline that cannot be laid open at all.
func TestTooManyRegions(t *testing.T) {
	a := archives(t)[0]
	a.parts = nil
	bundle := a.bundle(t)
	bundle["invariants.yaml"] = "invariants: []\n"
	bundle["definitions.yaml"] += "  - {id: never_named, when: rain, title: T}\n"
	for i := range 30 {
		bundle["rules.yaml"] += "  - {id: cut-" + string(rune('a'+i%26)) + string(rune('a'+i/26)) + ", step: air, gives: caution, when: wind > " + number(i) +
			", title: T, says: S., claims: [K-01]}\n"
	}
	r := verify.Check(open(t, bundle.fs()), verify.Options{})
	require.Len(t, r.NotAnalysable, 1)
	require.Contains(t, r.NotAnalysable[0].Why, "at most 64")
	require.Equal(t, 1, r.Found(), told(r)) // what nothing names needs no diagram
	require.Equal(t, verify.Unused, r.Findings[0].Kind)
}

func number(i int) string { return string(rune('1'+i/5)) + string(rune('0'+i%5*2)) }
