package dryneedling_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// shipped is a named overlay of the built-in bundle.
func shipped(t testing.TB, name string) decision.Overlay {
	o, err := decision.NamedOverlay(dryneedling.Bundle(), name)
	require.NoError(t, err)
	return o
}

func openWith(t testing.TB, names ...string) *decision.Guideline {
	var overlays []decision.Overlay
	for _, name := range names {
		overlays = append(overlays, shipped(t, name))
	}
	g, err := decision.Open(dryneedling.Bundle(), overlays...)
	require.NoError(t, err)
	return g
}

// everyReading opens the guideline as published and under each shipped overlay.
func everyReading(t *testing.T, do func(t *testing.T, g *decision.Guideline)) {
	list, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	t.Run("as-published", func(t *testing.T) { do(t, dryneedling.AsPublished()) })
	for _, o := range list {
		t.Run(o.Name, func(t *testing.T) { do(t, openWith(t, o.Name)) })
	}
}

// minima are the hours that jurisdictions ask of physical therapists, by the lists that were read.
func minima() map[string]float64 {
	return map[string]float64{"us-az": 24, "us-fl": 50, "us-ga": 50, "us-de": 54, "us-md": 80}
}

// barring are the jurisdictions that are listed as not permitting physical therapists.
func barring() []string { return []string{"us-ca", "us-hi", "us-ny", "us-or"} }

func TestShippedOverlays(t *testing.T) {
	list, err := decision.ShippedOverlays(dryneedling.Bundle())
	require.NoError(t, err)
	want := slices.Sorted(maps.Keys(minima()))
	want = append(append(want, barring()...), "literature")
	slices.Sort(want)
	var got []string
	for _, o := range list {
		got = append(got, o.Name)
		require.Equal(t, o.Name, o.ID)
		require.NotEmpty(t, o.Says, o.ID)
		require.NotEmpty(t, o.Authority, o.ID)
		require.Regexp(t, `^2026-\d\d-\d\d$`, o.InForce, o.ID)
		if o.ID == "literature" {
			require.Empty(t, o.Exclusive)
			continue
		}
		require.Equal(t, "jurisdiction", o.Exclusive, o.ID)
		require.Contains(t, o.Says, "verify locally", o.ID)
		require.Contains(t, o.Authority, "secondary", o.ID)
	}
	require.Equal(t, want, got)
	require.Equal(t, openWith(t, "literature").Info(), dryneedling.Literature().Info())
	require.NotEqual(t, dryneedling.AsPublished().Info().Digest, dryneedling.Literature().Info().Digest)
	require.Equal(t, dryneedling.AsPublished().Fingerprint(), dryneedling.Literature().Fingerprint(), "typed facts fit both readings")
}

// byDefault is the hand-written reading of the default, with a local minimum of training.
func (r *record) byDefault(hours float64) reading {
	y := reading{held: map[string]bool{}}
	verdict, rules := r.decidePlain()
	y.verdict = verdict
	for w, ids := range ruleIDs() {
		for b, id := range ids {
			y.rule(id, verdictConsider, rules[w]>>b&1 == 1)
		}
	}
	y.rule("local-training", verdictNotByThisPractitioner, r.trainingHours < hours)
	return y
}

// A local minimum is at least so many hours, the published number more than so many, and by
// default both hold; under the literature only the local one does.
func TestLocalMinima(t *testing.T) {
	seed := uint64(10)
	for name, hours := range minima() {
		seed++
		agree(t, openWith(t, name), 2000, seed, func(r *record) reading { return r.byDefault(hours) })
		both := openWith(t, "literature", name)
		require.Equal(t, []string{"literature", name}, both.Info().Overlays)
		agree(t, both, 2000, seed, func(r *record) reading { return r.byLiterature(hours) })
		agree(t, openWith(t, name, "literature"), 2000, seed, func(r *record) reading { return r.byLiterature(hours) })
	}
}

func TestLocalMinimaOnTheCut(t *testing.T) {
	for _, c := range []struct {
		overlays []string
		hours    float64
		allows   bool
	}{
		{[]string{"us-az"}, 24, false}, {[]string{"us-az"}, 60, false}, {[]string{"us-az"}, 60.5, true},
		{[]string{"us-md"}, 61, false}, {[]string{"us-md"}, 79.9, false}, {[]string{"us-md"}, 80, true},
		{[]string{"literature", "us-az"}, 23.9, false}, {[]string{"literature", "us-az"}, 24, true},
		{[]string{"literature", "us-md"}, 79.9, false}, {[]string{"literature", "us-md"}, 80, true},
		{[]string{"literature"}, 1, true}, {[]string{"literature"}, 0, false},
	} {
		r := afterFirstLine() // under either reading
		r.painDurationWeeks = 8
		r.trainingHours = c.hours
		d, err := openWith(t, c.overlays...).Decide(decision.Facts(r.facts()))
		require.NoError(t, err)
		require.Equal(t, c.allows, d.Allows(), "%v with %v hours: %s", c.overlays, c.hours, d.Verdict)
	}
}

// Where physical therapists are not permitted, other professions are asked what they are asked
// elsewhere, and an unknown profession is missing.
func TestBarringJurisdictions(t *testing.T) {
	for _, name := range barring() {
		for _, base := range [][]string{nil, {"literature"}} {
			g := openWith(t, append(slices.Clone(base), name)...)
			r := afterFirstLine()
			r.painDurationWeeks = 8
			facts := decision.Facts(r.facts())
			d, err := g.Decide(facts)
			require.NoError(t, err)
			require.Equal(t, "needs_information", d.Verdict, name)
			require.Equal(t, []string{"practitioner_profession"}, d.Missing, name)
			profession, _ := g.Fact("practitioner_profession")
			for _, p := range profession.Choices {
				facts["practitioner_profession"] = p.ID
				d, err := g.Decide(facts)
				require.NoError(t, err)
				require.Equal(t, p.ID != "physical_therapist", d.Allows(), "%s: %s", name, p.ID)
				if p.ID == "physical_therapist" {
					require.Equal(t, "not_by_this_practitioner", d.Verdict)
					require.Equal(t, "outside-scope-"+name, d.Reasons[0].Rule)
				}
			}
			last := g.Rules()[len(g.Rules())-1]
			require.Equal(t, name, last.Overlay)
			require.True(t, last.Safety, "no later overlay takes it away")
		}
	}
}

// Two jurisdictions at once are an error that names both.
func TestJurisdictionsExclude(t *testing.T) {
	all := append(slices.Sorted(maps.Keys(minima())), barring()...)
	for i, one := range all {
		other := all[(i+1)%len(all)]
		_, err := decision.Open(dryneedling.Bundle(), shipped(t, one), shipped(t, "literature"), shipped(t, other))
		require.ErrorContains(t, err, fmt.Sprintf("overlays %q and %q are both of the group \"jurisdiction\"", one, other))
	}
}
