package dryneedling_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// Facts that are not given are unknown. An answer is exact, so that what it says of a case of
// which one thing is known holds for every case in which it is so: the tests below are over
// all inputs.

func decideExactly(t testing.TB, facts decision.Facts) *decision.Decision {
	t.Helper()
	d, err := dryneedling.AsPublished().Decide(facts)
	require.NoError(t, err)
	require.True(t, d.Exact, "%v", facts)
	return d
}

func optionsOf(d *decision.Decision, intervention string) (out []decision.Option) {
	for _, o := range d.Options {
		if o.Intervention == intervention {
			out = append(out, o)
		}
	}
	return out
}

// TestNoOptionBesideAWarningSign: with any red flag true there is no option and nothing is said
// of there being none left.
func TestNoOptionBesideAWarningSign(t *testing.T) { everyReading(t, noOptionBesideAWarningSign) }

func noOptionBesideAWarningSign(t *testing.T, g *decision.Guideline) {
	flags := 0
	for _, group := range g.Groups() {
		if group.ID != "red_flags" {
			continue
		}
		for _, flag := range group.Facts {
			flags++
			d := answerOf(t, g, decision.Facts{flag: true})
			require.Equal(t, "refer", d.Verdict, flag)
			require.Empty(t, d.Options, flag)
			for _, r := range d.Remarks {
				require.NotContains(t, []string{"no-option-left", "options-after-the-screen"}, r.ID, flag)
			}
		}
	}
	require.Equal(t, 15, flags)
	for _, r := range g.Rules() { // whatever rule refers
		if r.Gives == "refer" {
			require.Len(t, r.Facts, 1, r.ID)
			require.Empty(t, answerOf(t, g, decision.Facts{r.Facts[0]: true}).Options, r.ID)
		}
	}
}

func answerOf(t *testing.T, g *decision.Guideline, facts decision.Facts) *decision.Decision {
	t.Helper()
	d, err := g.Decide(facts)
	require.NoError(t, err)
	return d
}

// TestNothingIsOfferedUntilTheScreenIsDone: while a red flag is unknown every option is only
// possible, and misses it.
func TestNothingIsOfferedUntilTheScreenIsDone(t *testing.T) {
	g := dryneedling.AsPublished()
	for _, group := range g.Groups() {
		if group.ID != "red_flags" {
			continue
		}
		for _, unknown := range group.Facts {
			facts := decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": 5}
			for _, flag := range group.Facts {
				if flag != unknown {
					facts[flag] = false
				}
			}
			d := decideExactly(t, facts)
			require.NotEmpty(t, d.Options)
			for _, o := range d.Options {
				require.True(t, o.Possible, o.ID)
				require.Contains(t, o.Missing, unknown, o.ID)
			}
			require.True(t, slices.ContainsFunc(d.Remarks, func(r decision.Remark) bool { return r.ID == "options-after-the-screen" }))
		}
	}
}

// withholding lists, by hand, what withholds each intervention from every patient.
func withholding() map[string][]decision.Facts {
	yes := func(names ...string) (out []decision.Facts) {
		for _, n := range names {
			out = append(out, decision.Facts{n: true})
		}
		return out
	}
	massage := yes("fever", "infection_or_wound_at_site", "malignancy_at_site")
	pressing := append(yes("severe_bleeding_disorder", "anticoagulation_uncontrolled"), massage...)
	joints := yes("night_pain_unremitting")
	needles := append(yes("lymphoedema_at_site", "prohibited_site", "needle_phobia"), pressing...)
	needles = append(needles,
		decision.Facts{"consents_to_needling": false}, decision.Facts{"able_to_consent": false},
		decision.Facts{"pregnancy": true, "needling_region": map[string]any{"one_of": []string{"low_back", "abdomen", "hip"}}},
		decision.Facts{"age_years": map[string]any{"less_than": 18.0}, "representative_consents": false})
	return map[string][]decision.Facts{
		"heat": nil, "acetaminophen": nil, "exercise_therapy": nil, "hip_and_knee_exercise": nil, "psychological_and_mind_body_therapy": nil,
		"nsaid":   yes("nsaid_reaction", "active_gi_bleed_or_ulcer", "third_trimester"),
		"massage": massage, "relaxation_massage": massage, "medical_massage": pressing, "trigger_point_manual_therapy": pressing,
		"joint_manual_therapy": joints, "spinal_manipulation": joints, "manual_therapy_exercise": joints,
		"needling": needles, "acupuncture": needles, "dry_needling": needles,
		"massage_and_dry_needling":                 slices.Concat(massage, needles),
		"acupuncture_and_massage":                  slices.Concat(massage, needles),
		"manual_therapy_exercise_and_dry_needling": slices.Concat(joints, needles),
	}
}

// TestWithheldOptionsAppearNowhere, alone or within a combination, over all inputs.
func TestWithheldOptionsAppearNowhere(t *testing.T) {
	g := dryneedling.AsPublished()
	byHand := withholding()
	for _, i := range g.Interventions() {
		cases, ok := byHand[i.ID]
		require.True(t, ok, "nobody has said by hand what withholds %s", i.ID)
		for _, facts := range cases {
			require.Empty(t, optionsOf(decideExactly(t, facts), i.ID), "%s with %v", i.ID, facts)
		}
		distinct := map[string]bool{}
		for _, c := range cases {
			distinct[fmt.Sprint(c)] = true
		}
		reasons := map[string]bool{}
		for _, w := range i.Withheld {
			reasons[w.When] = true
			require.NotEmpty(t, w.Claims, i.ID)
		}
		require.Len(t, reasons, len(distinct), "%s is withheld for other reasons too", i.ID)
	}
	for _, i := range g.Interventions() {
		for _, part := range i.Includes { // a combination is withheld when any part is
			for _, facts := range byHand[part] {
				require.Empty(t, optionsOf(decideExactly(t, facts), i.ID), "%s, for %s, with %v", i.ID, part, facts)
			}
		}
	}
}

