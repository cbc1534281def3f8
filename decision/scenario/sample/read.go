package sample

import (
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

const schema = "mskguide.distribution/1"

// document is a distribution as a file writes it.
type document struct {
	Schema place.Text         `yaml:"schema,required"`
	For    place.Text         `yaml:"for,required"`
	Says   string             `yaml:"says,required"`
	Facts  place.Map[drawDoc] `yaml:"facts,required"`
}

type drawDoc struct {
	Pos       place.Pos
	Unknown   *place.Number           `yaml:"unknown"`
	Partly    *place.Number           `yaml:"partly"`
	Yes       *place.Number           `yaml:"yes"`
	Choices   place.Map[place.Number] `yaml:"choices"`
	Uniform   []place.Number          `yaml:"uniform"`
	Quantiles []pointDoc              `yaml:"quantiles"`
	Step      *place.Number           `yaml:"step"`
}

type pointDoc struct {
	Share place.Number `yaml:"share"`
	Value place.Number `yaml:"value"`
}

// Read reads a distribution from YAML, in the form that [Distribution.YAML]
// writes. A fact that it leaves out is unknown in every case. Name is what errors call the
// file; the error lists every mistake with its place.
func Read(g *decision.Guideline, name string, data []byte) (*Distribution, error) {
	var doc document
	_, err := place.Decode(name, data, &doc)
	r := reader{}
	r.errs.Merge(err)
	if doc.Schema.Value != "" && doc.Schema.Value != schema {
		r.errs.Addf(doc.Schema.Pos, "schema %q is not one this library reads; it reads %q", doc.Schema.Value, schema)
	}
	if id := g.Info().ID; doc.For.Value != "" && doc.For.Value != id {
		r.errs.Addf(doc.For.Pos, "the distribution is for guideline %q, not for %q", doc.For.Value, id)
	}
	facts := g.Facts()
	ids := make([]string, len(facts))
	drawn := make([]*draw, len(facts))
	for i, f := range facts {
		ids[i] = f.ID
	}
	for _, e := range doc.Facts {
		if i := slices.Index(ids, e.Key.Value); i < 0 {
			r.errs.Addf(e.Key.Pos, "there is no fact %q%s", wording.Abridge(e.Key.Value), wording.DidYouMean(place.Nearest(e.Key.Value, ids)))
		} else {
			drawn[i] = r.draw(facts[i], e)
		}
	}
	if err := r.errs.Err(); err != nil {
		return nil, err
	}
	d := &Distribution{g: g, says: doc.Says}
	for _, w := range drawn {
		if w != nil {
			d.draws = append(d.draws, *w)
		}
	}
	return d, nil
}

type reader struct{ errs place.Errors }

func (r *reader) draw(f decision.Fact, e place.Entry[drawDoc]) *draw {
	d := e.Value
	w := &draw{fact: f, unknown: r.share("unknown", d.Unknown), partly: r.share("partly", d.Partly)}
	switch f.Type {
	case decision.TypeBool:
		if d.Yes == nil {
			r.errs.Addf(e.Key.Pos, "%q is yes or no and needs `yes`, the share of yes among what is known", f.ID)
		}
		yes := r.share("yes", d.Yes)
		w.weights = []float64{1 - yes, yes}
	case decision.TypeChoice:
		w.weights = r.weights(f, e)
	default:
		w.points = r.points(f, e)
		w.step = 0
		if f.Type == decision.TypeInteger {
			w.step = 1
		}
		if d.Step != nil {
			w.step = r.step(f, d.Step)
		}
	}
	r.refuse(f, d)
	return w
}

// refuse reports what a fact of this type has no use for.
func (r *reader) refuse(f decision.Fact, d drawDoc) {
	numeric := f.Type == decision.TypeNumber || f.Type == decision.TypeInteger
	for _, k := range []struct {
		key   string
		given bool
		use   bool
	}{
		{"yes", d.Yes != nil, f.Type == decision.TypeBool},
		{"choices", len(d.Choices) > 0, f.Type == decision.TypeChoice},
		{"uniform", len(d.Uniform) > 0, numeric},
		{"quantiles", len(d.Quantiles) > 0, numeric},
		{"step", d.Step != nil, numeric},
		{"partly", d.Partly != nil, f.Type != decision.TypeBool},
	} {
		if k.given && !k.use {
			r.errs.Addf(d.Pos, "%q is a %s and has no use for `%s`", f.ID, f.Type, k.key)
		}
	}
}

func (r *reader) share(what string, n *place.Number) float64 {
	if n == nil {
		return 0
	}
	if n.Value < 0 || n.Value > 1 {
		r.errs.Addf(n.Pos, "%s is a share from 0 to 1, not %s", what, n.Text)
	}
	return n.Value
}

// mostWeight keeps sums of weights away from the ends of what numbers can hold.
const mostWeight = 1e12

func (r *reader) weights(f decision.Fact, e place.Entry[drawDoc]) []float64 {
	out := make([]float64, len(f.Choices))
	var ids []string
	for _, k := range f.Choices {
		ids = append(ids, k.ID)
	}
	total := 0.0
	for _, w := range e.Value.Choices {
		i := slices.Index(ids, w.Key.Value)
		switch {
		case i < 0:
			r.errs.Addf(w.Key.Pos, "%q is not a choice of %q%s", wording.Abridge(w.Key.Value), f.ID, wording.DidYouMean(place.Nearest(w.Key.Value, ids)))
			continue
		case w.Value.Value < 0 || w.Value.Value > mostWeight:
			r.errs.Addf(w.Value.Pos, "a weight is a number from 0 to %g, not %s", mostWeight, w.Value.Text)
		}
		out[i] = w.Value.Value
		total += w.Value.Value
	}
	if total == 0 {
		r.errs.Addf(e.Key.Pos, "%q is a choice and needs `choices`, of which one has a weight above 0: %s", f.ID, strings.Join(ids, ", "))
	}
	return out
}

func (r *reader) points(f decision.Fact, e place.Entry[drawDoc]) (out []point) {
	d := e.Value
	switch {
	case (len(d.Uniform) > 0) == (len(d.Quantiles) > 0):
		r.errs.Addf(e.Key.Pos, "%q is a number and needs either `uniform: [low, high]` or `quantiles`", f.ID)
		return nil
	case len(d.Uniform) > 0 && len(d.Uniform) != 2:
		r.errs.Addf(d.Uniform[0].Pos, "`uniform` is two numbers, the lowest and the highest, not %d", len(d.Uniform))
		return nil
	case len(d.Uniform) > 0:
		d.Quantiles = []pointDoc{{place.Number{Value: 0}, d.Uniform[0]}, {place.Number{Value: 1}, d.Uniform[1]}}
	}
	for i, q := range d.Quantiles {
		switch v := q.Value; {
		case v.Value < f.Min || v.Value > f.Max:
			r.errs.Addf(v.Pos, "%q may be %s to %s, not %s", f.ID, wording.Number(f.Min), wording.Number(f.Max), v.Text)
		case i > 0 && v.Value < out[i-1].value:
			r.errs.Addf(v.Pos, "%s is below %s before it; quantiles go up", v.Text, wording.Number(out[i-1].value))
		}
		if i > 0 && q.Share.Value <= out[i-1].share {
			r.errs.Addf(q.Share.Pos, "share %s does not come after %s; shares go up from 0 to 1", q.Share.Text, wording.Number(out[i-1].share))
		}
		out = append(out, point{q.Share.Value, q.Value.Value})
	}
	if out[0].share != 0 || out[len(out)-1].share != 1 {
		r.errs.Addf(d.Quantiles[0].Share.Pos, "quantiles begin at share 0 and end at share 1, the least and the greatest value")
	}
	return out
}

func (r *reader) step(f decision.Fact, n *place.Number) float64 {
	switch {
	case n.Value <= 0 || n.Value > f.Max-f.Min:
		r.errs.Addf(n.Pos, "step is above 0 and not above the range of %q, %s: not %s", f.ID, wording.Number(f.Max-f.Min), n.Text)
	case f.Type == decision.TypeInteger && n.Value != math.Trunc(n.Value):
		r.errs.Addf(n.Pos, "%q is a whole number; so is its step, not %s", f.ID, n.Text)
	}
	return n.Value
}
