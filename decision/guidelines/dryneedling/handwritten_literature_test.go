package dryneedling_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// reading is what a hand-written reading finds: the most severe verdict and the rules that hold.
type reading struct {
	verdict uint8
	held    map[string]bool
}

func (y *reading) rule(id string, verdict uint8, holds bool) {
	if holds {
		y.held[id] = true
		y.verdict = max(y.verdict, verdict)
	}
}

func (y *reading) caution(id string, holds bool) { y.rule(id, verdictConsider, holds) }

// take adds rules given as bits, as the reading of the default gives them.
func (y *reading) take(verdict uint8, ids []string, bits uint64) {
	for b, id := range ids {
		y.rule(id, verdict, bits>>b&1 == 1)
	}
}

// byLiterature reads the overlay literature by hand. The screen is that of the default; what the
// overlay changes is written here anew. hours is the local minimum of training, 0 for none.
func (r *record) byLiterature(hours float64) reading {
	y := reading{held: map[string]bool{}}
	c := r.complaintPlain()
	verdicts, cautions := ruleIDs()[0], ruleIDs()[1]
	for _, part := range []func() (uint8, uint64){r.redFlagsPlain, r.contraindicationsPlain, r.riskAndConsentPlain} {
		verdict, rules := part()
		y.take(verdict, verdicts, rules)
	}
	course := r.coursePlain() &^ (1 << cautionAttendanceLow) // no share of sessions is asked for
	y.take(verdictConsider, cautions, r.precautionsPlain()|r.hazardsPlain()|r.protocolPlain(c)|course)
	r.conditionByLiterature(&y, c)
	r.careByLiterature(&y, c)
	r.practitionerByLiterature(&y, c, hours)
	r.sharedByLiterature(&y, c)
	return y
}

// sharedByLiterature: a decision is shared where needling may come up at all.
func (r *record) sharedByLiterature(y *reading, c complaint) {
	exercise, manual := r.exerciseTrial.failed(), r.manualTherapyExerciseTrial.failed()
	back := c.low && r.condition != condDegenerativeLumbarDisease && c.chronic && exercise
	elsewhere := r.condition == condMyofascialPain && !c.low && !c.neck && (!c.chronic || exercise || manual)
	asked := r.triggerPointsIdentified && r.consentsToNeedling && r.dryNeedlingInScope && r.selfCareEducationTrial.failed()
	y.caution("shared-decision", asked && (back || c.neck && manual || elsewhere))
}

func (r *record) conditionByLiterature(y *reading, c complaint) {
	degenerative := r.condition == condDegenerativeLumbarDisease
	myofascial := r.condition == condMyofascialPain
	exercise, education, manual := r.exerciseTrial.failed(), r.selfCareEducationTrial.failed(), r.manualTherapyExerciseTrial.failed()
	chronicBack := c.low && !degenerative && c.chronic

	y.rule("indicated", verdictConsider, c.spinal)
	y.rule("chronic-low-back-adjunct", verdictConsider, chronicBack && exercise && education)
	y.rule("chronic-neck-adjunct", verdictConsider, c.neck && c.chronic && manual)

	y.rule("chronic-low-back-exercise-first", verdictPreferAlternative, chronicBack && (!exercise || !education))
	y.rule("acute-low-back-no-trials", verdictNoRecommendation, c.low && !c.chronic)
	y.rule("chronic-degenerative-low-back-pain", verdictPreferAlternative, degenerative && c.chronic && !r.radicularLegPain)
	y.rule("chronic-degenerative-low-back-pain-radicular", verdictNoRecommendation, degenerative && c.chronic && r.radicularLegPain)
	y.rule("chronic-myofascial-therapy-first", verdictPreferAlternative, myofascial && r.region != regionLowBack && c.chronic && !exercise && !manual)
	y.rule("neck-manual-therapy-first", verdictPreferAlternative, c.neck && !manual)
	y.rule("no-trigger-point", verdictPreferAlternative, c.spinal && !r.triggerPointsIdentified)
	y.rule("dry-needling-already-failed", verdictPreferAlternative, r.dryNeedlingTrial == trialNotHelped)
	y.caution("dry-needling-wore-off", r.dryNeedlingTrial == trialWoreOff)

	y.rule("osteoarthritis", verdictNoRecommendation, r.condition == condOsteoarthritis)
	y.rule("patellofemoral-pain", verdictPreferAlternative, r.condition == condPatellofemoralPain)
	y.rule("headache-disorders", verdictNoRecommendation, c.headache)
	y.rule("guideline-silent", verdictNoRecommendation, !c.spinal && !c.headache && r.condition != condOsteoarthritis && r.condition != condPatellofemoralPain)
	y.rule("region-outside-scope", verdictNoRecommendation, r.region == regionAbdomen || r.region == regionHead)
}

