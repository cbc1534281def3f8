package dryneedling_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The generator makes every rule hold and every verdict occur.
func TestHandwrittenReachesEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var fired [2]uint64
	var verdicts uint64
	for range 200_000 {
		r := randomRecord(rng)
		verdict, rules := r.decide()
		verdicts |= 1 << verdict
		fired[0] |= rules[0]
		fired[1] |= rules[1]
	}
	for v, id := range verdictIDs() {
		require.NotZero(t, verdicts>>v&1, "no record has the verdict %s", id)
	}
	off := []string{"pregnancy-policy", "caution-minor"} // by the default params
	for w, ids := range ruleIDs() {
		for b, id := range ids {
			require.Equal(t, !slices.Contains(off, id), fired[w]>>b&1 == 1, "does %s ever hold?", id)
		}
	}
}

// The two readings, written apart, agree.
func TestHandwrittenReadingsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 9))
	for range 200_000 {
		r := randomRecord(rng)
		verdict, rules := r.decide()
		plainVerdict, plainRules := r.decidePlain()
		if plainVerdict != verdict || plainRules != rules { // far cheaper than require on every record
			require.Equal(t, verdict, plainVerdict, "%+v", r)
			require.Equal(t, rules, plainRules, "%+v", r)
		}
	}
}

// holds tells whether a rule holds by the set that decide gives.
func holds(rules [2]uint64, id string) bool {
	for w, ids := range ruleIDs() {
		if b := slices.Index(ids, id); b >= 0 {
			return rules[w]>>b&1 == 1
		}
	}
	return false
}

// A rule of a family holds just when its fact is true.
func TestHandwrittenFamilies(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 2_000 {
		r := randomRecord(rng)
		_, rules := r.decide()
		facts := r.facts()
		for _, id := range slices.Concat(ruleIDs()[0], ruleIDs()[1]) {
			for _, family := range []string{"red-flag-", "contraindicated-", "caution-"} {
				fact, of := strings.CutPrefix(id, family)
				if of && id != "caution-minor" {
					require.Equal(t, facts[strings.ReplaceAll(fact, "-", "_")], holds(rules, id), id)
				}
			}
		}
	}
}

// suitable is a patient for whom nothing stands against needling.
func suitable() record {
	return record{
		condition: condLowBackPain, region: regionLowBack, painDurationWeeks: 6, ageYears: 40, trainingHours: 61,
		nsaidTrial: trialNotHelped, acetaminophenTrial: trialUnsuitable, heatTrial: trialWoreOff,
		selfCareEducationTrial: trialNotHelped, activityModificationTrial: trialUnsuitable,
		triggerPointsIdentified: true, dryNeedlingInScope: true, ultrasoundAvailable: true,
		consentsToNeedling: true, ableToConsent: true,
	}
}

// What holds on the cut points and just beside them.
func TestHandwrittenCutPoints(t *testing.T) {
	for _, c := range []struct {
		rule   string
		holds  bool
		change func(r *record)
	}{
		{"chronic-low-back-pain", false, func(r *record) { r.painDurationWeeks = 12 }},
		{"chronic-low-back-pain", true, func(r *record) { r.painDurationWeeks = 12 + 1.0/7 }},
		{"too-early-to-call-failed", true, func(r *record) { r.painDurationWeeks = 1.9 }},
		{"too-early-to-call-failed", false, func(r *record) { r.painDurationWeeks = 2 }},
		{"phase-near-cut-off", true, func(r *record) { r.painDurationWeeks = 11.5 }},
		{"phase-near-cut-off", true, func(r *record) { r.painDurationWeeks = 13.1 }},
		{"phase-near-cut-off", false, func(r *record) { r.painDurationWeeks = 13.2 }},
		{"minor", false, func(r *record) { r.ageYears = 18 }},
		{"training-hours", true, func(r *record) { r.trainingHours = 60 }},
		{"training-hours", false, func(r *record) { r.trainingHours = 60.5 }},
		{"untrained", true, func(r *record) { r.trainingHours = 0 }},
		{"attendance-low", true, func(r *record) { r.sessionsScheduled, r.sessionsAttended = 24, 19 }},
		{"attendance-low", false, func(r *record) { r.sessionsScheduled, r.sessionsAttended = 20, 16 }},
		{"beyond-evidence", false, func(r *record) { r.weeksSinceFirstSession = 12 }},
		{"no-response", true, func(r *record) { r.weeksSinceFirstSession = 2 }},
		{"no-response", false, func(r *record) { r.weeksSinceFirstSession = 1.9 }},
		{"no-response", false, func(r *record) { r.weeksSinceFirstSession, r.ndiBaseline = 2, 19 }},
		{"no-response", true, func(r *record) { r.weeksSinceFirstSession, r.nprsBaseline = 2, 1.5 }},
		{"no-response", false, func(r *record) { r.weeksSinceFirstSession, r.nprsBaseline, r.region = 2, 1.5, regionNeck }},
		{"no-response", true, func(r *record) { r.weeksSinceFirstSession, r.psfsBaseline = 2, 1.3 }},
		{"getting-worse", true, func(r *record) { r.psfsBaseline = 1.3 }},
		{"getting-worse", false, func(r *record) { r.odiNow = 9.5 }},
		{"getting-worse", true, func(r *record) { r.odiNow = 10 }},
		{"analgesic-first", true, func(r *record) { r.nsaidTrial = trialHelped }},
		{"analgesic-first", true, func(r *record) { r.acetaminophenTrial = trialInProgress }},
		{"analgesic-first", false, func(r *record) { r.nsaidTrial = trialUnsuitable }},
		{"first-line-needling", false, func(r *record) { r.nsaidTrial, r.selfCareEducationTrial = trialUnsuitable, trialNotTried }},
		{"first-line-needling", true, func(r *record) {
			r.nsaidTrial, r.selfCareEducationTrial, r.heatTrial = trialUnsuitable, trialNotTried, trialUnsuitable
		}},
		{"caution-pregnancy", true, func(r *record) { r.pregnancy = true }},
		{"caution-pregnancy", true, func(r *record) { r.pregnancy, r.region = true, regionUpperLimb }},
	} {
		r := suitable()
		verdict, _ := r.decide()
		require.Equal(t, verdictConsider, verdict)
		c.change(&r)
		_, rules := r.decide()
		require.Equal(t, c.holds, holds(rules, c.rule), "%s: %+v", c.rule, r)
	}
}
