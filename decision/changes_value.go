package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// interval is some neighbouring values of a number.
type interval struct {
	lo, hi         float64
	loOpen, hiOpen bool
}

func (r interval) meet(q interval) interval {
	if q.lo > r.lo || q.lo == r.lo && q.loOpen {
		r.lo, r.loOpen = q.lo, q.loOpen
	}
	if q.hi < r.hi || q.hi == r.hi && q.hiOpen {
		r.hi, r.hiOpen = q.hi, q.hiOpen
	}
	return r
}

func (r interval) empty() bool { return r.lo > r.hi || r.lo == r.hi && (r.loOpen || r.hiOpen) }

// within is what a number may be.
func (c *Case) within(fact int) (r interval) {
	r.lo, r.hi, r.loOpen, r.hiOpen, _ = c.encoding.Numbers[c.g.layout.numberOf[fact]].within(&c.g.facts[fact])
	return r
}

// onward is the values that a number comes to by a transition: above all that it may be, below
// all of that.
func (c *Case) onward(fact int, t *Transition) (out []interval) {
	f, now := &c.g.facts[fact], c.within(fact)
	up, down := interval{now.hi, f.Max, !now.hiOpen, false}, interval{f.Min, now.lo, false, !now.loOpen}
	if t.Until != nil {
		up.hi, down.lo = *t.Until, *t.Until
	}
	if t.Rises && !up.empty() {
		out = append(out, up)
	}
	if t.Falls && !down.empty() {
		out = append(out, down)
	}
	return out
}

// ahead is the same by any transition: at most the values above and the values below.
func (c *Case) ahead(fact int) (out []interval) {
	now := c.within(fact)
	transitions := c.g.facts[fact].Transitions
	for i := range transitions {
	next:
		for _, r := range c.onward(fact, &transitions[i]) {
			for k := range out {
				if (out[k].lo >= now.hi) == (r.lo >= now.hi) { // on the same side
					out[k].lo, out[k].hi = min(out[k].lo, r.lo), max(out[k].hi, r.hi)
					continue next
				}
			}
			out = append(out, r)
		}
	}
	return out
}

// values is where a change leads to: one value that can be given as a fact, known in part
// where several would do; of a number one for each range without a gap.
func (c *Case) values(s logic.ChangeStep) (out []FactValue) {
	f := &c.g.facts[s.Var]
	switch {
	case f.numeric():
		for _, r := range c.ranges(s) {
			out = append(out, f.rangeValue(r))
		}
		return out
	case f.Type == TypeBool:
		return []FactValue{s.To.Has(1)}
	}
	ids := []string{}
	for region := range s.To.All() {
		ids = append(ids, f.Choices[region].ID)
	}
	if len(ids) == 1 {
		return []FactValue{ids[0]}
	}
	return []FactValue{map[string]any{"one_of": ids}}
}

// ranges is the values in the regions of a step that it leads to.
func (c *Case) ranges(s logic.ChangeStep) (out []interval) {
	f := &c.g.facts[s.Var]
	within := c.ahead(s.Var)
	if !s.Become {
		within = []interval{c.within(s.Var)}
	}
	for left := s.To; left != 0; {
		from := left.First()
		to := from
		for left.Has(to + 1) {
			to++
		}
		left &^= logic.Full(to + 1)
		lo, hi, loOpen, hiOpen := c.g.axes[s.Var].Range(from, to)
		for _, w := range within {
			r := interval{lo, hi, loOpen, hiOpen}.meet(w)
			if f.Type == TypeInteger {
				r.lo, r.loOpen, r.hi, r.hiOpen = wholeBounds(r.lo, r.loOpen, r.hi, r.hiOpen)
			}
			if !r.empty() {
				out = append(out, r)
			}
		}
	}
	return out
}

// rangeValue is a range as a fact is given; the ends of what the fact can be go without saying.
func (f *Fact) rangeValue(r interval) FactValue {
	if r.lo == r.hi {
		return r.lo
	}
	low, high := "at_least", "at_most"
	if r.loOpen {
		low = "more_than"
	}
	if r.hiOpen {
		high = "less_than"
	}
	out := map[string]any{}
	if r.lo > f.Min || r.loOpen {
		out[low] = r.lo
	}
	if r.hi < f.Max || r.hiOpen || len(out) == 0 {
		out[high] = r.hi
	}
	return out
}

// valueWords is a value in words.
func (f *Fact) valueWords(v FactValue) string {
	title := func(id string) string { return f.Choices[f.choice(id)].Title }
	switch v := v.(type) {
	case bool:
		return Known(v).String()
	case float64:
		return formatNumber(v) + unit(f.Unit)
	case string:
		return title(v)
	}
	part := v.(map[string]any)
	if ids, ok := part["one_of"].([]string); ok {
		var titles []string
		for _, id := range ids {
			titles = append(titles, title(id))
		}
		return orList(titles)
	}
	var b bounds
	for name, state := range map[string]boundState{"at_least": hasLow, "more_than": hasLow | lowOpen, "at_most": hasHigh, "less_than": hasHigh | highOpen} {
		if x, ok := part[name].(float64); ok {
			b.state |= state
			if state&hasLow != 0 {
				b.low = x
			} else {
				b.high = x
			}
		}
	}
	return b.String() + unit(f.Unit)
}

// how lists what is said of the transitions that lead to where a change does.
func (c *Case) how(s logic.ChangeStep) (out []string) {
	for _, t := range c.g.facts[s.Var].Transitions {
		if t.How != "" && !slices.Contains(out, t.How) && c.reaches(s, &t) {
			out = append(out, t.How)
		}
	}
	return out
}

func (c *Case) reaches(s logic.ChangeStep, t *Transition) bool {
	if f := &c.g.facts[s.Var]; !f.numeric() {
		leads := f.leadsBy([]Transition{*t}, c.g.layout.vars[s.Var].Regions)
		for region := range c.inner.Set(s.Var).All() {
			if leads[region]&s.To != 0 {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(c.onward(s.Var, t), func(r interval) bool {
		return c.g.axes[s.Var].Between(r.lo, r.hi, r.loOpen, r.hiOpen)&s.To != 0
	})
}
