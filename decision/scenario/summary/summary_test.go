package summary_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/trial"
	"github.com/mskguide/mskguide/decision/scenario/sample"
	"github.com/mskguide/mskguide/decision/scenario/summary"
)

// pond is a made-up guideline with every kind of fact.
func pond(t *testing.T) *decision.Guideline { return trial.Open(t, "../testdata/pond") }

// partly is the default distribution with everything but yes and no half known in part.
func partly(g *decision.Guideline) []byte {
	text := string(sample.Default(g).YAML())
	for _, key := range []string{"choices: {", "uniform: [", "quantiles: ["} {
		text = strings.ReplaceAll(text, ", "+key, ", partly: 0.5, "+key)
	}
	return []byte(text)
}

// clinics is a table of drawn cases with two columns to group by, a weight, and now and then a
// mistake.
func clinics(t *testing.T, g *decision.Guideline, n int) string {
	d, err := sample.Read(g, "d.yaml", partly(g))
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(5, 6))
	var out strings.Builder
	i := 0
	for line := range strings.Lines(trial.Sampled(t, d, n, 9)) {
		line = strings.TrimSuffix(line, "\n")
		weight := strconv.FormatFloat(rng.ExpFloat64(), 'g', -1, 64)
		switch rng.IntN(40) {
		case 0:
			weight = ""
		case 1:
			line = "x" + strings.Repeat("x,", strings.Count(line, ","))
		}
		if i++; i == 1 {
			fmt.Fprintf(&out, "clinic,sex,weight,%s\n", line)
			continue
		}
		fmt.Fprintf(&out, "%s,%s,%s,%s\n", []string{"north", "south", `"a, ""b"""`, ""}[rng.IntN(4)], []string{"f", "m"}[rng.IntN(2)], weight, line)
	}
	return out.String()
}

var byAll = summary.Options{By: []string{"clinic", "sex", "clinic,sex"}, Weight: "weight"}

func openCSV(t *testing.T, g *decision.Guideline, text string, o summary.Options) *scenario.Table {
	table, err := scenario.ReadCSV(g, "t.csv", strings.NewReader(text), scenario.Format{Keep: append(o.Columns(), sample.SyntheticID)})
	require.NoError(t, err)
	return table
}

// TestSummaryAgreesWithDecide counts what [decision.Guideline.Decide] says of every row, and
// sums the weights as fractions.
func TestSummaryAgreesWithDecide(t *testing.T) {
	for _, g := range trial.Guidelines(t, "../testdata/pond") {
		n := 300
		if oracle.Long() {
			n = 3_000
		}
		text := clinics(t, g, n)
		s, err := summary.Of(context.Background(), openCSV(t, g, text, byAll), g, byAll)
		require.NoError(t, err)
		want := byHand(t, g, text)
		require.NotZero(t, s.Bad())
		seen := 0
		for _, group := range s.Groups {
			name := strings.Join(group.By, "&") + "=" + strings.Join(group.Values, "&")
			check := func(what string, c summary.Count) {
				n := want[name+" "+what]
				if n == nil {
					n = &handCount{}
				}
				require.Equal(t, n.rows, c.Rows, name+" "+what)
				sum, _ := n.weight.Float64()
				require.Equal(t, sum, *c.Weight, name+" "+what)
				if n.rows > 0 {
					seen++
				}
			}
			for _, l := range group.Lines {
				if l.Kind == summary.KindRule { // see TestSummaryRules
					continue
				}
				check(l.Kind+" "+l.ID+" certain", l.Certain)
				check(l.Kind+" "+l.ID+" possible", l.Possible)
			}
			for what, rows := range map[string]int{"read": group.Rows, "bad": group.Bad} {
				if n := want[name+" "+what]; n != nil || rows > 0 {
					require.Equal(t, n.rows, rows, name)
				}
			}
			delete(want, name+" read")
			delete(want, name+" bad")
		}
		require.Equal(t, len(want), seen, "nothing is left out")
	}
}

