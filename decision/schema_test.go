package decision_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

func schemaNamed(t *testing.T, name string) map[string]any {
	text, err := decision.Schema(name, dryneedling.AsPublished())
	require.NoError(t, err)
	var schema map[string]any
	require.NoError(t, json.Unmarshal(text, &schema))
	require.Equal(t, "https://json-schema.org/draft/2020-12/schema", schema["$schema"])
	definitions, _ := schema["$defs"].(map[string]any)
	return resolved(t, schema, definitions, map[uintptr]bool{}).(map[string]any)
}

// resolved puts definitions in the place of references to them. What refers to itself then
// goes round in a circle.
func resolved(t *testing.T, schema any, definitions map[string]any, seen map[uintptr]bool) any {
	switch s := schema.(type) {
	case map[string]any:
		if ref, ok := s["$ref"].(string); ok {
			name, _ := strings.CutPrefix(ref, "#/$defs/")
			require.Contains(t, definitions, name)
			return resolved(t, definitions[name], definitions, seen)
		}
		at := reflect.ValueOf(s).Pointer()
		if seen[at] {
			return s
		}
		seen[at] = true
		for key, value := range s {
			s[key] = resolved(t, value, definitions, seen)
		}
	case []any:
		for i, value := range s {
			s[i] = resolved(t, value, definitions, seen)
		}
	}
	return schema
}

func decoded(t *testing.T, text []byte) (v any) {
	require.NoError(t, json.Unmarshal(text, &v))
	return v
}

func TestEverySchemaIsJSON(t *testing.T) {
	for _, name := range decision.SchemaNames() {
		schemaNamed(t, name)
	}
	_, err := decision.Schema("decisions", dryneedling.AsPublished())
	require.EqualError(t, err, `there is no schema "decisions"; did you mean "decision"?`)
}

// TestSchemasDescribeTheDocuments holds the schemas to documents that the library accepts
// or writes, and to some that it refuses.
func TestSchemasDescribeTheDocuments(t *testing.T) {
	g := dryneedling.AsPublished()
	facts, answer, failure := schemaNamed(t, "facts"), schemaNamed(t, "decision"), schemaNamed(t, "error")
	for _, doc := range []string{
		`{}`,
		`{"condition": "neck_pain", "pain_duration_weeks": {"more_than": 12}, "none_of": ["red_flags"]}`,
		`{"condition": {"one_of": ["neck_pain", "migraine"]}, "pregnancy": null, "sessions_attended": 4, "sessions_scheduled": 6}`,
		`{"fever": true, "cancer_concern": true, "ndi_baseline": 40, "ndi_now": 20.5}`,
		eligible,
	} {
		require.Empty(t, oracle.Conforms(facts, decoded(t, []byte(doc)), "facts"))
		d, err := g.Decide([]byte(doc))
		require.NoError(t, err)
		require.Empty(t, oracle.Conforms(answer, decoded(t, d.JSON()), "decision"))
	}
	for _, doc := range []string{
		`{"conditions": "neck_pain"}`, `{"condition": "neck"}`, `{"age_years": 131}`, `{"fever": "no"}`,
		`{"none_of": ["flags"]}`, `{"sessions_attended": 1.5}`, `{"condition": {"one_off": []}}`,
	} {
		require.NotEmpty(t, oracle.Conforms(facts, decoded(t, []byte(doc)), "facts"), doc)
		_, err := g.Decide(decision.JSON{Name: "facts.json", Data: []byte(doc)})
		require.Error(t, err, doc)
		require.Empty(t, oracle.Conforms(failure, decoded(t, decision.ErrorJSON(err)), "error"))
	}
}

// eligible is a complete case that the published pathway lets through.
const eligible = `{"none_of": ["red_flags", "contraindications", "precautions"], "condition": "low_back_pain",
  "pain_duration_weeks": 8, "needling_region": "low_back", "age_years": 44, "trigger_points_identified": true,
  "nsaid_trial": "not_helped", "acetaminophen_trial": "unsuitable", "heat_trial": "wore_off",
  "self_care_education_trial": "not_helped", "activity_modification_trial": "not_helped", "dry_needling_trial": "not_tried",
  "training_hours": 64, "dry_needling_in_scope": true, "ultrasound_available": true, "needle_phobia": false,
  "able_to_consent": true, "consents_to_needling": true}`
