package repo

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/verify"
)

// TestReadmeSaysHowItIsChecked, with the figures of the checks themselves.
func TestReadmeSaysHowItIsChecked(t *testing.T) {
	var out strings.Builder
	out.WriteString("\n| guideline | conditions | choices of local policy | complete cases | invariants | found | expected |\n|---|---|---|---|---|---|---|\n")
	row := func(name string, r *verify.Report) {
		require.Empty(t, r.NotAnalysable, name)
		fmt.Fprintf(&out, "| %s | %d | %s | %s | %d | %d | %d |\n", name, r.Checked.Conditions, r.Checked.Choices, roughly(t, r.Checked.Cells), r.Checked.Invariants, r.Found(), len(r.Expected))
	}
	row("as published", checked(t))
	row("with `literature`", checked(t, "literature"))
	shipped, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	jurisdictions, found := 0, 0
	for _, o := range shipped {
		if o.Exclusive == "" {
			continue
		}
		jurisdictions++
		found += checked(t, o.ID).Found() + checked(t, "literature", o.ID).Found()
	}
	fmt.Fprintf(&out, "\n%d jurisdictions are checked alike, each alone and with `literature`: %d findings in %d guidelines.\n\nWhat is looked for:\n\n", jurisdictions, found, 2*jurisdictions)
	for _, k := range verify.Kinds() {
		fmt.Fprintf(&out, "- *%s*: %s\n", k, k.Says())
	}
	out.WriteString("\nWhat must hold always, with every overlay and for every choice of params:\n\n")
	for _, k := range dryneedling.AsPublished().Invariants() {
		if k.Holds == decision.HoldsAlways {
			fmt.Fprintf(&out, "- `%s`: %s\n", k.ID, k.Says)
		}
	}
	current(t, "checked", out.String()+"\n")
}

// checked is the report on the guideline with some of its overlays.
func checked(t *testing.T, overlays ...string) *verify.Report {
	t.Helper()
	var given []decision.Overlay
	for _, name := range overlays {
		o, err := decision.NamedOverlay(dryneedling.Bundle(), name)
		require.NoError(t, err)
		given = append(given, o)
	}
	g, err := decision.Open(dryneedling.Bundle(), given...)
	require.NoError(t, err)
	return verify.Check(g, verify.Options{})
}

// roughly is a large whole number with two digits.
func roughly(t *testing.T, whole string) string {
	x, ok := new(big.Float).SetString(whole)
	require.True(t, ok, whole)
	return x.Text('e', 1)
}
