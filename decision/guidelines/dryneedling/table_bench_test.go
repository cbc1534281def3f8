package dryneedling_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
)

// tableColumns is how many facts the table has that speed is measured on: those that the
// verdict turns on most.
const tableColumns = 40

// speedTable is a table of records with a share of its cells left empty.
func speedTable(t testing.TB, rows int, blank float64) (text string, facts []string) {
	g := dryneedling.AsPublished()
	rng := rand.New(rand.NewPCG(21, 22))
	known := records()[0].facts()
	facts = []string{"condition", "pain_duration_weeks", "needling_region", "nsaid_trial", "age_years", "training_hours",
		"consents_to_needling", "able_to_consent", "trigger_points_identified", "heat_trial", "self_care_education_trial", "dry_needling_in_scope"}
	for _, f := range g.Facts() {
		if _, ok := known[f.ID]; ok && len(facts) < tableColumns && !slices.Contains(facts, f.ID) {
			facts = append(facts, f.ID)
		}
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	require.NoError(t, w.Write(append([]string{"id"}, facts...)))
	rs := records()
	for i := range rows {
		given := rs[rng.IntN(len(rs))].facts()
		cells := []string{strconv.Itoa(i + 1)}
		for _, name := range facts {
			cell := ""
			if rng.Float64() >= blank {
				switch v := given[name].(type) {
				case bool:
					cell = strconv.FormatBool(v)
				case string:
					cell = v
				case float64:
					cell = strconv.FormatFloat(v, 'g', -1, 64)
				}
			}
			cells = append(cells, cell)
		}
		require.NoError(t, w.Write(cells))
	}
	w.Flush()
	return out.String(), facts
}

// BenchmarkTable reads, decides and writes a table of 40 facts a row of which 30 % are not
// known, and beside it what a hand-written loop takes over the same text.
func BenchmarkTable(b *testing.B) {
	const rows = 20_000
	text, _ := speedTable(b, rows, 0.3)
	g := dryneedling.AsPublished()
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			runTable(b, g, text, io.Discard)
		}
		b.ReportMetric(rows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	})
}

func runTable(t testing.TB, g *decision.Guideline, text string, to io.Writer) {
	table, err := scenario.ReadCSV(g, "t", strings.NewReader(text), scenario.Format{Keep: []string{"id"}})
	require.NoError(t, err)
	w, err := scenario.NewWriter(table, g, scenario.CSV)
	require.NoError(t, err)
	_, err = to.Write(w.AppendHeader(nil))
	require.NoError(t, err)
	var buffers sync.Pool
	require.NoError(t, scenario.Run(context.Background(), table, g, func(batch **[]byte, a *scenario.Answer) {
		if *batch == nil {
			if *batch, _ = buffers.Get().(*[]byte); *batch == nil {
				*batch = new([]byte)
			}
		}
		**batch = w.Append(**batch, a)
	}, func(batch **[]byte) error {
		_, err := to.Write(**batch)
		**batch = (**batch)[:0]
		buffers.Put(*batch)
		return err
	}))
}

func TestTableIsRead(t *testing.T) {
	text, _ := speedTable(t, 300, 0.3)
	var out bytes.Buffer
	runTable(t, dryneedling.AsPublished(), text, &out)
	rows, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	for _, row := range rows[1:6] {
		t.Log(row)
	}
}
