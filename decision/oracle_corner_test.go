package decision_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestComparisonsInPart is what is certain of a comparison of facts with facts while they are
// known in part. Infinities and zeros have misled it before.
func TestComparisonsInPart(t *testing.T) {
	part := func(low, high float64) map[string]any { return map[string]any{"at_least": low, "at_most": high} }
	for _, c := range []struct {
		when              string
		minutes, spoons   any
		certain, possible bool
	}{
		{"minutes > spoons", part(4, 6), part(1, 3), true, true},
		{"minutes > spoons", part(4, 6), part(1, 4), false, true},
		{"minutes > spoons", part(0, 1), part(1, 9), false, false},
		{"minutes >= spoons", part(3, 6), part(1, 3), true, true},
		{"minutes == spoons", part(0, 6), part(3, 3), false, true},
		{"minutes != spoons", part(0, 6), part(3, 3), false, true},
		// The only whole number here is 0, and not -0, by which 1 is -Inf.
		{"1 / spoons > minutes", 5, part(-0.5, 0.5), true, true},
		{"1 / spoons < minutes", 5, part(-0.5, 0.5), false, false},
		// -Inf and Inf at the ends, 0/0 between them.
		{"(minutes - 5) / 0 <= spoons * 1e308 * 10", part(4, 6), 2, false, true},
		{"spoons * 1e308 * 10 * (minutes - 5) <= 2 * spoons * 1e308 * 10", part(4, 6), 2, false, true},
	} {
		g := openTea(t, waitWhen("compared", "caution", c.when))
		made, err := g.Case(decision.Facts{"minutes": c.minutes, "spoons": c.spoons})
		require.NoError(t, err)
		o, last := g.Verdict(made), len(g.Rules())-1
		require.Equal(t, c.certain, o.Certain.Has(last), "%s: %v, %v", c.when, c.minutes, c.spoons)
		require.Equal(t, c.possible, o.Possible.Has(last), "%s: %v, %v", c.when, c.minutes, c.spoons)
	}
}
