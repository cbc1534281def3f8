package scenario_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
)

const mapped = `schema: mskguide.map/1
says: how the registry calls things
columns:
  Age: age_years
  dx:
    as: condition
    values: {LBP: low_back_pain, "1": neck_pain, "2": low_back_pain|neck_pain, "9": ""}
  screen:
    as: none_of
    values: {clear: red_flags|contraindications}
  fieber: {as: fever, values: {ja: yes, nein: no, "k. A.": ""}}
  outcome: expect_verdict
`

// TestMapping reads a table with names and values of its own, as CSV and as NDJSON, and the
// same table in the words of the guideline.
func TestMapping(t *testing.T) {
	g := dryneedling.AsPublished()
	m, err := scenario.ReadMapping(g, "names.yaml", []byte(mapped))
	require.NoError(t, err)
	plain := "age_years,condition,none_of,fever,expect_verdict\n44,low_back_pain,,yes,refer\n,neck_pain,red_flags|contraindications,,\n30,low_back_pain|neck_pain,,no,\n,,red_flags,,\n"
	want, total := runInto(t, g, table{name: "t.csv", text: plain}, scenario.CSV)
	require.Zero(t, total.Bad)
	format := scenario.Format{Map: m}
	sheet := "Age,dx,screen,fieber,outcome\n44,LBP,,ja,refer\n,1,clear,,\n30,2,,nein,\n,9,red_flags,k. A.,\n"
	objects := `{"Age":44,"dx":"LBP","fieber":"ja","outcome":"refer"}
{"dx":1,"screen":"clear"}
{"Age":30,"dx":"2","fieber":"nein"}
{"dx":"9","screen":["red_flags"]}
`
	for _, x := range []table{{name: "t.csv", text: sheet, format: format}, {name: "t.ndjson", text: objects, format: format}} {
		got, _ := runInto(t, g, x, scenario.CSV)
		require.Equal(t, want, got, x.name)
		rows, err := x.open(g)
		require.NoError(t, err)
		for row, err := range rows.Rows() {
			require.NoError(t, err)
			expect, err := row.Expect()
			require.NoError(t, err)
			require.Equal(t, map[bool]string{true: "refer"}[row.Number == 1], expect.Verdict)
			_, err = row.Facts()
			require.NoError(t, err)
		}
	}
}

// TestMappedMistakes places what is wrong at the column of the table.
func TestMappedMistakes(t *testing.T) {
	g := dryneedling.AsPublished()
	m, err := scenario.ReadMapping(g, "names.yaml", []byte(mapped))
	require.NoError(t, err)
	text, _ := runInto(t, g, table{name: "t.csv", text: "Age,dx,screen,fieber,outcome\n200,1,,,\n,,,vielleicht,\n", format: scenario.Format{Map: m}}, scenario.CSV)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Contains(t, rows[1][8], `line 2, column 1: "age_years" is 0 to 130 years, not 200`)
	require.Contains(t, rows[2][8], `line 3, column 4: "fever" is yes or no`)
	text, _ = runInto(t, g, table{name: "t.ndjson", text: `{"dx":"1","dx":"2"}` + "\n" + `{"fieber":"ja","fever":true}` + "\n" + `{"Age":{"at_least":200}}`, format: scenario.Format{Map: m}}, scenario.CSV)
	rows, err = csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Contains(t, rows[1][8], `line 1, column 16: "condition" is given twice`)
	require.Contains(t, rows[2][8], `line 2, column 24: "fever" is given twice`)
	require.Contains(t, rows[3][8], `line 3, column 8: "age_years" is 0 to 130 years`)

	for _, x := range []struct{ about, text, want string }{
		{"twice, by both names", "Age,age_years,dx,screen,fieber,outcome\n", `t.csv:1:5: columns "Age" and "age_years" are both "age_years"; keep one`},
		{"absent", "Age,dx,screen,fieber\n", `t.csv:1:1: the mapping names a column "outcome", which the table does not have`},
	} {
		_, err := scenario.ReadCSV(g, "t.csv", strings.NewReader(x.text), scenario.Format{Map: m})
		require.EqualError(t, err, x.want, x.about)
	}
}

// TestBadMappings lists every mistake of a mapping with its place.
func TestBadMappings(t *testing.T) {
	g := dryneedling.AsPublished()
	for _, x := range []struct{ text, want string }{
		{"columns: {a: fever}", "m.yaml:1:1: key \"schema\" is required"},
		{"schema: mskguide.map/2\ncolumns: {a: fever}", `m.yaml:1:9: schema "mskguide.map/2" is not one this library reads; it reads "mskguide.map/1"`},
		{"schema: mskguide.map/1\ncolumns: {a: fevr}", `m.yaml:2:14: there is no fact "fevr"; did you mean "fever"?`},
		{"schema: mskguide.map/1\ncolumns: {a: {values: {x: yes}}}", `m.yaml:2:14: column "a" is a fact of some name, or has as and values`},
		{"schema: mskguide.map/1\ncolumns: {a: {as: fever, value: {x: yes}}}", `m.yaml:2:26: unknown key "value"; a column has as and values`},
		{"schema: mskguide.map/1\ncolumns: {a: {as: fever, values: [x]}}", `m.yaml:2:34: values is a list of what cells mean: {"1": true, "9": ""}`},
		{"schema: mskguide.map/1\ncolumns: {a: {as: fever, values: {x: [yes]}}}", `m.yaml:2:38: what a cell means is one text, as another cell would have it`},
		{"schema: mskguide.map/1\ncolumns: {a: {as: condition, values: {x: back}}}", `m.yaml:2:42: "back" is not a choice of "condition"`},
		{"schema: mskguide.map/1\ncolumns: {a: {as: age_years, values: {x: 200}}}", `m.yaml:2:42: "age_years" is 0 to 130 years, not 200`},
		{"schema: mskguide.map/1\ncolumns: {a: fever, b: fever}", `m.yaml:2:24: columns "a" and "b" are both "fever"; keep one`},
		{"schema: mskguide.map/1\ncolumns: {a: red_flags}", `m.yaml:2:14: there is no fact "red_flags"`},
	} {
		_, err := scenario.ReadMapping(g, "m.yaml", []byte(x.text))
		require.ErrorContains(t, err, x.want, x.text)
	}
}