type handCount struct {
	rows   int
	weight big.Rat
}

func byHand(t *testing.T, g *decision.Guideline, text string) map[string]*handCount {
	out := map[string]*handCount{}
	for row, err := range openCSV(t, g, text, byAll).Rows() {
		require.NoError(t, err)
		facts, err := row.Facts()
		kept := map[string]string{}
		for _, c := range row.Kept() {
			kept[c.Name] = c.Text
		}
		weight, err2 := strconv.ParseFloat(kept["weight"], 64)
		var said []string
		if err != nil || err2 != nil {
			said, weight = []string{"bad"}, 0
		} else {
			d, err := g.Decide(facts)
			require.NoError(t, err)
			said = append(sayings(d), "read")
			if c, err := g.Case(facts); err != nil || !g.Missing(c).Exact {
				said = append(said, "answer inexact certain", "answer inexact possible")
			}
		}
		for _, group := range []string{"=", "clinic=" + kept["clinic"], "sex=" + kept["sex"], "clinic&sex=" + kept["clinic"] + "&" + kept["sex"]} {
			for _, s := range said {
				key := group + " " + s
				if out[key] == nil {
					out[key] = &handCount{}
				}
				out[key].rows++
				out[key].weight.Add(&out[key].weight, new(big.Rat).SetFloat64(weight))
			}
		}
	}
	return out
}

// sayings is what counts of a decision.
func sayings(d *decision.Decision) (out []string) {
	add := func(certain bool, kind, id string) {
		out = append(out, kind+" "+id+" possible")
		if certain {
			out = append(out, kind+" "+id+" certain")
		}
	}
	answer := map[bool]string{true: "settled", false: "open"}[d.Settled]
	add(true, "answer", answer)
	add(true, "stated", d.Verdict)
	for _, v := range d.CouldBecome {
		add(false, "verdict", v)
	}
	if d.Verdict != "needs_information" {
		add(d.Settled, "verdict", d.Verdict)
	}
	for _, id := range d.Missing {
		add(len(d.Missing) == 1, "missing", id)
	}
	for _, c := range d.Cautions {
		add(!c.Possible, "caution", c.Rule)
	}
	return out
}

// TestSummaryRules counts the rules, of which a decision tells some only.
func TestSummaryRules(t *testing.T) {
	for _, g := range trial.Guidelines(t, "../testdata/pond") {
		text := clinics(t, g, 200)
		s, err := summary.Of(context.Background(), openCSV(t, g, text, byAll), g, summary.Options{})
		require.NoError(t, err)
		certain, possible := map[string]int{}, map[string]int{}
		c := g.NewCase()
		for row, err := range openCSV(t, g, text, byAll).Rows() {
			require.NoError(t, err)
			if row.Load(c) != nil {
				continue
			}
			o := g.Verdict(c)
			for i, r := range g.Rules() {
				if o.Certain.Has(i) {
					certain[r.ID]++
				}
				if o.Possible.Has(i) {
					possible[r.ID]++
				}
			}
		}
		lines := append(s.Groups[0].Of(summary.KindRule), s.Groups[0].Of(summary.KindCaution)...)
		require.Len(t, lines, len(g.Rules()))
		for _, l := range lines {
			require.Equal(t, certain[l.ID], l.Certain.Rows, l.ID)
			require.Equal(t, possible[l.ID], l.Possible.Rows, l.ID)
		}
	}
}

