package scenario_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/trial"
)

// pond is a made-up guideline with every kind of fact.
func pond(t testing.TB) *decision.Guideline { return trial.Open(t, "testdata/pond") }

// TestTables holds every table of testdata/tables to what it says.
func TestTables(t *testing.T) {
	paths, err := filepath.Glob("testdata/tables/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	g := pond(t)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		text, want, _ := strings.Cut(string(data), "-- want --\n")
		got := told(g, parse(t, text))
		if trial.Update() {
			require.NoError(t, os.WriteFile(path, []byte(text+"-- want --\n"+got), 0o666))
			continue
		}
		require.Equal(t, want, got, path)
	}
}

type table struct {
	name, text string
	format     scenario.Format
}

// parse reads a golden table: a line on what it shows, a format, a table.
func parse(t *testing.T, text string) table {
	head, rest, found := strings.Cut(text, "-- table.")
	require.True(t, found)
	kind, rest, found := strings.Cut(rest, " --\n")
	require.True(t, found)
	out := table{name: "t." + kind, text: rest}
	_, format, _ := strings.Cut(head, "-- format --\n")
	for line := range strings.Lines(format) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch key {
		case "delimiter":
			out.format.Delimiter = rune(value[0])
		case "na":
			out.format.NA = append(out.format.NA, value)
		case "keep":
			out.format.Keep = append(out.format.Keep, value)
		case "keep-all":
			out.format.KeepAll = true
		default:
			require.Fail(t, "no such setting", key)
		}
	}
	return out
}

func (x table) open(g *decision.Guideline) (*scenario.Table, error) {
	if strings.HasSuffix(x.name, ".ndjson") {
		return scenario.ReadNDJSON(g, x.name, strings.NewReader(x.text), x.format)
	}
	return scenario.ReadCSV(g, x.name, strings.NewReader(x.text), x.format)
}

// told is all that a table gives, as text.
func told(g *decision.Guideline, x table) string {
	rows, err := x.open(g)
	if err != nil {
		return err.Error() + "\n"
	}
	return toldRows(rows)
}

func toldRows(rows *scenario.Table) string {
	var out strings.Builder
	for row, err := range rows.Rows() {
		if err != nil {
			fmt.Fprintln(&out, err)
			break
		}
		fmt.Fprintf(&out, "row %d, line %d\n", row.Number, row.Line)
		for _, c := range row.Kept() {
			fmt.Fprintf(&out, "  %s=%q\n", c.Name, c.Text)
		}
		facts, err := row.Facts()
		if err != nil {
			fmt.Fprintln(&out, "  "+strings.ReplaceAll(err.Error(), "\n", "\n  "))
		} else if text, err := json.Marshal(facts); err != nil {
			fmt.Fprintln(&out, "  NO JSON:", err)
		} else {
			fmt.Fprintf(&out, "  %s\n", text)
		}
		expect, wrong := row.Expect()
		switch {
		case err == nil && wrong != nil:
			fmt.Fprintln(&out, "  "+strings.ReplaceAll(wrong.Error(), "\n", "\n  "))
		case fmt.Sprint(expect) != fmt.Sprint(scenario.Expect{}):
			fmt.Fprintf(&out, "  expect %s, %s, missing %v, rules %v\n", expect.Verdict, settled(expect.Settled), expect.Missing, expect.Rules)
		}
	}
	return out.String()
}

func settled(s *bool) string {
	switch {
	case s == nil:
		return "settled or not"
	case *s:
		return "settled"
	}
	return "not settled"
}
