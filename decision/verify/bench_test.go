package verify_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/verify"
)

// shipped is the built-in guideline alone, with each overlay that it ships, and with those of
// a jurisdiction on top of those that are for all.
func shipped(t testing.TB) (out []*decision.Guideline) {
	all, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	add := func(names ...string) {
		var overlays []decision.Overlay
		for _, name := range names {
			o, err := decision.NamedOverlay(dryneedling.Bundle(), name)
			require.NoError(t, err)
			overlays = append(overlays, o)
		}
		g, err := decision.Open(dryneedling.Bundle(), overlays...)
		require.NoError(t, err)
		out = append(out, g)
	}
	add()
	for _, o := range all {
		add(o.Name)
		for _, below := range all {
			if below.Exclusive == "" && o.Exclusive != "" {
				add(below.Name, o.Name)
			}
		}
	}
	return out
}

// BenchmarkShipped checks all of them, without opening them.
func BenchmarkShipped(b *testing.B) {
	all := shipped(b)
	for b.Loop() {
		for _, g := range all {
			require.Zero(b, verify.Check(g, verify.Options{}).Found())
		}
	}
	b.ReportMetric(float64(len(all)), "guidelines")
}

// BenchmarkPublished checks the built-in guideline alone.
func BenchmarkPublished(b *testing.B) {
	for b.Loop() {
		require.Zero(b, verify.Check(dryneedling.AsPublished(), verify.Options{}).Found())
	}
}
