package evidence_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
)

const reviewed = `reviewed: "2026-03-01"
review_by: "2027-03-01"
sources:
  - {id: current, kind: guideline, title: Current}
  - {id: lapsing, kind: guideline, title: Lapsing, lapses: "2026-06", lapses_why: five years}
  - {id: old, kind: guideline, title: Old, superseded_by: current}
  - {id: older, kind: guideline, title: Older, superseded_by: old}
claims:
  - {id: X01, text: By the file., standing: untraced}
  - {id: X02, text: Its own dates., standing: untraced, reviewed: "2026-01", review_by: "2026-07"}
  - {id: X03, text: Reviewed and never again., standing: untraced, reviewed: "2026-01"}
`

func ids[T any](items []T, id func(T) string) []string {
	all := []string{}
	for _, item := range items {
		all = append(all, id(item))
	}
	return all
}

func claimID(c evidence.Claim) string   { return c.ID }
func sourceID(s evidence.Source) string { return s.ID }

func TestOverdue(t *testing.T) {
	library, err := evidence.Open(fstest.MapFS{"a.yaml": {Data: []byte(reviewed)}})
	require.NoError(t, err)
	for on, want := range map[string][]string{
		"2026-03-01": {"X03"}, "2026-07": {"X03"}, "2026-07-01": {"X02", "X03"}, "2027-03-01": {"X02", "X03"}, "2027-03-02": {"X01", "X02", "X03"},
	} {
		require.Equal(t, want, ids(library.Overdue(date(t, on)), claimID), on)
	}
}

func TestOutdated(t *testing.T) {
	library, err := evidence.Open(fstest.MapFS{"a.yaml": {Data: []byte(reviewed)}})
	require.NoError(t, err)
	for on, want := range map[string][]string{
		"2026-05-31": {"old", "older"}, "2026-06": {"lapsing", "old", "older"}, "2026-06-01": {"lapsing", "old", "older"},
	} {
		require.Equal(t, want, ids(library.Outdated(date(t, on)), sourceID), on)
	}
	require.Equal(t, []string{"old"}, library.Supersedes("current"))
	require.Equal(t, []string{"older"}, library.Supersedes("old"))
	require.Empty(t, library.Supersedes("older"))
}

func TestBuiltinReviews(t *testing.T) {
	library := evidence.Builtin()
	for _, claim := range library.Claims() {
		require.False(t, claim.Reviewed.IsZero(), claim.ID)
		require.NotZero(t, claim.ReviewBy.Day, "%s: a review is due by a day", claim.ID)
	}
	require.Empty(t, library.Overdue(date(t, "2026-11-22")))
	require.Equal(t, []string{"C24", "DN-T02"}, ids(library.Overdue(date(t, "2027-01-01")), claimID), "lists of laws go stale first")
	require.Len(t, library.Overdue(date(t, "2027-11-23")), len(library.Claims()))
}

// What is known to be replaced or lapsed stays in the library and says so.
func TestBuiltinOutdated(t *testing.T) {
	library := evidence.Builtin()
	for old, newer := range map[string]string{
		"acp-aps-2007": "acp-2017", "resnick-2005": "watters-2014", "nice-cg177": "nice-ng226", "vadod-lbp-2017": "vadod-lbp-2022",
		"vadod-headache-2020": "vadod-headache-2023", "martin-2014": "koc-2023", "aaos-acu-old": "aaos-acu-2021",
	} {
		source, ok := library.Source(old)
		require.True(t, ok, old)
		require.Equal(t, newer, source.SupersededBy)
		require.Equal(t, []string{old}, library.Supersedes(newer))
	}
	lapsed, _ := library.Source("acp-2017")
	require.Equal(t, "2022-04", lapsed.Lapses.String())
	require.NotEmpty(t, lapsed.LapsesWhy)
	require.False(t, lapsed.LapsedBy(date(t, "2022-03-31")))
	require.True(t, lapsed.LapsedBy(date(t, "2022-04-01")))
	require.Len(t, library.Outdated(date(t, "2026-11-22")), 8)
}
