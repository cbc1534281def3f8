package repo

import (
	"slices"
	"strings"
	"testing"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/stretchr/testify/require"
)

// What patients read is scanned like all that ships: every text of every language is among
// the passages, whole enough for a statement in it to be found.
func TestPatientTextsAreScanned(t *testing.T) {
	var scanned strings.Builder
	for _, p := range shipped(t) {
		if strings.Contains(p.file, "/words/") {
			scanned.WriteString(strings.Join(strings.Fields(p.text), " ") + "\n")
		}
	}
	g := dryneedling.AsPublished()
	require.NotEmpty(t, g.Languages())
	for _, language := range g.Languages() {
		texts, err := g.PatientTexts(language.Tag)
		require.NoError(t, err)
		for _, text := range texts {
			for _, says := range slices.Concat(text.Says, text.List, text.Then) {
				require.Contains(t, scanned.String(), says, "%s %s", text.Kind, text.ID)
			}
		}
	}
}
