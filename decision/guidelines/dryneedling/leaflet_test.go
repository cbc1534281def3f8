package dryneedling_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// clear is a case of acute low back pain in which needling may be discussed.
func clear(changes decision.Facts) decision.Facts {
	facts := decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": 6, "trigger_points_identified": true, "needling_region": "low_back",
		"age_years": 40, "nsaid_trial": "not_helped", "acetaminophen_trial": "not_helped", "heat_trial": "not_helped", "self_care_education_trial": "not_helped",
		"activity_modification_trial": "not_helped", "training_hours": 80, "dry_needling_in_scope": true, "ultrasound_available": true,
		"consents_to_needling": true, "needle_phobia": false, "able_to_consent": true, "representative_consents": true, "dry_needling_trial": "not_tried",
		"manual_therapy_exercise_trial": "not_helped",
		"none_of":                       []string{"red_flags", "contraindications", "precautions"}}
	for name, value := range changes {
		facts[name] = value
	}
	return facts
}

// leafletCases holds a case for every verdict, and some that are open.
func leafletCases() map[string]decision.Facts {
	noFlags := func(changes decision.Facts) decision.Facts {
		facts := clear(changes)
		facts["none_of"] = []string{"red_flags_back", "red_flags_neck_head", "red_flags_chest", "site_contraindications", "precautions"}
		return facts
	}
	return map[string]decision.Facts{
		"consider":                 clear(nil),
		"not_yet":                  clear(decision.Facts{"heat_trial": "in_progress"}),
		"not_by_this_practitioner": clear(decision.Facts{"training_hours": 20}),
		"not_consented":            clear(decision.Facts{"consents_to_needling": false}),
		"no_recommendation":        clear(decision.Facts{"condition": "fibromyalgia"}),
		"prefer_alternative":       clear(decision.Facts{"trigger_points_identified": false}),
		"do_not_use":               clear(decision.Facts{"pain_duration_weeks": 30}),
		"contraindicated":          noFlags(decision.Facts{"fever": true}),
		"refer":                    noFlags(decision.Facts{"cancer_concern": true}),
		"needs_information":        {"condition": "low_back_pain"},
		"nothing known":            {},
		"firm but open":            {"condition": "osteoarthritis"},
		"case split":               {"pain_duration_weeks": decision.MoreThan(12), "none_of": []string{"red_flags", "contraindications"}},
		"consent only":             {"condition": "low_back_pain", "consents_to_needling": nil},
	}
}

// withOptions puts options into a decision, so that their telling is seen whatever options
// the guideline has.
func withOptions(d *decision.Decision) {
	d.Options = append(d.Options,
		decision.Option{ID: "exercise_therapy", Intervention: "exercise_therapy", Stance: "recommend", Tried: "helped"},
		decision.Option{ID: "acupuncture", Intervention: "acupuncture", Stance: "may", Possible: true, Tried: "unknown", Missing: []string{"fever"}},
		decision.Option{ID: "nsaid", Intervention: "nsaid", Stance: "against"})
}

// Every intervention that is offered, and no withheld one, is told.
func TestEveryOptionIsTold(t *testing.T) {
	g := dryneedling.AsPublished()
	for _, o := range g.OptionRules() {
		require.NotEmpty(t, text(t, g, decision.TextIntervention, o.Intervention).Says, o.ID)
	}
	for name, facts := range leafletCases() {
		d, l := tell(t, facts, nil)
		var want, got []string
		for _, o := range d.Options {
			if o.Stance.Offers() && !slices.Contains(want, o.Intervention) {
				want = append(want, o.Intervention)
			}
		}
		if d.Verdict == "refer" {
			require.Empty(t, want)
			continue
		}
		for _, it := range section(t, l, decision.SectionOptions).Items {
			i := slices.IndexFunc(g.OptionRules(), func(o decision.OptionRule) bool { return o.ID == it.ID })
			got = append(got, g.OptionRules()[i].Intervention)
		}
		require.Equal(t, want, got, name)
	}
}

func tell(t *testing.T, facts decision.Facts, change func(*decision.Decision)) (*decision.Decision, *decision.Leaflet) {
	t.Helper()
	return tellBy(t, dryneedling.AsPublished(), facts, change)
}

func tellBy(t *testing.T, g *decision.Guideline, facts decision.Facts, change func(*decision.Decision)) (*decision.Decision, *decision.Leaflet) {
	t.Helper()
	d, err := g.Decide(facts)
	require.NoError(t, err)
	if change != nil {
		change(d)
	}
	l, err := g.Leaflet(d, "en")
	require.NoError(t, err)
	return d, l
}

func sectionIDs(l *decision.Leaflet) (ids []string) {
	for _, s := range l.Sections {
		ids = append(ids, s.ID)
	}
	return ids
}

func section(t *testing.T, l *decision.Leaflet, id string) decision.LeafletSection {
	t.Helper()
	i := slices.IndexFunc(l.Sections, func(s decision.LeafletSection) bool { return s.ID == id })
	require.GreaterOrEqual(t, i, 0, id)
	return l.Sections[i]
}

func TestEveryVerdictHasALeaflet(t *testing.T) {
	seen := map[string]bool{}
	for name, facts := range leafletCases() {
		d, l := tell(t, facts, nil)
		seen[d.Verdict] = true
		if slices.ContainsFunc(dryneedling.AsPublished().Verdicts(), func(n decision.Named) bool { return n.ID == name }) {
			require.Equal(t, name, d.Verdict)
		}
		require.Equal(t, d.Verdict, section(t, l, decision.SectionAnswer).Items[0].ID, name)
		require.NotEmpty(t, section(t, l, decision.SectionNext).Paragraphs, name)
		require.NotEmpty(t, section(t, l, decision.SectionSeekHelp).Items, name)
		require.Contains(t, strings.Join(section(t, l, decision.SectionAbout).Paragraphs, " "), "not a medical device", name)
		require.Equal(t, d.Verdict == "consider", slices.Contains(sectionIDs(l), decision.SectionAfterCare), name)
		open := slices.ContainsFunc(d.Steps, func(s decision.Step) bool { return len(s.Open) > 0 })
		require.Equal(t, open && d.Verdict != "refer", slices.Contains(sectionIDs(l), decision.SectionUnknown), name)
	}
	require.Len(t, seen, 10, "every verdict and needs_information")
}

