package dryneedling_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func compared(t testing.TB, facts decision.Facts) *decision.Comparison {
	k, err := dryneedling.AsPublished().Compare(facts)
	require.NoError(t, err)
	return k
}

// TestPagesAreCitedForWhatTheySay holds each statement to claims that its page makes.
func TestPagesAreCitedForWhatTheySay(t *testing.T) {
	library := dryneedling.AsPublished().Evidence()
	check := func(what, page string, claims []string) {
		named := slices.ContainsFunc(claims, func(id string) bool {
			claim, ok := library.Claim(id)
			require.True(t, ok, id)
			return slices.Contains(claim.For, page) || slices.Contains(claim.Against, page)
		})
		require.True(t, named || len(claims) == 0, "%s: none of %v is a claim of %s", what, claims, page)
	}
	statements, pages := 0, map[string]bool{}
	for _, m := range compared(t, decision.Facts{}).Modalities { // nothing is known: every indicator may hold
		for _, i := range m.Indicators {
			check(i.ID, i.Page, i.Claims)
			pages[i.Page] = true
		}
		for _, a := range m.Attributes {
			for _, s := range a.Statements {
				check(m.ID+"."+a.ID, s.Page, s.Claims)
				statements++
			}
		}
	}
	require.Greater(t, statements, 100)
	require.ElementsMatch(t, []string{"therarehab-needling-massage", "impact-needling-massage", "needling-knots-page", "messina-massage"},
		slices.Collect(maps.Keys(pages)), "the pages that say for whom")
}

// TestComparisonTable holds the bundle to the table of IMPACT's page, and to the points on
// which the pages are known to disagree.
func TestComparisonTable(t *testing.T) {
	disagree := map[string]bool{}
	said := map[string][]string{}
	for _, m := range compared(t, decision.Facts{}).Modalities {
		for _, a := range m.Attributes {
			for _, s := range a.Statements {
				said[m.ID+"."+a.ID] = append(said[m.ID+"."+a.ID], s.Page)
			}
			if a.Disagree {
				disagree[m.ID+"."+a.ID] = true
			}
		}
	}
	for _, modality := range []string{"dry_needling", "medical_massage", "relaxation_massage"} {
		for _, attribute := range []string{"primary_goal", "depth", "precision", "recovery"} {
			require.Contains(t, said[modality+"."+attribute], "impact-needling-massage", "%s.%s", modality, attribute)
		}
	}
	for _, modality := range []string{"medical_massage", "relaxation_massage"} {
		for _, attribute := range []string{"primary_goal", "technique", "depth", "intensity", "sensation", "claimed_conditions"} {
			require.Contains(t, said[modality+"."+attribute], "messina-massage", "%s.%s", modality, attribute)
		}
	}
	require.Equal(t, []string{
		"dry_needling.claimed_conditions", "dry_needling.done_by", "dry_needling.frequency", "dry_needling.recovery", "dry_needling.sensation",
		"massage_and_dry_needling.order",
		"medical_massage.depth", "medical_massage.precision", "medical_massage.primary_goal", "medical_massage.target_area",
		"relaxation_massage.primary_goal",
	}, slices.Sorted(maps.Keys(disagree)))
}

// TestWithheldTherapies holds what withholds each therapy to the table of the clinical model.
func TestWithheldTherapies(t *testing.T) {
	needles := []string{"dry_needling", "acupuncture", "massage_and_dry_needling", "acupuncture_and_massage"}
	deep := append(slices.Clone(needles), "medical_massage", "medical_and_relaxation_massage")
	all := append(slices.Clone(deep), "relaxation_massage")
	for _, test := range []struct {
		fact     string
		value    any
		withheld []string
	}{
		{"severe_bleeding_disorder", true, deep},
		{"anticoagulation_uncontrolled", true, deep},
		{"fever", true, all},
		{"infection_or_wound_at_site", true, all},
		{"malignancy_at_site", true, all},
		{"lymphoedema_at_site", true, needles},
		{"prohibited_site", true, needles},
		{"consents_to_needling", false, needles},
		{"able_to_consent", false, needles},
		{"needle_phobia", true, needles},
		{"age_years", 12, needles}, // and no guardian consents
		{"osteoporosis", true, nil},
		{"antithrombotic_medicine", true, nil},
		{"pregnancy", true, nil},
	} {
		facts := decision.Facts{"age_years": 40, "consents_to_needling": true, "able_to_consent": true, "needle_phobia": false, "representative_consents": false,
			"fever": false, "severe_bleeding_disorder": false, "anticoagulation_uncontrolled": false, "lymphoedema_at_site": false,
			"infection_or_wound_at_site": false, "malignancy_at_site": false, "prohibited_site": false, "none_of": []string{"red_flags"}}
		facts[test.fact] = test.value
		var withheld []string
		for _, m := range compared(t, facts).Modalities {
			if m.Status == decision.StatusWithheld {
				withheld = append(withheld, m.ID)
			}
		}
		require.ElementsMatch(t, test.withheld, withheld, test.fact)
	}
}

