package place_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/internal/place"
)

func TestPos(t *testing.T) {
	for want, pos := range map[string]place.Pos{
		"":        {},
		"a.yaml":  {File: "a.yaml"},
		"3:4":     {Line: 3, Column: 4},
		"a:12:1":  {File: "a", Line: 12, Column: 1},
		"a b:1:2": {File: "a b", Line: 1, Column: 2},
	} {
		require.Equal(t, want, pos.String())
		require.Equal(t, want == "", pos.IsZero())
	}
	sorted := []place.Pos{{}, {File: "a", Line: 2, Column: 9}, {File: "a", Line: 10, Column: 1}, {File: "a", Line: 10, Column: 2}, {File: "b"}}
	for i, a := range sorted {
		for j, b := range sorted {
			require.Equal(t, place.Compare(a, b) < 0, i < j)
			require.Equal(t, place.Compare(a, b) == 0, i == j)
		}
	}
}

func TestErrors(t *testing.T) {
	var none place.Errors
	none.Merge(nil)
	none.Merge(place.Errors{})
	require.NoError(t, none.Err())

	var errs place.Errors
	errs.Addf(place.Pos{File: "b", Line: 1, Column: 1}, "one %s", "word")
	errs.Addf(place.Pos{File: "a", Line: 10, Column: 1}, "late")
	errs.Addf(place.Pos{File: "a", Line: 2, Column: 1}, "z")
	errs.Addf(place.Pos{File: "a", Line: 2, Column: 1}, "y")
	errs.Addf(place.Pos{File: "a", Line: 2, Column: 1}, "z")
	before := errs.Error()
	err := errs.Err()
	require.EqualError(t, err, "a:2:1: y\na:2:1: z\na:10:1: late\nb:1:1: one word")
	require.Equal(t, before, errs.Error(), "the collection itself stays as it is")

	var one *place.Error
	require.ErrorAs(t, err, &one)
	require.Equal(t, "y", one.Message)
}

func TestMerge(t *testing.T) {
	a := &place.Error{Pos: place.Pos{File: "a", Line: 1, Column: 1}, Message: "a"}
	b := &place.Error{Pos: place.Pos{File: "b", Line: 1, Column: 1}, Message: "b"}
	plain := errors.New("plain")
	for _, c := range []struct {
		err  error
		want string
	}{
		{a, "a:1:1: a"},
		{place.Errors{a, b}, "a:1:1: a\nb:1:1: b"},
		{plain, "plain"},
		{fmt.Errorf("reading: %w", plain), "reading: plain"},
		{fmt.Errorf("reading: %w", place.Errors{a, b}), "a:1:1: a\nb:1:1: b"},
		{errors.Join(b, fmt.Errorf("x: %w", a), plain), "plain\na:1:1: a\nb:1:1: b"},
		{fmt.Errorf("%w and %w", plain, plain), "plain and plain"},
		{asError{a}, "a:1:1: a"},
	} {
		var errs place.Errors
		errs.Merge(c.err)
		require.EqualError(t, errs.Err(), c.want)
	}
}

// asError hands out an Error without wrapping it.
type asError struct{ inner *place.Error }

func (asError) Error() string { return "as" }

func (e asError) As(target any) bool {
	p, ok := target.(**place.Error)
	if ok {
		*p = e.inner
	}
	return ok
}

func TestNearest(t *testing.T) {
	allowed := []string{"when", "what", "id", "low_back_pain", "neck_pain", "Größe", "a", ""}
	for got, want := range map[string]string{
		"whan":          "when",
		"wehn":          "when",
		"whe":           "when",
		"WHEN":          "when",
		"when":          "when",
		"ids":           "id",
		"di":            "id",
		"i":             "id",
		"low-back-pain": "low_back_pain",
		"lowbackpain":   "low_back_pain",
		"grösse":        "Größe",
		"purpose":       "",
		"b":             "",
		"":              "",
	} {
		require.Equal(t, want, place.Nearest(got, allowed), "%q", got)
	}
	require.Equal(t, "bat", place.Nearest("aat", []string{"bat", "cat"}), "of equally near names the first")
	long := make([]rune, 1<<20)
	require.Empty(t, place.Nearest(string(long), []string{string(long)}))
	require.Empty(t, place.Nearest("x", nil))
}
