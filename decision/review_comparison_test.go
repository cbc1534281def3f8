package decision_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// TestReviewOfAComparison reads what a made-up one is laid out as.
func TestReviewOfAComparison(t *testing.T) {
	r := madeUp(t, "river").Review()
	k := r.Comparison
	require.Equal(t, &decision.ComparisonBarText{Verdict: "call_warden", Says: "Nothing is compared. Call the warden.", Open: "Look for signs of danger first."}, k.Barred)
	require.Equal(t, []string{"raft", "rope"}, k.Modalities[3].Parts)
	require.Equal(t, []string{"may_cross"}, k.Modalities[3].OnlyWith, "the raft needs it, so the raft on the rope does")
	require.Empty(t, k.Modalities[4].OnlyWith)
	words := map[string]string{}
	for _, rule := range k.Rules {
		words[rule.ID] = rule.InWords.String()
	}
	require.Equal(t, "any of (depth metres: less than 1 m; wish: speed)", words["rope-when-shallow"])
	require.Equal(t, "rope frayed: yes", words["frayed"])
	require.Len(t, k.Attributes, 2)
	require.Equal(t, []string{"raft"}, k.Attributes[1].Disagree, "two pages give it two times")
	require.Empty(t, k.Attributes[0].Disagree, "one page says both")
	require.Equal(t, []string{"raft", "rope"}, k.Attributes[1].Statements[1].Of)
	require.Equal(t, "9 minutes", k.Attributes[1].Statements[1].Value)
	require.Equal(t, 2, r.SelfCheck.AtLeast)
	require.Equal(t, "The leaflet would say raft.", r.SelfCheck.Reached)
	require.Equal(t, []string{"yes", "sometimes"}, r.SelfCheck.Items[1].Counts)
	none := madeUp(t, "kiln").Review()
	require.Nil(t, none.Comparison)
	require.Nil(t, none.SelfCheck)
	require.Empty(t, none.Languages)
}

// TestPlacesOfTheComparison finds each entry, and each text for patients, where it is said to be.
func TestPlacesOfTheComparison(t *testing.T) {
	folder := "guidelines/dryneedling/bundle"
	g, err := decision.Open(os.DirFS(folder))
	require.NoError(t, err)
	checked := 0
	stands := func(place, what string) {
		file, line, ok := strings.Cut(place, ":")
		require.True(t, ok, what)
		data, err := os.ReadFile(filepath.Join(folder, file))
		require.NoError(t, err)
		at, err := strconv.Atoi(line)
		require.NoError(t, err)
		require.Contains(t, strings.Split(string(data), "\n")[at-1], what, place)
		checked++
	}
	r := g.Review()
	for _, m := range r.Comparison.Modalities {
		stands(m.Place, "id: "+m.ID)
	}
	for _, rule := range r.Comparison.Rules {
		stands(rule.Place, "id: "+rule.ID)
	}
	for _, a := range r.Comparison.Attributes {
		for _, s := range a.Statements {
			stands(s.Place, "page: "+s.Page)
		}
	}
	stands(r.SelfCheck.Place, "title: "+r.SelfCheck.Title)
	for _, l := range r.Languages {
		for _, x := range l.Texts {
			switch x.Kind {
			case decision.TextHeading, decision.TextPhrase:
				stands(x.Place, x.ID+":")
			default:
				stands(x.Place, "id: "+x.ID)
			}
		}
	}
	require.Greater(t, checked, 200)
}
