package evidence_test

import (
	"fmt"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/evidence"
)

// The folder goes through the same door as anyone's, and go:embed left no file of it out.
func TestBuiltinIsTheFolder(t *testing.T) {
	folder, err := evidence.Open(os.DirFS("data"))
	require.NoError(t, err)
	require.Equal(t, folder.Claims(), evidence.Builtin().Claims())
	require.Equal(t, folder.Sources(), evidence.Builtin().Sources())
	require.NotEmpty(t, folder.Claims())
	requireWhole(t, folder)
}

// Rules cite these ids, and ids are for ever.
func TestBuiltinClaims(t *testing.T) {
	var want []string
	for _, family := range []struct {
		format string
		last   int
	}{
		{"C%02d", 27}, {"M%02d", 36}, {"RF-%02d", 12}, {"DN-A%02d", 11}, {"DN-R%02d", 17}, {"DN-H%02d", 6}, {"DN-E%02d", 8},
		{"DN-T%02d", 4}, {"MS-%02d", 9}, {"MT-%02d", 3}, {"NS-%02d", 5}, {"HT-%02d", 1}, {"DU-%02d", 8}, {"IN-%02d", 20}, {"DS-%02d", 1},
		{"RD-%02d", 14},
	} {
		for i := range family.last {
			want = append(want, fmt.Sprintf(family.format, i+1))
		}
	}
	want = append(want, "OM-NDI", "OM-NPRS", "OM-ODI", "OM-PSFS")
	want = slices.DeleteFunc(want, func(id string) bool { return id == "DU-03" }) // no cut-offs of that source were seen
	var got []string
	for _, claim := range evidence.Builtin().Claims() {
		got = append(got, claim.ID)
	}
	require.ElementsMatch(t, want, got)
}

// The five documents this project set out from are the lowest grade of source: none of them bears a claim out.
func TestPagesAloneSupportNothing(t *testing.T) {
	pages := []string{
		"droracle-dn-neck-back", "therarehab-needling-massage", "impact-needling-massage", "needling-knots-page", "messina-massage",
	}
	for _, page := range pages {
		_, ok := evidence.Builtin().Source(page)
		require.True(t, ok, page)
	}
	for _, claim := range evidence.Builtin().Claims() {
		others := slices.DeleteFunc(slices.Clone(claim.For), func(id string) bool { return slices.Contains(pages, id) })
		if claim.Standing == evidence.Supported || claim.Standing == evidence.Partly {
			require.NotEmpty(t, others, claim.ID)
		}
		if claim.Standing == evidence.Untraced {
			require.Empty(t, others, claim.ID)
		}
		firstPage := slices.IndexFunc(claim.For, func(id string) bool { return slices.Contains(pages, id) })
		if firstPage >= 0 {
			require.Equal(t, len(others), firstPage, "%s: a page stands before a better source", claim.ID)
		}
	}
}

// A guideline that declines to recommend, or finds too little, has not spoken against the treatment. C20 is about what
// guidelines recommend, so there it does contradict.
func TestNeutralFindingsTakeNoSide(t *testing.T) {
	for _, claim := range evidence.Builtin().Claims() {
		sides := map[string]bool{}
		neutral := map[string]bool{}
		for _, finding := range evidence.Builtin().Findings(claim.ID) {
			switch finding.Direction {
			case evidence.For, evidence.Against:
				sides[finding.Source] = true
			case evidence.NoRecommendation, evidence.Insufficient:
				neutral[finding.Source] = true
			}
		}
		for _, id := range claim.Against {
			require.False(t, neutral[id] && !sides[id] && claim.ID != "C20", "%s: %s", claim.ID, id)
		}
	}
}

