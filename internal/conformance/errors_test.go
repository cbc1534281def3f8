package conformance

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// refused is a document that is not taken as facts: a line of errors.ndjson. Its document is a
// text, for it need not be JSON, and bytes in base64 where it is not even that.
type refused struct {
	ID        string          `json:"id"`
	About     string          `json:"about"`
	Guideline string          `json:"guideline"` // name
	Document  string          `json:"document,omitempty"`
	Bytes     []byte          `json:"bytes,omitempty"`
	Answer    json.RawMessage `json:"answer"` // mskguide.error/1
}

// TestErrorsAgree holds every refusal to the document that says why.
func TestErrorsAgree(t *testing.T) {
	all := readLines[refused](t, "errors.ndjson")
	require.NotEmpty(t, all)
	ids := map[string]bool{}
	for i := range all {
		one := &all[i]
		require.False(t, ids[one.ID], one.ID)
		ids[one.ID] = true
		document := one.Bytes
		if document == nil {
			document = []byte(one.Document)
		}
		_, err := guidelineNamed(t, one.Guideline).Decide(decision.JSON{Name: "facts.json", Data: document})
		var mistakes decision.FactErrors
		require.ErrorAs(t, err, &mistakes, "%s %s", one.ID, one.About)
		got := bytes.TrimSpace(decision.ErrorJSON(err))
		if *update || *extend {
			one.Answer = got
		}
		require.Equal(t, string(one.Answer), string(got), "%s %s", one.ID, one.About)
	}
	if *update || *extend {
		writeLines(t, "errors.ndjson", all)
	}
}
