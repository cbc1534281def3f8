package mutate_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/internal/trial"
	"github.com/mskguide/mskguide/decision/scenario/mutate"
)

// madeUp opens a bundle on a made-up topic.
func madeUp(t *testing.T, name string, overlays ...string) *decision.Guideline {
	return trial.Open(t, "../../../testdata/bundles/"+name, overlays...)
}

const boatScenarios = `schema: mskguide.scenario/1
scenarios:
  - {id: all-well, title: All is well, facts: {storm_warning: false, fog: false, pilot_aboard: true, wind_knots: 5, hull: sound, tide_now: slack, tide_at_return: flood, lanterns_lit: true}, expect: {verdict: sail}}
  - {id: gale, title: A gale, facts: {wind_knots: 34}, expect: {verdict: stay_in_harbour, rules: [gale]}}
  - {id: nothing, title: Nothing is known, facts: {}, expect: {verdict: needs_information}}
`

// TestMutate holds what is told of the mutants of a guideline to a golden file.
func TestMutate(t *testing.T) {
	g := madeUp(t, "lantern")
	list, err := scenario.ReadFile("boat.yaml", []byte(boatScenarios))
	require.NoError(t, err)
	examples, err := scenario.Examples(g, list)
	require.NoError(t, err)
	again := func() *mutate.Report {
		m, err := mutate.Try(context.Background(), g, examples, mutate.Options{Scenarios: list})
		require.NoError(t, err)
		return m
	}
	m := again()
	trial.Golden(t, "testdata/lantern.txt", reportText(m))
	require.Equal(t, m, again(), "the same every time")

	data, err := mutate.NewDocument(m).JSON()
	require.NoError(t, err)
	schemaText, err := mutate.Schema()
	require.NoError(t, err)
	var schema map[string]any
	var document any
	require.NoError(t, json.Unmarshal(schemaText, &schema))
	require.NoError(t, json.Unmarshal(data, &document))
	require.Empty(t, oracle.Conforms(schema, document, ""))

	counted := 0
	for _, k := range m.Kinds {
		counted += k.Score.Counted
	}
	require.Equal(t, m.Answers.Counted, counted)
	require.Equal(t, m.Made, m.Refused+m.Equivalent+m.Answers.Counted)
	require.Len(t, m.Survivors, m.Answers.Counted-m.Answers.Killed)
	require.Len(t, m.Unexpected, m.Answers.Killed-m.Expectations.Killed)
	for _, k := range m.Unexpected {
		require.NotEmpty(t, k.By, k.ID)
	}
}

func reportText(m *mutate.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "made %d, refused %d, equivalent %d, examples %d\nanswers %+v, expectations %+v\n", m.Made, m.Refused, m.Equivalent, m.Examples, m.Answers, *m.Expectations)
	for _, f := range m.Fields {
		fmt.Fprintf(&b, "%s %d/%d\n", f.Field, f.Score.Killed, f.Score.Counted)
	}
	for _, k := range m.Kinds {
		fmt.Fprintf(&b, "%s %d/%d\n", k.Kind, k.Score.Killed, k.Score.Counted)
	}
	for _, k := range m.NotCounted {
		fmt.Fprintf(&b, "- %s\n  %s\n", k.Says, strings.SplitAfterN(k.Why, "no rule gives a verdict", 2)[0])
	}
	for _, k := range m.Unexpected {
		fmt.Fprintf(&b, "~ %s: %v by %s\n", k.Says, k.Shows, k.By)
	}
	for _, k := range m.Survivors {
		fmt.Fprintf(&b, "+ %s: %s: %s\n  differs in %v\n  %s shows %v %s\n", k.Place(), k.ID, k.Says, k.Differs, k.Facts, k.Shows, k.Note)
	}
	return b.String()
}

// TestSuggestedWitnesses makes examples of the cases that are suggested: no mutant survives them.
func TestSuggestedWitnesses(t *testing.T) {
	for _, name := range []string{"lantern", "kiln", "river"} {
		g := madeUp(t, name)
		first, err := mutate.Try(context.Background(), g, nil, mutate.Options{})
		require.NoError(t, err)
		for _, k := range first.Survivors {
			require.Empty(t, k.Note, k.ID)
			require.NotEmpty(t, k.Shows, k.ID)
		}
		list, err := scenario.ReadFile("suggested.yaml", []byte(first.Scenarios()))
		require.NoError(t, err)
		pasted, err := scenario.Examples(g, list)
		require.NoError(t, err)
		require.Len(t, pasted, len(first.Survivors))
		second, err := mutate.Try(context.Background(), g, pasted, mutate.Options{})
		require.NoError(t, err)
		require.Empty(t, second.Survivors, name)
		require.Equal(t, first.Equivalent, second.Equivalent)
	}
}

// TestMutateOverlay tries only what overlays change.
func TestMutateOverlay(t *testing.T) {
	alone, with := madeUp(t, "kiln"), madeUp(t, "kiln", "winter")
	all, err := mutate.Try(context.Background(), with, nil, mutate.Options{})
	require.NoError(t, err)
	some, err := mutate.Try(context.Background(), with, nil, mutate.Options{Without: []*decision.Guideline{alone}})
	require.NoError(t, err)
	require.NotZero(t, some.Made)
	require.Less(t, some.Made, all.Made/4)
	require.Contains(t, some.Scenarios(), "\noverlays: [winter]\n")
	for _, k := range some.Survivors {
		require.True(t, strings.HasPrefix(k.File, "overlays/") || k.Kind == "param", "%s %s", k.Place(), k.ID)
	}
}

