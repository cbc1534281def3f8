package dryneedling_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// carrier is what can take a statement up.
type carrier struct {
	page   string   // the one whose statements it carries; "" for those of any
	claims []string // that it cites; nil for what never cites any
}

// carriers holds them by kind and id. What speaks for several pages is there once for each.
type carriers map[string]map[string][]carrier

func (c carriers) add(kind, id string, claims []string) { c.addOfPage(kind, id, "", claims) }

func (c carriers) addOfPage(kind, id, page string, claims []string) {
	if c[kind] == nil {
		c[kind] = map[string][]carrier{}
	}
	c[kind][id] = append(c[kind][id], carrier{page, claims})
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
	for _, e := range g.Education() {
		for _, page := range e.Pages {
			all.addOfPage("education", e.ID, page, e.Claims)
		}
	}
	for _, c := range g.Evidence().Claims() {
		all.add("claim", c.ID, []string{c.ID})
		all.add("never_asserted", c.ID, []string{c.ID})
	}
	for _, s := range g.Evidence().Sources() {
		all.add("source", s.ID, nil)
	}
	all.addCompared(t, g)
	all.addSelfCheck(t, g)
	all.addShownWithTheOffer(t, g)
	return all
}

// addCompared adds for whom the pages say to choose what, and how they describe it. While
// nothing is known the comparison holds all of it.
func (c carriers) addCompared(t *testing.T, g *decision.Guideline) {
	t.Helper()
	for _, r := range g.ComparisonRules() {
		if r.Kind == decision.IndicatorRule {
			c.addOfPage("indicator", r.ID, r.Page, r.Claims)
		}
	}
	k, err := g.Compare(decision.Facts{})
	require.NoError(t, err)
	for _, m := range k.Modalities {
		kind := "attribute"
		if len(m.Parts) > 0 {
			kind = "combination"
		}
		for _, a := range m.Attributes {
			for _, s := range a.Statements {
				c.addOfPage(kind, m.ID+"."+a.ID, s.Page, s.Claims)
			}
		}
	}
}

// addSelfCheck adds each question, each answer to it with what that adds to the count, and how
// many have to count.
func (c carriers) addSelfCheck(t *testing.T, g *decision.Guideline) {
	t.Helper()
	checked := func(facts decision.Facts) *decision.SelfCheck {
		k, err := g.Compare(facts)
		require.NoError(t, err)
		require.NotNil(t, k.SelfCheck)
		return k.SelfCheck
	}
	s := checked(decision.Facts{})
	for _, item := range s.Items {
		c.addOfPage("self_check", item.Fact, s.Page, s.Claims)
		f, _ := g.Fact(item.Fact)
		for _, choice := range f.Choices {
			counts := map[int]string{0: "counts_nothing", 1: "counts"}[checked(decision.Facts{f.ID: choice.ID}).Counted]
			c.addOfPage("self_check", f.ID+"."+choice.ID+"."+counts, s.Page, s.Claims)
		}
	}
	c.addOfPage("self_check", fmt.Sprintf("at_least_%d", s.AtLeast), s.Page, s.Claims)
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
