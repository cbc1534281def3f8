package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// TestReferralIsToldAloneToClinicians: under every shipped overlay, with everything recorded that
// other rules speak of, decide and explain print beside a referral no text but of what refers and
// of the screen's own cautions.
func TestReferralIsToldAloneToClinicians(t *testing.T) {
	shipped, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	names := []string{""}
	for _, o := range shipped {
		if o.Exclusive == "" || os.Getenv("MSKGUIDE_LONG") != "" { // jurisdictions take long to be read one by one
			names = append(names, o.Name)
		}
	}
	texts := 0
	for _, name := range names {
		for _, flag := range []string{"cauda_equina_signs", "cancer_concern"} {
			for _, facts := range talkative() {
				facts = maps.Clone(facts)
				facts[flag] = true
				texts += referralAlone(t, name, facts)
			}
		}
	}
	require.Greater(t, texts, 40, "texts of other rules that were looked for")
}

// talkative is cases in which much holds beside a referral.
func talkative() []map[string]any {
	spent := map[string]any{"condition": "low_back_pain", "pain_duration_weeks": 30, "needling_region": "low_back", "nsaid_trial": "helped",
		"acetaminophen_trial": "in_progress", "heat_trial": "helped", "exercise_trial": "not_tried", "dry_needling_trial": "wore_off",
		"fever": true, "night_pain_unremitting": true, "nsaid_reaction": true, "radicular_leg_pain": true, "training_hours": 10}
	acute := maps.Clone(spent)
	acute["pain_duration_weeks"], acute["condition"], acute["needling_region"] = 1, "neck_pain", "neck"
	return []map[string]any{spent, acute}
}

// referralAlone returns how many texts it looked for.
func referralAlone(t *testing.T, overlay string, facts map[string]any) int {
	t.Helper()
	data, err := json.Marshal(facts)
	require.NoError(t, err)
	var overlays []string
	if overlay != "" {
		overlays = []string{"-overlay", overlay}
	}
	out := func(args ...string) string {
		return referral(t, string(data), slices.Concat(args, overlays, []string{"-"}))
	}
	var d decision.Decision
	require.NoError(t, json.Unmarshal([]byte(out("decide", "-json")), &d))
	require.Equal(t, "refer", d.Verdict)
	steps := map[string]string{}
	for _, r := range dryneedling.AsPublished().Rules() {
		steps[r.ID] = r.Step
	}
	var told, untold []string
	for _, r := range d.Reasons {
		if r.Verdict == "refer" {
			told = append(told, flat(r.Says))
		} else {
			untold = append(untold, flat(r.Says))
		}
	}
	for _, c := range d.Cautions {
		if steps[c.Rule] != "screen" {
			untold = append(untold, flat(c.Says))
		}
	}
	for _, form := range [][]string{{"decide"}, {"decide", "-explain"}, {"explain"}, {"explain", "-html"}} {
		text := flat(out(form...))
		for _, says := range untold {
			require.NotContains(t, text, says, "%s %v", overlay, form)
		}
		for _, says := range told {
			require.True(t, form[0] == "explain" || strings.Contains(text, says), "%s %v", overlay, form)
		}
	}
	return len(untold)
}

func referral(t *testing.T, facts string, args []string) string {
	t.Helper()
	var stdout, stderr strings.Builder
	require.Equal(t, exitDone, run(args, strings.NewReader(facts), &stdout, &stderr, func(string) string { return "" }), stderr.String())
	return stdout.String()
}