func TestMutateSample(t *testing.T) {
	g := madeUp(t, "river")
	sample := func(n int, seed uint64) (ids []string) {
		m, err := mutate.Try(context.Background(), g, nil, mutate.Options{Sample: n, Seed: seed})
		require.NoError(t, err)
		require.Equal(t, n, m.Made)
		require.Equal(t, seed, m.Sampled.Seed)
		for _, k := range m.Survivors {
			ids = append(ids, k.ID)
		}
		return ids
	}
	require.Equal(t, sample(5, 1), sample(5, 1))
	require.NotEqual(t, sample(5, 1), sample(5, 2))
}

func TestMutateFails(t *testing.T) {
	g := madeUp(t, "river")
	_, err := mutate.Try(context.Background(), g, []scenario.Example{{Name: "typo", Facts: decision.Facts{"seasons": "summer"}}}, mutate.Options{})
	require.ErrorContains(t, err, `example typo: there is no fact "seasons"`)
	var example *mutate.ExampleError
	require.ErrorAs(t, err, &example)
	var facts decision.FactErrors
	require.ErrorAs(t, err, &facts)

	ended, end := context.WithCancel(context.Background())
	end()
	_, err = mutate.Try(ended, g, nil, mutate.Options{})
	require.ErrorIs(t, err, context.Canceled)
}

// What a guideline says twice, a mutant of one of them cannot change.
func TestEquivalentMutants(t *testing.T) {
	g, err := decision.Open(fstest.MapFS{
		"guideline.yaml": {Data: []byte(`{schema: mskguide.bundle/1, id: twice, version: 1.0.0, title: T, topic: t, evidence: shared, files: [rules.yaml],
  verdicts: [{id: yes_do, title: "Yes"}, {id: no_dont, title: "No"}], steps: [{id: first, title: F}, {id: last, title: L}], needs_information: {title: More}}`)},
		"rules.yaml": {Data: []byte(`facts:
  - {id: wet, type: bool, question: Wet}
  - {id: depth, type: integer, min: 0, max: 9, question: Deep}
rules:
  - {id: always, step: first, gives: yes_do, otherwise: true, title: T, says: S., claims: [C01]}
  - {id: deep, step: first, gives: no_dont, when: wet and depth > 3, title: T, says: S., claims: [C01]}
  - {id: deep-again, step: first, gives: no_dont, when: wet and depth >= 4, title: T, says: S., claims: [C01]}
`)},
	})
	require.NoError(t, err)
	m, err := mutate.Try(context.Background(), g, nil, mutate.Options{})
	require.NoError(t, err)
	require.Zero(t, m.Equivalent, "the reasons tell")
	for _, f := range m.Fields {
		switch f.Field {
		case mutate.FieldVerdict, mutate.FieldSteps, mutate.FieldProtocol, mutate.FieldOptions, mutate.FieldCautions, mutate.FieldUrgency:
		case mutate.FieldRules:
			require.Equal(t, m.Answers.Counted, f.Score.Counted)
		}
	}
	for _, k := range m.Survivors {
		if strings.HasPrefix(k.ID, "rule/deep/lost") || strings.HasPrefix(k.ID, "rule/deep/verdict") {
			require.Equal(t, []mutate.Field{mutate.FieldRules}, k.Differs, k.ID)
		}
	}
}

// A mutant that refuses what the guideline takes has no answer: every field that there is tells.
func TestMutantsThatRefuse(t *testing.T) {
	g, err := decision.Open(fstest.MapFS{
		"guideline.yaml": {Data: []byte(`{schema: mskguide.bundle/1, id: rain, version: 1.0.0, title: T, topic: t, evidence: shared, files: [rules.yaml],
  verdicts: [{id: yes_do, title: "Yes"}, {id: no_dont, title: "No"}], steps: [{id: first, title: F}, {id: last, title: L}], needs_information: {title: More}}`)},
		"rules.yaml": {Data: []byte(`facts:
  - {id: wet, type: bool, question: Wet}
  - {id: rain, type: bool, question: Rain}
definitions:
  - {id: odd, when: wet and not rain, title: odd}
checks:
  - {id: no-odds, when: odd, says: It is odd.}
rules:
  - {id: always, step: first, gives: yes_do, otherwise: true, title: T, says: S., claims: [C01]}
  - {id: wetness, step: first, gives: no_dont, when: wet, title: T, says: S., claims: [C01]}
`)},
	})
	require.NoError(t, err)
	examples := []scenario.Example{{Name: "rainy", Facts: decision.Facts{"wet": true, "rain": true}}}
	m, err := mutate.Try(context.Background(), g, examples, mutate.Options{})
	require.NoError(t, err)
	for _, k := range m.Survivors {
		if k.ID == "definition/odd/part-dropped/1" { // rain is refused where it was wet
			require.Equal(t, mutate.Fields()[:7], k.Differs, "there is no protocol")
			require.JSONEq(t, `{"wet": false, "rain": false}`, string(k.Facts))
		}
		require.NotEqual(t, "definition/odd/part-dropped/2", k.ID, "it refuses the example")
		require.NotEqual(t, "definition/odd/negation/1", k.ID, "it refuses the example")
	}
	require.Equal(t, 6, m.Answers.Counted)
}
