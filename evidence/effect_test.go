package evidence_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
)

func TestEffectInWords(t *testing.T) {
	five := 5.0
	for want, effect := range map[string]evidence.Effect{
		"SMD -1.06 (95% CI -1.77 to -0.36)": {Metric: evidence.StandardisedMeanDifference, Value: -1.06,
			Interval: &evidence.Interval{Kind: evidence.Confidence95, Low: -1.77, High: -0.36}},
		"MD -2.5 points on the RDQ":                       {Metric: evidence.MeanDifference, Value: -2.5, Unit: "points", Scale: "RDQ"},
		"63% against 5% of patients (p = 0.09)":           {Metric: evidence.Percent, Value: 63, Versus: &five, Unit: "patients", P: "0.09"},
		"0% of treatments (upper bound 0.04%)":            {Metric: evidence.Percent, Unit: "treatments", Interval: &evidence.Interval{Kind: evidence.UpperBound, High: 0.04}},
		"median about 17 days (95% CI 14 to 19)":          {Metric: evidence.Median, Value: 17, About: true, Unit: "days", Interval: &evidence.Interval{Kind: evidence.Confidence95, Low: 14, High: 19}},
		"mean 14.7 against 5 mmol (p < 0.001)":            {Metric: evidence.Mean, Value: 14.7, Versus: &five, Unit: "mmol", P: "<0.001"},
		"partial eta-squared 0.27":                        {Metric: evidence.PartialEtaSquared, Value: 0.27},
		"RR 0.37 (95% CI 0.22 to 0.61)":                   {Metric: evidence.RiskRatio, Value: 0.37, Interval: &evidence.Interval{Kind: evidence.Confidence95, Low: 0.22, High: 0.61}},
		"minimal important change 1.3 points on the PSFS": {Metric: evidence.MinimalImportantChange, Value: 1.3, Unit: "points", Scale: "PSFS"},
	} {
		require.Equal(t, want, effect.String())
	}
}

// finding is one whose effect can be ranked against another like it.
func finding(change func(*evidence.Finding)) evidence.Finding {
	f := evidence.Finding{Outcome: "pain", Comparator: "sham",
		Effect: &evidence.Effect{Metric: evidence.MeanDifference, Value: -1, Unit: "points", Scale: "VAS", Better: evidence.Lower}}
	change(&f)
	return f
}

func TestCompare(t *testing.T) {
	one := finding(func(*evidence.Finding) {})
	two := finding(func(f *evidence.Finding) { f.Effect.Value = -2 })
	for _, test := range []struct {
		a, b   evidence.Finding
		higher bool
		want   int
	}{{one, two, false, 1}, {two, one, false, -1}, {one, one, false, 0}, {one, two, true, -1}, {two, one, true, 1}} {
		if test.higher {
			test.a = finding(func(f *evidence.Finding) { *f.Effect = *test.a.Effect; f.Effect.Better = evidence.Higher })
			test.b = finding(func(f *evidence.Finding) { *f.Effect = *test.b.Effect; f.Effect.Better = evidence.Higher })
		}
		got, err := test.a.Compare(test.b)
		require.NoError(t, err)
		require.Equal(t, test.want, got)
	}
}

// Whatever two effects do not share, or is not known of them, keeps them from being ranked.
func TestCompareRefuses(t *testing.T) {
	for respect, change := range map[string]func(*evidence.Finding){
		"metric":      func(f *evidence.Finding) { f.Effect.Metric = evidence.StandardisedMeanDifference },
		"outcome":     func(f *evidence.Finding) { f.Outcome = "disability" },
		"comparator":  func(f *evidence.Finding) { f.Comparator = "no treatment" },
		"scale":       func(f *evidence.Finding) { f.Effect.Scale = "NPRS" },
		"unit":        func(f *evidence.Finding) { f.Effect.Unit = "millimetres" },
		"better side": func(f *evidence.Finding) { f.Effect.Better = evidence.Higher },
		"effect":      func(f *evidence.Finding) { f.Effect = nil },
	} {
		requireRefused(t, respect, finding(func(*evidence.Finding) {}), finding(change))
		requireRefused(t, respect, finding(change), finding(func(*evidence.Finding) {}))
	}
	for respect, unknown := range map[string]func(*evidence.Finding){
		"outcome":     func(f *evidence.Finding) { f.Outcome = "" },
		"comparator":  func(f *evidence.Finding) { f.Comparator = "" },
		"scale":       func(f *evidence.Finding) { f.Effect.Scale = "" },
		"unit":        func(f *evidence.Finding) { f.Effect.Unit = "" },
		"better side": func(f *evidence.Finding) { f.Effect.Better = evidence.BetterUnknown },
		"effect":      func(f *evidence.Finding) { f.Effect = nil },
	} {
		requireRefused(t, respect, finding(unknown), finding(unknown)) // two unknowns are not the same
	}
}

func requireRefused(t *testing.T, respect string, a, b evidence.Finding) {
	t.Helper()
	_, err := a.Compare(b)
	var refused *evidence.IncomparableError
	require.True(t, errors.As(err, &refused), respect)
	require.Equal(t, respect, refused.Respect)
	require.ErrorContains(t, err, "not ranked against each other")
}

// Over the whole library: no two metrics are ever ranked, and a ranking that there is does not depend on who asks.
func TestNoRankingAcrossMetrics(t *testing.T) {
	var all []evidence.Finding
	for _, source := range evidence.Builtin().Sources() {
		all = append(all, source.Findings...)
	}
	ranked := 0
	for _, a := range all {
		for _, b := range all {
			order, err := a.Compare(b)
			if err != nil {
				continue
			}
			ranked++
			require.Equal(t, a.Effect.Metric, b.Effect.Metric)
			require.Equal(t, []string{a.Outcome, a.Effect.Unit, a.Effect.Scale}, []string{b.Outcome, b.Effect.Unit, b.Effect.Scale})
			require.Equal(t, a.Effect.Better, b.Effect.Better)
			require.True(t, a.Effect.Metric.Directed())
			back, err := b.Compare(a)
			require.NoError(t, err)
			require.Equal(t, -order, back)
		}
	}
	require.Positive(t, ranked)
}
