package scenario_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
)

// runInto runs a table and returns what is written of it.
func runInto(t *testing.T, g *decision.Guideline, x table, kind scenario.Kind) (string, scenario.Tally) {
	rows, err := x.open(g)
	require.NoError(t, err)
	w, err := scenario.NewWriter(rows, g, kind)
	require.NoError(t, err)
	out := w.AppendHeader(nil)
	type part struct {
		text  []byte
		tally scenario.Tally
	}
	var total scenario.Tally
	require.NoError(t, scenario.Run(context.Background(), rows, g, func(p *part, a *scenario.Answer) {
		p.text = w.Append(p.text, a)
		p.tally.Count(a)
	}, func(p *part) error {
		out = append(out, p.text...)
		total.Add(&p.tally)
		return nil
	}))
	return string(out), total
}

// answerRow is the row of a table of answers that a decision makes.
func answerRow(number int, d *decision.Decision) []string {
	var rules, cautions []string
	for _, r := range d.Reasons {
		if !r.Possible {
			rules = append(rules, r.Rule)
		}
	}
	for _, c := range d.Cautions {
		if !c.Possible {
			cautions = append(cautions, c.Rule)
		}
	}
	list := func(ids []string) string { return strings.Join(ids, "|") }
	return []string{fmt.Sprint(number), d.Verdict, fmt.Sprint(d.Settled), list(d.CouldBecome), list(d.Missing), list(rules), list(cautions), d.Urgency, ""}
}

// TestWrittenRandomCases compares every row of answers with the decision on its facts.
func TestWrittenRandomCases(t *testing.T) {
	guides := []*decision.Guideline{pond(t), dryneedling.AsPublished(), dryneedling.Literature()}
	for _, name := range []string{"kiln", "lantern", "river"} {
		g, err := decision.Open(os.DirFS("../../testdata/bundles/" + name))
		require.NoError(t, err)
		guides = append(guides, g)
	}
	n := 300
	if os.Getenv("MSKGUIDE_LONG") != "" {
		n = 10_000
	}
	for k, g := range guides {
		rng := rand.New(rand.NewPCG(51, uint64(k)))
		names := []string{"none_of"}
		for _, f := range g.Facts() {
			names = append(names, f.ID)
		}
		var sheet, bars, lines bytes.Buffer
		w, barred := csv.NewWriter(&sheet), csv.NewWriter(&bars)
		barred.Comma = '|' // which parts ids as well
		require.NoError(t, w.Write(names))
		require.NoError(t, barred.Write(names))
		var want [][]string
		for len(want) < n {
			facts := anyFacts(g, rng)
			d, err := g.Decide(facts)
			if err != nil {
				continue
			}
			want = append(want, answerRow(len(want)+1, d))
			require.NoError(t, w.Write(written(t, facts, names)))
			require.NoError(t, barred.Write(written(t, facts, names)))
			require.NoError(t, json.NewEncoder(&lines).Encode(facts))
		}
		w.Flush()
		barred.Flush()
		for _, x := range []table{{name: "t.csv", text: sheet.String()}, {name: "t.ndjson", text: lines.String()}, {name: "t.csv", text: bars.String(), format: scenario.Format{Delimiter: '|'}}} {
			text, total := runInto(t, g, x, scenario.CSV)
			answers := csv.NewReader(strings.NewReader(text))
			answers.Comma = max(x.format.Delimiter, ',')
			got, err := answers.ReadAll()
			require.NoError(t, err)
			require.Equal(t, want, got[1:], g.Info().ID)
			require.Equal(t, n, total.Rows)
			text, _ = runInto(t, g, x, scenario.NDJSON)
			require.Equal(t, got[1:], objectsAsRows(t, text))
		}
	}
}

// objectsAsRows reads answers written as NDJSON.
func objectsAsRows(t *testing.T, text string) (out [][]string) {
	for line := range strings.Lines(text) {
		var o struct {
			Row                                    int
			Verdict, Urgency, Error                string
			Settled                                bool
			Could_become, Missing, Rules, Cautions []string
		}
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&o), line)
		list := func(ids []string) string { return strings.Join(ids, "|") }
		out = append(out, []string{fmt.Sprint(o.Row), o.Verdict, fmt.Sprint(o.Settled), list(o.Could_become), list(o.Missing), list(o.Rules), list(o.Cautions), o.Urgency, o.Error})
	}
	return out
}

