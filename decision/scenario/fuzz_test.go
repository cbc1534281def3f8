package scenario_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// FuzzTable holds for any text, read as either kind of table: no panic; rows in order; every
// mistake in its own row, with a place in the text; and facts that are decided.
func FuzzTable(f *testing.F) {
	paths, err := filepath.Glob("testdata/tables/*.txt")
	require.NoError(f, err)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(f, err)
		_, text, _ := strings.Cut(string(data), "-- table.")
		kind, text, _ := strings.Cut(text, " --\n")
		text, _, _ = strings.Cut(text, "-- want --\n")
		f.Add(text, ",", kind == "ndjson", strings.Contains(path, "keep"))
	}
	g := pond(f)
	f.Fuzz(func(t *testing.T, text, delimiter string, objects, all bool) {
		d, _ := utf8.DecodeRuneInString(delimiter)
		format := scenario.Format{Delimiter: d, NA: []string{"NA"}, Keep: []string{"id"}, KeepAll: all}
		x := table{"t.csv", text, format}
		if objects {
			x.name = "t.ndjson"
		}
		lines := strings.Split(strings.TrimPrefix(text, byteOrderMark), "\n")
		rows, err := x.open(g)
		if err != nil {
			var wrong decision.FactErrors
			if errors.As(err, &wrong) { // otherwise it is the delimiter
				requirePlaces(t, lines, 1, len(lines), err)
			}
			return
		}
		var held *scenario.Row
		hold := func(until int) {
			if held == nil {
				return
			}
			facts, err := held.Facts()
			if err != nil {
				requirePlaces(t, lines, held.Line, until, err)
			} else {
				_, err = g.Decide(facts)
				require.NoError(t, err)
			}
			if _, err := held.Expect(); err != nil {
				requirePlaces(t, lines, held.Line, until, err)
			}
			if !objects || !all {
				require.Len(t, held.Kept(), len(rows.Kept()))
			}
		}
		n := 0
		for row, err := range rows.Rows() {
			require.NoError(t, err)
			n++
			require.Equal(t, n, row.Number)
			hold(row.Line - 1)
			if held != nil {
				require.Greater(t, row.Line, held.Line)
			}
			held = row
		}
		hold(len(lines))
	})
}

// requirePlaces asks of every mistake that it has a place from one line to another.
func requirePlaces(t *testing.T, lines []string, from, to int, err error) {
	var wrong decision.FactErrors
	require.ErrorAs(t, err, &wrong)
	require.NotEmpty(t, wrong)
	last := decision.FactError{}
	for _, e := range wrong {
		require.True(t, strings.HasPrefix(e.File, "t."), e)
		require.GreaterOrEqual(t, e.Line, from, e)
		require.LessOrEqual(t, e.Line, to, e)
		require.Positive(t, e.Column, e)
		require.LessOrEqual(t, e.Column, 1+utf8.RuneCountInString(lines[e.Line-1]), e)
		require.NotEmpty(t, e.Message)
		require.NotContains(t, e.Message, "\n", e)
		require.Less(t, len(e.Message), 2000, e)
		require.True(t, last.Line < e.Line || last.Line == e.Line && last.Column <= e.Column, err)
		last = *e
	}
}