// TestTherapiesAreWithheldAsOptionsAre: what withholds an option withholds the same therapy in
// the comparison, and nothing else does.
func TestTherapiesAreWithheldAsOptionsAre(t *testing.T) {
	rng := rand.New(rand.NewPCG(61, 1))
	for range 3_000 {
		r := randomRecord(rng)
		w := r.withheldByHand()
		byHand := map[string]bool{
			"dry_needling": w.needles, "acupuncture": w.needles, "medical_massage": w.pressing, "relaxation_massage": w.massage,
			"massage_and_dry_needling": w.needles || w.pressing, "acupuncture_and_massage": w.needles || w.pressing,
		}
		for _, m := range compared(t, decision.Facts(r.facts())).Modalities { // none beside a red flag
			if withheld, ok := byHand[m.ID]; ok {
				require.Equal(t, withheld, m.Status == decision.StatusWithheld, "%s: %v", m.ID, r.facts())
			}
		}
	}
}

// TestNeedlingIsFavouredOnlyWithConsider over random cases that are known in part: beside the
// verdict only, and nothing at all beside a warning sign.
func TestNeedlingIsFavouredOnlyWithConsider(t *testing.T) {
	g := dryneedling.AsPublished()
	rng := rand.New(rand.NewPCG(5, 6))
	redFlags := map[string]bool{}
	for _, group := range g.Groups() {
		for _, id := range group.Facts {
			redFlags[id] = redFlags[id] || group.ID == "red_flags"
		}
	}
	favoured := 0
	for range 1500 {
		r := randomRecord(rng)
		facts := decision.Facts(r.facts())
		flagged := false
		for id := range facts {
			switch {
			case redFlags[id] && rng.IntN(40) > 0:
				facts[id] = false
			case rng.IntN(60) == 0:
				delete(facts, id)
			}
			flagged = flagged || redFlags[id] && facts[id] == true
		}
		facts["primary_goal"] = "quick_targeted_relief"
		d, err := g.Decide(facts)
		require.NoError(t, err)
		k := compared(t, facts)
		require.Equal(t, d.Verdict, k.Verdict)
		require.Equal(t, d.Missing, k.Missing)
		require.Equal(t, flagged, len(k.Modalities) == 0)
		require.True(t, !flagged || d.Comparison == nil && d.SelfCheck == nil)
		for _, m := range k.Modalities {
			holdsNeedling := m.ID == "dry_needling" || slices.Contains(m.Parts, "dry_needling")
			require.False(t, holdsNeedling && m.Status == decision.StatusFavoured && !d.Allows(), "%s %v", m.ID, facts)
			if m.Status == decision.StatusFavoured {
				require.Nil(t, k.Bar)
				favoured++
			}
		}
	}
	require.Greater(t, favoured, 100)
}

// TestSelfCheckOfThePage counts yes and nothing else.
func TestSelfCheckOfThePage(t *testing.T) {
	for _, test := range []struct {
		returns, deep, stretching any
		status                    decision.SelfCheckStatus
		counted                   int
		missing                   []string
	}{
		{"yes", "yes", "no", decision.SelfCheckReached, 2, []string{}},
		{"yes", nil, "yes", decision.SelfCheckReached, 2, []string{}},
		{"sometimes", "occasionally", "somewhat", decision.SelfCheckNotReached, 0, []string{}},
		{"yes", "occasionally", "somewhat", decision.SelfCheckNotReached, 1, []string{}},
		{nil, "occasionally", "somewhat", decision.SelfCheckNotReached, 0, []string{}},
		{"yes", nil, "somewhat", decision.SelfCheckOpen, 1, []string{"pain_deep"}},
		{nil, nil, "no", decision.SelfCheckOpen, 0, []string{"returns_after_massage", "pain_deep"}},
		{nil, nil, nil, decision.SelfCheckOpen, 0, []string{"returns_after_massage", "pain_deep", "stretching_little_success"}},
		{map[string]any{"one_of": []string{"sometimes", "rarely"}}, "yes", nil, decision.SelfCheckOpen, 1, []string{"stretching_little_success"}},
		{map[string]any{"one_of": []string{"yes", "rarely"}}, "yes", "no", decision.SelfCheckOpen, 1, []string{"returns_after_massage"}},
	} {
		s := compared(t, decision.Facts{"returns_after_massage": test.returns, "pain_deep": test.deep, "stretching_little_success": test.stretching}).SelfCheck
		require.Equal(t, test.status, s.Status, "%v", test)
		require.Equal(t, test.counted, s.Counted, "%v", test)
		require.Equal(t, test.missing, s.Missing, "%v", test)
	}
}
