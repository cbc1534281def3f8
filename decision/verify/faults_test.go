package verify_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/verify"
)

// TestFaults holds every planted fault to what has to be found of it, and has the fault
// confirmed by answers alone.
func TestFaults(t *testing.T) {
	all := archives(t)
	require.GreaterOrEqual(t, len(all), 90)
	kinds := map[verify.Kind]int{}
	for _, a := range all {
		t.Run(a.name(), func(t *testing.T) {
			bundle := a.bundle(t)
			g, err := decision.Open(bundle.fs())
			require.NoError(t, err)
			r := verify.Check(g, verify.Options{})
			for _, f := range r.Findings {
				kinds[f.Kind]++
			}
			a.expect(t, "report", told(r))
			confirm(t, a, bundle, r)
		})
	}
	for _, k := range verify.Kinds() {
		least := 3
		if k == verify.Opaque || k == verify.Subsumed || k == verify.Shadowed {
			least = 2
		}
		require.GreaterOrEqual(t, kinds[k], least, k)
	}
}

// told is a report as the corpus has it.
func told(r *verify.Report) string {
	var b strings.Builder
	for _, f := range append(append([]verify.Finding{}, r.Findings...), r.Expected...) {
		fmt.Fprintf(&b, "%s %s: %s\n", f.Severity, f.Kind, f.Text)
		for _, e := range f.Entries {
			fmt.Fprintf(&b, "  %s: %s %s\n", e.Place(), e.Kind, e.ID)
		}
		if f.Expected != "" {
			fmt.Fprintf(&b, "  expected: %s\n", f.Expected)
		}
		if w := f.Witness; w != nil {
			fmt.Fprintf(&b, "  shown by: %s\n  facts: %s\n", w.Shows, w.Facts)
			if w.Beside != nil {
				fmt.Fprintf(&b, "  beside: %s\n", w.Beside)
			}
			for _, c := range w.Choices {
				fmt.Fprintf(&b, "  choice: %s %s\n", c.Param, c.Value)
			}
			if w.Note != "" {
				fmt.Fprintf(&b, "  note: %s\n", w.Note)
			}
		}
	}
	for _, u := range r.NotAnalysable {
		fmt.Fprintf(&b, "not analysable: %s: %s\n", u.What, u.Why)
	}
	return b.String()
}

// TestCleanBundles holds the bundles without a fault to what they expect, and no more.
func TestCleanBundles(t *testing.T) {
	for name, expected := range map[string][]string{
		"faults/base": nil, "bundles/kiln": nil, "bundles/river": nil,
		"bundles/lantern": {"conflict row_out row_in_fog"},
	} {
		g, err := decision.Open(os.DirFS(filepath.Join("../../testdata", name)))
		require.NoError(t, err)
		requireExpected(t, g, expected)
	}
	requireExpected(t, dryneedling.AsPublished(), []string{
		"subsumed chronic-degenerative-low-back-pain chronic-low-back-pain",
		"subsumed first-line-needling self-care-education-first",
		"subsumed untrained training-hours",
		"unused practitioner_profession", "unused cold_trial", "unused routine_referral",
	})
}

func requireExpected(t *testing.T, g *decision.Guideline, want []string) {
	r := verify.Check(g, verify.Options{})
	var got []string
	for _, f := range r.Expected {
		text := string(f.Kind)
		for _, e := range f.Entries {
			text += " " + e.ID
		}
		require.NotEmpty(t, f.Expected)
		got = append(got, text)
	}
	require.Equal(t, want, got, g.Info().ID)
	require.Zero(t, r.Found(), told(r))
}

// TestExpectationsUnderOverlays: an overlay may well change what a bundle expects of itself, so
// that nobody is told of it; of what the overlay does not change everything is found as before.
func TestExpectationsUnderOverlays(t *testing.T) {
	for _, a := range archives(t) {
		if a.name() != "expectation-stale" && a.name() != "shadowed" {
			continue
		}
		overlay := decision.Overlay{Name: "o.yaml", Data: []byte("schema: mskguide.overlay/1\nid: windy\nfor: kite\ntitle: T\nauthority: Nobody (made up)\nin_force: \"2025-01-01\"\n" +
			"set: [{param: gale_from, was: 40, to: 50}]\n")}
		r := verify.Check(open(t, a.bundle(t).fs(), overlay), verify.Options{})
		require.Equal(t, []string{"windy"}, r.Guideline.Overlays)
		if a.name() == "shadowed" {
			require.Equal(t, verify.Shadowed, r.Findings[0].Kind)
		} else {
			require.Empty(t, r.Findings)
		}
	}
}

// TestSameReport holds the verifier to one answer.
func TestSameReport(t *testing.T) {
	first := verify.Check(dryneedling.AsPublished(), verify.Options{})
	require.Equal(t, first, verify.Check(dryneedling.AsPublished(), verify.Options{}))
}

// TestShippedOverlays holds the built-in guideline to what it expects with every overlay that
// it ships, and with those of a jurisdiction on top of those that are for all.
func TestShippedOverlays(t *testing.T) {
	all := shipped(t)
	require.Len(t, all, 20)
	for _, g := range all {
		r := verify.Check(g, verify.Options{})
		require.Zero(t, r.Found(), "%v\n%s", g.Info().Overlays, told(r))
		require.Empty(t, r.NotAnalysable)
	}
}
