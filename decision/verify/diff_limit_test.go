package verify

import (
	"math/big"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Where the diagram outgrows its limit, a difference says so, and takes the change for as much
// as it might be.
func TestDiffThatCannotBeAnalysed(t *testing.T) {
	t.Parallel()
	kiln := os.DirFS("../../testdata/bundles/kiln")
	winter, err := decision.NamedOverlay(kiln, "winter")
	require.NoError(t, err)
	before, err := decision.Open(kiln)
	require.NoError(t, err)
	after, err := decision.Open(kiln, winter)
	require.NoError(t, err)
	for _, nodes := range []int{1, 40, 200} {
		d, err := diffWithin(before, after, logic.Limits{Nodes: nodes})
		require.NoError(t, err)
		require.Contains(t, d.NotAnalysable, "outgrows its limit")
		require.Empty(t, d.Groups)
		require.Equal(t, "0", d.Differs.Fraction)
		require.Equal(t, LevelMajor, d.Level)
		require.Len(t, d.Changes, 4, "as they are written")
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]*big.Rat{
		"0": new(big.Rat), "100": big.NewRat(1, 1), "50": big.NewRat(1, 2), "33.3": big.NewRat(1, 3), "1.23": big.NewRat(123456, 10000000),
		"99.9": big.NewRat(9994, 10000), "0.0000123": big.NewRat(123, 1000000000), "6.67": big.NewRat(1, 15), "0.667": big.NewRat(1, 150), "10": big.NewRat(9999, 100000),
	} {
		require.Equal(t, want, percent(r), "%s", r)
	}
}

func TestSeverities(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"a", "x", "b", "c", "y"}, severities([]string{"a", "b", "c"}, []string{"a", "x", "c", "y"}))
	require.Equal(t, []string{"x", "a", "b"}, severities([]string{"a", "b"}, []string{"x", "b", "a"}))
}
