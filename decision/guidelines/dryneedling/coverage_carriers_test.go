package dryneedling_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// carriers holds, by kind and id, what can take a statement up, each with the claims that it
// cites; nil for what cites none.
type carriers map[string]map[string][]string

func (c carriers) add(kind, id string, claims []string) {
	if c[kind] == nil {
		c[kind] = map[string][]string{}
	}
	c[kind][id] = claims
}

func carriersOf(t *testing.T, g *decision.Guideline) carriers {
	t.Helper()
	all := carriers{}
	for _, r := range g.Rules() {
		kind := "rule"
		if r.Gives == "caution" {
			kind = "caution"
		}
		all.add(kind, r.ID, r.Claims)
	}
	for _, p := range g.Params() {
		all.add("param", p.ID, p.Claims)
	}
	for _, d := range g.Definitions() {
		all.add("definition", d.ID, nil)
	}
	for _, f := range g.Facts() {
		all.add("fact", f.ID, nil)
	}
	for _, o := range g.OptionRules() {
		all.add("option", o.ID, o.Claims)
	}
	for _, c := range g.Evidence().Claims() {
		all.add("claim", c.ID, []string{c.ID})
		all.add("never_asserted", c.ID, []string{c.ID})
	}
	for _, s := range g.Evidence().Sources() {
		all.add("source", s.ID, nil)
	}
	all.addShownWithTheOffer(t, g)
	return all
}

// A case that may be offered needling, in a course with every measure given: an answer to it
// shows the whole protocol and every measure.
const offered = `{
	"none_of": ["red_flags", "contraindications", "precautions"],
	"condition": "low_back_pain", "pain_duration_weeks": 8, "needling_region": "low_back", "age_years": 44,
	"trigger_points_identified": true, "radicular_leg_pain": false, "pain_spreading": false,
	"nsaid_trial": "not_helped", "acetaminophen_trial": "unsuitable", "heat_trial": "wore_off",
	"self_care_education_trial": "not_helped", "activity_modification_trial": "not_helped",
	"dry_needling_trial": "not_tried", "training_hours": 64, "dry_needling_in_scope": true,
	"ultrasound_available": true, "needle_phobia": false, "able_to_consent": true, "consents_to_needling": true,
	"ndi_baseline": 40, "odi_baseline": 40, "nprs_baseline": 6, "psfs_baseline": 4
}`

func (c carriers) addShownWithTheOffer(t *testing.T, g *decision.Guideline) {
	t.Helper()
	d, err := g.Decide([]byte(offered))
	require.NoError(t, err)
	require.True(t, d.Allows(), "the case is to show the protocol")
	for _, item := range d.Protocol.Items {
		c.add("protocol", item.ID, item.Claims)
	}
	for _, note := range d.Protocol.Notes {
		c.add("protocol", note.ID, note.Claims)
	}
	c.add("protocol", "schedule", d.Protocol.Schedule.Claims)
	for _, m := range d.Course.Measures {
		c.add("measure", m.ID, m.Claims)
	}
}

// awaited are the kinds whose carriers the guideline cannot be asked for yet, with the form of
// their ids. A kind leaves this list when [carriersOf] finds its carriers.
func awaited() map[string]*regexp.Regexp {
	const treatment = `(dry_needling|medical_massage|relaxation_massage|acupuncture)`
	return map[string]*regexp.Regexp{
		"attribute": regexp.MustCompile(`^` + treatment + `\.(kind|done_by|technique|target_area|precision|depth|primary_goal|intensity|` +
			`sensation|recovery|session_shape|frequency|home_care|claimed_mechanism|claimed_conditions|combines_with)$`),
		"indicator":   regexp.MustCompile(`^` + treatment + `\.[a-z]+(-[a-z]+)*$`),
		"combination": regexp.MustCompile(`^(massage_and_dry_needling|acupuncture_and_massage)$`),
		"self_check":  regexp.MustCompile(`^(returns_after_massage|pain_deep|stretching_little_success|at_least)$`),
		"education": regexp.MustCompile(`^edu-(trigger-point|knot|why-knots|what-is-needling|does-it-hurt|after-care|myth-[123]|quick-guide|` +
			`frequency|faq-(sessions|combine|cover)|ask-your-practitioner|speak-up|rotate|when-to-seek-help)$`),
	}
}