func TestUnverifiedSaysSo(t *testing.T) {
	for _, claim := range evidence.Builtin().Claims() {
		marked := strings.HasSuffix(claim.Text, "(unverified)")
		if strings.HasPrefix(claim.Verification, "unverified") {
			require.True(t, marked, claim.ID)
		}
		if marked {
			require.NotEmpty(t, claim.Verification, claim.ID)
			require.NotEqual(t, evidence.Supported, claim.Standing, claim.ID)
		}
		if screening(claim.ID) {
			require.NotEmpty(t, claim.Verification, claim.ID)
		}
	}
}

func screening(id string) bool {
	return slices.ContainsFunc([]string{"RF-", "DN-", "MS-", "MT-", "NS-", "HT-", "DU-", "OM-", "IN-"},
		func(prefix string) bool { return strings.HasPrefix(id, prefix) })
}

func TestKnownStandings(t *testing.T) {
	for id, want := range map[string]evidence.Standing{
		"C01": evidence.Partly, "C03": evidence.Disputed, "C04": evidence.Disputed, "C08": evidence.Supported, "C12": evidence.Partly,
		"C16": evidence.Disputed, "C19": evidence.Partly, "C20": evidence.Partly, "C22": evidence.Disputed, "C24": evidence.Untraced,
		"C26": evidence.Untraced, "C27": evidence.Untraced, "M16": evidence.Supported, "M19": evidence.Disputed, "M23": evidence.Disputed,
		"DN-A08": evidence.Supported, "DN-A09": evidence.Disputed, "DN-R01": evidence.Partly, "RF-01": evidence.Supported,
		"RF-09": evidence.Partly, "RF-12": evidence.Untraced, "NS-05": evidence.Untraced, "HT-01": evidence.Untraced, "IN-03": evidence.Partly,
	} {
		claim, ok := evidence.Builtin().Claim(id)
		require.True(t, ok, id)
		require.Equal(t, want, claim.Standing, id)
	}
	overreach, _ := evidence.Builtin().Claim("C04")
	require.Contains(t, overreach.For, "nice-ng59")
	require.NotContains(t, overreach.Against, "nice-ng193", "low back pain is outside its scope")
}

// What nobody may be told: mechanisms without evidence, reassurance without figures, and a depth for a needle.
func TestNothingIsAssertedThatMustNotBe(t *testing.T) {
	never := regexp.MustCompile(`(?i)lactic|\bflush|adhesion|\bscars?\b|\breset|releases? the|turned off|lasts? longer|longer-lasting|` +
		`\bproves\b|improves? circulation|\bsafe\b|\bharmful\b|\bstronger\b|benefit stops|can('|no)t reach`)
	depth := regexp.MustCompile(`(?i)\d\s?(mm|cm|millimet|centimet|inch)`)
	check := func(id, text string) {
		require.NotRegexp(t, never, text, id)
		require.NotRegexp(t, depth, text, id)
	}
	for _, claim := range evidence.Builtin().Claims() {
		for _, text := range []string{claim.Text, claim.Note, claim.Verification} {
			check(claim.ID, text)
		}
		for _, disagreement := range claim.Disagreements {
			check(claim.ID, disagreement.Says)
		}
	}
	for _, source := range evidence.Builtin().Sources() { // titles stay as printed
		for _, text := range []string{source.Note, source.Population, source.Level} {
			check(source.ID, text)
		}
		for _, f := range source.Findings {
			for _, text := range []string{f.Says, f.Note, f.Treatment, f.Comparator, f.Outcome, f.Population} {
				check(source.ID, text)
			}
		}
	}
}

func TestSourcesCanBeFound(t *testing.T) {
	for _, source := range evidence.Builtin().Sources() {
		require.NotEqual(t, evidence.ReadingUnstated, source.Read, source.ID)
		require.Equal(t, source.Verified, !strings.Contains(source.Cite(), "not verified"), source.ID)
		link, err := url.Parse(source.Link())
		require.NoError(t, err, source.ID)
		require.Contains(t, []string{"", "http", "https"}, link.Scheme, source.ID)
	}
}