// TestTallies counts what is written.
func TestTallies(t *testing.T) {
	g := pond(t)
	text, total := runInto(t, g, table{name: "t.csv", text: "frozen\nyes\nno\n\nmaybe\n" + strings.Repeat("yes\n", 2000)}, scenario.CSV)
	require.Equal(t, 2003, total.Rows)
	require.Equal(t, 1, total.Bad)
	counts := map[string]int{}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	for _, row := range rows[1:] {
		counts[row[1]+" "+row[2]]++
	}
	for _, v := range total.Verdicts(g) {
		require.Equal(t, counts[v.Verdict+" true"], v.Settled)
		require.Equal(t, counts[v.Verdict+" true"]+counts[v.Verdict+" false"], v.Rows)
	}
}

// TestOddTables runs tables that are written or end badly: every row keeps its place.
func TestOddTables(t *testing.T) {
	g := pond(t)
	long := strings.Repeat("x", 1_000_000)
	for _, x := range []struct {
		about, text string
		rows        []string // note and the beginning of the error
	}{
		{"a mark, CRLF", "\ufefffrozen,note\r\nyes,a\r\nno,b\r\n", []string{"a:", "b:"}},
		{"mixed line ends and empty lines", "frozen,note\nyes,a\r\n\n\r\nno,b\nno,c", []string{"a:", "b:", "c:"}},
		{"Latin-1 among UTF-8", "frozen,note\nyes,\xc3\xa9\nno,\xe9\nno,c\n", []string{"é:", "\ufffd:line 3, column 4: this is not UTF-8", "c:"}},
		{"cut off in quotes", "frozen,note\nyes,a\nno,\"b\n", []string{"a:", ":line 3, column 4: the quote that begins this cell is never closed"}},
		{"cut off in a cell", "frozen,note\nyes,a\nn", []string{"a:", ":line 3, column 2: the row has 1 cell"}},
		{"cut off in a rune", "frozen,note\nyes,a\nno,\xc3", []string{"a:", "\ufffd:line 3, column 4: this is not UTF-8"}},
		{"a cell of a megabyte", "frozen,note\nyes," + long + "\nno,b\n", []string{long + ":", "b:"}},
		{"a cell of two", "frozen,note\nyes," + long + long + "\nno,b\n", []string{":line 2, column 1: the row is longer than 1048576 bytes", "b:"}},
		{"lines within quotes", "frozen,note\nyes,\"a\nb\"\nperhaps,c\n", []string{"a\nb:", "c:line 4, column 1: "}},
	} {
		text, total := runInto(t, g, table{name: "t.csv", text: x.text, format: scenario.Format{Keep: []string{"note"}}}, scenario.CSV)
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		require.NoError(t, err, x.about)
		require.Len(t, rows, len(x.rows)+1, x.about)
		require.Equal(t, len(x.rows), total.Rows, x.about)
		for i, want := range x.rows {
			got := rows[i+1][0] + ":" + rows[i+1][9]
			require.True(t, strings.HasPrefix(got, want), "%s: %.100q, not %.100q", x.about, got, want)
			require.Equal(t, strings.HasSuffix(want, ":"), rows[i+1][9] == "", x.about)
			require.Equal(t, fmt.Sprint(i+1), rows[i+1][1], x.about)
		}
	}
}

// TestWriterRefuses looks at what cannot be written.
func TestWriterRefuses(t *testing.T) {
	g := pond(t)
	for _, x := range []struct {
		table
		kind scenario.Kind
		want string
	}{
		{table{name: "t.csv", text: "error,frozen\n", format: scenario.Format{KeepAll: true}}, scenario.NDJSON, `the column "error" that is kept would be there twice`},
		{table{name: "t.ndjson", format: scenario.Format{KeepAll: true}}, scenario.CSV, "each object has its own members"},
	} {
		rows, err := x.open(g)
		require.NoError(t, err)
		_, err = scenario.NewWriter(rows, g, x.kind)
		require.ErrorContains(t, err, x.want)
	}
}

// TestHeadersThatAreTooMuch holds what a header can cost.
func TestHeadersThatAreTooMuch(t *testing.T) {
	g := pond(t)
	for _, text := range []string{strings.Repeat("a,", 1_000_000) + "\nyes\n", strings.Repeat(",", 500_000) + "\n", strings.Repeat("frozen,", 100_000) + "\n"} {
		_, err := scenario.ReadCSV(g, "t", strings.NewReader(text), scenario.Format{KeepAll: true})
		require.Error(t, err)
		require.Less(t, len(err.Error()), 200)
		require.True(t, strings.Contains(err.Error(), "at most 10000") || strings.Contains(err.Error(), "longer than"), err)
	}
	object := "{" + strings.TrimSuffix(strings.Repeat(`"a":1,`, 100_000), ",") + "}\n"
	text, _ := runInto(t, g, table{name: "t.ndjson", text: object + `{"frozen":true}`, format: scenario.Format{Keep: []string{"a"}}}, scenario.CSV)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Contains(t, rows[1][9], "more than 10000 members")
	require.NotEmpty(t, rows[2][2])
}
