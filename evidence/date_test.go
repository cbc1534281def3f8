package evidence_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
)

func date(t *testing.T, text string) evidence.Date {
	t.Helper()
	d, err := evidence.ParseDate(text)
	require.NoError(t, err)
	return d
}

func TestParseDate(t *testing.T) {
	for text, want := range map[string]evidence.Date{
		"2022": {Year: 2022}, "2022-04": {Year: 2022, Month: 4}, "2022-04-30": {Year: 2022, Month: 4, Day: 30},
		"2024-02-29": {Year: 2024, Month: 2, Day: 29}, "0001-01-01": {Year: 1, Month: 1, Day: 1},
	} {
		require.Equal(t, want, date(t, text))
		require.Equal(t, text, want.String())
		require.False(t, want.IsZero())
	}
	for _, text := range []string{
		"", " ", "22", "2022-4", "2022-00", "2022-13", "2022-04-00", "2022-04-31", "2023-02-29", "2022-04-3", "0000", "2022-04-30 ", "April 2022",
		"2022/04/30", "２０２２",
	} {
		got, err := evidence.ParseDate(text)
		require.ErrorContains(t, err, "is not a date", text)
		require.True(t, got.IsZero(), text)
	}
	require.Empty(t, evidence.Date{}.String())
}

// The order is the one that dates with parts unknown need: a month comes before its days.
func TestDatesSort(t *testing.T) {
	want := []string{"2021-12-31", "2022", "2022-04", "2022-04-01", "2022-04-30", "2022-05", "2023"}
	var dates []evidence.Date
	for _, text := range want {
		dates = append(dates, date(t, text))
	}
	slices.Reverse(dates)
	slices.SortFunc(dates, evidence.Date.Compare)
	for i, d := range dates {
		require.Equal(t, want[i], d.String())
	}
}

func TestDateOf(t *testing.T) {
	late := time.Date(2026, 12, 31, 23, 30, 0, 0, time.FixedZone("west", -3600))
	require.Equal(t, "2026-12-31", evidence.DateOf(late).String())
	require.Equal(t, "2027-01-01", evidence.DateOf(late.UTC()).String(), "a day is one of the place where the time is")
}

func TestDateAsJSON(t *testing.T) {
	for _, text := range []string{`"2022"`, `"2022-04"`, `"2022-04-30"`} {
		var d evidence.Date
		require.NoError(t, json.Unmarshal([]byte(text), &d))
		back, err := json.Marshal(d)
		require.NoError(t, err)
		require.Equal(t, text, string(back))
	}
}
