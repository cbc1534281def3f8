package decision_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// Types that a program may have around its facts.
type (
	weeks float64
	count int16
	yes   bool
	name  string
)

// leaves is a choice as generated code has it: the ids that are still possible.
type leaves []string

func (l leaves) Choices() []string { return l }

// TestGoValues lists what a fact may be given as. Each is read as the same thing written in
// JSON; whatever is not in the list is an error rather than a guess.
func TestGoValues(t *testing.T) {
	var cautions strings.Builder
	for i, when := range []string{"hot", "milk", "minutes < 4", "minutes <= 4", "minutes > 4", "minutes >= 4", "minutes == 4.5",
		"minutes == 0", "spoons == 3", `leaf == "green"`, `leaf == "black"`} {
		fmt.Fprint(&cautions, waitWhen(fmt.Sprintf("beware-%d", i), "caution", when))
	}
	g := openTea(t, cautions.String())
	for _, c := range []struct {
		fact  string
		value any
		as    string // JSON of the same
	}{
		{"hot", true, `true`},
		{"hot", decision.Yes, `true`},
		{"hot", decision.No, `false`},
		{"hot", decision.Known(false), `false`},
		{"hot", decision.Unknown, `null`},
		{"hot", nil, `null`},
		{"minutes", 4, `4`},
		{"minutes", int8(4), `4`},
		{"minutes", int16(4), `4`},
		{"minutes", int32(4), `4`},
		{"minutes", int64(4), `4`},
		{"minutes", uint(4), `4`},
		{"minutes", uint8(4), `4`},
		{"minutes", uint16(4), `4`},
		{"minutes", uint32(4), `4`},
		{"minutes", uint64(4), `4`},
		{"minutes", float32(4.5), `4.5`},
		{"minutes", 4.5, `4.5`},
		{"minutes", weeks(4.5), `4.5`},
		{"minutes", count(4), `4`},
		{"minutes", json.Number("4.5e0"), `4.5`},
		{"minutes", math.Copysign(0, -1), `0`},
		{"minutes", decision.Exactly(0), `0`},
		{"minutes", decision.Number{}, `null`},
		{"minutes", decision.Between(4, 5), `{"at_least": 4, "at_most": 5}`},
		{"minutes", decision.Between(4, 4), `4`},
		{"minutes", decision.AtLeast(4), `{"at_least": 4}`},
		{"minutes", decision.AtMost(4), `{"at_most": 4}`},
		{"minutes", decision.MoreThan(4), `{"more_than": 4}`},
		{"minutes", decision.LessThan(4), `{"less_than": 4}`},
		{"minutes", map[string]any{"more_than": 3, "at_most": json.Number("4")}, `{"more_than": 3, "at_most": 4}`},
		{"minutes", decision.Facts{"at_least": 4.0}, `{"at_least": 4}`},
		{"spoons", 3, `3`},
		{"spoons", 3.0, `3`},
		{"leaf", "green", `"green"`},
		{"leaf", leaves{"green"}, `"green"`},
		{"leaf", leaves{"green", "white"}, `{"one_of": ["green", "white"]}`},
		{"leaf", leaves{}, `null`},
		{"leaf", map[string]any{"one_of": []string{"green", "white"}}, `{"one_of": ["green", "white"]}`},
		{"leaf", map[string]any{"one_of": []any{"green"}}, `"green"`},
		{"none_of", []string{"all"}, `["all"]`},
		{"none_of", []any{"all"}, `["all"]`},
		{"none_of", []string{}, `[]`},
	} {
		asGo, err := g.Decide(decision.Facts{c.fact: c.value})
		require.NoError(t, err, "%s: %T %v", c.fact, c.value, c.value)
		asJSON, err := g.Decide([]byte(`{"` + c.fact + `": ` + c.as + `}`))
		require.NoError(t, err, c.as)
		require.Equal(t, string(asJSON.JSON()), string(asGo.JSON()), "%s: %T %v", c.fact, c.value, c.value)
		if c.as != `null` && c.as != `[]` {
			unknown, err := g.Decide(nil)
			require.NoError(t, err)
			require.NotEqual(t, string(unknown.JSON()), string(asGo.JSON()), "%s: %T %v: the value makes no difference", c.fact, c.value, c.value)
		}
	}
}

