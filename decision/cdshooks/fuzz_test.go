package cdshooks

import (
	"encoding/json"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// ours is what the words of a refusal are made of.
var ours = regexp.MustCompile(`^[a-zA-Z0-9 .,:;"'\[\]{}/()-]*$`)

// fuzzed posts a body and holds the answer to what every answer is.
func fuzzed(t *testing.T, w *wired, path string, sent []byte) {
	r := httptest.NewRequest("POST", path, strings.NewReader(string(sent)))
	r.Header.Set("Content-Type", "application/json")
	recorder := httptest.NewRecorder()
	w.ServeHTTP(recorder, r)
	e := <-w.events
	require.NotEqual(t, 500, recorder.Code, "%v %v", e.Failed, e.Err)
	got := recorder.Body.Bytes()
	require.True(t, json.Valid(got) && utf8.Valid(got), "no JSON: %s", got)
	require.NotContains(t, string(got), "<")
	require.NotContains(t, string(got), ">")
	if recorder.Code == 200 {
		require.True(t, json.Valid(sent), "what is no JSON was accepted")
		return
	}
	var outcome struct{ Issue []issue }
	require.NoError(t, json.Unmarshal(got, &outcome))
	require.NotEmpty(t, outcome.Issue)
	for _, i := range outcome.Issue {
		require.Regexp(t, ours, i.Diagnostics)
	}
}

func FuzzCall(f *testing.F) {
	for _, hook := range []string{"patient-view", "encounter-start", "order-select", "order-sign"} {
		f.Add(hook, []byte(fixtureCall(f, "several-problems.json", hook, needlingOrder)))
		f.Add(hook, []byte(strings.ReplaceAll(body(hook, map[string]string{"prefetch": whole(f, nil)}), "Bundle", "<b>\\u003cB\\ud800")))
	}
	f.Add("order-sign", []byte(`{"hook":1e999,"hookInstance":null,"context":{"draftOrders":{"entry":[{"resource":[]}]}},"prefetch":{"condition":{"entry":{},"link":1,"total":-1}}}`))
	w := shipped(f, Options{PatientView: true})
	f.Fuzz(func(t *testing.T, hook string, sent []byte) {
		path := "/cds-services/dry-needling-patient-view"
		if w.find("dry-needling-"+hook, "") != nil {
			path = "/cds-services/dry-needling-" + hook
		}
		fuzzed(t, w, path, sent)
	})
}

func FuzzFeedback(f *testing.F) {
	f.Add([]byte(`{"feedback":[` + accepted + `,` + overridden + `]}`))
	f.Add([]byte(`{"feedback":[{"card":"<script>","outcome":"\u0000","acceptedSuggestions":[{}],"overrideReason":{"reason":{"code":7},"userComment":[]},"outcomeTimestamp":"2020"}]}`))
	kept := &memory{}
	w := shipped(f, Options{Records: kept})
	f.Fuzz(func(t *testing.T, sent []byte) {
		fuzzed(t, w, "/cds-services/dry-needling-order-sign/feedback", sent)
		for _, one := range kept.heard {
			require.True(t, isUUID(one.Card))
			require.Contains(t, []string{"accepted", "overridden"}, one.Outcome)
		}
		kept.heard = nil
	})
}

// The strict reader accepts exactly what is JSON, but for members that are given twice.
func FuzzScan(f *testing.F) {
	for _, s := range []string{`{"a":[1,-0.5e+3,true,null,"\u00e9\n"]}`, ` [ ] `, `{"a":1,"\u0061":1}`, `"\ud800"`, `01`, `1.`, `[1,]`, `{"a"}`, `nul`, "\"\x01\"", `-`, `"\x"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		v, err := scan(sent, 1000)
		if err == nil {
			require.True(t, json.Valid(sent))
			require.Equal(t, strings.TrimSpace(string(sent)), v.written())
			return
		}
		if !strings.Contains(err.Error(), "twice") && !strings.Contains(err.Error(), "deep") && !strings.Contains(err.Error(), "UTF-8") && !strings.Contains(err.Error(), "too many") {
			require.False(t, json.Valid(sent), "%v", err)
		}
	})
}
