package scenario_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
)

const expecting = `case,frozen,fish,none_of,expect_verdict,expect_settled,expect_missing,expect_rules
one,1,,,leave,yes,,ice
two,1,,,wait,no,fish|frozen,heron
three,,pike,dangers,,,,
four,maybe,,,leave,,,
five,1,,,leaf,,,
"<six> & ""seven""",0,,,leave,,,
`

func checked(t *testing.T, text string) *scenario.Report {
	g := pond(t)
	table, err := scenario.ReadCSV(g, "t.csv", strings.NewReader(text), scenario.Format{Keep: []string{"case"}})
	require.NoError(t, err)
	r, err := scenario.CheckTable(context.Background(), table, g)
	require.NoError(t, err)
	return r
}

func TestCheckTable(t *testing.T) {
	r := checked(t, expecting)
	require.Equal(t, []int{6, 1, 4}, []int{r.Total, r.Silent, r.Failed})
	var got strings.Builder
	for _, c := range r.Cases {
		got.WriteString(c.ID + " " + c.Title + "\n")
		for _, d := range c.Differences {
			got.WriteString("  " + d.String() + "\n")
		}
		for _, e := range c.Errors {
			got.WriteString("  " + e.Error() + "\n")
		}
	}
	require.Equal(t, `row 2 two
  t.csv:3:9: verdict: expected wait, got leave
  t.csv:3:14: settled: expected false, got true
  t.csv:3:17: missing: expected fish, frozen, got none; not there: fish, frozen
  t.csv:3:29: rules: expected heron, got may-move, ice
row 4 four
  t.csv:5:6: "frozen" is yes or no: true, false, yes, no, 1 or 0, not "maybe"
row 5 five
  t.csv:6:10: there is no verdict "leaf"
row 6 <six> & "seven"
  t.csv:7:25: verdict: expected leave, got needs_information
`, got.String())
}

func TestCheckTableThatExpectsNothing(t *testing.T) {
	g := pond(t)
	table, err := scenario.ReadCSV(g, "t.csv", strings.NewReader("frozen\n1\n0\n"), scenario.Format{})
	require.NoError(t, err)
	_, err = scenario.CheckTable(context.Background(), table, g)
	require.EqualError(t, err, "t.csv: none of 2 rows expects anything: name a column expect_verdict, expect_settled, expect_missing or expect_rules")
}

// TestJUnit reads what is written with the standard library's parser: it is well-formed, its
// counts are those of its elements, and no character of a title is lost.
func TestJUnit(t *testing.T) {
	list, err := scenario.ReadFile("a.yaml", []byte(`schema: mskguide.scenario/1
scenarios:
  - {id: ok, title: Ice, facts: {frozen: true}, expect: {verdict: leave}}
  - {id: not-ok, title: "a < b & \"c\"", facts: {frozen: true}, expect: {verdict: move, settled: false}}
`))
	require.NoError(t, err)
	r, err := scenario.Check(pond(t), list)
	require.NoError(t, err)
	d := scenario.NewDocument([]*scenario.Report{r, checked(t, expecting)})
	out, err := d.JUnit()
	require.NoError(t, err)
	type bad struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	var read struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Suites   []struct {
			Name  string `xml:"name,attr"`
			Tests int    `xml:"tests,attr"`
			Cases []struct {
				Name    string `xml:"name,attr"`
				Failure *bad   `xml:"failure"`
				Error   *bad   `xml:"error"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal(out, &read))
	require.Equal(t, []int{7, 3, 2}, []int{read.Tests, read.Failures, read.Errors})
	require.Equal(t, []string{"pond: scenarios", "pond: t.csv"}, []string{read.Suites[0].Name, read.Suites[1].Name})
	cases := read.Suites[0].Cases
	require.Equal(t, "ok: Ice", cases[0].Name)
	require.Nil(t, cases[0].Failure)
	require.Equal(t, `not-ok: a < b & "c"`, cases[1].Name)
	require.Equal(t, "verdict: expected move, got leave", cases[1].Failure.Message)
	require.Equal(t, "a.yaml:4:83: verdict: expected move, got leave\na.yaml:4:98: settled: expected false, got true\n", cases[1].Failure.Text)
	require.Len(t, read.Suites[1].Cases, 5)
	require.Equal(t, "1 row that agree", read.Suites[1].Cases[4].Name)

	text, err := d.JSON()
	require.NoError(t, err)
	require.Empty(t, oracle.Conforms(schemaOf(t, scenario.TestSchema), decoded(t, text), "test"))
}

func schemaOf(t *testing.T, schema func() ([]byte, error)) map[string]any {
	text, err := schema()
	require.NoError(t, err)
	return decoded(t, text).(map[string]any)
}

func decoded(t *testing.T, text []byte) (v any) {
	require.NoError(t, json.Unmarshal(text, &v))
	return v
}
