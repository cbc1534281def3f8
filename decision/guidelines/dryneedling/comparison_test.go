package dryneedling_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// nothingKnown is the comparison in which every indicator is still possible.
func nothingKnown(t testing.TB) *decision.Comparison {
	k, err := dryneedling.AsPublished().Compare(decision.Facts{})
	require.NoError(t, err)
	require.Empty(t, k.Missing[len(k.Missing):])
	return k
}

// TestPagesAreCitedForWhatTheySay holds each statement to claims that its page makes.
func TestPagesAreCitedForWhatTheySay(t *testing.T) {
	library := dryneedling.AsPublished().Evidence()
	check := func(what, page string, claims []string) {
		if len(claims) == 0 {
			return // only the page says so
		}
		named := slices.ContainsFunc(claims, func(id string) bool {
			claim, ok := library.Claim(id)
			require.True(t, ok, id)
			return slices.Contains(claim.For, page) || slices.Contains(claim.Against, page)
		})
		if !named {
			t.Errorf("%s: none of %v is a claim of %s", what, claims, page)
		}
	}
	for _, m := range nothingKnown(t).Modalities {
		for _, i := range m.Indicators {
			check(i.ID, i.Page, i.Claims)
		}
		for _, a := range m.Attributes {
			for _, s := range a.Statements {
				check(m.ID+"."+a.ID, s.Page, s.Claims)
			}
		}
	}
}
