package conformance

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestCasesAgree asks every case of the suite through the public API, in each way there is.
func TestCasesAgree(t *testing.T) {
	for _, g := range guidelines(t) {
		t.Run(g.name, func(t *testing.T) {
			file := "cases/" + g.name + ".ndjson"
			all := readLines[asked](t, file)
			if *extend {
				all = extended(t, g, all)
			}
			var answers []*answer
			ids := map[string]bool{}
			for i := range all {
				one := &all[i]
				require.False(t, ids[one.ID], one.ID)
				ids[one.ID] = true
				got := agreedOn(t, ask(t, g, one.Facts))
				answers = append(answers, got)
				if *update || *extend {
					one.Answer = compact(t, got)
				}
				require.Equal(t, string(one.Answer), string(compact(t, got)), "%s %s", one.ID, one.Facts)
			}
			if *update || *extend {
				writeLines(t, file, all)
			}
			if g.shows != byHand {
				require.Empty(t, lacking(g, answers))
			}
		})
	}
}

// ask decides in three ways that must not differ and returns the bytes.
func ask(t testing.TB, g guideline, facts json.RawMessage) []byte {
	t.Helper()
	d, err := g.Decide(facts)
	require.NoError(t, err, "%s", facts)
	document := d.JSON()
	appended, err := g.AppendDecision(nil, decision.JSON{Name: "facts.json", Data: facts})
	require.NoError(t, err)
	require.Equal(t, string(document), string(appended)+"\n")
	var loose decision.Facts
	decoder := json.NewDecoder(bytes.NewReader(facts))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&loose))
	again, err := g.Decide(loose)
	require.NoError(t, err, "%s", facts)
	require.Equal(t, string(document), string(again.JSON()))
	return document
}
