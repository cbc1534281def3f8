package basis_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"testing"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/basis"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/cover"
	"github.com/mskguide/mskguide/decision/scenario/mutate"
	"github.com/mskguide/mskguide/decision/verify"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite golden files and figures with what comes out now")

const figures = "../guidelines/dryneedling/bundle/" + basis.CheckedFile

// TestCheckedFiguresAreCurrent measures anew what the checks of the built-in guideline come to.
// How many mutants are told takes seconds and is measured with -update and in long runs only: as
// long as guideline and scenarios are the same, it is.
func TestCheckedFiguresAreCurrent(t *testing.T) {
	all := *update || oracle.Long()
	scenarios, err := scenario.Read(dryneedling.Scenarios())
	require.NoError(t, err)
	digest := filesDigest(t, dryneedling.Scenarios())
	var measured []basis.Checked
	for _, g := range []*decision.Guideline{dryneedling.AsPublished(), dryneedling.Literature()} {
		c := measure(t, g, scenarios)
		c.Digest = digest
		if all {
			c.Mutants = mutants(t, g, scenarios)
		} else {
			b, err := basis.Read(g, dryneedling.Bundle())
			require.NoError(t, err)
			kept, ok := b.Checked()
			require.True(t, ok, "the figures are of another guideline: go test ./decision/basis -run TestCheckedFigures -update")
			require.Equal(t, digest, kept.Digest, "the scenarios have changed: go test ./decision/basis -run TestCheckedFigures -update")
			c.Mutants = kept.Mutants
		}
		measured = append(measured, c)
	}
	text, err := basis.NewCheckedFigures(measured...).JSON()
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(figures, text, 0o644))
		return
	}
	kept, err := os.ReadFile(figures)
	require.NoError(t, err)
	require.Equal(t, string(text), string(kept), "go test ./decision/basis -run TestCheckedFigures -update")
}

// filesDigest is that of names and contents of all files.
func filesDigest(t *testing.T, files fs.FS) string {
	t.Helper()
	sum := sha256.New()
	require.NoError(t, fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		fmt.Fprintf(sum, "%s %d\n", name, len(data))
		sum.Write(data)
		return err
	}))
	return "sha256:" + hex.EncodeToString(sum.Sum(nil))
}

func of(g *decision.Guideline, scenarios []*scenario.Scenario) (out []*scenario.Scenario) {
	for _, s := range scenarios {
		if slices.Equal(s.Overlays, g.Info().Overlays) {
			out = append(out, s)
		}
	}
	return out
}

func measure(t *testing.T, g *decision.Guideline, scenarios []*scenario.Scenario) basis.Checked {
	t.Helper()
	own := of(g, scenarios)
	report, err := scenario.Check(g, own)
	require.NoError(t, err)
	require.Zero(t, report.Failed)
	examples, err := scenario.Examples(g, own)
	require.NoError(t, err)
	covered, err := cover.Of(g, examples)
	require.NoError(t, err)
	v := verify.Check(g, verify.Options{})
	require.Empty(t, v.NotAnalysable)
	share := func(c cover.Count) basis.Share { return basis.Share{Have: c.Covered, Of: c.Covered + c.Open} }
	return basis.Checked{Guideline: g.Info(), Scenarios: len(own), Rule: share(covered.Total.Rule), Branch: share(covered.Total.Branch), MCDC: share(covered.Total.MCDC),
		Verified: basis.Verified{Conditions: v.Checked.Conditions, Choices: v.Checked.Choices, Cases: v.Checked.Cells, Invariants: v.Checked.Invariants, Found: v.Found(), Expected: len(v.Expected)}}
}

func mutants(t *testing.T, g *decision.Guideline, scenarios []*scenario.Scenario) basis.Share {
	t.Helper()
	examples, err := scenario.Examples(g, of(g, scenarios))
	require.NoError(t, err)
	report, err := mutate.Try(context.Background(), g, examples, mutate.Options{})
	require.NoError(t, err)
	return basis.Share{Have: report.Answers.Killed, Of: report.Answers.Counted}
}
