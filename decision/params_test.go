package decision_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// teaOverlay gives both params of the tea bundle that have no value one.
var teaOverlay = decision.Overlay{Name: "guests.yaml", Data: []byte(`schema: mskguide.overlay/1
id: guests
for: tea
title: Guests (made up for tests)
authority: The host (made up)
in_force: "2025-02-01"
set:
  - {param: cups, to: 2}
  - {param: guest_leaf, to: green}
`)}

// TestUnsetParams: what names a param without a value is off, whatever it would do with a
// nothing, and the caution that says so is on, until an overlay gives the value.
func TestUnsetParams(t *testing.T) {
	more := waitWhen("too-many", "wait", "spoons > cups") +
		waitWhen("for-each", "wait", "minutes > 10 / cups") +
		waitWhen("no-nothing", "wait", "not (cups > 3)") +
		waitWhen("other-leaf", "wait", "leaf != guest_leaf") + `checks:
  - {id: no-more-than-cups, when: spoons > cups * 4, says: There are not so many cups.}
`
	facts := []byte(`{"hot": true, "milk": true, "minutes": 6, "spoons": 9, "leaf": "green"}`)
	truths := func(g *decision.Guideline, facts []byte) map[string]bool {
		c, err := g.Case(facts)
		require.NoError(t, err)
		out := map[string]bool{}
		for i := range g.Verdict(c).Certain.All() {
			out[g.Rules()[i].ID] = true
		}
		return out
	}

	unset := openTea(t, more)
	require.Equal(t, map[string]bool{"pour-it": true, "cups-unset": true, "leaf-unset": true}, truths(unset, facts))
	for _, r := range unset.Rules()[3:] {
		require.Contains(t, r.Off, "has no value", r.ID)
		require.Equal(t, "false", r.Source, r.ID)
	}
	for _, r := range unset.Rules()[:3] {
		require.Empty(t, r.Off, r.ID)
	}

	set := openTea(t, more, teaOverlay)
	require.Equal(t, []string{"guests"}, set.Info().Overlays)
	require.NotEqual(t, unset.Info().Digest, set.Info().Digest)
	_, err := set.Case(facts)
	require.ErrorContains(t, err, "There are not so many cups. (no-more-than-cups)")
	fewer := bytes.Replace(facts, []byte(`"spoons": 9`), []byte(`"spoons": 8`), 1)
	require.Equal(t, map[string]bool{"pour-it": true, "too-many": true, "for-each": true, "no-nothing": true}, truths(set, fewer))
	for _, p := range set.Params() {
		if p.ID == "cups" {
			require.Equal(t, "2", p.Value)
			require.Equal(t, "The host (made up)", p.Authority)
			require.Equal(t, "2025-02-01", p.Since)
		}
	}
}