// TestSummaryInAnyParts puts the rows into subtotals anyhow, and adds these in any order.
func TestSummaryInAnyParts(t *testing.T) {
	g := pond(t)
	text := clinics(t, g, 1500)
	want, err := summary.Of(context.Background(), openCSV(t, g, text, byAll), g, byAll)
	require.NoError(t, err)
	for seed := range uint64(5) {
		rng := rand.New(rand.NewPCG(seed, 0))
		table := openCSV(t, g, text, byAll)
		c, err := summary.NewCounter(table, g, byAll)
		require.NoError(t, err)
		var parts []*summary.Subtotal
		require.NoError(t, scenario.Run(context.Background(), table, g, func(batch *[]*summary.Subtotal, a *scenario.Answer) {
			if len(*batch) == 0 || a.Row.Number%(7+int(seed)) == 0 {
				*batch = append(*batch, &summary.Subtotal{})
			}
			c.Count((*batch)[len(*batch)-1], a)
		}, func(batch *[]*summary.Subtotal) error {
			parts = append(parts, *batch...)
			return nil
		}))
		rng.Shuffle(len(parts), func(i, k int) { parts[i], parts[k] = parts[k], parts[i] })
		for _, p := range parts {
			require.NoError(t, c.Add(p))
		}
		got := c.Report()
		require.Len(t, got.Errors, len(want.Errors))
		got.Errors = slices.Clone(want.Errors) // those of the first parts that came
		require.Equal(t, string(want.JSON()), string(got.JSON()))
		require.Equal(t, want.Markdown(), got.Markdown())
		require.Equal(t, summaryCSV(t, want), summaryCSV(t, got))
	}
}

func summaryCSV(t *testing.T, s *summary.Report) string {
	var out bytes.Buffer
	require.NoError(t, s.WriteCSV(&out))
	return out.String()
}

func TestSummaryWeights(t *testing.T) {
	g := pond(t)
	o := summary.Options{Weight: "w"}
	for text, want := range map[string]string{
		"frozen,w\n,1e12\n,1e-9\n,0\n":              "1000000000000.000000001",
		"frozen,w\n" + strings.Repeat(",0.1\n", 10): "1",
		"frozen,w\n": "0",
	} {
		s, err := summary.Of(context.Background(), openSimple(t, g, text, o), g, o)
		require.NoError(t, err)
		exact, ok := new(big.Rat).SetString(want)
		require.True(t, ok)
		near, _ := exact.Float64()
		require.Equal(t, near, *s.Groups[0].Weight, text)
	}
	s, err := summary.Of(context.Background(), openSimple(t, g, "frozen,w\n,\n,-1\n,1e13\n,1e-10\n,x\n,NaN\n,0x10\n,1e999\n,inf\n,NA\n,7\n", o), g, o)
	require.NoError(t, err)
	require.Equal(t, []string{
		`t.csv:2:2: the weight "w" is missing; every row needs one, and 0 leaves a row out`,
		`t.csv:3:2: the weight "w" is 0 or from 1e-09 to 1e+12, not -1`,
		`t.csv:4:2: the weight "w" is 0 or from 1e-09 to 1e+12, not 1e13`,
		`t.csv:5:2: the weight "w" is 0 or from 1e-09 to 1e+12, not 1e-10`,
		`t.csv:6:2: the weight "w" is a number, not "x"`,
		`t.csv:7:2: the weight "w" is a number, not "NaN"`,
		`t.csv:8:2: the weight "w" is a number, not "0x10"`,
		`t.csv:9:2: the weight "w" is 0 or from 1e-09 to 1e+12, not 1e999`,
		`t.csv:10:2: the weight "w" is a number, not "inf"`,
		`t.csv:11:2: the weight "w" is missing; every row needs one, and 0 leaves a row out`,
	}, s.Errors)
	require.Equal(t, 10, s.Bad())
	require.Equal(t, 7.0, *s.Groups[0].Weight)
}

func openSimple(t *testing.T, g *decision.Guideline, text string, o summary.Options) *scenario.Table {
	table, err := scenario.ReadCSV(g, "t.csv", strings.NewReader(text), scenario.Format{Keep: o.Columns(), NA: []string{"NA"}})
	require.NoError(t, err)
	return table
}

