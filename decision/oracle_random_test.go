package decision_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestRandomBundles holds bundles that nobody would write to the definition of an answer: every
// kind of fact, of condition and of param, cut points that coincide or lie on the ends of a
// range, definitions of definitions. In every third bundle facts are compared with facts.
func TestRandomBundles(t *testing.T) {
	batches, each, cases := 8, 25, oracle.Cases(200, 300)
	if oracle.Long() {
		each = 75
	}
	var opened, tangled atomic.Int32
	t.Run("batches", func(t *testing.T) {
		for batch := range batches {
			t.Run(fmt.Sprint(batch), func(t *testing.T) {
				t.Parallel()
				for i := range each {
					rng := rand.New(rand.NewPCG(uint64(i), uint64(batch)))
					m := &maker{rng: rng, compares: i%3 == 0}
					bundle := m.bundle()
					g, err := decision.Open(bundle)
					if err != nil && strings.Contains(err.Error(), "is too tangled to check") {
						tangled.Add(1)
						continue
					}
					shown := string(bundle["facts.yaml"].Data) + string(bundle["rules.yaml"].Data)
					require.NoError(t, err, shown)
					opened.Add(1)
					t.Run(fmt.Sprint(i), func(t *testing.T) {
						defer func() {
							if t.Failed() {
								t.Log(shown)
							}
						}()
						j := newJudge(t, g)
						j.conditions(t, rng, 100)
						require.Zero(t, j.cases(t, rng, cases, 1000))
					})
				}
			})
		}
	})
	require.Less(t, int(tangled.Load()), batches*each/10)
	require.Greater(t, int(opened.Load()), batches*each*9/10)
}
