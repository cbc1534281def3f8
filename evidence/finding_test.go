package evidence_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
)

func TestParseFollowUp(t *testing.T) {
	for text, want := range map[string]evidence.FollowUp{
		"2 weeks":                     {From: 2, To: 2, Unit: "weeks"},
		"1 year":                      {From: 1, To: 1, Unit: "years"},
		"1.5 to 3 months":             {From: 1.5, To: 3, Unit: "months"},
		"3 months after discharge":    {From: 3, To: 3, Unit: "months"},
		"short term":                  {},
		"":                            {},
		"2 weekends":                  {},
		"after treatment, 2 weeks on": {},
	} {
		got, err := evidence.ParseFollowUp(text)
		require.NoError(t, err)
		want.Text = text
		require.Equal(t, want, got)
		require.Equal(t, text, got.String())
	}
	_, err := evidence.ParseFollowUp("12 to 3 weeks")
	require.ErrorContains(t, err, "runs backwards")
}

// A finding says for itself only what differs from its source.
func TestFindingsTakeOverFromTheirSource(t *testing.T) {
	source, _ := evidence.Builtin().Source("acp-2017")
	for _, f := range source.Findings {
		require.Equal(t, "acp-2017", f.Source)
		require.Equal(t, evidence.ReadSummary, f.Read)
		require.NotEmpty(t, f.Population)
	}
	nice, _ := evidence.Builtin().Source("nice-ng226")
	require.Equal(t, evidence.ReadPart, nice.Read)
	require.Equal(t, evidence.ReadSecondary, nice.Findings[0].Read)
	require.Equal(t, nice.Population, nice.Findings[0].Population)
}

// The numbers that the answers rest on, as they were read.
func TestKnownEffects(t *testing.T) {
	for _, test := range []struct{ claim, source, outcome, followUp, want string }{
		{"C01", "liu-2018", "pain", "after treatment", "SMD -1.06 (95% CI -1.77 to -0.36)"},
		{"C01", "liu-2018", "disability", "after treatment", "SMD -0.76 (95% CI -1.46 to -0.06)"},
		{"C04", "lara-palomo-2023", "pain", "after treatment", "SMD -0.42 (95% CI -0.79 to -0.05)"},
		{"C04", "lara-palomo-2023", "pain", "short term", "SMD -0.99 (95% CI -1.61 to -0.37)"},
		{"C03", "garvey-1989", "improvement", "", "63% against 42% of patients (p = 0.09)"},
		{"C06", "yu-2023", "pain", "2 weeks", "MD -1.21 (95% CI -1.5 to -0.92)"},
		{"C06", "mu-2020", "pain", "after treatment", "MD -10.26 points on the scale from 0 to 100 (95% CI -17.11 to -3.4)"},
		{"C06", "debar-2025", "disability", "6 months", "MD -1 points on the RMDQ (95% CI -1.9 to -0.1)"},
		{"C09", "pace-2014", "time to recovery", "3 months", "median about 17 days (95% CI 14 to 19)"},
		{"C10", "furlan-2015", "pain", "", "SMD -1.24 (95% CI -1.85 to -0.64)"},
		{"C11", "pandya-2024", "disability (NDI)", "2 weeks", "partial eta-squared 0.27"},
		{"C11", "pandya-2024", "disability (NDI)", "3 months after discharge", "partial eta-squared 0.43"},
		{"C11", "navarro-santana-2020", "pain", "short term", "MD -0.51 (95% CI -0.95 to -0.06)"},
		{"C14", "navarro-santana-2020", "pain", "short term", "MD -2.31 (95% CI -3.64 to -0.99)"},
		{"C13", "lew-2021", "disability (NDI)", "short to medium term", "d -0.66 (95% CI -1.33 to 0.02)"},
		{"C20", "oa-dn-2022", "pain", "short term", "SMD -0.75 (95% CI -1.27 to -0.23)"},
		{"C21", "espi-lopez-2017", "pain (KOOS)", "3 months", "MD -2.1 on the KOOS pain scale (95% CI -4.6 to 0.4)"},
		{"M04", "mahmoudzadeh-2016", "pain", "after treatment", "mean 37.2 against 45.5 on the VAS (p = 0.04)"},
		{"M04", "mahmoudzadeh-2016", "pain", "2 months", "mean 25.2 against 42.4 on the VAS (p = 0.008)"},
		{"M07", "llurda-2021", "pain", "short term", "MD -1.7 (95% CI -2.8 to -0.6)"},
		{"M13", "brady-2014", "minor adverse events", "10 months", "19.18% of treatments"},
		{"M13", "boyce-2020", "minor adverse events", "6 weeks", "36.7% of treatments"},
		{"M14", "wiltshire-2010", "outflow of lactate", "10 minutes", "mean 14.7 against 20.5 mmol (p = 0.03)"},
		{"M16", "gad-massage", "anxiety", "6 weeks", "MD -3.26 points on the HARS (p = 0.030)"},
		{"M19", "cherkin-2011", "disability", "10 weeks", "MD -2.9 points on the RDQ (95% CI -4 to -1.8)"},
		{"OM-NDI", "cleland2008", "disability", "", "minimal important change 19 percentage points on the NDI"},
	} {
		var got []string
		for _, f := range evidence.Builtin().Findings(test.claim) {
			if f.Source == test.source && f.Outcome == test.outcome && f.FollowUp.String() == test.followUp && f.Effect != nil {
				got = append(got, f.Effect.String())
			}
		}
		require.Contains(t, got, test.want, "%s of %s", test.claim, test.source)
	}
}