func TestSummaryRefuses(t *testing.T) {
	g := pond(t)
	table, err := scenario.ReadCSV(g, "t.csv", strings.NewReader("frozen,clinic\n"), scenario.Format{Keep: []string{"clinic"}})
	require.NoError(t, err)
	_, err = summary.NewCounter(table, g, summary.Options{By: []string{"clinc", "clinic"}, Weight: "w"})
	require.EqualError(t, err, "t.csv:1:1: column \"clinc\" is not one of those that are kept; did you mean \"clinic\"?\nt.csv:1:1: column \"w\" is not one of those that are kept")

	var text strings.Builder
	text.WriteString("id,frozen\n")
	for i := range 1001 {
		fmt.Fprintf(&text, "%d,\n", i)
	}
	o := summary.Options{By: []string{"id"}}
	_, err = summary.Of(context.Background(), openSimple(t, g, text.String(), o), g, o)
	require.EqualError(t, err, `t.csv: column "id" has more than 1000 different values; a summary has no more groups than that`)

	s, err := summary.Of(context.Background(), openSimple(t, g, "id,frozen\n"+strings.Repeat("é", 101)+",\n", o), g, o)
	require.NoError(t, err)
	require.Equal(t, []string{`t.csv:2:1: the value of "id" is 202 bytes long, and the name of a group has at most 200`}, s.Errors)
}

// TestSummaryOfNDJSON groups by members that are there in some rows only.
func TestSummaryOfNDJSON(t *testing.T) {
	g := pond(t)
	o := summary.Options{By: []string{"clinic", "frozen"}}
	table, err := scenario.ReadNDJSON(g, "t", strings.NewReader("{\"clinic\": \"b\", \"frozen\": true}\n{\"frozen\": true}\n{\"clinic\": 7}\n{\"frozen\": 1}\n"), scenario.Format{Keep: o.Columns()})
	require.NoError(t, err)
	s, err := summary.Of(context.Background(), table, g, o)
	require.NoError(t, err)
	var got []string
	for _, group := range s.Groups {
		got = append(got, fmt.Sprint(group.By, group.Values, group.Rows, group.Bad))
	}
	require.Equal(t, []string{"[] [] 3 1", "[clinic] [] 1 1", "[clinic] [7] 1 0", "[clinic] [b] 1 0", "[frozen] [] 1 0", "[frozen] [1] 0 1", "[frozen] [true] 2 0"}, got)
}

func TestSummaryForms(t *testing.T) {
	g := pond(t)
	o := summary.Options{By: []string{"clinic"}, Weight: "w"}
	text := "clinic,w,frozen,heron_seen,fish,settled_weeks\n\"<i>|a_b*\",2,no,,,\nb,1,yes,,pike,3\nb,,yes,,pike,3\n\"x\ny\",0,,,carp,4..14\n"
	s, err := summary.Of(context.Background(), openSimple(t, g, text, o), g, o)
	require.NoError(t, err)
	trial.Golden(t, "testdata/summary/small.csv", summaryCSV(t, s))
	trial.Golden(t, "testdata/summary/small.md", s.Markdown())
	trial.Golden(t, "testdata/summary/small.json", string(s.JSON()))
	requireConforms(t, summary.Schema, s.JSON())
	plain, err := summary.Of(context.Background(), openSimple(t, g, "frozen\n", summary.Options{}), g, summary.Options{})
	require.NoError(t, err)
	trial.Golden(t, "testdata/summary/empty.md", plain.Markdown())
	requireConforms(t, summary.Schema, plain.JSON())
}

// requireConforms holds a document to its schema, which has no definitions of its own.
func requireConforms(t *testing.T, schemaOf func() ([]byte, error), text []byte) {
	var schema map[string]any
	var document any
	data, err := schemaOf()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &schema))
	require.NoError(t, json.Unmarshal(text, &document))
	require.Empty(t, oracle.Conforms(schema, document, "document"))
}
