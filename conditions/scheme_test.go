package conditions_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/conditions"
)

// Every cut of every scheme, the day before it, the day itself, a moment after it and the day after it.
func TestSchemePhases(t *testing.T) {
	const (
		none     = conditions.PhaseUnstated
		acute    = conditions.Acute
		subacute = conditions.Subacute
		chronic  = conditions.Chronic
	)
	type at = map[float64]conditions.Phase
	cut := func(day float64, before, on, after conditions.Phase) at {
		return at{day - 1: before, math.Nextafter(day, 0): before, day: on, math.Nextafter(day, math.Inf(1)): after, day + 1: after}
	}
	for _, tt := range []struct {
		id   string
		cuts []at
		ends conditions.Phase // at 0 days
	}{
		{"DU-01", []at{cut(28, acute, subacute, subacute), cut(84, subacute, subacute, chronic)}, acute},
		{"DU-02", []at{cut(42, acute, subacute, subacute), cut(84, subacute, subacute, chronic)}, acute},
		{"DU-04", []at{cut(90, acute, chronic, chronic)}, acute},
		{"DU-05", []at{cut(90, none, none, chronic)}, none},
		{"DU-06", []at{cut(90, none, chronic, chronic)}, none},
		{"DU-07", []at{cut(84, none, chronic, chronic)}, none},
		{"DU-08", []at{cut(90, none, none, chronic)}, none},
	} {
		scheme, ok := conditions.Builtin().Scheme(tt.id)
		require.True(t, ok, tt.id)
		require.Equal(t, tt.ends, scheme.Phase(0), tt.id)
		require.Equal(t, chronic, scheme.Phase(365*50), tt.id)
		for _, cut := range tt.cuts {
			for days, want := range cut {
				require.Equal(t, want, scheme.Phase(days), "%s at %v days", tt.id, days)
			}
		}
		for _, days := range []float64{-1, math.Inf(1), math.Inf(-1), math.NaN()} {
			require.Equal(t, none, scheme.Phase(days), "%s at %v days", tt.id, days)
		}
	}
}

// Day by day the phase never goes back.
func TestSchemePhasesRise(t *testing.T) {
	for _, scheme := range conditions.Builtin().Schemes() {
		last := conditions.PhaseUnstated
		for half := range 2 * 400 {
			phase := scheme.Phase(float64(half) / 2)
			require.GreaterOrEqual(t, phase, last, "%s at %v days", scheme.ID, float64(half)/2)
			last = phase
		}
	}
}

// DU-03 has no cut-off that anyone saw.
func TestSchemesShipped(t *testing.T) {
	var ids []string
	for _, scheme := range conditions.Builtin().Schemes() {
		ids = append(ids, scheme.ID)
	}
	require.Equal(t, []string{"DU-01", "DU-02", "DU-04", "DU-05", "DU-06", "DU-07", "DU-08"}, ids)
	back, ok := conditions.Builtin().DefaultScheme("low_back")
	require.True(t, ok)
	require.Equal(t, "DU-01", back.ID)
	neck, ok := conditions.Builtin().DefaultScheme("neck")
	require.True(t, ok)
	require.Equal(t, "DU-02", neck.ID)
	_, ok = conditions.Builtin().DefaultScheme("any")
	require.False(t, ok)
}

// On one day a patient is in different phases by different schemes.
func TestSchemesDisagree(t *testing.T) {
	for _, tt := range []struct {
		days float64
		want map[string]string
	}{
		{35, map[string]string{"DU-01": "subacute", "DU-02": "acute", "DU-04": "acute", "DU-05": "", "DU-07": ""}},
		{84, map[string]string{"DU-01": "subacute", "DU-02": "subacute", "DU-04": "acute", "DU-05": "", "DU-07": "chronic"}},
		{88, map[string]string{"DU-01": "chronic", "DU-02": "chronic", "DU-04": "acute", "DU-05": "", "DU-07": "chronic"}},
		{90, map[string]string{"DU-01": "chronic", "DU-04": "chronic", "DU-05": "", "DU-06": "chronic", "DU-08": ""}},
	} {
		for id, want := range tt.want {
			scheme, ok := conditions.Builtin().Scheme(id)
			require.True(t, ok, id)
			require.Equal(t, want, scheme.Phase(tt.days).String(), "%s at %v days", id, tt.days)
		}
	}
}

func TestSchemeDays(t *testing.T) {
	scheme, _ := conditions.Builtin().Scheme("DU-01")
	chronic, ok := scheme.Days(conditions.Chronic)
	require.True(t, ok)
	require.Equal(t, conditions.Days{Least: 84, LeastExcluded: true, Endless: true}, chronic)
	require.Equal(t, "over 84", chronic.String())
	scheme, _ = conditions.Builtin().Scheme("DU-07")
	_, ok = scheme.Days(conditions.Acute)
	require.False(t, ok)
}

func TestDaysText(t *testing.T) {
	for _, tt := range []struct{ text, canonical string }{
		{"under 28", "under 28"},
		{"from 28 to 84", "from 28 to 84"},
		{"over 28 under 84", "over 28 under 84"},
		{"over 84", "over 84"},
		{"from 0", "from 0"},
		{"from 0 to 7", "to 7"},
		{" over  0  to 0007 ", "over 0 to 7"},
		{"to 0", "to 0"},
		{"from 7 to 7", "from 7 to 7"},
	} {
		var days conditions.Days
		require.NoError(t, days.UnmarshalText([]byte(tt.text)))
		require.Equal(t, tt.canonical, days.String())
		var again conditions.Days
		require.NoError(t, again.UnmarshalText([]byte(days.String())))
		require.Equal(t, days, again)
	}
	for _, text := range []string{
		"", "28", "under", "under 28 days", "to 84 from 28", "from 1 from 2", "to 1 to 2", "from 1 to 2 to 3", "below 28",
		"under -1", "under +1", "under 1.5", "under 123456", "under 0", "over 7 to 7", "from 7 under 7", "from 8 to 7",
	} {
		days := conditions.Days{Least: 1}
		require.Error(t, days.UnmarshalText([]byte(text)), "%q", text)
		require.Equal(t, conditions.Days{Least: 1}, days, "a range that cannot be read changes nothing")
	}
}

func TestEnumsAsText(t *testing.T) {
	scheme, _ := conditions.Builtin().Scheme("DU-05")
	text, err := json.Marshal(scheme.Spans)
	require.NoError(t, err)
	require.JSONEq(t, `[{"phase": "chronic", "days": "over 90", "written": ">3 months"}]`, string(text))

	require.Equal(t, "", conditions.Phase(9).String())
	require.Equal(t, "", conditions.Checked(9).String())
	require.Equal(t, "", conditions.Reason(200).String())
	require.Equal(t, "", conditions.Form(9).String())
	for _, unstated := range []interface{ UnmarshalText([]byte) error }{
		new(conditions.Phase), new(conditions.Checked), new(conditions.Form),
	} {
		require.NoError(t, unstated.UnmarshalText(nil), "what String writes, UnmarshalText reads")
		require.ErrorContains(t, unstated.UnmarshalText([]byte("nonsense")), "one of ")
	}
}
