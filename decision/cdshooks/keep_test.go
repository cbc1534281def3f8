package cdshooks

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/receipt"
)

// What is kept of a card tells which parts of the record were wanted and could not be had, as the
// card does: the answer is the same without them, and nobody could tell otherwise.
func TestWhatIsKeptTellsWhatWasLacking(t *testing.T) {
	const outcome = `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing"}]}`
	danger := searchset(answers(`{"linkId":"cauda_equina_signs","answer":[{"valueBoolean":true}]}`))
	for _, c := range []struct {
		name  string
		given map[string]string
		fails error // of Standing
		want  []receipt.Lack
	}{
		{"all of it is there", nil, nil, []receipt.Lack{}},
		{"asked, and nothing on record", map[string]string{"condition": searchset()}, nil, []receipt.Lack{}},
		{"left out", map[string]string{"condition": ""}, nil, []receipt.Lack{{Part: "condition", Says: "it was not given"}}},
		{"an error in its place", map[string]string{"condition": outcome}, nil, []receipt.Lack{{Part: "condition", Says: "an error came in its place"}}},
		{"a page with a next one", map[string]string{"condition": strings.Replace(searchset(backPain), `"entry"`, `"link":[{"relation":"next","url":"http://ehr/next"}],"entry"`, 1)}, nil,
			[]receipt.Lack{{Part: "condition", Says: "it is one page of several"}}},
		{"several parts", map[string]string{"condition": "", "procedure": outcome}, nil,
			[]receipt.Lack{{Part: "condition", Says: "it was not given"}, {Part: "procedure", Says: "an error came in its place"}}},
		{"of the practitioner, too", map[string]string{"condition": ""}, errors.New(patientID),
			[]receipt.Lack{{Part: "condition", Says: "it was not given"}, {Part: "standing", Says: "what holds of the practitioner and the place could not be had"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			given := map[string]string{"questionnaire-response-questions-of-the-guideline": danger}
			for key, value := range c.given {
				given[key] = value
			}
			kept, noted := &receipts{}, &memory{}
			standing := func(context.Context, string, string) (decision.Facts, error) { return nil, c.fails }
			a := shipped(t, Options{Receipts: kept, Records: noted, Standing: standing}).post(signPath, signing(t, map[string]string{"prefetch": whole(t, given)}))
			require.Len(t, cardsIn(t, a), 1)
			require.True(t, a.event.Settled, a.body)
			require.ElementsMatch(t, c.want, kept.kept[0].Lacks)
			require.Equal(t, kept.kept[0].Lacks, noted.shown[0].Lacks)

			line, err := kept.kept[0].JSON()
			require.NoError(t, err)
			read, err := receipt.Read(line)
			require.NoError(t, err)
			report, err := receipt.Replay(mapping(t).Guideline(), read)
			require.NoError(t, err)
			require.True(t, report.Same)
			require.Equal(t, kept.kept[0].Lacks, report.Lacks)
			require.NotNil(t, report.Lacks, "it is known that nothing was lacking")
			shown, err := json.Marshal(noted.shown[0])
			require.NoError(t, err)
			require.Contains(t, string(shown), `"lacks":[`)
		})
	}
}