func TestGoValuesRefused(t *testing.T) {
	g := openTea(t, "")
	number := 4
	for _, c := range []struct {
		fact  string
		value any
		want  string
	}{
		{"hot", 1, `"hot" is yes or no: true, false, or null for unknown, not 1`},
		{"hot", "yes", `"hot" is yes or no: true, false, or null for unknown, not "yes"`},
		{"hot", yes(true), `"hot" is yes or no: true, false, or null for unknown, not a decision_test.yes`},
		{"hot", decision.Bool(7), `"hot" is yes or no: true, false, or null for unknown, not Bool(7)`},
		{"hot", struct{}{}, `"hot" is yes or no: true, false, or null for unknown, not a struct {}`},
		{"minutes", "4", `"minutes" is a number, not "4"`},
		{"minutes", true, `"minutes" is a number, not true`},
		{"minutes", decision.Yes, `"minutes" is a number, not yes`},
		{"minutes", &number, `"minutes" is a number, not a *int`},
		{"minutes", complex(4, 0), `"minutes" is a number, not a complex128`},
		{"minutes", []int{4}, `"minutes" is a number, not a []int`},
		{"minutes", time.Now, `"minutes" is a number, not a func() time.Time`},
		{"minutes", 4 * time.Minute, `"minutes" is a number, not a time.Duration`},
		{"minutes", math.NaN(), `"minutes" is not a finite number`},
		{"minutes", math.Inf(1), `"minutes" is not a finite number`},
		{"minutes", decision.AtLeast(math.NaN()), `"minutes" is not a finite number`},
		{"minutes", decision.LessThan(math.Inf(-1)), `"minutes" is not a finite number`},
		{"minutes", json.Number("four"), `"minutes" is a number, not four`},
		{"minutes", json.Number("NaN"), `"minutes" is a number, not NaN`},
		{"minutes", json.Number("0x1p2"), `"minutes" is a number, not 0x1p2`},
		{"minutes", json.Number("1_0"), `"minutes" is a number, not 1_0`},
		{"minutes", json.Number(""), `"minutes" is a number, not `},
		{"minutes", json.Number("1e400"), `"minutes" is not a finite number`},
		{"minutes", 61, `"minutes" is 0 to 60, not 61`},
		{"minutes", -1, `"minutes" is 0 to 60, not -1`},
		{"minutes", uint64(math.MaxUint64), `"minutes" is 0 to 60, not 1.8446744073709552e+19`},
		{"minutes", decision.AtLeast(61), `"minutes" is 0 to 60; at least 61 leaves nothing of that`},
		{"minutes", decision.Between(5, 4), `"minutes" is 0 to 60; at least 5, at most 4 leaves nothing of that`},
		{"minutes", map[string]any{}, `"minutes" known in part needs at_least, at_most, more_than or less_than; leave it out where nothing is known`},
		{"minutes", map[string]any{"at_least": decision.AtLeast(4)}, `at_least of "minutes" is a number, not at least 4`},
		{"minutes", map[string]int{"at_least": 4}, `"minutes" is a number, not a map[string]int`},
		{"spoons", 1.5, `"spoons" is a whole number, not 1.5`},
		{"spoons", decision.Between(1.2, 1.8), `"spoons" is 0 to 9; at least 1.2, at most 1.8 leaves nothing of that`},
		{"leaf", "gren", `"gren" is not a choice of "leaf"; it may be green, black, white; did you mean "green"?`},
		{"leaf", name("green"), `"leaf" is a choice in quotes, or {"one_of": [...]} where it is known in part, not a decision_test.name`},
		{"leaf", 1, `"leaf" is a choice in quotes, or {"one_of": [...]} where it is known in part, not 1`},
		{"leaf", leaves{"green", "red"}, `"red" is not a choice of "leaf"; it may be green, black, white`},
		{"leaf", []string{"green"}, `"leaf" is a choice in quotes, or {"one_of": [...]} where it is known in part, not a list`},
		{"leaf", map[string]any{"one_of": []string{}}, `one_of is empty: "leaf" must be one of its choices; leave it out where nothing is known`},
		{"leaf", map[string]any{"one_of": []int{1}}, `one_of is a list of choices of "leaf"`},
		{"none_of", "all", `none_of is a list of groups such as ["red_flags"], not "all"`},
		{"none_of", nil, `none_of is a list of groups such as ["red_flags"], not null`},
		{"none_of", []string{"al"}, `there is no group "al"; did you mean "all"?`},
		{"leafs", "green", `there is no fact "leafs"; did you mean "leaf"?`},
	} {
		_, err := g.Case(decision.Facts{c.fact: c.value})
		require.EqualError(t, err, c.want, "%s: %T", c.fact, c.value)
		var all decision.FactErrors
		require.ErrorAs(t, err, &all)
		require.Equal(t, c.fact, all[0].Fact)
		require.Zero(t, all[0].Line, "a Go value stands on no line")
	}
}

