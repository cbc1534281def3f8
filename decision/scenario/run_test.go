package scenario_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

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
