package verify_test

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/verify"
)

// BenchmarkBuiltin is the whole verification of the built-in guideline as mskguide verify does
// it: alone and with each overlay that it ships, opening them included.
func BenchmarkBuiltin(b *testing.B) {
	files, err := fs.Glob(dryneedling.Bundle(), "overlays/*.yaml")
	require.NoError(b, err)
	for b.Loop() {
		require.Zero(b, verify.Check(dryneedling.AsPublished(), verify.Options{}).Found())
		for _, name := range files {
			data, err := fs.ReadFile(dryneedling.Bundle(), name)
			require.NoError(b, err)
			g, err := decision.Open(dryneedling.Bundle(), decision.Overlay{Name: name, Data: data})
			require.NoError(b, err)
			verify.Check(g, verify.Options{})
		}
	}
}
