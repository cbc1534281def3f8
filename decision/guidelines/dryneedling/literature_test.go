package dryneedling_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// afterFirstLine is a patient with neck pain for whom all that comes first has failed and against
// whom nothing else stands, with the practitioner and the site that either reading asks for.
func afterFirstLine() record {
	r := suitable()
	r.condition, r.region, r.painDurationWeeks = condNeckPain, regionUpperLimb, 30
	r.manualTherapyExerciseTrial, r.exerciseTrial = trialNotHelped, trialWoreOff
	return r
}

func decided(t testing.TB, g *decision.Guideline, r record) *decision.Decision {
	t.Helper()
	d, err := g.Decide(decision.Facts(r.facts()))
	require.NoError(t, err)
	require.True(t, d.Settled)
	return d
}

// Who becomes eligible: chronic low back, neck and myofascial pain, each after its first-line
// therapy failed, with trigger points, a clear screen, scope and consent.
func TestBecomesEligible(t *testing.T) {
	for name, change := range map[string]func(r *record){
		"chronic low back":                   func(r *record) { r.condition, r.region = condLowBackPain, regionLowBack },
		"chronic low back, exercise not fit": func(r *record) { r.condition, r.exerciseTrial = condLowBackPain, trialUnsuitable },
		"chronic neck":                       func(*record) {},
		"chronic myofascial":                 func(r *record) { r.condition, r.manualTherapyExerciseTrial = condMyofascialPain, trialHelped },
		"chronic myofascial, low back":       func(r *record) { r.condition, r.region = condMyofascialPain, regionLowBack },
		"chronic myofascial, neck":           func(r *record) { r.condition, r.region = condMyofascialPain, regionNeck },
	} {
		r := afterFirstLine()
		change(&r)
		r.acetaminophenTrial, r.nsaidTrial, r.heatTrial = trialNotTried, trialNotTried, trialNotTried
		r.activityModificationTrial, r.trainingHours = trialNotTried, 30
		d := decided(t, dryneedling.Literature(), r)
		require.True(t, d.Allows(), "%s: %s", name, d.Verdict)
		require.False(t, decided(t, dryneedling.AsPublished(), r).Allows(), name)
		for _, lacking := range []struct {
			what, verdict string
			lose          func(r *record)
		}{
			{"trigger points", "prefer_alternative", func(r *record) { r.triggerPointsIdentified = false }},
			{"a clear screen", "refer", func(r *record) { r.cancerConcern = true }},
			{"no contraindication", "contraindicated", func(r *record) { r.fever = true }},
			{"scope", "not_by_this_practitioner", func(r *record) { r.dryNeedlingInScope = false }},
			{"training", "not_by_this_practitioner", func(r *record) { r.trainingHours = 0 }},
			{"consent", "not_consented", func(r *record) { r.consentsToNeedling = false }},
			{"education", "", func(r *record) { r.selfCareEducationTrial = trialInProgress }},
			{"its therapy", "prefer_alternative", func(r *record) {
				r.exerciseTrial, r.manualTherapyExerciseTrial = trialHelped, trialDeclinedOrUnavailable
			}},
		} {
			without := r
			lacking.lose(&without)
			d := decided(t, dryneedling.Literature(), without)
			require.False(t, d.Allows(), "%s without %s", name, lacking.what)
			if lacking.verdict != "" {
				require.Equal(t, lacking.verdict, d.Verdict, "%s without %s", name, lacking.what)
			}
		}
	}
}

// Who stops being eligible: acute and subacute low back pain.
func TestStopsBeingEligible(t *testing.T) {
	for _, weeks := range []float64{0, 3, 8, 12} {
		for _, condition := range []condition{condLowBackPain, condDegenerativeLumbarDisease, condMyofascialPain} {
			r := afterFirstLine()
			r.condition, r.region, r.painDurationWeeks = condition, regionLowBack, weeks
			require.True(t, decided(t, dryneedling.AsPublished(), r).Allows())
			require.Equal(t, "no_recommendation", decided(t, dryneedling.Literature(), r).Verdict)
		}
	}
	r := afterFirstLine()
	r.painDurationWeeks = 8
	require.True(t, decided(t, dryneedling.AsPublished(), r).Allows())
	require.True(t, decided(t, dryneedling.Literature(), r).Allows(), "the neck stays eligible")
}

