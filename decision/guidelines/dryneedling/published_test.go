package dryneedling_test

import (
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// long reports whether the long runs are on: a million cases instead of some thousands.
func long() bool { return os.Getenv("MSKGUIDE_LONG") != "" }

// typedFacts turns a hand-written record into the generated type, field by field.
func typedFacts(g *decision.Guideline, r *record) *dryneedling.Facts {
	f := &dryneedling.Facts{}
	v := reflect.ValueOf(f).Elem()
	for name, value := range r.facts() {
		field := v.FieldByName(camel(name))
		switch x := value.(type) {
		case bool:
			field.SetUint(uint64(decision.Known(x)))
		case float64:
			field.Set(reflect.ValueOf(decision.Exactly(x)))
		case string:
			fact, _ := g.Fact(name)
			for i, c := range fact.Choices {
				if c.ID == x {
					field.SetUint(1 << i)
				}
			}
		}
	}
	return f
}

func camel(id string) string {
	parts := strings.Split(id, "_")
	for i, p := range parts {
		parts[i] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, "")
}

// offByDefault names the rules that the default params turn off.
func offByDefault() []string {
	return []string{"pregnancy-policy", "caution-minor", "local-training", "no-local-training-rule"}
}

// bitsOf finds the hand-written reading's bit of every rule of the guideline; -1 for the
// rules that the default params turn off.
func bitsOf(t testing.TB, g *decision.Guideline) []int {
	at := map[string]int{}
	for word, ids := range ruleIDs() {
		for bit, id := range ids {
			at[id] = 64*word + bit
		}
	}
	out := make([]int, 0, len(g.Rules()))
	for _, r := range g.Rules() {
		bit, ok := at[r.ID]
		if !ok {
			require.Contains(t, offByDefault(), r.ID, "the hand-written reading lacks a rule")
			bit = -1
		}
		delete(at, r.ID)
		out = append(out, bit)
	}
	require.Empty(t, at, "the bundle lacks a rule")
	return out
}

// TestPublishedReading compares the bundle with an independent reading of the same model
// by hand, verdict and every rule, on random complete cases.
func TestPublishedReading(t *testing.T) {
	n := 20_000
	if long() {
		n = 1_000_000
	}
	g := dryneedling.AsPublished()
	bit := bitsOf(t, g)
	rng := rand.New(rand.NewPCG(1, 2))
	c := g.NewCase()
	for range n {
		r := randomRecord(rng)
		require.NoError(t, c.Load(typedFacts(g, &r)))
		compare(t, g, &r, g.Verdict(c), bit)
	}
}

func compare(t testing.TB, g *decision.Guideline, r *record, o decision.Outcome, bit []int) {
	verdict, rules := r.decide()
	if want := verdictIDs()[verdict]; !o.Settled || g.VerdictID(o.Verdict) != want {
		t.Fatalf("verdict %s (settled %v), by hand %s\n%v", g.VerdictID(o.Verdict), o.Settled, want, r.facts())
	}
	for i, b := range bit {
		byHand := b >= 0 && rules[b/64]>>(b%64)&1 == 1
		if o.Certain.Has(i) != byHand || o.Possible.Has(i) != byHand {
			t.Fatalf("rule %s: certain %v, by hand %v\n%v", g.Rules()[i].ID, o.Certain.Has(i), byHand, r.facts())
		}
	}
}

// TestWaysIn holds the three ways of giving facts to the same answer.
func TestWaysIn(t *testing.T) {
	g := dryneedling.AsPublished()
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		r := randomRecord(rng)
		facts := decision.Facts(r.facts())
		for name := range facts {
			if rng.IntN(3) == 0 {
				delete(facts, name)
			}
		}
		fromMap, err := g.Decide(facts)
		require.NoError(t, err)
		fromJSON, err := g.Decide(asJSON(t, facts))
		require.NoError(t, err)
		fromTyped, err := g.Decide(typedPart(g, &r, facts))
		require.NoError(t, err)
		require.Equal(t, string(fromMap.JSON()), string(fromJSON.JSON()))
		require.Equal(t, string(fromMap.JSON()), string(fromTyped.JSON()))
	}
}

// typedPart is typedFacts with only the facts that are in the map.
func typedPart(g *decision.Guideline, r *record, facts decision.Facts) *dryneedling.Facts {
	f := typedFacts(g, r)
	v := reflect.ValueOf(f).Elem()
	for name := range r.facts() {
		if _, ok := facts[name]; !ok {
			v.FieldByName(camel(name)).SetZero()
		}
	}
	return f
}
