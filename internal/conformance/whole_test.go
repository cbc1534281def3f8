package conformance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// whole is an entry of whole/index.json: facts beside every byte of the answer.
type whole struct {
	Name      string `json:"name"` // of the files NAME.facts.json and NAME.answer.json
	About     string `json:"about"`
	Guideline string `json:"guideline"` // name
}

// TestWholeAnswersAgree holds some answers to their last byte.
func TestWholeAnswersAgree(t *testing.T) {
	var index []whole
	readJSON(t, "whole/index.json", &index)
	listed := map[string]bool{"index.json": true}
	for _, one := range index {
		g := guidelineNamed(t, one.Guideline)
		facts := read(t, "whole/"+one.Name+".facts.json")
		expect(t, "whole/"+one.Name+".answer.json", string(ask(t, g, []byte(facts))))
		listed[one.Name+".facts.json"], listed[one.Name+".answer.json"] = true, true
	}
	entries, err := os.ReadDir(filepath.Join(suite, "whole"))
	require.NoError(t, err)
	for _, entry := range entries {
		require.True(t, listed[entry.Name()], "%s is not in the index", entry.Name())
	}
	require.Len(t, entries, len(listed))
}

// TestWordsAreInWholeAnswersAlone keeps the rest of the suite as it is when only the wording
// of a guideline or of its evidence changes.
func TestWordsAreInWholeAnswersAlone(t *testing.T) {
	for _, g := range guidelines(t) {
		cases, laidOpen := read(t, "cases/"+g.name+".ndjson"), read(t, "guidelines/"+g.name+".json")
		require.NotContains(t, cases+laidOpen, g.Info().Digest)
		for _, r := range g.Rules() {
			for _, text := range []string{r.Title, r.Says} {
				if strings.Contains(text, " ") {
					require.NotContains(t, cases+laidOpen, text, r.ID)
				}
			}
		}
	}
}
