package export_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/fhir/export"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// Every fact is asked once, as what it is, and every item below a group is of it.
func TestQuestionsAskForEveryFactOnce(t *testing.T) {
	m := shipped(t)
	g := m.Guideline()
	out, err := export.Questions(m, export.Options{At: at()})
	require.NoError(t, err)
	q := object(t, out)
	require.Equal(t, m.Questionnaire(), q["url"])

	members := map[string][]string{}
	for _, group := range g.Groups() {
		members["group."+group.ID] = group.Facts
	}
	types := map[decision.Type]string{decision.TypeBool: "boolean", decision.TypeChoice: "choice", decision.TypeInteger: "integer", decision.TypeNumber: "decimal"}
	asked := map[string]bool{}
	walk(q["item"], "", func(_ string, o map[string]any) {
		id := text(o, "linkId")
		if id == "" {
			return
		}
		require.False(t, asked[id], "%s is there twice", id)
		asked[id] = true
		require.NotContains(t, o, "required")
		if f, ok := g.Fact(id); ok {
			require.Equal(t, types[f.Type], text(o, "type"))
			require.Equal(t, f.Question, text(o, "text"))
			require.Len(t, list(o, "answerOption"), len(f.Choices))
			return
		}
		if facts, ok := members[id]; ok {
			require.Equal(t, "group", text(o, "type"))
			walk(o["item"], "", func(_ string, below map[string]any) {
				if f, ok := g.Fact(text(below, "linkId")); ok {
					require.Contains(t, facts, f.ID)
				}
			})
			return
		}
		require.Equal(t, "display", text(o, "type"), id)
	})
	for _, f := range g.Facts() {
		require.True(t, asked[f.ID], f.ID)
	}
}

func answered(t *testing.T, m *fhir.Mapping, facts any) (*fhir.Chart, []string) {
	t.Helper()
	data, err := json.Marshal(facts)
	require.NoError(t, err)
	out, wider, err := export.Answers(m, decision.JSON{Name: "facts.json", Data: data}, full())
	require.NoError(t, err, "%s", data)
	chart := m.Facts(at(), fhir.Document{Name: "answers.json", Data: out})
	require.Empty(t, chart.Problems)
	if object(t, out)["item"] != nil {
		require.Empty(t, chart.Unused, "%s", out)
	}
	return chart, wider
}

// known is what a guideline takes facts for, in words.
func known(t *testing.T, g *decision.Guideline, facts any) map[string]string {
	t.Helper()
	x, err := g.Explain(facts)
	require.NoError(t, err)
	out := map[string]string{}
	for _, f := range x.Given {
		out[f.Fact] = f.Value
	}
	return out
}

// Facts that are written as answers are read back as the same facts.
func TestRandomAnswersAreReadBack(t *testing.T) {
	m := shipped(t)
	drawn(t, m.Guideline(), func(facts decision.Facts) {
		chart, wider := answered(t, m, facts)
		require.Empty(t, wider)
		require.Equal(t, known(t, m.Guideline(), facts), known(t, m.Guideline(), chart.Facts))
	})
}

// And so is what is known in part, as far as answers can tell it.
func TestAnswersTellParts(t *testing.T) {
	m := shipped(t)
	for _, tt := range []struct {
		facts string
		read  string // what is read back where it is written otherwise
	}{
		{`{"pain_duration_weeks": {"at_least": 4}}`, ""},
		{`{"pain_duration_weeks": {"at_most": 12}}`, ""},
		{`{"pain_duration_weeks": {"at_least": 4, "at_most": 12}}`, ""},
		{`{"pain_duration_weeks": {"more_than": 12}}`, ""},
		{`{"pain_duration_weeks": {"less_than": 12}}`, ""},
		{`{"pain_duration_weeks": {"at_least": 4, "less_than": 12}}`, `{"pain_duration_weeks": {"at_least": 4, "at_most": 12}}`},
		{`{"pain_duration_weeks": {"more_than": 4, "at_most": 12}}`, `{"pain_duration_weeks": {"at_least": 4, "at_most": 12}}`},
		{`{"pain_duration_weeks": {"more_than": 4, "less_than": 12}}`, `{"pain_duration_weeks": {"at_least": 4, "at_most": 12}}`},
		{`{"sessions_attended": {"more_than": 3, "less_than": 9}}`, `{"sessions_attended": {"at_least": 4, "at_most": 8}}`},
		{`{"sessions_attended": {"more_than": 3, "less_than": 5}}`, `{"sessions_attended": 4}`},
		{`{"pain_duration_weeks": 0.1}`, ""},
		{`{"age_years": 0, "pain_duration_weeks": -0.0}`, ""},
		{`{"condition": {"one_of": ["low_back_pain", "neck_pain"]}}`, ""},
		{`{"exercise_trial": {"one_of": ["helped", "wore_off"]}, "heat_trial": "not_tried"}`, ""},
		{`{"none_of": ["red_flags"], "fever": true, "pregnancy": null}`, ""},
		{`{}`, ""},
	} {
		chart, wider := answered(t, m, json.RawMessage(tt.facts))
		want := decision.JSON{Data: []byte(cmp.Or(tt.read, tt.facts))}
		require.Equal(t, strings.HasPrefix(tt.read, `{"pain`), len(wider) == 1, "only those with an open bound and another are wider: %s", tt.facts)
		require.Equal(t, known(t, m.Guideline(), want), known(t, m.Guideline(), chart.Facts), tt.facts)
	}
}

