package decision_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestEveryCompletion holds whole answers to their definition, for every bundle on a made-up
// topic, with each overlay and with all of them: what is open is filled in in every way and
// expr's machine decides what comes of it.
func TestEveryCompletion(t *testing.T) {
	manifests, err := filepath.Glob(bundles + "/*/guideline.yaml")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(manifests), 2)
	for i, manifest := range manifests {
		folder := filepath.Dir(manifest)
		choices := [][]string{nil}
		files, err := filepath.Glob(folder + "/overlays/*.yaml")
		require.NoError(t, err)
		var all []string
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".yaml")
			choices = append(choices, []string{name})
			all = append(all, name)
		}
		if len(all) > 1 {
			choices = append(choices, all)
		}
		for _, overlays := range choices {
			t.Run(filepath.Base(folder)+" "+strings.Join(overlays, " "), func(t *testing.T) {
				t.Parallel()
				g := madeUp(t, filepath.Base(folder), overlays...)
				j := newJudge(t, g)
				rng := rand.New(rand.NewPCG(21, uint64(i)))
				j.conditions(t, rng, 500)
				cases := oracle.Cases(1000, 20_000)
				refused := j.cases(t, rng, cases, 3000)
				require.Less(t, refused, cases*2/3)
			})
		}
	}
}

// cases asks the library about random cases and returns how many contradict themselves by a
// check of the bundle.
func (j *judge) cases(t *testing.T, rng *rand.Rand, cases, completions int) (refused int) {
	c := j.g.NewCase()
	for range cases {
		p := j.openCase(rng, completions)
		if err := c.Load(p.told); err != nil {
			require.Regexp(t, `^([^\n]+ \([a-z-]+\)\n?)+$`, err.Error(), "%v", p.told) // checks, nothing else
			refused++
			continue
		}
		want := j.Answer(p.open, j.decide)
		got := j.Ask(c)
		require.NoError(t, j.Check(got, &want, j.inDoubt(p)), "%v", p.told)
		if rng.IntN(4) == 0 {
			j.learn(t, rng, p, got)
		}
	}
	return refused
}

// inDoubt reports whether a fact is open that some rule compares with another fact: only then
// may an answer be inexact.
func (j *judge) inDoubt(p *openCase) bool {
	return slices.ContainsFunc(j.facts, func(f judged) bool {
		_, open := p.left[f.ID]
		return open && f.compared
	})
}
