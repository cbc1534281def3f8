package dryneedling_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestRandomChanges holds what would change a verdict to its definition on random patients, of
// whom little or nothing is unknown or known in part.
func TestRandomChanges(t *testing.T) {
	t.Parallel()
	g := dryneedling.AsPublished()
	h := newHider(g, rand.New(rand.NewPCG(51, 1)))
	found := 0
	for range oracle.Cases(12, 100) {
		p := h.partial(4, 60)
		n, err := oracle.Changes(g, p.told, cuts(), 800, oracle.ExprJudge)
		require.NoError(t, err, "%v", p.told)
		found += n
	}
	require.Positive(t, found)
}

// TestChangesBesideAConcern finds no way round a referral, nor any other warning sign that goes
// away; and consent, fear, age and wishes are left alone, known or not.
func TestChangesBesideAConcern(t *testing.T) {
	g := dryneedling.AsPublished()
	flags := factsIn(t, g, "red_flags")
	left := append(slices.Clone(flags), "consents_to_needling", "able_to_consent", "representative_consents", "needle_phobia", "age_years")
	contraindications := factsIn(t, g, "contraindications")
	for _, f := range g.Facts() {
		if slices.Contains(left, f.ID) {
			require.Empty(t, f.Transitions, f.ID)
			require.Equal(t, !slices.Contains(flags, f.ID), f.Fixed, f.ID)
		}
		if slices.Contains(contraindications, f.ID) {
			require.Equal(t, f.ID == "fever" || f.ID == "infection_or_wound_at_site", len(f.Transitions) > 0, f.ID)
		}
	}
	rng := rand.New(rand.NewPCG(52, 1))
	h := newHider(g, rng)
	for range oracle.Cases(100, 1000) {
		p := h.partial(20, 1<<30)
		concern := false
		for _, f := range flags {
			concern = concern || p.told[f] == true
		}
		x, err := g.WhatWouldChange(p.told)
		require.NoError(t, err)
		if concern {
			require.Empty(t, x.Sets)
			require.Contains(t, []decision.NoChange{decision.NoneDeclared, decision.NoneStands}, x.None)
			require.Empty(t, x.Held)
		}
		if p.told["consents_to_needling"] == false || p.told["needle_phobia"] == true {
			require.Empty(t, x.Sets)
			require.Equal(t, decision.NoneStands, x.None)
		}
		for _, s := range x.Sets {
			require.NotEqual(t, "not_consented", s.Verdict)
			for _, k := range s.Changes {
				f, _ := g.Fact(k.Fact)
				require.False(t, f.Fixed || f.Preference, k.Fact)
				require.False(t, slices.Contains(flags, k.Fact) && k.Kind != decision.ChangeLearnt, k.Fact)
			}
		}
	}
}