// TestOptionConditionsAgree lets expr's own machine run when each option is offered, on random
// records, and holds the answers to it.
func TestOptionConditionsAgree(t *testing.T) {
	g := dryneedling.AsPublished()
	rs := records()[:300]
	env := exprEnv(g)
	for _, r := range g.OptionRules() {
		program, err := expr.Compile(r.Offered(), expr.Env(env(rs[0].facts())), expr.AsBool())
		require.NoError(t, err, r.ID)
		for i := range rs {
			facts := decision.Facts(rs[i].facts())
			want, err := expr.Run(program, env(facts))
			require.NoError(t, err, r.ID)
			d, err := g.Decide(facts)
			require.NoError(t, err)
			got := slices.ContainsFunc(d.Options, func(o decision.Option) bool { return o.ID == r.ID && !o.Possible })
			require.Equal(t, want, got, "%s: %v", r.ID, facts)
		}
	}
}

// clearScreen is a patient of whom the safety questions are answered in the best way.
func clearScreen(more decision.Facts) decision.Facts {
	facts := decision.Facts{"none_of": []string{"red_flags", "contraindications", "precautions", "option_safety"},
		"able_to_consent": true, "consents_to_needling": true, "needle_phobia": false, "age_years": 40.0, "primary_goal": "relieve_pain"}
	maps.Copy(facts, more)
	return facts
}

func TestWhatWasTried(t *testing.T) {
	for _, c := range []struct {
		trial  any
		tried  string
		failed bool
	}{
		{nil, "unknown", false},
		{"not_tried", "not_tried", false},
		{"in_progress", "in_progress", false},
		{"helped", "helped", false},
		{"wore_off", "wore_off", true},
		{"not_helped", "not_helped", true},
		{"unsuitable", "unsuitable", true},
		{"declined_or_unavailable", "declined_or_unavailable", false},
		{map[string]any{"one_of": []string{"helped", "wore_off"}}, "unknown", false},
		{map[string]any{"one_of": []string{"not_helped", "wore_off"}}, "unknown", true},
		{map[string]any{"one_of": []string{"wore_off"}}, "wore_off", true},
	} {
		d := decideExactly(t, clearScreen(decision.Facts{"condition": "patellofemoral_pain", "exercise_trial": c.trial}))
		o := optionsOf(d, "hip_and_knee_exercise")
		require.Len(t, o, 1, "%v", c.trial)
		require.Equal(t, c.tried, o[0].Tried, "%v", c.trial)
		require.Equal(t, c.failed, o[0].Failed, "%v", c.trial)
		require.False(t, o[0].Possible) // that it was tried in vain withholds nothing
		left := slices.ContainsFunc(d.Remarks, func(r decision.Remark) bool { return r.ID == "no-option-left" })
		require.Equal(t, c.failed, left, "%v", c.trial)
	}
}

// TestNoOptionLeft is said only when it is certain, and never beside an offer of needling.
func TestNoOptionLeft(t *testing.T) {
	chronic := decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": 30.0, "exercise_trial": "not_helped",
		"mind_body_trial": "wore_off", "acupuncture_trial": "unsuitable", "massage_trial": "not_helped"}
	said := func(facts decision.Facts) bool {
		return slices.ContainsFunc(decideExactly(t, facts).Remarks, func(r decision.Remark) bool { return r.ID == "no-option-left" })
	}
	require.True(t, said(clearScreen(chronic)))
	for name, value := range map[string]any{"exercise_trial": "in_progress", "massage_trial": nil, "mind_body_trial": "declined_or_unavailable",
		"primary_goal": nil, "cancer_concern": true} {
		facts := clearScreen(chronic)
		if name == "cancer_concern" {
			delete(facts, "none_of")
		}
		facts[name] = value
		if value == nil && name == "primary_goal" { // massage for stress would have failed as well
			require.True(t, said(facts), name)
			continue
		}
		require.False(t, said(facts), name)
	}
	eligible := suitable().facts()
	for _, name := range []string{"massage_trial", "acupuncture_trial", "manipulation_trial", "trigger_point_manual_trial", "heat_trial", "nsaid_trial", "acetaminophen_trial"} {
		eligible[name] = "not_helped"
	}
	d := decideExactly(t, eligible)
	require.True(t, d.Allows())
	require.False(t, said(eligible))
}

// TestOptionsShowDisagreement: guidelines that disagree stand side by side, and both are among
// the sources of the answer.
func TestOptionsShowDisagreement(t *testing.T) {
	d := decideExactly(t, clearScreen(decision.Facts{"condition": "osteoarthritis", "needling_region": "lower_limb"}))
	o := optionsOf(d, "acupuncture")
	require.Len(t, o, 1)
	require.Equal(t, decision.StanceNoRecommendation, o[0].Stance)
	require.Contains(t, o[0].For, "acr-2019")
	require.Contains(t, o[0].Against, "nice-ng226")
	for _, id := range slices.Concat(o[0].For, o[0].Against) {
		require.True(t, slices.ContainsFunc(d.Sources, func(s decision.Source) bool { return s.ID == id }), id)
	}
}

// TestOptionOrder: by stance, then as the bundle lists them.
func TestOptionOrder(t *testing.T) {
	g := dryneedling.AsPublished()
	var want []string
	for _, s := range decision.Stances() {
		for _, r := range g.OptionRules() {
			if r.Stance == s {
				want = append(want, r.ID)
			}
		}
	}
	var got []string
	for _, o := range decideExactly(t, nil).Options {
		got = append(got, o.ID)
	}
	require.Equal(t, want, got)
}
