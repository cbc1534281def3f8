package dryneedling_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func asJSON(t testing.TB, facts decision.Facts) []byte {
	b, err := json.Marshal(facts)
	require.NoError(t, err)
	return b
}

const patients = 2000

// visits is a long random order of the patients, so that no branch predictor learns it.
func visits() []uint16 {
	rng := rand.New(rand.NewPCG(5, 6))
	order := make([]uint16, 1<<16)
	for i := range order {
		order[i] = uint16(rng.IntN(patients))
	}
	return order
}

func records() []record {
	rng := rand.New(rand.NewPCG(7, 8))
	out := make([]record, patients)
	for i := range out {
		out[i] = randomRecord(rng)
	}
	return out
}

// hidden returns the facts of a record, each left out with a probability.
func hidden(rng *rand.Rand, r *record, fraction float64) decision.Facts {
	facts := decision.Facts(r.facts())
	for _, name := range sortedNames(facts) {
		if rng.Float64() < fraction {
			delete(facts, name)
		}
	}
	return facts
}

func cases(b *testing.B, g *decision.Guideline, fraction float64) []*decision.Case {
	rng := rand.New(rand.NewPCG(9, 10))
	out := make([]*decision.Case, patients)
	for i, r := range records() {
		c, err := g.Case(hidden(rng, &r, fraction))
		require.NoError(b, err)
		out[i] = c
	}
	return out
}

var sink uint64

// BenchmarkDecide: the verdict and every rule that certainly holds, for complete records
// (and, in the last row, with 30 % of the facts unknown).
func BenchmarkDecide(b *testing.B) {
	g := dryneedling.AsPublished()
	order := visits()
	rs := records()
	bit := bitsOf(b, g)
	run := func(name string, one func(i int)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				one(int(order[i&(1<<16-1)]))
			}
		})
	}
	run("handwritten", func(i int) {
		v, r := rs[i].decidePlain()
		sink += uint64(v) + r[0] + r[1]
	})
	run("handwritten-branchless", func(i int) {
		v, r := rs[i].decide()
		sink += uint64(v) + r[0] + r[1]
	})
	cs := cases(b, g, 0)
	for i := range rs {
		compare(b, g, &rs[i], g.Verdict(cs[i]), bit)
	}
	run("case", func(i int) {
		o := g.Verdict(cs[i]) // with the rules, whether or not anybody reads them
		sink += uint64(o.Verdict)
	})
	typed := make([]*dryneedling.Facts, len(rs))
	for i := range rs {
		typed[i] = typedFacts(g, &rs[i])
	}
	run("handwritten-typed", func(i int) {
		var r record
		if !r.read(typed[i]) {
			b.Fatal("not complete")
		}
		v, rules := r.decidePlain()
		sink += uint64(v) + rules[0] + rules[1]
	})
	run("handwritten-typed-branchless", func(i int) {
		var r record
		if !r.read(typed[i]) {
			b.Fatal("not complete")
		}
		v, rules := r.decide()
		sink += uint64(v) + rules[0] + rules[1]
	})
	c := g.NewCase()
	run("typed", func(i int) {
		if err := c.LoadRecord(typed[i]); err != nil {
			b.Fatal(err)
		}
		o := g.Verdict(c)
		sink += uint64(o.Verdict)
	})
	programs, envs := exprRules(b, g, rs)
	run("expr", func(i int) {
		var machine vm.VM
		for k, p := range programs {
			out, err := machine.Run(p, envs[i])
			if err != nil {
				b.Fatal(err)
			}
			if out.(bool) {
				sink += uint64(k)
			}
		}
	})
	unknown := cases(b, g, 0.3)
	run("case-30-percent-unknown", func(i int) {
		o := g.Verdict(unknown[i])
		sink += uint64(o.Verdict)
	})
}

// exprRules compiles every rule for expr's machine. Its fastest environment is a struct by
// value, whose fields it finds by index.
func exprRules(b *testing.B, g *decision.Guideline, rs []record) ([]*vm.Program, []any) {
	var programs []*vm.Program
	envs := make([]any, len(rs))
	env := exprEnv(g)
	for i := range rs {
		envs[i] = env(decision.Facts(rs[i].facts()))
	}
	for _, r := range g.Rules() {
		p, err := expr.Compile(r.Source, expr.Env(envs[0]), expr.AsBool())
		require.NoError(b, err, r.ID)
		programs = append(programs, p)
	}
	return programs, envs
}

// BenchmarkMissing: which verdicts are left and which facts could still change them.
func BenchmarkMissing(b *testing.B) {
	g := dryneedling.AsPublished()
	order := visits()
	for _, k := range []struct {
		name     string
		fraction float64
	}{{"10", 0.1}, {"30", 0.3}, {"50", 0.5}, {"70", 0.7}, {"90", 0.9}, {"100", 1}} {
		cs := cases(b, g, k.fraction)
		b.Run(k.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m := g.Missing(cs[order[i&(1<<16-1)]])
				sink += uint64(m.Verdicts)
			}
		})
	}
}

// BenchmarkJSON: a document of facts in, a document of the decision out; at once, and by way
// of a Decision that belongs to the caller.
func BenchmarkJSON(b *testing.B) {
	g := dryneedling.AsPublished()
	doc := []byte(`{"condition": "neck_pain", "pain_duration_weeks": 6, "trigger_points_identified": true, "needling_region": "neck",
  "age_years": 44, "nsaid_trial": "not_helped", "acetaminophen_trial": "wore_off", "self_care_education_trial": "not_helped",
  "activity_modification_trial": "not_helped", "manual_therapy_exercise_trial": "in_progress", "training_hours": 80,
  "dry_needling_in_scope": true, "ultrasound_available": true, "consents_to_needling": true, "needle_phobia": false,
  "able_to_consent": true, "none_of": ["red_flags", "contraindications", "precautions"]}`)
	var out []byte
	var err error
	b.Run("append", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if out, err = g.AppendDecision(out[:0], doc); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(out)), "bytes-out")
	})
	b.Run("decide", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			d, err := g.Decide(doc)
			if err != nil {
				b.Fatal(err)
			}
			out = d.AppendJSON(out[:0])
		}
		b.ReportMetric(float64(len(out)), "bytes-out")
	})
}

// BenchmarkDecision: the whole answer for a prepared case of which little is known, which has the
// most to say; the caller's own, and lent for a moment.
func BenchmarkDecision(b *testing.B) {
	g := dryneedling.AsPublished()
	c, err := g.Case(decision.Facts{"condition": "neck_pain", "age_years": 44})
	require.NoError(b, err)
	reasons := 0
	b.Run("own", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			reasons += len(g.DecideCase(c).Reasons)
		}
	})
	b.Run("lent", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			g.WithDecision(c, func(d *decision.Decision) { reasons += len(d.Reasons) })
		}
	})
}

// BenchmarkOpen reads, checks and compiles the bundle, alone and with an overlay: what that takes
// longer is what it costs to apply the overlay and to check that it weakens nothing.
func BenchmarkOpen(b *testing.B) {
	for _, name := range []string{"", "us-az", "literature"} {
		var overlays []decision.Overlay
		if name != "" {
			o, err := decision.NamedOverlay(dryneedling.Bundle(), name)
			require.NoError(b, err)
			overlays = append(overlays, o)
		}
		b.Run(strings.Trim("as-published+"+name, "+"), func(b *testing.B) {
			for b.Loop() {
				if _, err := decision.Open(dryneedling.Bundle(), overlays...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
