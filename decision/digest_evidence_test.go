package decision_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// evidenceOfTheKiln has one of everything that a library can say of a claim.
const evidenceOfTheKiln = `reviewed: "2025-01-01"
review_by: "2026-01-01"
sources:
  - {id: handbook, kind: guideline, title: The handbook, year: 1987, read: part, read_detail: chapter one, verified: true, grading_scheme: letters,
     population: potters, lapses: "2030-01-01", lapses_why: It says so., note: Heavy., findings: [
       {claims: [K-01], says: Gas is bad., treatment: airing, comparator: waiting, outcome: smell, follow_up: 3 days, direction: for,
        strength: strong, certainty: moderate, grade: A, note: In one room., effect: {metric: percent, value: 36.7, unit: rooms, better: lower}},
       {claims: [K-09], says: Not cited.}]}
  - {id: trial-of-shelves, kind: rct, title: A trial, authors: "B. Nobody, C. Nobody", year: 2011, read: abstract}
  - {id: old-potter, kind: expert-opinion, title: An old potter, read: part, findings: [{claims: [K-02], says: Seen both ways.}]}
  - {id: bystander, kind: expert-opinion, title: A bystander}
claims:
  - {id: K-01, text: Gas comes first., standing: supported, certainty: high, for: [handbook], note: Of any gas., verification: Read twice.,
     reviewed: "2025-02-02", review_by: "2026-02-02"}
  - {id: K-02, text: Thirty pieces., standing: disputed, certainty: low, for: [handbook], against: [trial-of-shelves],
     disagreements: [{kind: direction, one: [handbook], other: [trial-of-shelves], says: It broke at twenty.}]}
  - {id: K-03, text: Clay is dry after a week., standing: partly, for: [handbook]}
  - {id: K-04, text: Every ware has its heat., standing: supported, for: [handbook]}
  - {id: K-05, text: Crazing comes from fast cooling., standing: partly, for: [handbook]}
  - {id: K-06, text: Ten firings., standing: untraced}
  - {id: K-09, text: Nothing cites this., standing: untraced, note: Nor this., for: [bystander]}
`

// Whoever signs a guideline signs what is said of its evidence, and only of that.
func TestDigestBindsTheEvidence(t *testing.T) {
	digest := func(old, new string) string {
		require.Equal(t, 1, strings.Count(evidenceOfTheKiln, old), old)
		return digestOf(t, func(text string) string {
			if strings.Contains(text, "Made-up sources and claims") {
				return strings.Replace(evidenceOfTheKiln, old, new, 1)
			}
			return text
		})
	}
	seen := map[string]string{digest("Gas is bad.", "Gas is bad."): "nothing"}
	for _, c := range []struct{ old, new string }{
		{"Gas is bad.", "Gas is worse."},
		{"treatment: airing", "treatment: fanning"},
		{"comparator: waiting", "comparator: nothing"},
		{"outcome: smell", "outcome: stench"},
		{"follow_up: 3 days", "follow_up: 4 days"},
		{"direction: for,", "direction: against,"},
		{"strength: strong", "strength: weak"},
		{"certainty: moderate", "certainty: low"},
		{"grade: A", "grade: B"},
		{"In one room.", "In two rooms."},
		{"value: 36.7", "value: 36.8"},
		{"better: lower", "better: higher"},
		{"Seen both ways.", "Seen one way."},
		{"An old potter", "A young potter"}, // on neither side, with a finding
		{"read_detail: chapter one", "read_detail: chapter two"},
		{"verified: true", "verified: false"},
		{"population: potters", "population: kilns"},
		{`lapses: "2030-01-01"`, `lapses: "2031-01-01"`},
		{"note: Heavy.", "note: Light."},
		{"note: Of any gas.", "note: Of any."},
		{"Read twice.", "Read once."},
		{`reviewed: "2025-02-02"`, `reviewed: "2025-02-03"`},
		{`review_by: "2026-02-02"`, `review_by: "2026-02-03"`},
		{"kind: direction,", "kind: method,"},
		{"It broke at twenty.", "It broke at ten."},
		{"year: 2011", "year: 2012"},
	} {
		got := digest(c.old, c.new)
		require.NotContains(t, seen, got, "%q changes as little as %q", c.old, seen[got])
		seen[got] = c.old
	}
	for _, c := range []struct{ old, new string }{
		{"Not cited.", "Nowhere cited."},
		{"note: Nor this.", "note: Nor that."},
		{"A bystander", "Another bystander"},
	} {
		require.Equal(t, "nothing", seen[digest(c.old, c.new)], c.old)
	}
}

// A page that is quoted is shown with its record, whether or not a claim names it.
func TestDigestBindsThePages(t *testing.T) {
	unnamed := strings.NewReplacer(
		"standing: untraced, for: [leaflet-a, leaflet-b]", "standing: untraced",
		"for: [leaflet-b], against: [warden-book],", "for: [warden-book]",
		"disagreements: [{kind: population, one: [leaflet-b], other: [warden-book], says: The leaflet counts those who stayed dry.}]", "",
	)
	digest := func(old, new string) string {
		return digestOfBundle(t, "river", func(text string) string {
			require.NotContains(t, unnamed.Replace(text), "for: [leaflet")
			return strings.ReplaceAll(unnamed.Replace(text), old, new)
		})
	}
	before := digest("Rivers with a smile", "Rivers with a smile")
	require.NotEqual(t, before, digest("Rivers with a smile", "Rivers with a frown"))
	require.NotEqual(t, before, digest("Across and back", "Across"))
}
