package decision

import (
	"math"
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// What local policy may choose are finitely many values as far as conditions go. A number is
// only ever compared, with facts, constants and other params, and what comes of that depends
// on where it stands among the points it is compared with. So every such point stands for
// itself, as do the ends of its range, and between two neighbours a few values stand for all:
// as many as there are params that might part one another there, the values in force among
// them, and for whole numbers those next to the points, beside which nothing fits.

// rivals are params that are compared with the same fact, or with one another.
type rivals struct {
	params []int
	points []float64
	whole  bool // whole numbers are among what is compared
}

// spreadParams finds the values of every param to tell apart.
func (p *plane) spreadParams(g *Guideline) {
	p.params = make([][]paramValue, len(g.params))
	p.fixed = p.fixedParams(g)
	for _, r := range p.rivals(g) {
		for _, i := range r.params {
			p.params[i] = r.spread(g, &g.params[i])
		}
	}
	for i := range g.params {
		d := &g.params[i]
		switch {
		case p.fixed[i] && !d.Set:
			p.params[i] = nil
		case p.fixed[i]:
			p.params[i] = []paramValue{{d.number, d.text}}
		case p.params[i] == nil && d.numeric(): // nothing is compared with it
			p.params[i] = []paramValue{{number: max(d.number, d.min)}}
		case !d.numeric():
			for _, c := range d.Choices {
				p.params[i] = append(p.params[i], paramValue{text: c})
			}
		}
	}
}

func (p *Param) numeric() bool { return p.Type == TypeNumber || p.Type == TypeInteger }

// fixedParams are those of which some condition cannot tell what other values would mean.
func (p *plane) fixedParams(g *Guideline) []bool {
	fixed := make([]bool, len(g.params))
	p.everyCondition(g, func(c *condition) {
		if c.under == nil || g.combinations(c.params) > maxCombinations {
			for _, i := range c.params {
				fixed[i] = true
			}
		}
	})
	return fixed
}

// maxCombinations bounds what one condition can ask of the choices of its params.
const maxCombinations = 4096

// combinations is how many choices some params have together, numbers aside: these are told
// apart in a condition by itself.
func (g *Guideline) combinations(params []int) int {
	n := 1
	for _, i := range params {
		if n *= max(1, len(g.params[i].Choices)); n > maxCombinations {
			break
		}
	}
	return n
}

// rivals gathers the params of numbers by what they are compared with.
func (p *plane) rivals(g *Guideline) []rivals {
	byFact := map[int]*rivals{}
	var all []rivals
	var facts []int
	p.everyCondition(g, func(c *condition) {
		switch {
		case c.op == opCompare:
			r, known := byFact[c.fact]
			if !known {
				f := &g.facts[c.fact]
				r = &rivals{whole: f.Type == TypeInteger, points: []float64{f.Min, f.Max}}
				byFact[c.fact], facts = r, append(facts, c.fact)
			}
			if r.params = append(r.params, c.params...); c.params == nil {
				r.points = append(r.points, c.bound)
			}
		case c.op == opConstant && c.under != nil && g.params[c.params[0]].numeric():
			all = append(all, rivals{params: c.params, points: c.points})
		}
	})
	for _, f := range facts {
		if r := byFact[f]; len(r.params) > 0 {
			all = append(all, *r)
		}
	}
	return joined(all)
}

// joined makes one of those that share a param.
func joined(all []rivals) []rivals {
	var out []rivals
	for _, r := range all {
		for i := len(out) - 1; i >= 0; i-- {
			if slices.ContainsFunc(out[i].params, func(k int) bool { return slices.Contains(r.params, k) }) {
				r = rivals{slices.Concat(out[i].params, r.params), slices.Concat(out[i].points, r.points), out[i].whole || r.whole}
				out = slices.Delete(out, i, i+1)
			}
		}
		slices.Sort(r.params)
		r.params = slices.Compact(r.params)
		out = append(out, r)
	}
	return out
}

// spread is the values of a param that stand for all that it may have.
func (r *rivals) spread(g *Guideline, of *Param) (out []paramValue) {
	points, inForce := slices.Clone(r.points), []float64{}
	whole := r.whole
	for _, i := range r.params {
		d := &g.params[i]
		points = append(points, d.min, d.max)
		whole = whole || d.Type == TypeInteger
		if d.Set {
			inForce = append(inForce, d.number)
		}
	}
	points, all := sorted(points), inForce
	for i, low := range points[:len(points)-1] {
		all = append(all, between(low, points[i+1], inForce, len(r.params), whole)...)
	}
	for _, x := range sorted(append(all, points...)) {
		if x >= of.min && x <= of.max && (of.Type == TypeNumber || x == math.Trunc(x)) {
			out = append(out, paramValue{number: x})
		}
	}
	return out
}

// between is values between two points for some params: as many in every stretch that holds no
// whole number, where whole numbers are compared, and the whole numbers next to the points.
func between(low, high float64, inForce []float64, params int, whole bool) (out []float64) {
	stops := []float64{low, high}
	for k := 1.0; whole && k <= float64(params)+1; k++ {
		for _, x := range []float64{math.Floor(low) + k, math.Ceil(high) - k} {
			if x > low && x < high {
				stops = append(stops, x)
			}
		}
	}
	stops = sorted(stops)
	for i, from := range stops[:len(stops)-1] {
		to, n := stops[i+1], params
		if !whole {
			for _, x := range sorted(inForce) {
				if x > from && x < to {
					n--
				}
			}
		}
		for k := 1; k <= 2*params && n > 0; k++ {
			x := from + (to-from)*float64(k)/float64(2*params+1)
			if math.IsInf(to-from, 0) {
				part := float64(k) / float64(2*params+1)
				x = from*(1-part) + to*part
			}
			if x > from && x < to && !slices.Contains(inForce, x) {
				out = append(out, x)
				n--
			}
		}
	}
	return append(out, stops[1:len(stops)-1]...)
}

func sorted(list []float64) []float64 {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// param enters a param as a variable, with one more region where it may have no value.
func (p *plane) param(i int, d *Param) {
	var texts []string
	for _, v := range p.params[i] {
		switch d.Type {
		case TypeChoice:
			texts = append(texts, strconv.Quote(v.text))
		case TypeBool:
			texts = append(texts, v.text)
		default:
			texts = append(texts, formatNumber(v.number))
		}
	}
	if !d.Set {
		texts = append(texts, "")
	}
	p.variable(model.Param, d.ID, texts, nil)
}

// everyChoice visits the choices of some params, each with the formula that holds for it.
func (p *plane) everyChoice(g *Guideline, params []int, visit func(values []paramValue, chosen *logic.Formula)) {
	params = slices.Clone(params)
	slices.Sort(params)
	params = slices.Compact(params)
	values := make([]paramValue, len(g.params))
	var choose func(left []int, chosen []*logic.Formula)
	choose = func(left []int, chosen []*logic.Formula) {
		if len(left) == 0 {
			visit(values, logic.And(chosen...))
			return
		}
		i := left[0]
		for region, v := range p.params[i] {
			values[i] = v
			is := logic.In(p.at[key(model.Param, g.params[i].ID)], 1<<region)
			choose(left[1:], append(slices.Clone(chosen), is))
		}
	}
	choose(params, nil)
}