// Bounds at random: what is read back is never narrower than what was known, and the same unless
// it is listed as wider.
func TestRandomBoundsAreReadBack(t *testing.T) {
	m := shipped(t)
	g := m.Guideline()
	r := rand.New(rand.NewPCG(1, 2))
	for range oracle.Cases(40, 200) {
		facts := decision.Facts{}
		for _, f := range g.Facts() {
			if f.Type != decision.TypeNumber && f.Type != decision.TypeInteger || r.IntN(3) == 0 {
				continue
			}
			low := f.Min + 1 + float64(r.IntN(4))
			high := low + 1 + float64(r.IntN(4))
			least, most := "at_least", "at_most"
			if f.Type == decision.TypeNumber && r.IntN(2) == 0 {
				least = "more_than"
			}
			if f.Type == decision.TypeNumber && r.IntN(2) == 0 {
				most = "less_than"
			}
			bounds := map[string]any{least: low, most: high}
			if n := r.IntN(4); n < 2 {
				delete(bounds, []string{least, most}[n])
			}
			facts[f.ID] = bounds
		}
		if _, err := g.Case(facts); err != nil { // it contradicts itself
			continue
		}
		chart, wider := answered(t, m, facts)
		before, after := known(t, g, facts), known(t, g, chart.Facts)
		for _, id := range slices.Sorted(maps.Keys(before)) {
			if !slices.Contains(wider, id) {
				require.Equal(t, before[id], after[id], fmt.Sprint(id, facts[id]))
			}
		}
	}
}

// A server that compares addresses as they are written finds the answers by what the mapping asks.
func TestAnswersAreFoundByTheirQuestionnaire(t *testing.T) {
	m := shipped(t)
	out, _, err := export.Answers(m, decision.JSON{Data: []byte(`{"fever": true}`)}, full())
	require.NoError(t, err)
	written := object(t, out)
	for _, s := range m.Searches() {
		if s.Resource == "QuestionnaireResponse" {
			require.Equal(t, s.Value, written["questionnaire"])
		}
	}
	require.Equal(t, map[string]any{"tag": []any{map[string]any{"system": "urn:mskguide:questionnaire-version", "code": m.Guideline().Info().Version}}}, written["meta"])
}

// A reference holds an id as FHIR has it and nothing else.
func TestReferences(t *testing.T) {
	m := shipped(t)
	for reference, fits := range map[string]bool{
		"Patient/123": true, "Patient/a.B-9": true, "https://ehr.example/fhir/r4/Patient/123": true, "http://localhost:8080/Patient/1": true,
		"urn:uuid:0c5d7a8e-6f5b-4c9a-9d54-0f3d2a1b4c5d": true, "urn:oid:1.2.3": true, "Patient/" + strings.Repeat("a", 64): true,
		"Patient/<script>": false, "Patient/1'--": false, "Patient/" + strings.Repeat("a", 65): false, "Patient/a_b": false, "Patient/ä": false, "urn:x": false,
		"urn:uuid:<b>": false, "urn:uuid:": false, "<b>/Patient/1": false, "javascript:alert(1)/Patient/1": false, "https:///Patient/1": false, "x/Patient/1": false,
		"https://ehr.example/<script>/Patient/1": false, "https://ehr.example/'/Patient/1": false, `https://ehr.example/"/Patient/1`: false, "https://ehr.example/?a=/Patient/1": false, "https://ehr.example/#/Patient/1": false,
		"Patient/": false, "123": false, "Encounter/1": false, "Patient/1 2": false, "Patient/1\n": false,
	} {
		_, _, err := export.Answers(m, decision.JSON{Data: []byte(`{}`)}, export.Options{Patient: reference})
		require.Equal(t, fits, err == nil, "%q: %v", reference, err)
	}
}

// What cannot be read, or is no fact, is refused as everywhere.
func TestAnswersRefuse(t *testing.T) {
	m := shipped(t)
	for _, facts := range []string{``, `[]`, `{"no_such_fact": 1}`, `{"fever": "perhaps"}`, `{"age_years": 400}`} {
		_, _, err := export.Answers(m, decision.JSON{Name: "facts.json", Data: []byte(facts)}, export.Options{})
		require.Error(t, err, facts)
	}
	bare := mapped(t, m.Guideline(), nil)
	_, _, err := export.Answers(bare, decision.JSON{Data: []byte(`{}`)}, export.Options{})
	require.ErrorContains(t, err, "by_fact_id")
	_, err = export.Questions(bare, export.Options{})
	require.ErrorContains(t, err, "by_fact_id")
}