// TestFactsGivenAs holds the forms in which a whole record may come.
func TestFactsGivenAs(t *testing.T) {
	g := openTea(t, "")
	for _, facts := range []any{
		decision.Facts{"hot": true},
		map[string]any{"hot": true},
		decision.JSON{Name: "f.json", Data: []byte(`{"hot": true}`)},
		[]byte(`{"hot": true}`),
		json.RawMessage(`{"hot": true}`),
	} {
		d, err := g.Decide(facts)
		require.NoError(t, err, "%T", facts)
		require.NotContains(t, d.Missing, "hot")
	}
	for _, c := range []struct {
		facts any
		want  string
	}{
		{`{"hot": true}`, "facts are given as decision.Facts, typed facts or JSON, not as string"},
		{map[string]bool{"hot": true}, "facts are given as decision.Facts, typed facts or JSON, not as map[string]bool"},
		{&decision.Facts{}, "facts are given as decision.Facts, typed facts or JSON, not as *decision.Facts"},
		{struct{ Hot bool }{}, "facts are given as decision.Facts, typed facts or JSON, not as struct { Hot bool }"},
		{[]byte{}, "facts:1:1: the document ends before it is complete"},
		{[]byte(nil), "facts:1:1: the document ends before it is complete"},
		{json.RawMessage(nil), "facts:1:1: the document ends before it is complete"},
		{decision.JSON{}, "facts:1:1: the document ends before it is complete"},
		{decision.JSON{Name: "f.json"}, "f.json:1:1: the document ends before it is complete"},
	} {
		_, err := g.Decide(c.facts)
		require.EqualError(t, err, c.want, "%T", c.facts)
	}
	d, err := g.Decide(nil)
	require.NoError(t, err)
	empty, err := g.Decide(decision.Facts{})
	require.NoError(t, err)
	require.Equal(t, string(empty.JSON()), string(d.JSON()))
}

// TestManyMistakes are all told at once, whatever form the facts have.
func TestManyMistakes(t *testing.T) {
	g := openTea(t, "")
	_, err := g.Case(decision.Facts{"hot": 1, "minutes": 61, "leafs": "green", "leaf": "gren", "none_of": []string{"al"}})
	require.EqualError(t, err, `"hot" is yes or no: true, false, or null for unknown, not 1
"gren" is not a choice of "leaf"; it may be green, black, white; did you mean "green"?
there is no fact "leafs"; did you mean "leaf"?
"minutes" is 0 to 60, not 61
there is no group "al"; did you mean "all"?`)
}
