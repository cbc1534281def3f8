package decision_test

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/oracle"
)

// interval is a part of the range of a number.
type interval struct {
	lo, hi         float64
	loOpen, hiOpen bool
}

// regionsOf cuts the range of a number at the cut points. A region without a value of the type
// is none.
func regionsOf(f decision.Fact, cuts []float64) []interval {
	whole := interval{lo: f.Min, hi: f.Max}
	from := interval{lo: math.Inf(-1), loOpen: true}
	var all []interval
	for _, c := range append(slices.Clone(cuts), math.Inf(1)) {
		from.hi, from.hiOpen = c, true
		all = append(all, whole.meet(from), whole.meet(interval{lo: c, hi: c}))
		from = interval{lo: c, loOpen: true}
	}
	return slices.DeleteFunc(all, func(r interval) bool { return r.empty(f.Type) })
}

func (r interval) meet(s interval) interval {
	if s.lo > r.lo || s.lo == r.lo && s.loOpen {
		r.lo, r.loOpen = s.lo, s.loOpen
	}
	if s.hi < r.hi || s.hi == r.hi && s.hiOpen {
		r.hi, r.hiOpen = s.hi, s.hiOpen
	}
	return r
}

func (r interval) has(x float64) bool {
	return (x > r.lo || x == r.lo && !r.loOpen) && (x < r.hi || x == r.hi && !r.hiOpen)
}

func (r interval) empty(t decision.Type) bool {
	if t == decision.TypeInteger {
		for x := math.Ceil(r.lo); x <= r.hi; x++ {
			if r.has(x) {
				return false
			}
		}
		return true
	}
	return r.lo > r.hi || r.lo == r.hi && (r.loOpen || r.hiOpen)
}

// middle is a value that is no end, where there is one.
func (r interval) middle(t decision.Type) float64 {
	x := r.lo + (r.hi-r.lo)/2
	if t != decision.TypeInteger {
		return x
	}
	for x = math.Floor(x); !r.has(x); x++ {
	}
	return x
}

// pick is any value, often an end.
func (r interval) pick(rng *rand.Rand, t decision.Type) float64 {
	for _, x := range []float64{r.lo, r.hi, r.lo + (r.hi-r.lo)*rng.Float64()} {
		if t == decision.TypeInteger {
			x = math.Round(x)
		}
		if r.has(x) && rng.IntN(3) > 0 {
			return x
		}
	}
	return r.middle(t)
}

// openCase is a case of which some facts are open, and what is told of it.
type openCase struct {
	told decision.Facts
	open []oracle.Open
	left map[string][]int // regions of the open facts
}

// openCase draws a case with about that many completions at most. The judge's case at hand is
// one of them.
func (j *judge) openCase(rng *rand.Rand, completions int) *openCase {
	p := &openCase{told: decision.Facts{}, left: map[string][]int{}}
	for i := range j.facts {
		j.chosen[i] = rng.IntN(j.facts[i].count)
	}
	for _, i := range rng.Perm(len(j.facts)) {
		f := &j.facts[i]
		if f.untold {
			continue
		}
		if rng.IntN(5) < 2 || !j.hide(rng, p, i, completions) {
			j.tell(rng, p, i)
			continue
		}
		completions /= len(p.left[f.ID])
	}
	return p
}

// tell makes a fact known.
func (j *judge) tell(rng *rand.Rand, p *openCase, i int) {
	f := &j.facts[i]
	p.told[f.ID] = f.samples[j.chosen[i]]
	if f.regions != nil {
		p.told[f.ID] = f.regions[j.chosen[i]].pick(rng, f.Type)
	}
}

// hide leaves up to that many regions of a fact, if it can.
func (j *judge) hide(rng *rand.Rand, p *openCase, i, most int) bool {
	f := &j.facts[i]
	told, left := f.part(rng)
	if len(left) > most {
		return false
	}
	if told != nil || rng.IntN(5) == 0 {
		p.told[f.ID] = told
	}
	p.left[f.ID] = left
	p.open = append(p.open, oracle.Open{Fact: i, Values: len(left), Choose: func(k int) { j.chosen[i] = left[k] }})
	j.chosen[i] = left[0]
	return true
}

// part is what may be told of a fact that is not known, and the regions that it leaves.
func (f *judged) part(rng *rand.Rand) (told any, left []int) {
	for i := range f.count {
		left = append(left, i)
	}
	if rng.IntN(2) == 0 || f.Type == decision.TypeBool {
		return nil, left
	}
	if f.Type == decision.TypeChoice {
		rng.Shuffle(len(left), func(i, j int) { left[i], left[j] = left[j], left[i] })
		left = left[:1+rng.IntN(len(left))]
		var ids []string
		for _, i := range left {
			ids = append(ids, f.Choices[i].ID)
		}
		return map[string]any{"one_of": ids}, left
	}
	for {
		told, r := f.bounds(rng)
		left = nil
		for i, region := range f.regions {
			if !region.meet(r).empty(f.Type) {
				left = append(left, i)
			}
		}
		if len(left) > 0 {
			return told, left
		}
	}
}

// bounds draws one or two bounds, mostly at cut points and ends and just beside them.
func (f *judged) bounds(rng *rand.Rand) (map[string]any, interval) {
	at := func() float64 {
		r := f.regions[rng.IntN(f.count)]
		x := []float64{r.lo, r.hi, r.pick(rng, f.Type)}[rng.IntN(3)]
		return x + []float64{0, 0, 0, -0.5, 0.5}[rng.IntN(5)]
	}
	told, r := map[string]any{}, interval{lo: f.Min, hi: f.Max}
	if side := rng.IntN(3); side > 0 {
		low := interval{lo: at(), hi: math.Inf(1), loOpen: side == 1}
		told[[]string{"", "more_than", "at_least"}[side]] = low.lo
		r = r.meet(low)
	}
	if side := rng.IntN(3); side > 0 || len(told) == 0 {
		high := interval{lo: math.Inf(-1), hi: at(), hiOpen: side == 1}
		told[[]string{"at_most", "less_than", "at_most"}[side]] = high.hi
		r = r.meet(high)
	}
	return told, r
}
