package decision_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

const teaSafety = `invariants: [{id: hot-waits, holds: always, says: What is hot waits., when: hot, at_least: wait}]
safety:
  intended_use: To pour tea.
  users: [Whoever pours it]
  not_for: [Coffee, Soup]
  hazards:
    - id: scalding
      title: Scalding
      cause: It is hot.
      harm: A scald.
      controls:
        - {says: It waits., rules: [wait-for-it], invariants: [hot-waits], tests: [tea/pot.TestWait]}
      residual: Children.
`

func TestSafetyLog(t *testing.T) {
	more := waitWhen("wait-for-it", "wait", "hot")
	require.Nil(t, openTea(t, more).Safety())
	g := openTea(t, more+teaSafety)
	want := &decision.Safety{IntendedUse: "To pour tea.", Users: []string{"Whoever pours it"}, NotFor: []string{"Coffee", "Soup"},
		Hazards: []decision.Hazard{{ID: "scalding", Place: "rules.yaml:18", Title: "Scalding", Cause: "It is hot.", Harm: "A scald.", Residual: "Children.",
			Controls: []decision.Control{{Says: "It waits.", Rules: []string{"wait-for-it"}, Invariants: []string{"hot-waits"}, Tests: []string{"tea/pot.TestWait"}}}}}}
	require.Equal(t, want, g.Safety())
	overwrite(reflect.ValueOf(g.Safety()))
	require.Equal(t, want, g.Safety(), "what a caller gets is its own")
}

// TestDigestChangesWithTheSafetyLog changes one word of it, and of the invariants, after the other.
func TestDigestChangesWithTheSafetyLog(t *testing.T) {
	more := waitWhen("wait-for-it", "wait", "hot")
	seen := map[string]string{openTea(t, more).Info().Digest: "nothing", openTea(t, more+teaSafety).Info().Digest: "the whole"}
	for _, word := range []string{"To pour", "Whoever", "Soup", "Scalding", "It is", "A scald", "It waits", "What is hot", "tea/pot", "Children"} {
		require.Contains(t, teaSafety, word)
		log := strings.Replace(teaSafety, word, word+"x", 1)
		digest := openTea(t, more+log).Info().Digest
		require.NotContains(t, seen, digest, "%q changes as little as %q", word, seen[digest])
		seen[digest] = word
	}
}
