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
	"time"

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
// known, in turns with a hand-written loop over the same text: what one takes longer than
// the other holds on a machine that is busy, too.
func BenchmarkTable(b *testing.B) {
	const rows = 20_000
	text, _ := speedTable(b, rows, 0.3)
	g := dryneedling.AsPublished()
	var library, hand time.Duration
	for b.Loop() {
		start := time.Now()
		runTable(b, g, text, io.Discard)
		middle := time.Now()
		require.NoError(b, runByHand(text, io.Discard))
		library, hand = library+middle.Sub(start), hand+time.Since(middle)
	}
	b.ReportMetric(rows*float64(b.N)/library.Seconds(), "rows/s")
	b.ReportMetric(rows*float64(b.N)/hand.Seconds(), "hand-rows/s")
	b.ReportMetric(library.Seconds()/hand.Seconds(), "times-hand")
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

// TestTableByHand compares the answers to a table with those of the hand-written loop, which
// takes what is not known for the zero value: that is one way to complete the case.
func TestTableByHand(t *testing.T) {
	text, _ := speedTable(t, 1000, 0.1)
	var got, want bytes.Buffer
	runTable(t, dryneedling.AsPublished(), text, &got)
	require.NoError(t, runByHand(text, &want))
	rules := func(row []string) []string {
		return strings.FieldsFunc(row[6]+"|"+row[7], func(r rune) bool { return r == '|' })
	}
	rows, err := csv.NewReader(&got).ReadAll()
	require.NoError(t, err)
	hand, err := csv.NewReader(&want).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows[1:], len(hand))
	settled := 0
	for i, row := range rows[1:] {
		require.Subset(t, rules(hand[i]), rules(row))
		if row[3] == "true" {
			settled++
			require.Equal(t, hand[i][:3], row[:3])
		}
	}
	require.Greater(t, settled, 100)
}