// What a source on a side of a claim found is on record, or it is one of the few of which only the title was taken down.
func TestEverySourceOnASideSaysWhatItFound(t *testing.T) {
	silent := map[string]bool{"baumler2021": true, "quintner-critique": true}
	for _, claim := range evidence.Builtin().Claims() {
		found := map[string]bool{}
		for _, f := range evidence.Builtin().Findings(claim.ID) {
			found[f.Source] = true
		}
		for _, id := range append(claim.For, claim.Against...) {
			require.Equal(t, !silent[id], found[id], "%s: %s", claim.ID, id)
		}
	}
}

// Grades and letters were confirmed beside the very statement; one that comes by way of a mapping stays a note.
func TestGradesAreConfirmed(t *testing.T) {
	graded := map[string]string{}
	for _, source := range evidence.Builtin().Sources() {
		for _, f := range source.Findings {
			if f.Grade != "" {
				graded[source.ID] += f.Grade
				require.NotEmpty(t, source.GradingScheme, source.ID)
				require.True(t, source.Verified, source.ID)
			}
			if f.Strength != evidence.StrengthUnstated {
				require.NotEmpty(t, source.GradingScheme, source.ID)
			}
		}
	}
	require.Equal(t, map[string]string{"blanpied-2017": "BA", "sign-136": "A", "afp-dn-2023": "B"}, graded)
}

// The verdict of a study that is not significant is no proof of equality, and no text says so.
func TestNoDifferenceIsNotEquivalence(t *testing.T) {
	for _, source := range evidence.Builtin().Sources() {
		for _, f := range source.Findings {
			if f.Effect == nil || f.Effect.Interval == nil || f.Direction != evidence.NoDifference {
				continue
			}
			require.LessOrEqual(t, f.Effect.Interval.Low, 0.0, source.ID)
			require.GreaterOrEqual(t, f.Effect.Interval.High, 0.0, source.ID)
			require.NotContains(t, strings.ToLower(f.Says), "equivalent", source.ID)
		}
	}
}

// Second readings corrected the first: what they found out is what stands here.
func TestCorrectionsOfTheSecondReading(t *testing.T) {
	against := func(id string) []string { c, _ := evidence.Builtin().Claim(id); return c.Against }
	for claim, sources := range map[string][]string{
		"C01": {"lara-palomo-2023", "dn-clbp-preprint-2025", "afp-dn-2023", "colorado-lbp-2014"}, "C02": {"resnick-2005"}, "C03": {"colorado-lbp-2014"},
		"C06": {"nice-ng59"}, "C16": {"blanpied-2017", "george-2021"}, "C18": {"kandeel-2024"}, "C19": {"blanpied-2017"}, "C21": {"pfp-cat-2025"},
		"C22": {"kandeel-2024"}, "C24": {"valera-calero-survey-2024"}, "C25": {"valera-calero-survey-2024"}, "M13": {"dn-ae-scoping-2025", "trybulski-2024"},
	} {
		for _, id := range sources {
			require.Contains(t, against(claim), id, claim)
		}
	}
	for claim, sources := range map[string][]string{
		"C04": {"nice-ng193"}, "C10": {"vadod-lbp-2017"}, "C20": {"sign-136", "acr-2019"}, "C27": {"hollifield-2021-protocol", "pandya-2024"},
		"M12": {"dalton-soreness"}, "M22": {"dn-smt-2024"}, "M11": {"hu-2018"}, "C22": {"blanpied-2017"},
	} {
		neither := ids(evidence.Builtin().SourcesOn(claim), sourceID)
		c, _ := evidence.Builtin().Claim(claim)
		neither = neither[len(c.For)+len(c.Against):]
		for _, id := range sources {
			require.Contains(t, neither, id, claim)
		}
	}
	for _, id := range []string{"nice-ng226", "acr-2019", "vadod-oa-2026"} {
		source, _ := evidence.Builtin().Source(id)
		require.Equal(t, evidence.ReadSecondary, source.Findings[0].Read, id)
	}
}
