package cdshooks

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// Facts of the practitioner and the place join those of the record. Where both tell one and
// differ, neither is believed, and it is named. Facts of patients hold of nobody beforehand: they
// are left out, and the operator is told which.
func TestStandingFacts(t *testing.T) {
	told := searchset(answers(`{"linkId":"training_hours","answer":[{"valueDecimal":80}]}`))
	for _, c := range []struct {
		name     string
		standing decision.Facts
		has, not []string
		lack     string
		left     string // what the operator is told
	}{
		{"joined", decision.Facts{"dry_needling_in_scope": true}, []string{`"dry_needling_in_scope":true`, `"training_hours":80`}, nil, "", ""},
		{"the same twice", decision.Facts{"training_hours": 80}, []string{`"training_hours":80`}, nil, "", ""},
		{"in another form", decision.Facts{"training_hours": json.Number("80.0")}, []string{`"training_hours":80`}, nil, "", ""},
		{"differing", decision.Facts{"training_hours": 54, "dry_needling_in_scope": decision.Yes}, []string{`"dry_needling_in_scope":true`}, []string{"training_hours"}, "told in one way by the record and in another by the practice; it is taken for unknown", ""},
		{"unknown", decision.Facts{"training_hours": nil, "dry_needling_in_scope": decision.Unknown}, []string{`"training_hours":80`}, []string{"dry_needling_in_scope"}, "", ""},
		{"of patients", decision.Facts{"epilepsy": false, "cauda_equina_signs": false, "dry_needling_in_scope": true}, []string{`"dry_needling_in_scope":true`}, []string{"epilepsy", "cauda"}, "", "cauda_equina_signs, epilepsy"},
		{"all warning signs", decision.Facts{"none_of": []string{"red_flags"}, "dry_needling_in_scope": true}, []string{`"dry_needling_in_scope":true`}, []string{"none_of", "cauda"}, "", "none_of"},
		{"what is no value", decision.Facts{"training_hours": "plenty of pat-4711", "dry_needling_in_scope": true}, []string{`"dry_needling_in_scope":true`}, []string{"plenty"}, "could not be read", "training_hours (a number)"},
		{"what is no fact", decision.Facts{"pat-4711": 1, "dry_needling_in_scope": true}, []string{`"dry_needling_in_scope":true`}, []string{"pat-4711"}, "", "a name that is no fact"},
	} {
		t.Run(c.name, func(t *testing.T) {
			policy := &speaker{got: make(chan *call, 1)}
			var who, where string
			w := wire(t, policy, Options{Standing: func(_ context.Context, practitioner, location string) (decision.Facts, error) {
				who, where = practitioner, location
				return c.standing, nil
			}})
			a := w.post("/cds-services/on-view", body("patient-view", map[string]string{"prefetch": whole(t, map[string]string{"questionnaire-response-questions-of-the-guideline": told})}))
			detail := cardsIn(t, a)[0].Detail
			require.Equal(t, []string{"Practitioner/doc-1", "Location/7"}, []string{who, where})
			for _, has := range c.has {
				require.Contains(t, detail, has)
			}
			for _, not := range c.not {
				require.NotContains(t, detail, not)
			}
			if c.lack == "" {
				require.Empty(t, lackOf(<-policy.got, standingKey))
			} else {
				require.Contains(t, lackOf(<-policy.got, standingKey), c.lack)
			}
			if c.left == "" {
				require.Empty(t, a.event.Failed)
				return
			}
			require.Equal(t, []string{failedStanding}, a.event.Failed)
			require.ErrorContains(t, a.event.Err, "left out: "+c.left)
			require.Contains(t, a.event.LogValue().String(), "left out: "+c.left, "the operator finds it in the log")
			require.NotContains(t, a.event.Err.Error(), "pat-4711")
		})
	}
}
