package cdshooks

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

func rank(i Indicator) int { return map[Indicator]int{Notice: 0, Warning: 1, Critical: 2}[i] }

// Every combination of what is found, how well it is supported, and where it is told.
func TestIndicate(t *testing.T) {
	const i, w, c = Notice, Warning, Critical
	table := map[finding]map[setting][2]Indicator{ // supported, weak
		undecided: {onChart: {i, i}, onReferral: {i, i}, onOrder: {i, i}},
		raised:    {onChart: {i, i}, onReferral: {i, i}, onOrder: {w, w}},
		against:   {onChart: {w, i}, onReferral: {i, i}, onOrder: {w, w}},
		barred:    {onChart: {w, i}, onReferral: {w, i}, onOrder: {c, w}},
		alarming:  {onChart: {c, i}, onReferral: {c, w}, onOrder: {c, w}},
	}
	combinations := 0
	for f := undecided; f <= alarming; f++ {
		for at := onChart; at <= onOrder; at++ {
			for _, weak := range []bool{false, true} {
				combinations++
				want := table[f][at][0]
				if weak {
					want = table[f][at][1]
				}
				got := indicate(f, weak, at)
				require.Equal(t, want, got, "%d weak=%t at %d", f, weak, at)

				require.True(t, got != Critical || f >= barred, "only the safety screen is critical")
				require.True(t, !weak || at != onChart || got == Notice, "what is weakly supported is information on a chart")
				require.True(t, !weak || rank(got) <= rank(Warning), "and at most a warning beside an order")
				require.True(t, at != onReferral || f >= barred || got == Notice, "beside a referral only the screen is more than information")
				require.True(t, weak || rank(got) >= rank(indicate(f, true, at)), "better support never tells it less urgently")
				require.True(t, f == undecided || rank(got) >= rank(indicate(f-1, weak, at)), "what is more severe is never told less urgently")
			}
		}
	}
	require.Equal(t, 30, combinations)
}

// What an answer of the guideline comes to, and whether that is weakly supported.
func TestFound(t *testing.T) {
	p := policy(t)
	for _, test := range []struct {
		name  string
		facts decision.Facts
		want  finding
		weak  bool
	}{
		{"nothing known", nil, undecided, false},
		{"suitable, by a disputed claim", suitable(nil), undecided, true},
		{"a red flag", decision.Facts{"cauda_equina_signs": true}, alarming, false},
		{"a red flag whose claim was not traced", decision.Facts{"chest_pain_or_breathlessness": true}, alarming, true},
		{"that and one that was", decision.Facts{"chest_pain_or_breathlessness": true, "cancer_concern": true}, alarming, false},
		{"a contraindication", decision.Facts{"lymphoedema_at_site": true}, barred, false},
		{"a disputed contraindication", decision.Facts{"severe_bleeding_disorder": true}, barred, true},
		{"no consent", suitable(decision.Facts{"consents_to_needling": false}), against, false},
		{"severe fear of needles", suitable(decision.Facts{"needle_phobia": true}), against, false},
		{"under age", decision.Facts{"age_years": 15}, against, false},
		{"a disputed no", decision.Facts{"condition": "low_back_pain", "pain_duration_weeks": 52}, against, true},
		{"conservative care first", suitable(decision.Facts{"self_care_education_trial": "not_tried", "activity_modification_trial": "not_tried", "nsaid_trial": "not_tried", "acetaminophen_trial": "not_tried"}), against, true},
	} {
		d, err := p.g.Decide(test.facts)
		require.NoError(t, err, test.name)
		got, weak := p.found(d)
		require.Equal(t, test.want, got, "%s: %s", test.name, d.Verdict)
		require.Equal(t, test.weak, weak, "%s: %v", test.name, d.Support)
	}
}
