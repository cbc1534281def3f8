package scenario_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// TestRunKeepsOrder runs more rows than batches hold and looks at their order and answers.
func TestRunKeepsOrder(t *testing.T) {
	g := pond(t)
	var text strings.Builder
	text.WriteString("id,frozen\n")
	for i := range 5000 {
		fmt.Fprintf(&text, "%d,%s\n", i, []string{"", "yes", "no", "maybe"}[i%4])
	}
	table, err := scenario.ReadCSV(g, "t", strings.NewReader(text.String()), scenario.Format{Keep: []string{"id"}})
	require.NoError(t, err)
	next, bad := 0, 0
	require.NoError(t, scenario.Run(context.Background(), table, g, func(batch *[]string, a *scenario.Answer) {
		*batch = append(*batch, fmt.Sprintf("%s %v", a.Row.Kept()[0].Text, a.Err != nil))
		if a.Err == nil && a.Case == nil {
			panic("no case")
		}
	}, func(batch *[]string) error {
		for _, got := range *batch {
			require.Equal(t, fmt.Sprintf("%d %v", next, next%4 == 3), got)
			if next++; strings.HasSuffix(got, "true") {
				bad++
			}
		}
		return nil
	}))
	require.Equal(t, 5000, next)
	require.Equal(t, 1250, bad)
}

// TestRunEnds looks at everything that ends a run before its table does.
func TestRunEnds(t *testing.T) {
	g := pond(t)
	open := func(from io.Reader) *scenario.Table {
		table, err := scenario.ReadCSV(g, "t", io.MultiReader(strings.NewReader("frozen\n"), from), scenario.Format{})
		require.NoError(t, err)
		return table
	}
	count := func(n *int, _ *scenario.Answer) { *n++ }
	total := 0
	add := func(n *int) error { total += *n; return nil }

	full := errors.New("no room")
	rows := strings.Repeat("yes\n", 100_000)
	require.ErrorIs(t, scenario.Run(context.Background(), open(strings.NewReader(rows)), g, count, func(*int) error { return full }), full)

	broken := errors.New("line is dead")
	dead := io.MultiReader(strings.NewReader(rows), errorReader{broken})
	require.ErrorIs(t, scenario.Run(context.Background(), open(dead), g, count, add), broken)
	require.Equal(t, 100_000, total, "what came before is done")

	ctx, stop := context.WithCancel(context.Background())
	hangs, w := io.Pipe()
	defer w.Close()
	err := scenario.Run(ctx, open(io.MultiReader(strings.NewReader(rows), hangs)), g, count, func(*int) error { stop(); return nil })
	require.ErrorIs(t, err, context.Canceled)
}

type errorReader struct{ err error }

func (r errorReader) Read([]byte) (int, error) { return 0, r.err }

// changedPond is the pond with a text of its content replaced.
func changedPond(t *testing.T, before, after string) *decision.Guideline {
	files := fstest.MapFS{}
	for _, name := range []string{"guideline.yaml", "content.yaml", "evidence/claims.yaml"} {
		data, err := os.ReadFile("testdata/pond/" + name)
		require.NoError(t, err)
		files[name] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(data), before, after))}
	}
	g, err := decision.Open(files)
	require.NoError(t, err)
	return g
}

// TestRunAnotherGuideline puts rows to guidelines that the table was not opened for: with
// other rules, with the same facts in a group of other members, with fewer facts.
func TestRunAnotherGuideline(t *testing.T) {
	for _, g := range []*decision.Guideline{pond(t), changedPond(t, "depth < 1", "depth < 2"),
		changedPond(t, "members: [heron_seen]", "members: [cloudy]"), changedPond(t, "members: [heron_seen]", "members: [heron_seen, cloudy]")} {
		rows, err := scenario.ReadCSV(pond(t), "t", strings.NewReader("none_of,heron_seen,cloudy,depth\ndangers,,,\n,yes,,1.5\n,,yes,\ndangers,yes,,\nair_dangers,,yes,\n,,,4\n"), scenario.Format{})
		require.NoError(t, err)
		given := []decision.Facts{{"none_of": []string{"dangers"}}, {"heron_seen": true, "depth": 1.5}, {"cloudy": true},
			{"none_of": []string{"dangers"}, "heron_seen": true}, {"none_of": []string{"air_dangers"}, "cloudy": true}, {"depth": 4}}
		var want, got []string
		for _, facts := range given {
			if d, err := g.Decide(facts); err != nil {
				want = append(want, "error")
			} else {
				want = append(want, fmt.Sprint(d.Verdict, d.Settled, d.Missing))
			}
		}
		require.NoError(t, scenario.Run(context.Background(), rows, g, func(batch *[]string, a *scenario.Answer) {
			if a.Err != nil {
				*batch = append(*batch, "error")
				return
			}
			*batch = append(*batch, fmt.Sprint(g.VerdictID(a.Outcome.Verdict), a.Outcome.Settled, a.Doubt.Missing()))
		}, func(batch *[]string) error { got = append(got, *batch...); return nil }))
		require.Equal(t, want, got)
	}
}

// TestRunRarelyAllocates holds what a plain row costs in memory, in and out, to nothing.
func TestRunRarelyAllocates(t *testing.T) {
	g := pond(t)
	const rows = 20_000
	text := "id,frozen,depth,fish,none_of\n" + strings.Repeat("a,,2.5,carp,air_dangers\nb,yes,,,\nc,,,tench,\n\"d\",no,,,dangers\n", rows/4)
	table, err := scenario.ReadCSV(g, "t", strings.NewReader(text), scenario.Format{Keep: []string{"id"}})
	require.NoError(t, err)
	w, err := scenario.NewWriter(table, g, scenario.CSV)
	require.NoError(t, err)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	require.NoError(t, scenario.Run(context.Background(), table, g, func(n *int, a *scenario.Answer) {
		if *n++; a.Err == nil {
			var room [1 << 10]byte
			*n += len(w.Append(room[:0], a))
		}
	}, func(*int) error { return nil }))
	runtime.ReadMemStats(&after)
	require.Less(t, after.Mallocs-before.Mallocs, uint64(rows/10))
}

// TestColumnThatNoRowHas refuses what is most likely misspelt, once all rows were seen.
func TestColumnThatNoRowHas(t *testing.T) {
	g := pond(t)
	for _, c := range []struct {
		text, want string
		format     scenario.Format
	}{
		{"{\"clinic\": 1}\n{\"frozen\": true}\n", "", scenario.Format{Keep: []string{"clinic"}}},
		{"{\"clinic\": 1}\n{\"frozen\": true}\n", "t:1:1: there is no column \"clinc\" to keep; did you mean \"clinic\"?", scenario.Format{Keep: []string{"clinc"}}},
		{"{\"clinic\": 1}\n", "t:1:1: there is no column \"clinc\" to keep; did you mean \"clinic\"?", scenario.Format{Keep: []string{"clinc"}, KeepAll: true}},
		{"", "", scenario.Format{Keep: []string{"clinc"}}},
		{"7\n", "", scenario.Format{Keep: []string{"clinc"}}},
	} {
		table, err := scenario.ReadNDJSON(g, "t", strings.NewReader(c.text), c.format)
		require.NoError(t, err)
		err = scenario.Run(context.Background(), table, g, func(*int, *scenario.Answer) {}, func(*int) error { return nil })
		if c.want == "" {
			require.NoError(t, err, c.text)
			continue
		}
		require.EqualError(t, err, c.want)
	}
}