// Degenerative disease stays out of it, and is told apart by radicular leg pain.
func TestDegenerativeInLiterature(t *testing.T) {
	r := afterFirstLine()
	r.condition, r.region = condDegenerativeLumbarDisease, regionLowBack
	require.Equal(t, "prefer_alternative", decided(t, dryneedling.Literature(), r).Verdict)
	r.radicularLegPain = true
	require.Equal(t, "no_recommendation", decided(t, dryneedling.Literature(), r).Verdict)
}

// What an exact answer says of a case of which little is known holds for every such case: these
// are the overlay's own invariants.
func TestLiteratureOverAllInputs(t *testing.T) {
	g := dryneedling.Literature()
	never := func(facts decision.Facts, least string) {
		d, err := g.Decide(facts)
		require.NoError(t, err)
		require.True(t, d.Exact)
		require.Contains(t, []string{least, "prefer_alternative"}, d.Verdict, "%v", facts)
		require.NotContains(t, append(d.CouldBecome, d.Verdict), "consider", "%v", facts)
	}
	back := map[string]any{"one_of": []string{"low_back_pain", "degenerative_lumbar_disease"}}
	short := map[string]any{"at_most": 12.0}
	never(decision.Facts{"condition": back, "pain_duration_weeks": short}, "no_recommendation")
	never(decision.Facts{"condition": "myofascial_pain", "needling_region": "low_back", "pain_duration_weeks": short}, "no_recommendation")
	long := map[string]any{"more_than": 12.0}
	for _, trial := range []string{"exercise_trial", "self_care_education_trial"} {
		notFailed := map[string]any{"one_of": []string{"not_tried", "in_progress", "helped", "declined_or_unavailable"}}
		never(decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": long, trial: notFailed}, "prefer_alternative")
		never(decision.Facts{"condition": "degenerative_lumbar_disease", "pain_duration_weeks": long, trial: notFailed}, "no_recommendation")
	}
	condition, _ := g.Fact("condition")
	for _, c := range condition.Choices {
		if !slices.Contains([]string{"low_back_pain", "degenerative_lumbar_disease", "neck_pain", "myofascial_pain"}, c.ID) {
			never(decision.Facts{"condition": c.ID}, "no_recommendation")
		}
	}
}

// Every offer carries what the overlay adds to it, and its protocol is that of trials.
func TestLiteratureOffer(t *testing.T) {
	r := afterFirstLine()
	r.sessionsScheduled, r.sessionsAttended = 8, 1
	facts := decision.Facts(r.facts())
	d, err := dryneedling.Literature().Decide(facts)
	require.NoError(t, err)
	require.True(t, d.Allows())
	var cautions []string
	for _, c := range d.Cautions {
		cautions = append(cautions, c.Rule)
	}
	for _, id := range []string{"shared-decision", "nonpharmacological-first", "no-local-training-rule"} {
		require.Contains(t, cautions, id)
	}
	require.NotContains(t, cautions, "attendance-low")
	require.Nil(t, d.Course.Attendance)
	require.Equal(t, "What trials gave", d.Protocol.Title)
	require.Nil(t, d.Protocol.Schedule)
	require.True(t, d.Protocol.NotForOrders)
	require.Len(t, d.Protocol.Items, 1)
	for _, c := range d.Evidence {
		require.NotContains(t, []string{"C26", "C27"}, c.Claim, "what is untraced is gone")
	}
	published, err := dryneedling.AsPublished().Decide(facts)
	require.NoError(t, err)
	require.NotNil(t, published.Course.Attendance)

	local, err := openWith(t, "literature", "us-az").Decide(facts)
	require.NoError(t, err)
	for _, c := range local.Cautions {
		require.NotEqual(t, "no-local-training-rule", c.Rule)
	}
}

// Patients are told of every answer under the overlay, in every language.
func TestLeafletsOfLiterature(t *testing.T) {
	g := dryneedling.Literature()
	for name, facts := range leafletCases() {
		d, err := g.Decide(facts)
		require.NoError(t, err, name)
		for _, l := range g.Languages() {
			leaflet, err := g.Leaflet(d, l.Tag)
			require.NoError(t, err, name)
			require.NotEmpty(t, leaflet.Sections)
		}
	}
}
