package sample

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

// Distribution says how synthetic cases are drawn. Each fact is drawn by itself: how facts go
// together in people is not in it, and a case made with it is nobody's.
type Distribution struct {
	g     *decision.Guideline
	says  string
	draws []draw // in asking order
}

// draw says how one fact is drawn.
type draw struct {
	fact    decision.Fact
	unknown float64   // share of all cases
	partly  float64   // share of the cases in which it is known, to be known in part
	weights []float64 // of no and yes, or of the choices
	points  []point   // of a number
	step    float64   // to whole multiples of which a number is rounded
}

// point is a quantile: a share of the numbers is not above the value.
type point struct{ share, value float64 }

// What a case is drawn with where nobody says otherwise. None of it was measured.
const (
	unknownShare = 0.1
	memberShare  = 0.02 // of yes, for a fact of a group
	choiceOfTwo  = 0.5
)

// Default has no epidemiological meaning. Every fact is unknown in one case of
// ten. Facts of a group are yes in one of fifty, other yes/no facts in every second; choices
// are all as likely; a number falls as often into each stretch between the values that the
// guideline compares it with, the last stretch being as long as all before it.
func Default(g *decision.Guideline) *Distribution {
	d := &Distribution{g: g, says: "Made up, without epidemiological meaning: facts of a group mostly no, choices all as likely, " +
		"numbers as often in each stretch between the values that the guideline compares them with. Every fact is drawn by itself. Edit it to say what your cases are like."}
	for _, f := range g.Facts() {
		w := draw{fact: f, unknown: unknownShare}
		switch f.Type {
		case decision.TypeBool:
			yes := choiceOfTwo
			if len(f.Groups) > 0 {
				yes = memberShare
			}
			w.weights = []float64{1 - yes, yes}
		case decision.TypeChoice:
			w.weights = slices.Repeat([]float64{1}, len(f.Choices))
		default:
			w.points, w.step = stretches(f, g.Cuts(f.ID)), 1
			if f.Type == decision.TypeNumber && f.Max-f.Min <= 10 {
				w.step = 0.5
			}
		}
		d.draws = append(d.draws, w)
	}
	return d
}

func stretches(f decision.Fact, cuts []float64) []point {
	values := []float64{f.Min}
	for _, c := range cuts {
		if c > f.Min && c < f.Max {
			values = append(values, c)
		}
	}
	last := f.Max
	if reach := values[len(values)-1] - f.Min; reach > 0 {
		last = min(last, f.Min+2*reach)
	}
	values = append(values, last)
	out := make([]point, len(values))
	for i, v := range values {
		out[i] = point{decimals(float64(i)/float64(len(values)-1), 4), v}
	}
	return out
}

// decimals rounds to so many significant digits.
func decimals(x float64, digits int) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64) // it was just written
	return y
}

// Missing is the distribution with every fact unknown in this share of the cases.
func (d *Distribution) Missing(share float64) *Distribution {
	out := *d
	out.draws = slices.Clone(d.draws)
	for i := range out.draws {
		out.draws[i].unknown = share
	}
	return &out
}

// Only is the distribution of some facts; the others are unknown. A name that is no fact of
// the guideline, or is not drawn, is an error.
func (d *Distribution) Only(facts []string) (*Distribution, error) {
	out := *d
	out.draws = nil
	known := make([]string, len(d.draws))
	for i, w := range d.draws {
		known[i] = w.fact.ID
		if slices.Contains(facts, w.fact.ID) {
			out.draws = append(out.draws, w)
		}
	}
	for _, id := range facts {
		if !slices.Contains(known, id) {
			near := place.Nearest(id, known)
			return nil, decision.FactErrors{{Got: id, Nearest: near, Message: fmt.Sprintf("no fact %q is drawn%s", wording.Abridge(id), wording.DidYouMean(near))}}
		}
	}
	return &out, nil
}

// maxDraws bounds how often a case is drawn anew.
const maxDraws = 10_000

