package dryneedling_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// inquiry is the order of questions that the guideline declares.
func inquiry(t testing.TB, g *decision.Guideline) oracle.Inquiry {
	in := oracle.Inquiry{Last: [][]string{{"needle_phobia"}, {"able_to_consent"}, {"representative_consents"}, {"consents_to_needling"}}}
	entries := func(names ...string) (out [][]string) {
		for _, name := range names {
			facts := []string{name}
			if some, ok := group(g, name); ok {
				facts = some.Facts
			}
			out = append(out, facts)
		}
		return out
	}
	in.First = entries("red_flags_general", "red_flags_back", "red_flags_neck_head", "red_flags_chest")
	in.Early = entries("contraindications", "condition", "pain_duration_weeks", "age_years", "needling_region", "pregnancy")
	in.Then = entries("precautions", "pain_spreading", "radicular_leg_pain", "ultrasound_available")
	return in
}

// rising puts the values that are left of a number, and the choices, in their order.
func (h *hider) rising(p *partial) {
	for i := range p.open {
		o := p.open[i]
		field := fieldOf(&p.record, h.field[h.facts[o.Fact].ID])
		type value struct {
			at   int
			sort float64
		}
		var values []value
		for v := range o.Values {
			o.Choose(v)
			x := float64(v)
			if field.CanFloat() {
				x = field.Float()
			} else if f := h.facts[o.Fact]; f.Type == decision.TypeChoice {
				id := choiceIDs(field.Type())[field.Uint()]
				x = float64(slices.IndexFunc(f.Choices, func(c decision.Choice) bool { return c.ID == id }))
			}
			values = append(values, value{v, x})
		}
		slices.SortFunc(values, func(x, y value) int {
			if x.sort < y.sort {
				return -1
			}
			return 1
		})
		p.open[i].Choose = func(v int) { o.Choose(values[v].at) }
	}
}

// TestNextAgree holds the next question to its definition, with the hand-written reading as the
// judge of every completion.
func TestNextAgree(t *testing.T) {
	g := dryneedling.AsPublished()
	q, h := question(t, g), newHider(g, rand.New(rand.NewPCG(13, 1)))
	in := inquiry(t, g)
	precautions, _ := group(g, "precautions")
	flags, _ := group(g, "red_flags")
	seen := map[string]int{}
	hidden := [][]string{append(slices.Clone(precautions.Facts), flags.Facts...), {"needle_phobia", "able_to_consent", "consents_to_needling",
		"pain_duration_weeks", "age_years", "training_hours", "needling_region", "dry_needling_trial", "trigger_points_identified"}}
	c := g.NewCase()
	for i := range oracle.Cases(200, 4000) {
		p := h.partial(8, 40)
		if i%2 == 0 { // one who may be eligible, of whom precautions and warning signs, or consent and more, are open
			p = &partial{record: suitable()}
			p.told = p.record.facts()
			for _, name := range hidden[i/2%2] {
				if len(p.open) < 6 && likely(h.rng, 0.2) {
					h.hide(p, name, 8)
				}
			}
		}
		h.rising(p)
		in.NotKnown = nil
		if len(p.open) > 0 && likely(h.rng, 0.3) {
			in.NotKnown = []string{g.Facts()[p.open[0].Fact].ID}
		}
		require.NoError(t, c.Load(h.form(p)))
		got, ok, err := g.NextCase(c, in.NotKnown...)
		require.NoError(t, err)
		want, wanted := q.Next(p.open, func() (int, oracle.Set) { return q.judge(&p.record) }, in)
		require.NoError(t, q.CheckNext(got, ok, want, wanted), "%v without %v", p.told, in.NotKnown)
		if ok {
			seen[string(got.Why.Stage)]++
			seen[got.Type]++
		} else {
			seen["nothing"]++
		}
	}
	for _, what := range []string{"first", "early", "open", "last", "then", "group", "bool", "choice", "number", "nothing"} {
		require.Positive(t, seen[what], "%s: %v", what, seen)
	}
}
