package dryneedling_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// interview is what was asked of one patient.
type interview struct {
	questions, burden int // before the verdict was settled
	further           int // questions after that
	known             decision.Facts
}

// interviewed asks a patient until there is nothing left to ask. One to whom something applies of
// what a group asks about says all of it, or names the first and says nothing of the others.
func interviewed(t testing.TB, g *decision.Guideline, patient, known decision.Facts, all bool, next func(decision.Facts) (decision.Question, bool)) interview {
	in, last := interview{known: known}, false
	for {
		q, ok := next(in.known)
		if !ok {
			return in
		}
		require.False(t, last && q.Why.Stage != decision.StageLast, "asked after consent: %v", in.known)
		last = q.Why.Stage == decision.StageLast
		if q.Why.Stage == decision.StageThen {
			in.further++
		} else {
			in.questions++
		}
		require.LessOrEqual(t, in.questions+in.further, len(g.Facts()), "no end: %v", in.known)
		for _, a := range q.Asks {
			require.NotContains(t, in.known, a.Fact, "asked again")
			if q.Why.Stage != decision.StageThen {
				in.burden += a.Burden
			}
			in.known[a.Fact] = patient[a.Fact]
			if q.Group != "" && patient[a.Fact] == true && !all {
				break
			}
		}
	}
}

// inFileOrder asks one missing fact after the other, in asking order, and stops where Next does.
func inFileOrder(t testing.TB, g *decision.Guideline) func(decision.Facts) (decision.Question, bool) {
	return func(known decision.Facts) (decision.Question, bool) {
		d, err := g.Decide(known)
		require.NoError(t, err)
		for _, m := range d.Missing {
			f, _ := g.Fact(m)
			if d.Verdict == "needs_information" || slices.Contains(f.Groups, "red_flags") {
				return decision.Question{Asks: []decision.Asked{{Fact: m, Burden: f.Burden}}}, true
			}
		}
		return decision.Question{}, false
	}
}

// TestInterviewsAgree interviews patients of whom everything is known, from nothing, or from some
// of it: each interview ends, with the verdict of the whole patient or a no that the whole
// patient has at least as firmly, and with every red flag asked.
func TestInterviewsAgree(t *testing.T) {
	patients := 40
	if long() {
		patients = 300
	}
	for i, g := range []*decision.Guideline{dryneedling.AsPublished(), dryneedling.Literature()} {
		rng := rand.New(rand.NewPCG(51, uint64(i)))
		var asked, inOrder interview
		next := func(known decision.Facts) (decision.Question, bool) {
			q, ok, err := g.Next(known)
			require.NoError(t, err)
			return q, ok
		}
		for range patients {
			r := randomRecord(rng)
			patient := decision.Facts(r.facts())
			start := func() decision.Facts { return decision.Facts{} }
			in := interviewed(t, g, patient, start(), false, next)
			requireRight(t, g, patient, in.known)
			naive := interviewed(t, g, patient, start(), false, inFileOrder(t, g))
			asked.questions, asked.burden, asked.further = asked.questions+in.questions, asked.burden+in.burden, asked.further+in.further
			inOrder.questions, inOrder.burden = inOrder.questions+naive.questions, inOrder.burden+naive.burden
			if some := hidden(rng, &r, 0.6); len(some) > 0 {
				requireRight(t, g, patient, interviewed(t, g, patient, some, true, next).known)
			}
		}
		require.Less(t, 2*asked.questions, inOrder.questions)
		mean := func(sum int) float64 { return float64(sum) / float64(patients) }
		t.Logf("%d patients, from nothing: %.1f questions of burden %.1f, then %.2f on precautions; one by one in file order %.1f of burden %.1f",
			patients, mean(asked.questions), mean(asked.burden), mean(asked.further), mean(inOrder.questions), mean(inOrder.burden))
	}
}

func requireRight(t testing.TB, g *decision.Guideline, patient, known decision.Facts) {
	whole, err := g.Decide(patient)
	require.NoError(t, err)
	got, err := g.Decide(known)
	require.NoError(t, err)
	for _, m := range got.Missing {
		f, _ := g.Fact(m)
		require.NotContains(t, f.Groups, "red_flags")
	}
	if got.Urgency != "" { // all that is more urgent was asked
		more := slices.IndexFunc(g.Urgencies(), func(u decision.Named) bool { return u.ID == got.Urgency })
		for _, r := range g.Rules() {
			if at := slices.IndexFunc(g.Urgencies(), func(u decision.Named) bool { return u.ID == r.Urgency }); at >= 0 && at < more {
				for _, f := range r.Facts {
					require.Contains(t, known, f, r.ID)
				}
			}
		}
		require.Equal(t, whole.Urgency, got.Urgency)
	}
	severity := func(id string) int {
		return slices.IndexFunc(g.Verdicts(), func(v decision.Named) bool { return v.ID == id })
	}
	switch {
	case got.Settled:
		require.Equal(t, whole.Verdict, got.Verdict, "%v", known)
	default:
		require.Positive(t, severity(got.Verdict), "%v", known)
		require.GreaterOrEqual(t, severity(whole.Verdict), severity(got.Verdict), "%v", known)
	}
	if !got.Allows() {
		return
	}
	for _, c := range got.Cautions {
		for _, m := range c.Missing {
			f, _ := g.Fact(m)
			require.NotContains(t, f.Groups, "precautions", "%v", known)
			require.NotContains(t, []string{"pain_spreading", "radicular_leg_pain", "ultrasound_available"}, m, "%v", known)
		}
	}
}