func (r *record) careByLiterature(y *reading, c complaint) {
	helpless := []trial{r.exerciseTrial, r.nsaidTrial, r.selfCareEducationTrial, r.activityModificationTrial} // acetaminophen never counts
	if c.low {
		helpless = append(helpless, r.heatTrial)
	}
	if c.neck {
		helpless = append(helpless, r.manualTherapyExerciseTrial)
	}
	tried := false
	for _, t := range helpless {
		tried = tried || t.spent()
	}
	y.rule("first-line-needling", verdictNotYet, c.spinal && !tried)
	y.rule("self-care-education-first", verdictNotYet, c.spinal && !r.selfCareEducationTrial.failed())
	y.caution("activity-modification-first", c.spinal && !r.activityModificationTrial.failed())
	y.caution("nonpharmacological-first", c.spinal)
	spent := false
	for _, t := range []trial{r.exerciseTrial, r.nsaidTrial, r.heatTrial, r.selfCareEducationTrial, r.activityModificationTrial, r.manualTherapyExerciseTrial} {
		spent = spent || t.spent()
	}
	y.caution("too-early-to-call-failed", c.spinal && r.painDurationWeeks < 2 && spent)
}

func (r *record) practitionerByLiterature(y *reading, c complaint, hours float64) {
	y.rule("local-training", verdictNotByThisPractitioner, r.trainingHours < hours)
	y.caution("no-local-training-rule", c.spinal && hours == 0)
	y.rule("untrained", verdictNotByThisPractitioner, r.trainingHours == 0)
	y.rule("outside-scope", verdictNotByThisPractitioner, !r.dryNeedlingInScope)
	over := r.region == regionNeck || r.region == regionThorax || r.region == regionShoulder || r.region == regionAbdomen
	y.caution("no-ultrasound", !r.ultrasoundAvailable && (over || r.antithromboticMedicine || r.bleedingTendency))
}

// agree holds a guideline to a reading by hand, verdict and every rule, on random complete
// cases, and returns what the cases came across.
func agree(t *testing.T, g *decision.Guideline, n int, seed uint64, byHand func(r *record) reading) map[string]int {
	if long() {
		n *= 2
	}
	rules := g.Rules()
	rng, c, seen := rand.New(rand.NewPCG(31, seed)), g.NewCase(), map[string]int{}
	for range n {
		r := randomRecord(rng)
		require.NoError(t, c.Load(typedFacts(g, &r)))
		got, want := g.Verdict(c), byHand(&r)
		if id := verdictIDs()[want.verdict]; !got.Settled || g.VerdictID(got.Verdict) != id {
			t.Fatalf("verdict %s (settled %v), by hand %s\n%v", g.VerdictID(got.Verdict), got.Settled, id, r.facts())
		}
		seen[verdictIDs()[want.verdict]]++
		for i := range rules {
			id := rules[i].ID
			if got.Certain.Has(i) != want.held[id] || got.Possible.Has(i) != want.held[id] {
				t.Fatalf("rule %s: certain %v, by hand %v\n%v", id, got.Certain.Has(i), want.held[id], r.facts())
			}
			if want.held[id] {
				seen[id]++
				delete(want.held, id)
			}
		}
		require.Empty(t, want.held, "rules that only the reading by hand knows")
	}
	return seen
}

// TestLiteratureReading compares the overlay literature with an independent reading of the same
// model by hand.
func TestLiteratureReading(t *testing.T) {
	g := dryneedling.Literature()
	seen := agree(t, g, 20_000, 1, func(r *record) reading {
		y := r.byLiterature(0)
		require.True(t, y.verdict != verdictConsider || y.held["shared-decision"] || !r.complaintPlain().spinal, "every consider is a decision to share")
		return y
	})
	for _, id := range verdictIDs() {
		if id != "do_not_use" { // what is insufficient is not counted as against
			require.Positive(t, seen[id], id)
		}
	}
	require.Zero(t, seen["do_not_use"])
	for _, r := range g.Rules() {
		if r.Off == "" && r.ID != "pregnancy-policy" && r.ID != "caution-minor" && r.ID != "chronic-neck-pain" {
			require.Positive(t, seen[r.ID], "does %s ever hold?", r.ID)
		}
	}
}