// TestChangesWithheld lists no trial of what something speaks against, or may, and says why.
func TestChangesWithheld(t *testing.T) {
	g := dryneedling.AsPublished()
	told := func(more map[string]any) decision.Facts {
		out := decision.Facts{"none_of": []string{"red_flags", "contraindications", "precautions"}, "condition": "low_back_pain",
			"pain_duration_weeks": 8, "needling_region": "low_back", "age_years": 40, "trigger_points_identified": true, "nsaid_trial": "not_tried",
			"acetaminophen_trial": "unsuitable", "heat_trial": "wore_off", "self_care_education_trial": "not_helped", "activity_modification_trial": "wore_off",
			"dry_needling_trial": "not_tried", "training_hours": 64, "dry_needling_in_scope": true, "ultrasound_available": true,
			"needle_phobia": false, "able_to_consent": true, "consents_to_needling": true,
			"nsaid_reaction": false, "active_gi_bleed_or_ulcer": false, "third_trimester": false}
		for name, value := range more {
			out[name] = value
		}
		return out
	}
	for _, k := range []struct {
		name     string
		more     map[string]any
		listed   bool
		cautions []string
		withheld []decision.WithheldChange
	}{
		{name: "nothing against it", listed: true},
		{"a caution", map[string]any{"ulcer_history": true, "ssri_or_snri": true}, true, []string{"Medicines that add to the risk of bleeding", "Earlier ulcer"}, nil},
		{"a reaction", map[string]any{"nsaid_reaction": true}, false, nil, []decision.WithheldChange{{Fact: "nsaid_trial", Title: "trial of an NSAID",
			Says: []string{"Aspirin or an NSAID has caused an allergic or asthmatic reaction."}, Missing: []string{}}}},
		{"being tried by a reactor", map[string]any{"nsaid_trial": "in_progress", "nsaid_reaction": true}, false, nil, []decision.WithheldChange{{Fact: "nsaid_trial", Title: "trial of an NSAID",
			Says: []string{"Aspirin or an NSAID has caused an allergic or asthmatic reaction."}, Missing: []string{}}}},
		{"not asked", map[string]any{"active_gi_bleed_or_ulcer": nil, "third_trimester": nil}, false, nil,
			[]decision.WithheldChange{{Fact: "nsaid_trial", Title: "trial of an NSAID", Says: []string{}, Missing: []string{"active_gi_bleed_or_ulcer", "third_trimester"}}}},
	} {
		x, err := g.WhatWouldChange(told(k.more))
		require.NoError(t, err, k.name)
		require.Equal(t, "not_yet", x.Verdict, k.name)
		listed := false
		for _, s := range x.Sets {
			for _, c := range s.Changes {
				if c.Fact == "nsaid_trial" {
					listed = true
					require.Equal(t, k.cautions, c.Cautions, k.name)
				}
			}
		}
		require.Equal(t, k.listed, listed, k.name)
		require.Equal(t, append([]decision.WithheldChange{}, k.withheld...), x.Withheld, k.name)
	}
}

func factsIn(t *testing.T, g *decision.Guideline, id string) []string {
	all, ok := group(g, id)
	require.True(t, ok, id)
	return all.Facts
}

// TestChangesAsMade makes every change that is listed, as JSON, on patients of whom anything may
// be unknown, and takes each away again.
func TestChangesAsMade(t *testing.T) {
	t.Parallel()
	for _, g := range []*decision.Guideline{dryneedling.AsPublished(), dryneedling.Literature()} {
		rng := rand.New(rand.NewPCG(53, 1))
		made := 0
		for range oracle.Cases(15, 500) {
			r := randomRecord(rng)
			told := hidden(rng, &r, rng.Float64()*rng.Float64())
			x, err := g.WhatWouldChange(told)
			require.NoError(t, err)
			again, err := g.WhatWouldChange(told)
			require.NoError(t, err)
			require.Equal(t, string(x.JSON()), string(again.JSON()))
			require.True(t, x.Exact)
			for _, s := range x.Sets {
				for left := -1; left < len(s.Changes); left++ {
					facts := map[string]any{}
					for name, value := range told {
						facts[name] = value
					}
					for i, k := range s.Changes {
						if i != left {
							facts[k.Fact] = k.To
						}
					}
					text, err := json.Marshal(facts)
					require.NoError(t, err)
					d, err := g.Decide(text)
					if left < 0 {
						require.NoError(t, err)
						require.True(t, d.Settled, "%v", s)
						require.Equal(t, s.Verdict, d.Verdict, "%v", s)
						require.NotEqual(t, x.Verdict, d.Verdict)
						require.Equal(t, cautioned(g, d), s.Cautions)
						made++
					} else if err == nil {
						require.False(t, d.Settled && d.Verdict == s.Verdict, "%v without its %d", s, left)
					}
				}
			}
		}
		require.Greater(t, made, 15)
	}
}

// cautioned is the titles of what a decision that allows certainly cautions about.
func cautioned(g *decision.Guideline, d *decision.Decision) (titles []string) {
	for _, k := range d.Cautions {
		for _, r := range g.Rules() {
			if r.ID == k.Rule && !k.Possible && d.Verdict == g.Verdicts()[0].ID {
				titles = append(titles, r.Title)
			}
		}
	}
	return titles
}

func BenchmarkWhatWouldChange(b *testing.B) {
	g := dryneedling.AsPublished()
	for _, k := range []struct {
		name    string
		unknown float64
	}{{"complete", 0}, {"unknown-10", 0.1}, {"unknown-50", 0.5}, {"nothing-known", 1}} {
		list := cases(b, g, k.unknown)
		b.Run(k.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				g.WhatWouldChangeCase(list[i%len(list)])
			}
		})
	}
}
