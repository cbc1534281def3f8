package decision_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestLoadCase hands what a case knows to one of a guideline with other params, which cut the
// numbers elsewhere.
func TestLoadCase(t *testing.T) {
	g := dryneedling.AsPublished()
	other, err := decision.Open(dryneedling.Bundle(), decision.Overlay{Data: []byte(`{schema: mskguide.overlay/1, id: other, for: dry-needling, title: x, authority: x, in_force: "2026-01-01",
  set: [{param: training_hours_over, was: 60, to: 40}, {param: training_hours_at_least, to: 50}, {param: early_weeks, was: 2, to: 3}]}`)})
	require.NoError(t, err)
	from, into := g.NewCase(), other.NewCase()
	for _, doc := range []string{
		`{}`, eligible,
		`{"condition": {"one_of": ["neck_pain", "low_back_pain"]}, "pain_duration_weeks": {"more_than": 2, "at_most": 12}, "none_of": ["red_flags"]}`,
		`{"training_hours": 45, "fever": true, "sessions_attended": 3, "sessions_scheduled": 4, "ndi_baseline": 40, "ndi_now": {"at_most": 10}}`,
		`{"pregnancy": false, "age_years": {"less_than": 18}}`, `{}`,
	} {
		require.NoError(t, from.Load([]byte(doc)))
		require.NoError(t, into.LoadCase(from))
		want, err := other.Decide([]byte(doc))
		require.NoError(t, err)
		require.Equal(t, string(want.JSON()), string(other.DecideCase(into).JSON()), doc)
		require.NoError(t, from.LoadCase(from))
		back, err := g.Decide([]byte(doc))
		require.NoError(t, err)
		require.Equal(t, string(back.JSON()), string(g.DecideCase(from).JSON()), doc)
	}
	lantern, err := decision.Open(os.DirFS("../testdata/bundles/lantern"))
	require.NoError(t, err)
	require.ErrorContains(t, lantern.NewCase().LoadCase(from), "other facts")
}

func TestChecks(t *testing.T) {
	checks := dryneedling.AsPublished().Checks()
	require.Len(t, checks, 2)
	require.Equal(t, "attended-within-scheduled", checks[0].ID)
	require.Equal(t, "sessions_attended > sessions_scheduled", checks[0].When)
	require.Equal(t, []string{"sessions_scheduled", "sessions_attended"}, checks[0].Facts)
	require.NotEmpty(t, checks[1].Says)
}

func TestCuts(t *testing.T) {
	g := dryneedling.AsPublished()
	require.Equal(t, []float64{18, 55}, g.Cuts("age_years"))
	require.Empty(t, g.Cuts("fever"))
	require.Empty(t, g.Cuts("sessions_attended"))
	require.Empty(t, g.Cuts("nothing"))
}
