package scenario_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
)

// written is facts as the cells of a table, which is how a row is written by hand.
func written(t *testing.T, facts decision.Facts, names []string) []string {
	cells := make([]string, len(names))
	for i, name := range names {
		switch v := facts[name].(type) {
		case nil:
		case bool:
			cells[i] = strconv.FormatBool(v)
		case string:
			cells[i] = v
		case float64:
			cells[i] = plainNumber(v)
		case []string:
			cells[i] = strings.Join(v, "|")
		case map[string]any:
			cells[i] = part(v)
		default:
			require.Failf(t, "no cell", "%T", v)
		}
	}
	return cells
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func part(v map[string]any) string {
	if ids, ok := v["one_of"]; ok {
		return strings.Join(ids.([]string), "|")
	}
	low, high := "", ""
	for bound, x := range v {
		switch n := plainNumber(x.(float64)); bound {
		case "at_least":
			low = ">=" + n
		case "more_than":
			low = ">" + n
		case "at_most":
			high = "<=" + n
		case "less_than":
			high = "<" + n
		}
	}
	if low != "" && high != "" {
		return low + ".." + high
	}
	return low + high
}

// anyFacts makes facts, each unknown, known, or known in part.
func anyFacts(g *decision.Guideline, rng *rand.Rand) decision.Facts {
	out := decision.Facts{}
	for _, f := range g.Facts() {
		number := func() float64 {
			x := f.Min + (f.Max-f.Min)*rng.Float64()
			if f.Type == decision.TypeInteger || rng.IntN(2) == 0 {
				x = float64(int(x))
			}
			return x
		}
		partly := rng.IntN(3) == 0
		switch {
		case rng.IntN(3) == 0:
		case f.Type == decision.TypeBool:
			out[f.ID] = rng.IntN(2) == 0
		case f.Type == decision.TypeChoice && partly:
			ids := []string{}
			for _, k := range rng.Perm(len(f.Choices))[:2] {
				ids = append(ids, f.Choices[k].ID)
			}
			out[f.ID] = map[string]any{"one_of": ids}
		case f.Type == decision.TypeChoice:
			out[f.ID] = f.Choices[rng.IntN(len(f.Choices))].ID
		case partly:
			bounds := map[string]any{}
			a, b := number(), number()
			if k := rng.IntN(3); k > 0 {
				bounds[[]string{"at_least", "more_than"}[rng.IntN(2)]] = min(a, b)
			}
			if k := rng.IntN(3); k > 0 || len(bounds) == 0 {
				bounds[[]string{"at_most", "less_than"}[rng.IntN(2)]] = max(a, b)
			}
			out[f.ID] = bounds
		default:
			out[f.ID] = number()
		}
	}
	if groups := g.Groups(); rng.IntN(4) == 0 {
		group := groups[rng.IntN(len(groups))]
		out["none_of"] = []string{group.ID}
		for _, f := range group.Facts {
			delete(out, f)
		}
	}
	return out
}

// guidelines are those that the properties are held to.
func guidelines(t testing.TB) []*decision.Guideline {
	return []*decision.Guideline{pond(t), dryneedling.AsPublished()}
}

// TestRoundTrip writes facts into a table, CSV and NDJSON, and reads the same facts.
func TestRoundTrip(t *testing.T) {
	for _, g := range guidelines(t) {
		rng := rand.New(rand.NewPCG(1, 2))
		names := []string{"none_of"}
		for _, f := range g.Facts() {
			names = append(names, f.ID)
		}
		rng.Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
		var cases []decision.Facts
		var sheet, lines strings.Builder
		w := csv.NewWriter(&sheet)
		require.NoError(t, w.Write(names))
		for len(cases) < 300 {
			facts := anyFacts(g, rng)
			if _, err := g.Case(facts); err != nil {
				continue // they contradict themselves
			}
			cases = append(cases, facts)
			require.NoError(t, w.Write(written(t, facts, names)))
			require.NoError(t, json.NewEncoder(&lines).Encode(facts))
		}
		w.Flush()
		for _, x := range []table{{name: "t.csv", text: sheet.String()}, {name: "t.ndjson", text: lines.String()}} {
			rows, err := x.open(g)
			require.NoError(t, err)
			n := 0
			for row, err := range rows.Rows() {
				require.NoError(t, err)
				facts, err := row.Facts()
				require.NoError(t, err)
				if x.name == "t.csv" {
					require.Equal(t, cases[n], facts, row)
				}
				requireSameAnswer(t, g, cases[n], row)
				n++
			}
			require.Equal(t, len(cases), n)
		}
	}
}

// requireSameAnswer asks that a row is decided like the facts it was written from, and gives
// facts that a document can hold.
func requireSameAnswer(t *testing.T, g *decision.Guideline, facts decision.Facts, row *scenario.Row) {
	want, err := g.Decide(facts)
	require.NoError(t, err)
	c := g.NewCase()
	require.NoError(t, row.Load(c))
	require.Equal(t, string(want.JSON()), string(g.DecideCase(c).JSON()), row)
	read, err := row.Facts()
	require.NoError(t, err)
	text, err := json.Marshal(read)
	require.NoError(t, err)
	got, err := g.Decide(text)
	require.NoError(t, err)
	require.Equal(t, string(want.JSON()), string(got.JSON()), row)
}

// TestRowsByManyHands reads rows in one goroutine and their facts in several.
func TestRowsByManyHands(t *testing.T) {
	g := pond(t)
	line := `{"frozen": true, "id": %d, "more_%d": [1]}` + "\n"
	var text strings.Builder
	for i := range 400 {
		fmt.Fprintf(&text, line, i+1, i%7)
	}
	rows, err := scenario.ReadNDJSON(g, "t", strings.NewReader(text.String()), scenario.Format{KeepAll: true})
	require.NoError(t, err)
	work := make(chan *scenario.Row)
	wrong := make(chan error, 400)
	var hands sync.WaitGroup
	for range 4 {
		hands.Go(func() {
			c := g.NewCase()
			for row := range work {
				if err := row.Load(c); err != nil {
					wrong <- err
				}
				if kept := row.Kept(); len(kept) != 3 || kept[1].Text != strconv.Itoa(row.Number) {
					wrong <- fmt.Errorf("row %d keeps %v", row.Number, kept)
				}
			}
		})
	}
	for row, err := range rows.Rows() {
		require.NoError(t, err)
		work <- row
	}
	close(work)
	hands.Wait()
	close(wrong)
	require.Empty(t, wrong)
}
