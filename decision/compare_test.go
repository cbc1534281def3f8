package decision_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestCompare compares whole comparisons. The comment of each file says why its answer is
// the right one; read it again before accepting what -update writes.
func TestCompare(t *testing.T) {
	schema := schemaNamed(t, "comparison")
	for _, a := range archives(t, "../testdata/compare/*.txt") {
		t.Run(a.name(), func(t *testing.T) {
			g := madeUp(t, strings.TrimSpace(a.text(t, "bundle")))
			k, err := g.Compare(decision.JSON{Name: "facts.json", Data: []byte(a.text(t, "facts.json"))})
			require.NoError(t, err)
			require.Empty(t, oracle.Conforms(schema, decoded(t, k.JSON()), "comparison"))
			var indented bytes.Buffer
			require.NoError(t, json.Indent(&indented, k.JSON(), "", "  "))
			a.expect(t, "comparison.json", digests.ReplaceAllString(indented.String(), "sha256:…"))
		})
	}
}

// TestCompareWithoutAComparison has nothing to say, and no error to make of it.
func TestCompareWithoutAComparison(t *testing.T) {
	g := madeUp(t, "lantern")
	k, err := g.Compare(decision.Facts{"fog": true})
	require.NoError(t, err)
	require.Nil(t, k)
	require.Empty(t, g.ComparisonRules())
	require.Equal(t, decision.Named{}, g.ModalityStatus(decision.StatusOpen))
	_, err = g.Compare(decision.Facts{"frog": true})
	require.ErrorContains(t, err, `there is no fact "frog"; did you mean "fog"?`)
}

// TestDecisionsMentionTheComparison only while something is known that comparing alone has
// a use for, a self-check only while an answer is known, and neither beside what bars it.
func TestDecisionsMentionTheComparison(t *testing.T) {
	g := madeUp(t, "river")
	for _, c := range []struct {
		facts              string
		mentioned, checked bool
	}{
		{`{}`, false, false},
		{`{"season": "winter", "depth_metres": 1, "none_of": ["signs"]}`, false, false},
		{`{"wish": "view"}`, true, false},
		{`{"wish": {"one_of": ["view", "speed"]}}`, true, false},
		{`{"wish": {"one_of": ["view", "speed", "dry_feet"]}}`, false, false},
		{`{"likes_boats": "no"}`, true, true},
		{`{"likes_boats": "no", "flood_warning": true}`, false, false},
	} {
		d, err := g.Decide([]byte(c.facts))
		require.NoError(t, err)
		require.Equal(t, c.mentioned, len(d.Comparison) > 0, c.facts)
		require.Equal(t, c.checked, d.SelfCheck != nil, c.facts)
		require.Equal(t, c.mentioned, strings.Contains(string(d.JSON()), `"comparison":[{"id":"raft",`), c.facts)
		require.Empty(t, oracle.Conforms(schemaNamed(t, "decision"), decoded(t, d.JSON()), "decision"))
		k, err := g.Compare([]byte(c.facts))
		require.NoError(t, err)
		for i, m := range d.Comparison {
			require.Equal(t, k.Modalities[i].ID, m.ID)
			require.Equal(t, k.Modalities[i].Status, m.Status)
		}
	}
}

// TestComparisonsAreTheCallers holds that writing to one changes no later one.
func TestComparisonsAreTheCallers(t *testing.T) {
	g := dryneedling.AsPublished()
	facts := []byte(`{"primary_goal": "sleep", "pain_deep": "yes", "none_of": ["red_flags"]}`)
	k, err := g.Compare(facts)
	require.NoError(t, err)
	before := string(k.JSON())
	for i := range k.Modalities {
		m := &k.Modalities[i]
		for j := range m.Indicators {
			m.Indicators[j].Says = "scribbled"
			clear(m.Indicators[j].Claims)
			clear(m.Indicators[j].Missing)
		}
		for j := range m.Attributes {
			for n := range m.Attributes[j].Statements {
				m.Attributes[j].Statements[n].Says = "scribbled"
				clear(m.Attributes[j].Statements[n].Claims)
			}
		}
		clear(m.Claims)
	}
	for i := range k.SelfCheck.Items {
		clear(k.SelfCheck.Items[i].Counts)
	}
	clear(k.SelfCheck.Claims)
	clear(k.Claims)
	for _, r := range g.ComparisonRules() {
		clear(r.Claims)
		clear(r.Of)
	}
	again, err := g.Compare(facts)
	require.NoError(t, err)
	require.Equal(t, before, string(again.JSON()))
}