// Beside a referral nothing is told that could keep anybody from it.
func TestReferralIsToldAlone(t *testing.T) { everyReading(t, referralIsToldAlone) }

func referralIsToldAlone(t *testing.T, g *decision.Guideline) {
	red, ok := group(g, "red_flags")
	require.True(t, ok)
	for _, flag := range red.Facts {
		d, l := tellBy(t, g, decision.Facts{flag: true}, withOptions)
		require.Equal(t, "refer", d.Verdict)
		require.Equal(t, []string{decision.SectionAnswer, decision.SectionNext, decision.SectionSeekHelp, decision.SectionAbout, decision.SectionSources}, sectionIDs(l), flag)
		urgency := text(t, g, decision.TextUrgency, d.Urgency)
		require.Equal(t, urgency.Says, section(t, l, decision.SectionNext).Paragraphs[:len(urgency.Says)], flag)
	}
}

func group(g *decision.Guideline, id string) (decision.Group, bool) {
	for _, x := range g.Groups() {
		if x.ID == id {
			return x, true
		}
	}
	return decision.Group{}, false
}

func text(t *testing.T, g *decision.Guideline, kind, id string) decision.PatientText {
	t.Helper()
	all, err := g.PatientTexts("en")
	require.NoError(t, err)
	i := slices.IndexFunc(all, func(x decision.PatientText) bool { return x.Kind == kind && x.ID == id })
	require.GreaterOrEqual(t, i, 0, "%s %s", kind, id)
	return all[i]
}

// Only what is recommended or may be tried is told, and what is open is told as open.
func TestOptionsInALeaflet(t *testing.T) {
	g := dryneedling.AsPublished()
	_, l := tell(t, leafletCases()["do_not_use"], func(d *decision.Decision) {
		d.Options = nil
		withOptions(d)
	})
	told := section(t, l, decision.SectionOptions)
	require.Len(t, told.Items, 2)
	require.Equal(t, "exercise_therapy", told.Items[0].ID)
	require.Subset(t, told.Items[0].Paragraphs, slices.Concat(text(t, g, decision.TextPhrase, "recommend").Says, text(t, g, decision.TextTried, "helped").Says))
	require.NotSubset(t, told.Items[0].Paragraphs, text(t, g, decision.TextPhrase, "possible").Says)
	require.Equal(t, "acupuncture", told.Items[1].ID)
	require.Subset(t, told.Items[1].Paragraphs, text(t, g, decision.TextPhrase, "possible").Says)
	require.NotSubset(t, told.Items[1].Paragraphs, text(t, g, decision.TextPhrase, "may").Says)

	_, l = tell(t, leafletCases()["do_not_use"], func(d *decision.Decision) {
		d.Options = []decision.Option{{ID: "nsaid", Intervention: "nsaid", Stance: "against"}}
	})
	told = section(t, l, decision.SectionOptions)
	require.Empty(t, told.Items)
	require.Equal(t, text(t, g, decision.TextPhrase, "no_options").Says, told.Paragraphs)
}

// What clinicians read is never part of a leaflet, and what patients read is never part of
// a decision.
func TestPatientsAndCliniciansReadTheirOwn(t *testing.T) {
	texts, err := dryneedling.AsPublished().PatientTexts("en")
	require.NoError(t, err)
	for name, facts := range leafletCases() {
		d, l := tell(t, facts, nil)
		answer := string(d.JSON())
		for _, x := range texts {
			for _, says := range slices.Concat(x.Says, x.Then) {
				if x.Kind != decision.TextHeading {
					require.NotContains(t, answer, says, name)
				}
			}
		}
		read := string(l.JSON())
		for _, r := range d.Reasons {
			require.NotContains(t, read, r.Says, name)
		}
		for _, c := range d.Cautions {
			require.NotContains(t, read, c.Says, name)
		}
		require.True(t, json.Valid(l.JSON()), name)
	}
}

func TestEducation(t *testing.T) {
	wanted := []string{"edu-trigger-point", "edu-knot", "edu-why-knots", "edu-what-is-needling", "edu-does-it-hurt", "edu-after-care", "edu-myth-1",
		"edu-myth-2", "edu-myth-3", "edu-quick-guide", "edu-frequency", "edu-faq-sessions", "edu-faq-combine", "edu-faq-cover",
		"edu-ask-your-practitioner", "edu-speak-up", "edu-rotate", "edu-when-to-seek-help"}
	g := dryneedling.AsPublished()
	var ids []string
	for _, e := range g.Education() {
		ids = append(ids, e.ID)
		require.NotEmpty(t, e.Claims, e.ID)
		require.NotEmpty(t, slices.Concat(e.Pages, e.Sources), e.ID)
		for _, page := range e.Pages {
			s, ok := g.Evidence().Source(page)
			require.True(t, ok)
			require.Contains(t, []string{"marketing", "expert-opinion"}, s.Kind, "%s: %s is no page", e.ID, page)
		}
		require.NotEmpty(t, text(t, g, decision.TextEducation, e.ID).Says)
	}
	require.ElementsMatch(t, wanted, ids)
}
