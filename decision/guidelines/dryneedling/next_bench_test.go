package dryneedling_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// BenchmarkNext asks for the next question at several points of an interview. It is to stay
// under 2 ms, whatever is known.
func BenchmarkNext(b *testing.B) {
	g := dryneedling.AsPublished()
	whole := suitable().facts()
	for _, name := range []string{"consents_to_needling", "able_to_consent", "needle_phobia", "representative_consents"} {
		delete(whole, name)
	}
	for _, bench := range []struct {
		name  string
		known decision.Facts
	}{
		{"nothing known", nil},
		{"no red flag", decision.Facts{"none_of": []string{"red_flags"}}},
		{"no red flag asked", decision.Facts{"none_of": []string{"contraindications"}, "condition": "low_back_pain"}},
		{"but for consent", whole},
	} {
		c, err := g.Case(bench.known)
		require.NoError(b, err)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok, err := g.NextCase(c); err != nil || !ok {
					b.Fatal(ok, err)
				}
			}
		})
	}
}
