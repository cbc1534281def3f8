package basis_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/mskguide/mskguide/decision/basis"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/stretchr/testify/require"
)

// told is a claim as a page tells it: a line for each source or remark, with the finding below.
func told(t *testing.T, p *basis.Page, claim string) []string {
	t.Helper()
	var lines []string
	var walk func(prefix string, items []basis.Item)
	walk = func(prefix string, items []basis.Item) {
		for _, i := range items {
			lines = append(lines, prefix+i.Text)
			walk(prefix+i.Text+" > ", i.Items)
		}
	}
	for _, s := range p.Sections {
		for _, b := range s.Blocks {
			for _, i := range b.Items {
				if strings.HasPrefix(i.Text, claim+": ") {
					walk("", i.Items)
				}
			}
		}
	}
	require.NotEmpty(t, lines, claim)
	return lines
}

func has(lines []string, parts ...string) bool {
	return slices.ContainsFunc(lines, func(line string) bool {
		for _, p := range parts {
			if !strings.Contains(line, p) {
				return false
			}
		}
		return true
	})
}

// Where no source is listed against a claim the page does not say that there is none: the library
// names one that disagrees. Each finding says which way it points, and on which treatment.
func TestDisagreementsAndDirectionsAreShown(t *testing.T) {
	p := page(t, dryneedling.AsPublished(), map[string]any{"condition": "low_back_pain", "pain_duration_weeks": 3, "age_years": 44, "none_of": []string{"red_flags", "contraindications", "precautions"},
		"night_pain_unremitting": false, "third_trimester": false, "nsaid_reaction": false, "active_gi_bleed_or_ulcer": false}, basis.With{})
	require.NotContains(t, p.Markdown(), "no source was found\n")

	manual := told(t, p, "C10")
	require.True(t, has(manual, "Listed against: none"))
	require.True(t, has(manual, "Listed on neither side: > ", "VA/DoD", "Too little evidence. Direction: too little evidence to say, on acupuncture."), manual)
	require.True(t, has(manual, "Disagreement (direction) of Qaseem et al. 2017 with ", "2017: On acupuncture in acute pain one guideline recommends it, the other finds too little evidence."), manual)

	medicine := told(t, p, "C09")
	require.True(t, has(medicine, "Listed for: > ", "VA/DoD", "Strong against chronic use by mouth. Direction: against acetaminophen."))
	require.True(t, has(medicine, "Listed for: > ", "Qaseem", "Direction: no difference shown, on acetaminophen. Compared with: placebo."))
	require.True(t, has(medicine, "Listed for: > ", "VA/DoD", "Direction: for NSAIDs."))
	require.True(t, has(medicine, "Disagreement (follow up) of "))
}

// Every source that bears on a claim is listed once with it, on a side or on neither.
func TestEverySourceOfAClaimIsListed(t *testing.T) {
	g := dryneedling.AsPublished()
	p := page(t, g, map[string]any{"condition": "neck_pain", "pain_duration_weeks": 20, "manual_therapy_exercise_trial": "not_tried", "none_of": []string{"red_flags"}}, basis.With{})
	shown := 0
	for _, claim := range g.Evidence().Claims() {
		if !strings.Contains(p.Markdown(), "- "+claim.ID+": ") {
			continue
		}
		shown++
		lines := told(t, p, claim.ID)
		for _, s := range g.Evidence().SourcesOn(claim.ID) {
			n := 0
			for _, l := range lines {
				if strings.HasPrefix(l, "Listed ") && strings.Count(l, " > ") == 1 && strings.Contains(l, s.Cite()) {
					n++
				}
			}
			require.Equal(t, 1, n, "%s of %s", s.ID, claim.ID)
		}
	}
	require.Positive(t, shown)
}
