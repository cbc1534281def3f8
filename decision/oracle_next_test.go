package decision_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// TestNextAgree holds the next question to its definition: on the bundles on made-up topics and
// on random ones, each asking in an order of its own, whatever is known, and whatever nobody can
// tell.
func TestNextAgree(t *testing.T) {
	seen := &sync.Map{}
	t.Run("bundles", func(t *testing.T) { nextOfBundles(t, seen) })
	for _, what := range []string{"first", "early", "open", "last", "then", "group", "bool", "choice", "number", "integer", "nothing", "an open number in two", "an inexact answer"} {
		_, ok := seen.Load(what)
		require.True(t, ok, what)
	}
}

func nextOfBundles(t *testing.T, seen *sync.Map) {
	for _, name := range []string{"lantern", "kiln", "river"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i := range 4 {
				rng := rand.New(rand.NewPCG(61, uint64(i)))
				nextAgrees(t, rng, seen, copied(t, filepath.Join(bundles, name)), oracle.Cases(30, 1500))
			}
		})
	}
	for batch := range 4 {
		t.Run(fmt.Sprint("random ", batch), func(t *testing.T) {
			t.Parallel()
			for i := range oracle.Cases(9, 120) {
				rng := rand.New(rand.NewPCG(uint64(i), 62+uint64(batch)))
				m := &maker{rng: rng, compares: i%4 == 0}
				nextAgrees(t, rng, seen, m.bundle(), 15)
			}
		})
	}
}

// copied is a bundle whose files can be changed.
func copied(t testing.TB, folder string) fstest.MapFS {
	out := fstest.MapFS{}
	fsys := os.DirFS(folder)
	require.NoError(t, fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	}))
	return out
}

var question = regexp.MustCompile(`question: What\b`)

// nextAgrees asks about random cases of a bundle, in a random order.
func nextAgrees(t *testing.T, rng *rand.Rand, seen *sync.Map, bundle fstest.MapFS, cases int) {
	g, err := decision.Open(bundle)
	if err != nil && strings.Contains(err.Error(), "is too tangled to check") {
		return
	}
	require.NoError(t, err)
	if facts := bundle["facts.yaml"]; question.Match(facts.Data) { // made at random: all of burden 1
		facts.Data = question.ReplaceAllFunc(facts.Data, func(text []byte) []byte { return fmt.Appendf(slices.Clip(text), ", burden: %d", 1+rng.IntN(4)) })
	}
	in, order := inquiry(rng, g)
	bundle["guideline.yaml"].Data = append(bundle["guideline.yaml"].Data, order...)
	g, err = decision.Open(bundle)
	require.NoError(t, err, order)
	j := newJudge(t, g)
	c := g.NewCase()
	for range cases {
		p := j.openCase(rng, 60)
		if c.Load(p.told) != nil {
			continue // it contradicts itself by a check of the bundle
		}
		for _, left := range p.left {
			slices.Sort(left) // in the order of the answers
		}
		in.NotKnown = nil
		if rng.IntN(3) == 0 && len(p.open) > 0 {
			in.NotKnown = []string{j.Facts[p.open[rng.IntN(len(p.open))].Fact]}
		}
		got, ok, err := g.NextCase(c, in.NotKnown...)
		require.NoError(t, err)
		note(seen, got, ok)
		if j.inDoubt(p) {
			requireMissing(t, g, c, got, ok)
			continue
		}
		want, wanted := j.Next(p.open, j.decide, in)
		require.NoError(t, j.CheckNext(got, ok, want, wanted), "%v without %v, %s", p.told, in.NotKnown, order)
		j.answersAgree(t, p.told, got)
	}
}

// note counts what was come across, so that the test cannot pass by never getting anywhere.
func note(seen *sync.Map, q decision.Question, ok bool) {
	if !ok {
		seen.Store("nothing", true)
		return
	}
	seen.Store(string(q.Why.Stage), true)
	seen.Store(q.Type, true)
	for _, a := range q.Answers {
		if !a.Exact {
			seen.Store("an inexact answer", true)
		}
		if part, open := a.Facts[q.Fact].(map[string]any); open && len(part) == 2 && len(q.Answers) == 2 {
			seen.Store("an open number in two", true)
		}
	}
}

// requireMissing is all that is held of a question where answers may be inexact.
func requireMissing(t testing.TB, g *decision.Guideline, c *decision.Case, q decision.Question, ok bool) {
	d := g.DecideCase(c)
	known := d.Verdict != g.NeedsInformation().ID // what is asked first may be about the urgency alone
	if !ok || q.Why.Stage == decision.StageThen || known && q.Why.Stage == decision.StageFirst {
		return
	}
	for _, a := range q.Asks {
		require.Contains(t, d.Missing, a.Fact)
	}
}

// answersAgree adds each answer to what is told, and decides.
func (j *judge) answersAgree(t testing.TB, told decision.Facts, q decision.Question) {
	for _, a := range q.Answers {
		facts := decision.Facts{}
		for name, v := range told {
			facts[name] = v
		}
		for name, v := range a.Facts {
			facts[name] = v
		}
		d, err := j.g.Decide(facts)
		if err != nil { // a check of the bundle: relations narrow nothing
			require.Regexp(t, `^([^\n]+ \([a-z-]+\)\n?)+$`, err.Error())
			continue
		}
		if a.Settled == nil { // a fact is fixed
			require.Empty(t, a.Verdict)
			continue
		}
		require.Equal(t, []any{d.Verdict, d.Settled, d.CouldBecome, d.Exact}, []any{a.Verdict, *a.Settled, a.CouldBecome, a.Exact}, "%v: %s", told, a.Says)
	}
}

// inquiry deals the facts and groups out to an order of asking, and writes it for the manifest.
func inquiry(rng *rand.Rand, g *decision.Guideline) (in oracle.Inquiry, manifest string) {
	taken := map[string]bool{}
	manifest = "questions:\n"
	deal := func(key string, most int) (entries [][]string) {
		var names []string
		for range rng.IntN(most + 1) {
			name := g.Facts()[rng.IntN(len(g.Facts()))].ID
			facts := []string{name}
			if groups := g.Groups(); len(groups) > 0 && rng.IntN(2) == 0 {
				group := groups[rng.IntN(len(groups))]
				name, facts = group.ID, group.Facts
			}
			if slices.ContainsFunc(facts, func(f string) bool { return taken[f] }) {
				continue
			}
			for _, f := range facts {
				taken[f] = true
			}
			names, entries = append(names, name), append(entries, facts)
		}
		if len(names) > 0 {
			manifest += "  " + key + ": [" + strings.Join(names, ", ") + "]\n"
		}
		return entries
	}
	in.First, in.Last = deal("first", 2), deal("last", 2)
	in.Early = deal("early", 3)
	clear(taken)
	if in.Then = deal("then", 4); manifest == "questions:\n" {
		manifest = "questions: {first: []}\n"
	}
	return in, manifest
}
