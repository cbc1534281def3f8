package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
	"github.com/mskguide/mskguide/decision/scenario"
)

// madeUp opens a bundle on a made-up topic.
func madeUp(t *testing.T, name string, overlays ...string) *decision.Guideline {
	fsys := os.DirFS("../../testdata/bundles/" + name)
	var given []decision.Overlay
	for _, overlay := range overlays {
		o, err := decision.NamedOverlay(fsys, overlay)
		require.NoError(t, err)
		given = append(given, o)
	}
	g, err := decision.Open(fsys, given...)
	require.NoError(t, err)
	return g
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
	mutate := func() *scenario.Mutation {
		m, err := scenario.Mutate(context.Background(), g, examples, scenario.MutateOptions{Scenarios: list})
		require.NoError(t, err)
		return m
	}
	m := mutate()
	got := mutationText(m)
	const golden = "testdata/mutation/lantern.txt"
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o666))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), got)
	require.Equal(t, m, mutate(), "the same every time")

	data, err := scenario.NewMutationDocument(m).JSON()
	require.NoError(t, err)
	schemaText, err := scenario.MutationSchema()
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

func mutationText(m *scenario.Mutation) string {
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

// TestSuggestedWitnesses makes examples of the cases that are suggested: no mutant survives them but those
// for which no case was found.
func TestSuggestedWitnesses(t *testing.T) {
	for name, most := range map[string]int{"lantern": 0, "kiln": 3, "river": 0} {
		g := madeUp(t, name)
		first, err := scenario.Mutate(context.Background(), g, nil, scenario.MutateOptions{})
		require.NoError(t, err)
		var examples []scenario.Example
		without := 0
		for _, k := range first.Survivors {
			if k.Facts == nil {
				require.NotEmpty(t, k.Note, k.ID)
				without++
				continue
			}
			facts := decision.Facts{}
			require.NoError(t, json.Unmarshal(k.Facts, &facts))
			examples = append(examples, scenario.Example{Name: k.ID, Facts: facts})
		}
		require.LessOrEqual(t, without, most, name)
		list, err := scenario.ReadFile("suggested.yaml", []byte(first.Scenarios()))
		require.NoError(t, err)
		pasted, err := scenario.Examples(g, list)
		require.NoError(t, err)
		require.Len(t, pasted, len(examples))
		second, err := scenario.Mutate(context.Background(), g, pasted, scenario.MutateOptions{})
		require.NoError(t, err)
		require.Len(t, second.Survivors, without, name)
		require.Equal(t, first.Equivalent, second.Equivalent)
	}
}

// TestMutateOverlay tries only what overlays change.
func TestMutateOverlay(t *testing.T) {
	alone, with := madeUp(t, "kiln"), madeUp(t, "kiln", "winter")
	all, err := scenario.Mutate(context.Background(), with, nil, scenario.MutateOptions{})
	require.NoError(t, err)
	some, err := scenario.Mutate(context.Background(), with, nil, scenario.MutateOptions{Without: []*decision.Guideline{alone}})
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
		m, err := scenario.Mutate(context.Background(), g, nil, scenario.MutateOptions{Sample: n, Seed: seed})
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
	_, err := scenario.Mutate(context.Background(), g, []scenario.Example{{Name: "typo", Facts: decision.Facts{"seasons": "summer"}}}, scenario.MutateOptions{})
	require.ErrorContains(t, err, `example typo: there is no fact "seasons"`)
	var example *scenario.ExampleError
	require.ErrorAs(t, err, &example)
	var facts decision.FactErrors
	require.ErrorAs(t, err, &facts)

	ended, end := context.WithCancel(context.Background())
	end()
	_, err = scenario.Mutate(ended, g, nil, scenario.MutateOptions{})
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
	m, err := scenario.Mutate(context.Background(), g, nil, scenario.MutateOptions{})
	require.NoError(t, err)
	require.Zero(t, m.Equivalent, "the reasons tell")
	for _, f := range m.Fields {
		switch f.Field {
		case scenario.FieldVerdict, scenario.FieldSteps, scenario.FieldProtocol, scenario.FieldOptions, scenario.FieldCautions, scenario.FieldUrgency:
		case scenario.FieldRules:
			require.Equal(t, m.Answers.Counted, f.Score.Counted)
		}
	}
	for _, k := range m.Survivors {
		if strings.HasPrefix(k.ID, "rule/deep/lost") || strings.HasPrefix(k.ID, "rule/deep/verdict") {
			require.Equal(t, []scenario.Field{scenario.FieldRules}, k.Differs, k.ID)
		}
	}
}
