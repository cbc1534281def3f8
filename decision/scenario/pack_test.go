package scenario

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// packedGuidelines are those that rows are packed for: facts of every type in many orders.
func packedGuidelines(t testing.TB) []*decision.Guideline {
	out := []*decision.Guideline{dryneedling.AsPublished()}
	for _, folder := range []string{"testdata/pond", "../../testdata/bundles/kiln", "../../testdata/bundles/lantern", "../../testdata/bundles/river"} {
		g, err := decision.Open(os.DirFS(folder))
		require.NoError(t, err)
		out = append(out, g)
	}
	return out
}

// manyRows is how many rows are tried: more where there is time.
func manyRows() int {
	if os.Getenv("MSKGUIDE_LONG") != "" {
		return 1500
	}
	return 120
}

// anyCell is a text that somebody might write in a cell of a fact, or might not.
func anyCell(rng *rand.Rand, f *decision.Fact) string {
	cells := []string{"", "", "", " ", "true", "FALSE", "Yes", "nO", "1", "0", " yes ", "maybe", "NA", "N", "\"yes\"", "\"\"", "ye\"s", "\"a\"\"b\"", "1|0", "yes|yes",
		"12", "12.5", "0.1", "007", "1.", ".5", "-3", "-0", "+4", "1e3", "1E-2", "4..12", ">4", "<=9", ">=2..<5", "3 mo", "85 d", "12 wk", "12wk", "1,5", "\"1,5\"",
		"123456789012345", "1234567890123456", "0.30000000000000004", "9007199254740993", "1e999", "NaN", "Inf", "0x10", "1_000", "ß", "\xff", "\u00a012", "a|", "|", "12|13"}
	for _, c := range f.Choices {
		cells = append(cells, c.ID, c.ID, " "+c.ID, strings.ToUpper(c.ID), "\""+c.ID+"\"", c.ID+"|"+f.Choices[0].ID, c.ID+"|"+c.ID, c.ID+"|nobody")
	}
	for range 3 {
		cells = append(cells, fmt.Sprint(f.Min+(f.Max-f.Min)*rng.Float64()), fmt.Sprint(int(f.Min+(f.Max-f.Min)*rng.Float64())))
	}
	return cells[rng.IntN(len(cells))]
}

// plainCell is one that is packed.
func plainCell(rng *rand.Rand, f *decision.Fact) string {
	switch {
	case rng.IntN(3) == 0:
		return ""
	case f.Type == decision.TypeBool:
		return []string{"true", "false", "yes", "no", "1", "0"}[rng.IntN(6)]
	case f.Type == decision.TypeChoice:
		return f.Choices[rng.IntN(len(f.Choices))].ID
	}
	return fmt.Sprint(int(f.Min + (f.Max-f.Min)*rng.Float64()))
}

func anyGroups(rng *rand.Rand, g *decision.Guideline) string {
	groups := g.Groups()
	if len(groups) == 0 || rng.IntN(2) == 0 {
		return ""
	}
	texts := []string{"nobody", groups[0].ID + "|", " " + groups[0].ID, groups[0].ID + "|" + groups[len(groups)-1].ID, "\"" + groups[0].ID + "\""}
	for _, group := range groups {
		texts = append(texts, group.ID, group.ID)
	}
	return texts[rng.IntN(len(texts))]
}

// TestPackedRowsAgree packs rows and reads them the long way: a row that is packed says the same,
// and a row with a mistake is never packed.
func TestPackedRowsAgree(t *testing.T) {
	rows := manyRows()
	for k, g := range packedGuidelines(t) {
		rng := rand.New(rand.NewPCG(41, uint64(k)))
		names := []string{"none_of", "note"}
		for _, f := range g.Facts() {
			names = append(names, f.ID)
		}
		var text strings.Builder
		text.WriteString(strings.Join(names, ",") + "\n")
		for range rows {
			cells, odd := []string{anyGroups(rng, g), "n"}, rng.IntN(3)
			for _, f := range g.Facts() {
				if odd > 0 && rng.IntN(len(g.Facts())) == 0 {
					cells, odd = append(cells, anyCell(rng, &f)), odd-1
				} else {
					cells = append(cells, plainCell(rng, &f))
				}
			}
			text.WriteString(strings.Join(cells, ",") + "\n")
		}
		table, err := ReadCSV(g, "t.csv", strings.NewReader(text.String()), Format{NA: []string{"NA", "N"}, Keep: []string{"note", names[2]}})
		require.NoError(t, err)
		compareWithFacts(t, g, table, rows/8)
	}
}

