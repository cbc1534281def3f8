package verify_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/verify"
)

// Rows that are partly known differ only where some complete case that is possible does: with
// the verdicts alike, whatever is unknown makes no difference.
func TestDiffRows(t *testing.T) {
	t.Parallel()
	kiln := copied(t, "kiln")
	before, after := opened(t, kiln), opened(t, kiln, "winter")
	table := verify.DiffTable{}
	for i, facts := range []decision.Facts{
		{"gas_smell": true},
		{"gas_smell": true, "wants_crackle": true, "glazed": true},
		{"none_of": []string{"danger_signs"}, "ware": "stoneware", "peak_temperature": 1250, "days_dried": 9, "moisture_percent": 1, "keeper_trained": true, "pieces": 1, "shelves": 2, "glazed": true, "wants_crackle": true},
		{},
	} {
		b, err := before.Decide(facts)
		require.NoError(t, err)
		a, err := after.Decide(facts)
		require.NoError(t, err)
		table.Add(verify.DiffRow{Row: i + 1, Answers: verify.CompareAnswers(b, a)})
	}
	table.Add(verify.DiffRow{Row: 5, Error: "not read"})
	require.Equal(t, []int{5, 1, 2, 1}, []int{table.Rows, table.Verdicts, table.Others, table.Refused})
	var differs [][]string
	for _, r := range table.List[:2] {
		differs = append(differs, r.Answers.Differs)
	}
	require.Equal(t, [][]string{{"rules", "cautions"}, {"verdict", "rules", "cautions"}}, differs)
	require.Equal(t, "fire", table.List[1].Answers.Before.Verdict)
	require.Equal(t, "hold", table.List[1].Answers.After.Verdict)
}

// Any number stands for its region: at random values, too, a case gets another verdict just
// where it is in a group.
func TestDiffAtRandomValues(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		p := newVersions(100 + seed)
		before, after := opened(t, p.bundle(0)), opened(t, p.bundle(1))
		d := diff(t, before, after)
		rng := rand.New(rand.NewPCG(seed, 1))
		for range 200 {
			yes := func() bool { return rng.IntN(2) == 0 }
			facts := decision.Facts{"hot": yes(), "milk": yes(), "lemon": yes(), "iced": yes(), "spoons": rng.IntN(6),
				"minutes": float64(rng.IntN(901)) / 100, "leaf": []string{"green", "black", "white"}[rng.IntN(3)]}
			said := [2]diffReply{diffReplyOf(t, before, facts), diffReplyOf(t, after, facts)}
			n := 0
			for i := range d.Groups {
				if inGroup(&d.Groups[i], said) {
					n++
				}
			}
			require.Equal(t, said[0].verdict != said[1].verdict, n == 1, "%v: in %d groups", facts, n)
		}
	}
}

// The document is what its schema says.
func TestDiffSchema(t *testing.T) {
	t.Parallel()
	text, err := verify.DiffSchema()
	require.NoError(t, err)
	var schema map[string]any
	require.NoError(t, json.Unmarshal(text, &schema))
	kiln := copied(t, "kiln")
	d := diff(t, opened(t, kiln), opened(t, kiln, "riverside"))
	d.Table = &verify.DiffTable{List: []verify.DiffRow{{Row: 1, Error: "not read"}}}
	var document any
	require.NoError(t, json.Unmarshal(d.JSON(), &document))
	fits(t, schema, document, "difference")
}

// fits holds a document to the part of JSON Schema that ours use.
func fits(t *testing.T, schema map[string]any, value any, at string) {
	if values, ok := schema["enum"].([]any); ok {
		require.Contains(t, values, value, at)
	}
	kind := map[string]string{"string": "string", "bool": "boolean", "float64": "integer", "map[string]interface {}": "object", "[]interface {}": "array"}
	require.Equal(t, schema["type"], kind[fmt.Sprintf("%T", value)], at)
	switch v := value.(type) {
	case map[string]any:
		properties, closed := schema["properties"].(map[string]any)
		if !closed { // facts of any guideline
			return
		}
		for key, x := range v {
			require.Contains(t, properties, key, at)
			fits(t, properties[key].(map[string]any), x, at+"."+key)
		}
		for _, key := range schema["required"].([]any) {
			require.Contains(t, v, key, at)
		}
	case []any:
		for i, x := range v {
			fits(t, schema["items"].(map[string]any), x, fmt.Sprintf("%s[%d]", at, i))
		}
	}
}

func BenchmarkDiff(b *testing.B) {
	policy := decision.Overlay{Name: "policy.yaml", Data: []byte(`schema: mskguide.overlay/1
id: clinic
for: dry-needling
title: A policy
authority: A made-up clinic
in_force: "2026-02-01"
set:
  - {param: chronic_neck_pain, was: prefer_alternative, to: allow_after_failed_manual_therapy}
  - {param: training_hours_over, was: 60, to: 80}
`)}
	before := dryneedling.AsPublished()
	after, err := decision.Open(dryneedling.Bundle(), policy)
	require.NoError(b, err)
	for b.Loop() {
		_, err := verify.Diff(before, after)
		require.NoError(b, err)
	}
}
