package dryneedling_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
)

// TestScenarios holds the guideline, under each set of overlays that scenarios are for, to what
// was written by hand from the clinical model. All overlays that ship have some.
func TestScenarios(t *testing.T) {
	list, err := scenario.Read(dryneedling.Scenarios())
	require.NoError(t, err)
	var sets []string
	for _, s := range list {
		if set := strings.Join(s.Overlays, "+"); !slices.Contains(sets, set) {
			sets = append(sets, set)
		}
	}
	shipped, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	for _, o := range shipped {
		require.Contains(t, sets, o.Name, "no scenario is for it")
	}
	for _, set := range sets {
		g := dryneedling.AsPublished()
		switch set {
		case "":
		case "literature":
			g = dryneedling.Literature()
		default:
			var overlays []decision.Overlay
			for _, name := range strings.Split(set, "+") {
				o, err := decision.NamedOverlay(dryneedling.Bundle(), name)
				require.NoError(t, err)
				overlays = append(overlays, o)
			}
			g, err = decision.Open(dryneedling.Bundle(), overlays...)
			require.NoError(t, err)
		}
		report, err := scenario.Check(g, list)
		require.NoError(t, err)
		for _, c := range report.Cases {
			require.Empty(t, c.Differences, "%s %s", set, c.ID)
		}
	}
}

// As those who use the guideline would.
func TestScenariosOfLiterature(t *testing.T) {
	scenario.Test(t, dryneedling.Literature(), dryneedling.Scenarios())
}

// What is embedded leaves out names that begin with a dot or an underscore.
func TestScenariosAreEmbedded(t *testing.T) {
	require.Equal(t, names(t, os.DirFS("scenarios")), names(t, dryneedling.Scenarios()))
}

func names(t *testing.T, fsys fs.FS) (out []string) {
	require.NoError(t, fs.WalkDir(fsys, ".", func(name string, _ fs.DirEntry, err error) error {
		out = append(out, name)
		return err
	}))
	return out
}