// TestPackedObjectsAgree is the same for NDJSON.
func TestPackedObjectsAgree(t *testing.T) {
	rows := manyRows()
	for k, g := range packedGuidelines(t) {
		rng := rand.New(rand.NewPCG(42, uint64(k)))
		facts := g.Facts()
		var text strings.Builder
		for range rows {
			text.WriteString(anyObject(rng, g, facts) + "\n")
		}
		table, err := ReadNDJSON(g, "t.ndjson", strings.NewReader(text.String()), Format{Keep: []string{"note", facts[0].ID, "id"}})
		require.NoError(t, err)
		compareWithFacts(t, g, table, rows/8)
	}
}

func anyObject(rng *rand.Rand, g *decision.Guideline, facts []decision.Fact) string {
	odd := rng.IntN(2) == 0
	space := func() string {
		if odd && rng.IntN(400) == 0 {
			return "\u00a0"
		}
		return []string{"", "", " ", "\t"}[rng.IntN(4)]
	}
	var members []string
	add := func(name, value string) {
		members = append(members, space()+`"`+name+`"`+space()+":"+space()+value+space())
	}
	for _, i := range rng.Perm(len(facts))[:rng.IntN(len(facts)+1)] {
		value := plainCell(rng, &facts[i])
		switch {
		case value == "":
			value = "null"
		case facts[i].Type == decision.TypeBool:
			value = []string{"true", "false"}[rng.IntN(2)]
		case facts[i].Type == decision.TypeChoice:
			value = `"` + value + `"`
		}
		if odd && rng.IntN(len(facts)) == 0 {
			value = []string{"1", "01", "1.5", "-1", "1e1", ".5", "1.", `"12 wk"`, `"1"`, "{}", `{"at_least":1}`, "[]", `["a"]`, "[1]", "tru", "nullx", `"\u0061"`, `"a`, "", "\"\xff\"", "\"\x01\""}[rng.IntN(21)]
		}
		add(facts[i].ID, value)
	}
	if rng.IntN(2) == 0 {
		add("note", []string{`"n"`, "1", "[ ]", `["a", "b"]`, "{}", "null", `"é\n"`, "[[]]"}[rng.IntN(8)])
	}
	if groups := g.Groups(); len(groups) > 0 && rng.IntN(3) == 0 {
		id := groups[rng.IntN(len(groups))].ID
		add("none_of", []string{`["` + id + `"]`, `["` + id + `","` + groups[0].ID + `"]`, `[]`, `[" ` + id + `"]`, `["` + id + `|` + id + `"]`, `"` + id + `"`, `["nobody"]`}[rng.IntN(7)])
	}
	switch rng.IntN(40) {
	case 0:
		add(facts[0].ID, "null")
	case 1:
		add("nobody", "true")
	case 2:
		members = append(members, "")
	case 3:
		return "{" + strings.Join(members, ",")
	case 4:
		return "{" + strings.Join(members, ",") + "}}"
	}
	return "{" + strings.Join(members, ",") + "}"
}

// compareWithFacts reads every row twice. Most rows are to be packed.
func compareWithFacts(t *testing.T, g *decision.Guideline, table *Table, least int) {
	quick, long := g.NewCase(), g.NewCase()
	packedRows := 0
	for row, err := range table.Rows() {
		require.NoError(t, err)
		again := row.fresh()
		failed := row.Load(quick)
		want := again.loadFacts(long)
		if want != nil {
			require.EqualError(t, failed, want.Error(), row.text)
			continue
		}
		require.NoError(t, failed, row.text)
		require.Equal(t, string(g.DecideCase(long).JSON()), string(g.DecideCase(quick).JSON()), row.text)
		require.Equal(t, again.Kept(), row.Kept(), row.text)
		if row.plain {
			packedRows++
		}
	}
	require.Greater(t, packedRows, least)
}
