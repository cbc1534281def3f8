package cdshooks

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

var update = flag.Bool("update", false, "rewrite the golden cards of testdata/cards with what comes out now")

const goldenCards = "../../testdata/cards"

func problem(id, system, code, display, onset string) string {
	text, err := json.Marshal(map[string]any{"resourceType": "Condition", "id": id, "subject": map[string]string{"reference": "Patient/" + patientID},
		"clinicalStatus":     map[string]any{"coding": []any{map[string]string{"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}}},
		"verificationStatus": map[string]any{"coding": []any{map[string]string{"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "confirmed"}}},
		"onsetDateTime":      onset, "code": map[string]any{"coding": []any{map[string]string{"system": system, "code": code, "display": display}}, "text": display}})
	if err != nil {
		panic(err)
	}
	return string(text)
}

func answers(values string) string {
	return fmt.Sprintf(`{"resourceType":"QuestionnaireResponse","id":"q","status":"completed","authored":"2026-11-22","questionnaire":"urn:mskguide:questionnaire:dry-needling","subject":{"reference":"Patient/%s"},"item":[%s]}`, patientID, values)
}

const snomed = "http://snomed.info/sct"

// hostile are texts that somebody may have typed into a record.
func hostile() []string {
	return []string{
		`<script>alert("x")</script><img src=x onerror=alert(1)>`,
		`[click](javascript:alert(1)) ![i](http://evil.example/i.png) www.evil.example @doc`,
		"Low\n\n# Heading\n- item | cell |\n|---|---|\n***bold*** `code` ~~gone~~ &lt;b&gt; " + strings.Repeat("long ", 60),
	}
}

func scenes() map[string]*scene {
	back := problem("lbp", snomed, "279039007", "Low back pain", "2026-10-10")
	chronic := problem("clbp", snomed, "278860009", "Chronic low back pain", "2025-01-10")
	neck := problem("neck", snomed, "81680005", "Neck pain", "2026-10-20")
	cord := problem("cord", snomed, "65260001", "Cervical spondylosis with myelopathy", "2026-10-15")
	cauda := strings.Replace(problem("ces", snomed, "192970008", "Cauda equina syndrome", "2026-11-15"), `"confirmed"`, `"provisional"`, 1)
	bad := hostile()
	screened := decision.Facts{"none_of": []string{"red_flags", "contraindications", "precautions"}, "pregnancy": false, "needling_region": "low_back", "exercise_trial": "not_tried"}
	return map[string]*scene{
		"refer-on-order-sign":       {hook: orderSign, order: needling, record: []string{born, back, cord}},
		"raised-on-order-sign":      {hook: orderSign, order: needling, record: []string{born, back, cauda}},
		"order-says-otherwise":      {hook: orderSign, order: with(needling, `"bodySite":[{"text":"chest wall"}],"reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.2","display":"Cervicalgia"}]}]`), record: []string{born, back}, facts: known()},
		"consider-on-order-sign":    {hook: orderSign, order: needling, record: []string{born}, facts: suitable(nil)},
		"not-yet-on-order-sign":     {hook: orderSign, order: needling, record: []string{born}, facts: suitable(decision.Facts{"self_care_education_trial": "not_tried", "activity_modification_trial": "not_tried", "nsaid_trial": "not_tried", "acetaminophen_trial": "not_tried", "heat_trial": "not_tried"})},
		"needs-information":         {hook: orderSelect, order: needling, record: []string{born, neck, problem("ca", snomed, "363346000", "Malignant neoplastic disease", "2015-03-01")}, more: "https://clinic.example/questions", lacks: []lack{{key: "medication-request", says: "the client did not give it"}}},
		"disputed-no-on-order-sign": {hook: orderSign, order: needling, record: []string{born, chronic}},
		"disputed-no-on-chart":      {hook: encounterStart, record: []string{born, chronic, needled}},
		"other-care-for-a-referral": {hook: orderSelect, order: referral, record: []string{born, chronic}, facts: screened},
		"course-at-encounter-start": {hook: encounterStart, record: []string{born, needled}, facts: suitable(decision.Facts{"condition": "neck_pain", "needling_region": "neck", "manual_therapy_exercise_trial": "not_helped", "weeks_since_first_session": 5.0, "sessions_scheduled": 6, "sessions_attended": 4, "ndi_baseline": 40.0, "ndi_now": 36.0})},
		"patient-view":              {hook: patientView, record: []string{born, cord, needled}},
		"several-problems":          {hook: orderSign, order: needling, record: []string{born, back, neck}},
		"contraindicated":           {hook: orderSign, order: needling, record: []string{born, back}, facts: decision.Facts{"lymphoedema_at_site": true}},
		"hostile": {hook: orderSign, order: needling, lacks: []lack{{key: bad[0], says: bad[1]}}, record: []string{born,
			problem("<b>x", snomed, "279039007", bad[0], "2026-10-10"), problem("fx", snomed, "125605004", bad[1], "2026-10-10"), problem("ca", snomed, "363346000", bad[2], "2015-03-01"),
			problem("preg", snomed, "77386006", bad[2], "2026-10-10"), answers(`{"linkId":"pregnancy","answer":[{"valueBoolean":false}]}`)}},
	}
}

// The cards are golden files: the card, and its detail as it is read.
func TestGoldenCards(t *testing.T) {
	for name, s := range scenes() {
		t.Run(name, func(t *testing.T) {
			card := answered(t, policy(t), s)
			detail := lasting(card.Detail) + "\n"
			require.Equal(t, policy(t).override, card.OverrideReasons)
			card.Detail, card.OverrideReasons = "…", nil // they would fill the file
			var text bytes.Buffer
			encoder := json.NewEncoder(&text)
			encoder.SetEscapeHTML(false)
			encoder.SetIndent("", " ")
			require.NoError(t, encoder.Encode(card))
			for file, got := range map[string]string{name + ".json": text.String(), name + ".md": detail} {
				golden := filepath.Join(goldenCards, file)
				if *update {
					require.NoError(t, os.MkdirAll(goldenCards, 0o755))
					require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
				}
				want, err := os.ReadFile(golden)
				require.NoError(t, err)
				require.Equal(t, string(want), got)
			}
		})
	}
}

// What the cards are told with, beside what they say.
func TestCards(t *testing.T) {
	p, all := policy(t), scenes()
	for name, want := range map[string]Indicator{"refer-on-order-sign": Critical, "patient-view": Critical, "contraindicated": Critical,
		"disputed-no-on-order-sign": Warning, "not-yet-on-order-sign": Warning,
		"needs-information": Warning, "raised-on-order-sign": Warning, "order-says-otherwise": Notice, "consider-on-order-sign": Notice, "several-problems": Notice, "disputed-no-on-chart": Notice, "other-care-for-a-referral": Notice, "course-at-encounter-start": Notice} {
		require.Equal(t, want, answered(t, p, all[name]).Indicator, name)
	}
	card := answered(t, p, all["other-care-for-a-referral"])
	require.Len(t, card.Suggestions, 1)
	require.Contains(t, string(card.Suggestions[0].Actions[0].Resource), `{"system":"http://snomed.info/sct","code":"229065009","display":"Exercise therapy"}`)
	require.Equal(t, "any", card.SelectionBehavior)
	for _, name := range []string{"refer-on-order-sign", "patient-view", "contraindicated", "disputed-no-on-order-sign", "needs-information"} {
		require.Empty(t, answered(t, p, all[name]).Suggestions, name)
	}
	card = answered(t, p, all["needs-information"])
	require.Equal(t, Link{Label: "All questions of the guideline", URL: "https://clinic.example/questions", Type: "absolute"}, card.Links[0])
	_, asked, _ := strings.Cut(card.Detail, "**Not recorded")
	asked, _, _ = strings.Cut(asked, "\n\nFirst comes")
	require.Equal(t, mostQuestions, strings.Count(asked, "\n- "))
	require.Contains(t, asked, "From the record: SNOMED CT 363346000")

	require.Contains(t, answered(t, p, all["several-problems"]).Detail, "- Which condition is this complaint?\n  - From the record: one of several conditions on record")

	card = answered(t, p, &scene{hook: orderSign, order: needling, facts: suitable(nil), more: "javascript:alert(1)"})
	for _, l := range card.Links {
		require.NotContains(t, l.URL, "javascript")
	}
}

// The same call is answered with the same bytes and the same ids; another call with other ids.
func TestCardsAreTheSame(t *testing.T) {
	p := policy(t)
	for name, s := range scenes() {
		one, err := encoded(play(t, p, s))
		require.NoError(t, err)
		for range 5 {
			again, err := encoded(play(t, p, s))
			require.NoError(t, err)
			require.Equal(t, string(one), string(again), name)
		}
	}
}
