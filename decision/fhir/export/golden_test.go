package export_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir/export"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata/fhir/out")

type goldenCase struct{ name, facts string }

func goldenCases() []goldenCase {
	return []goldenCase{
		{"decision-refer", `{"cauda_equina_signs": true, "condition": "low_back_pain", "pain_duration_weeks": 20}`},
		{"decision-contraindicated", `{"condition": "neck_pain", "fever": true, "none_of": ["red_flags"]}`},
		{"decision-consider", `{"none_of": ["red_flags", "contraindications", "precautions"], "condition": "low_back_pain", "pain_duration_weeks": 8, "needling_region": "low_back", "age_years": 44,
			"trigger_points_identified": true, "radicular_leg_pain": false, "pain_spreading": false, "nsaid_trial": "not_helped", "acetaminophen_trial": "unsuitable", "heat_trial": "wore_off",
			"self_care_education_trial": "not_helped", "activity_modification_trial": "not_helped", "dry_needling_trial": "not_tried", "training_hours": 64, "dry_needling_in_scope": true,
			"ultrasound_available": true, "needle_phobia": false, "able_to_consent": true, "consents_to_needling": true}`},
		{"decision-do-not-use", `{"none_of": ["red_flags"], "condition": "migraine", "age_years": 44}`},
	}
}

const goldenAnswers = `{"condition": {"one_of": ["neck_pain", "cervicogenic_headache"]}, "pain_duration_weeks": {"more_than": 12}, "age_years": {"at_least": 54, "at_most": 55},
	"none_of": ["contraindications"], "manual_therapy_exercise_trial": "not_helped", "ndi_now": 32}`

var (
	digests = regexp.MustCompile(`sha256:[0-9a-f]{64}`)
	uuids   = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)
)

// steady is a document with its digests shortened and its ids, which are made of them, counted.
func steady(t *testing.T, document []byte) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, json.Indent(&out, document, "", " "))
	ids := map[string]string{}
	text := uuids.ReplaceAllStringFunc(digests.ReplaceAllString(out.String(), "sha256:…"), func(id string) string {
		if ids[id] == "" {
			ids[id] = fmt.Sprintf("00000000-0000-8000-8000-%012d", len(ids)+1)
		}
		return ids[id]
	})
	return text
}

func TestGolden(t *testing.T) {
	m := shipped(t)
	documents := map[string][]byte{}
	var err error
	documents["plan-definition"], err = export.Guideline(m, export.Options{At: at()})
	require.NoError(t, err)
	documents["questionnaire"], err = export.Questions(m, export.Options{At: at()})
	require.NoError(t, err)
	documents["questionnaire-response"], _, err = export.Answers(m, decision.JSON{Data: []byte(goldenAnswers)}, full())
	require.NoError(t, err)
	for _, c := range goldenCases() {
		_, documents[c.name] = decided(t, m, decision.JSON{Data: []byte(c.facts)}, full())
	}
	for name, document := range documents {
		path, got := "../../../testdata/fhir/out/"+name+".json", steady(t, document)
		if *update {
			require.NoError(t, os.MkdirAll("../../../testdata/fhir/out", 0o777))
			require.NoError(t, os.WriteFile(path, []byte(got), 0o666))
			continue
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		if got != string(want) {
			t.Errorf("%s is otherwise; go test ./decision/fhir/export -run TestGolden -update, then read the difference", path)
		}
	}
}