// Cases draws cases without end. The same seed gives the same cases everywhere. A case that
// breaks a check of the guideline is drawn again, so that the cases follow the distribution
// as far as it does not contradict itself; one that always does is an error.
func (d *Distribution) Cases(seed uint64) iter.Seq2[decision.Facts, error] {
	return func(yield func(decision.Facts, error) bool) {
		s := d.sampler(seed)
		for {
			err := s.next()
			facts := make(decision.Facts, len(s.values))
			for i, v := range s.values {
				if v != nil {
					facts[d.draws[i].fact.ID] = v
				}
			}
			if !yield(facts, err) || err != nil {
				return
			}
		}
	}
}

// sampler draws one case after the other.
type sampler struct {
	d       *Distribution
	from    *rand.PCG
	values  []any          // of the case, for each fact that is drawn; nil for unknown
	checked []int          // of these, those that checks name: no others can contradict
	c       *decision.Case // to try them
}

func (d *Distribution) sampler(seed uint64) *sampler {
	s := &sampler{d: d, from: rand.NewPCG(seed, 0), values: make([]any, len(d.draws)), c: d.g.NewCase()}
	for i := range d.draws {
		if slices.ContainsFunc(d.g.Checks(), func(k decision.Check) bool { return slices.Contains(k.Facts, d.draws[i].fact.ID) }) {
			s.checked = append(s.checked, i)
		}
	}
	return s
}

func (s *sampler) next() (err error) {
	for range maxDraws {
		for i := range s.d.draws {
			s.values[i] = s.d.draws[i].draw(s.from)
		}
		if err = s.check(); err == nil {
			return nil
		}
	}
	return fmt.Errorf("%d cases in a row contradict themselves: %w", maxDraws, err)
}

func (s *sampler) check() error {
	some := decision.Facts{}
	for _, i := range s.checked {
		if s.values[i] != nil {
			some[s.d.draws[i].fact.ID] = s.values[i]
		}
	}
	return s.c.Load(some)
}

// share draws a number from 0 up to 1. It does without the functions of rand, whose choice of
// how to make numbers may change.
func share(from *rand.PCG) float64 { return float64(from.Uint64()>>11) / (1 << 53) }

// draw draws a value; nil for unknown.
func (w *draw) draw(from *rand.PCG) any {
	if share(from) < w.unknown {
		return nil
	}
	partly := w.partly > 0 && share(from) < w.partly
	switch w.fact.Type {
	case decision.TypeBool:
		return w.choice(from) == 1
	case decision.TypeChoice:
		k := w.choice(from)
		if other := k; partly {
			if other = w.choice(from); other != k {
				return map[string]any{"one_of": []string{w.fact.Choices[min(k, other)].ID, w.fact.Choices[max(k, other)].ID}}
			}
		}
		return w.fact.Choices[k].ID
	}
	x := w.number(from)
	if other := x; partly {
		if other = w.number(from); other != x {
			return map[string]any{"at_least": min(x, other), "at_most": max(x, other)}
		}
	}
	return x
}

// choice draws by weight. Products are rounded before they are used, since processors that
// multiply and add at once would otherwise draw other cases.
func (w *draw) choice(from *rand.PCG) int {
	total := 0.0
	for _, x := range w.weights {
		total += x
	}
	at := float64(share(from) * total)
	last := 0
	for i, x := range w.weights {
		if x == 0 {
			continue
		}
		if last = i; at < x {
			break
		}
		at -= x
	}
	return last
}

func (w *draw) number(from *rand.PCG) float64 {
	u := share(from)
	i := 1
	for i < len(w.points)-1 && u >= w.points[i].share {
		i++
	}
	low, high := w.points[i-1], w.points[i]
	part := (u - low.share) / (high.share - low.share)
	x := low.value + float64((high.value-low.value)*part)
	if w.step > 0 {
		x = decimals(math.Round(x/w.step)*w.step, 12)
	}
	return min(max(x, w.fact.Min), w.fact.Max) + 0
}
