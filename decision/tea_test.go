package decision_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// The smallest bundle that has one of each kind of fact, for tests that put something of
// their own into it. Its topic is made up.
const (
	teaManifest = `schema: mskguide.bundle/1
id: tea
version: 1.0.0
title: May the tea be poured? (made up for tests)
topic: pouring the tea
evidence: evidence
files: [facts.yaml, rules.yaml]
verdicts: [{id: pour, title: Pour}, {id: wait, title: Wait}, {id: throw_away, title: Throw away}]
steps: [{id: kettle, title: Kettle}, {id: cup, title: Cup}]
needs_information: {title: Not known yet}
`
	teaFacts = `facts:
  - {id: hot, type: bool, question: Is it hot}
  - {id: milk, type: bool, question: Is there milk in it}
  - {id: minutes, type: number, min: 0, max: 60, question: How long has it drawn}
  - {id: spoons, type: integer, min: 0, max: 9, question: How many spoons of sugar}
  - {id: leaf, type: choice, choices: [{id: green}, {id: black}, {id: white}], question: Which leaf}
groups:
  - {id: all, title: All, members: [hot, milk]}
params:
  - {id: draw_minutes, type: number, min: 1, max: 10, value: 4, title: Minutes, authority: "The house (made up)", since: "2025-01-01"}
  - {id: house_leaf, type: choice, choices: [green, black], value: black, title: Leaf, authority: "The house (made up)", since: "2025-01-01"}
  - {id: saucer, type: bool, value: true, title: Saucer, authority: "The house (made up)", since: "2025-01-01"}
  - {id: cups, type: integer, min: 1, max: 9, title: Cups, authority: "The house (made up)", since: "2025-01-01", unset_caution: cups-unset}
  - {id: guest_leaf, type: choice, choices: [green, black], title: Leaf, authority: "The house (made up)", since: "2025-01-01", unset_caution: leaf-unset}
definitions:
  - {id: strong, when: minutes > draw_minutes, title: It is strong}
  - {id: sweet, when: spoons > minutes or strong and milk, title: It is sweet}
`
	teaRules = `rules:
  - {id: pour-it, step: cup, gives: pour, otherwise: true, title: Pour, says: Pour it., claims: [T-01]}
  - {id: cups-unset, step: kettle, gives: caution, when: "true", title: Cups, says: Nobody counted the cups., claims: [T-01]}
  - {id: leaf-unset, step: kettle, gives: caution, when: "true", title: Leaf, says: Nobody asked the guest., claims: [T-01]}
`
	teaClaims = `claims: [{id: T-01, text: Made up for tests., standing: untraced}]
`
)

// tea is the bundle with more lines at the end of its rules.
func tea(more string) fstest.MapFS {
	return fstest.MapFS{
		"guideline.yaml":       {Data: []byte(teaManifest)},
		"facts.yaml":           {Data: []byte(teaFacts)},
		"rules.yaml":           {Data: []byte(teaRules + more)},
		"evidence/claims.yaml": {Data: []byte(teaClaims)},
	}
}

// waitWhen is a rule of the tea bundle as a block, so that any condition can stand in it.
func waitWhen(id, gives, when string) string {
	return "  - id: " + id + "\n    step: kettle\n    gives: " + gives +
		"\n    title: Wait\n    says: Wait.\n    claims: [T-01]\n    when: " + when + "\n"
}

func openTea(t testing.TB, more string, overlays ...decision.Overlay) *decision.Guideline {
	g, err := decision.Open(tea(more), overlays...)
	require.NoError(t, err)
	return g
}
