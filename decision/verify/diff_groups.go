package verify

import (
	"cmp"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// maxParts is how many groups of the same two verdicts are made before coarser ones are.
const maxParts = 6

// groups fills in the cases that get another verdict.
func (c *comparer) groups(d *Difference) {
	s := c.space
	differs := s.Minus(c.within, c.same)
	d.Differs = c.share(differs)
	for i, was := range c.sides[0].at {
		for k, is := range c.sides[1].at {
			if c.sides[0].verdict(i) == c.sides[1].verdict(k) {
				continue
			}
			for _, cases := range c.parts(s.And(was, is, c.within), i, k) {
				d.Groups = append(d.Groups, c.group(cases, i, k, d))
			}
		}
	}
	slices.SortStableFunc(d.Groups, func(x, y Group) int {
		return cmp.Or(cmp.Compare(x.steps, y.steps), cmp.Compare(c.rank[y.Before], c.rank[x.Before]),
			y.Share.exact.Cmp(x.Share.exact))
	})
}

// parts takes cases with the same two verdicts apart by the rules that decide: as finely as does
// not make too many parts.
func (c *comparer) parts(cases logic.Cases, before, after int) []logic.Cases {
	if cases.Empty() {
		return nil
	}
	was, is := c.deciding(0, before), c.deciding(1, after)
	severe := is
	if c.rank[c.sides[0].verdict(before)] > c.rank[c.sides[1].verdict(after)] {
		severe = was
	}
	for _, by := range [][]logic.Cases{slices.Concat(was, is), severe} {
		if parts, ok := c.split(cases, by); ok {
			return parts
		}
	}
	return []logic.Cases{cases}
}

// deciding is where each rule that gives a verdict holds.
func (c *comparer) deciding(of, level int) (out []logic.Cases) {
	for i, r := range c.sides[of].model.Rules {
		if r.Level == level {
			out = append(out, c.sides[of].holds[i])
		}
	}
	return out
}

// split parts cases by whether they are in each of the sets; false for too many parts.
func (c *comparer) split(cases logic.Cases, by []logic.Cases) ([]logic.Cases, bool) {
	parts := []logic.Cases{cases}
	for _, set := range by {
		var finer []logic.Cases
		for _, p := range parts {
			for _, half := range []logic.Cases{c.space.And(p, set), c.space.Minus(p, set)} {
				if !half.Empty() {
					finer = append(finer, half)
				}
			}
		}
		if parts = finer; len(parts) > maxParts {
			return nil, false
		}
	}
	return parts, true
}

func (c *comparer) group(cases logic.Cases, before, after int, d *Difference) Group {
	g := Group{
		Before: c.sides[0].verdict(before), After: c.sides[1].verdict(after), Share: c.share(cases),
		OfBefore: c.part(cases, c.sides[0].at[before]), OfAfter: c.part(cases, c.sides[1].at[after]),
		DecidedBefore: c.decides(0, before, cases), DecidedAfter: c.decides(1, after, cases),
		Because: c.causes(cases, before, after, d),
	}
	g.steps = c.rank[g.After] - c.rank[g.Before]
	g.Facts, g.Comparisons = c.depends(cases)
	g.Witness = c.witness(cases, func(a [2]*answer) bool {
		return a[0].decidedBy(g.Before, g.DecidedBefore) && a[1].decidedBy(g.After, g.DecidedAfter)
	})
	return g
}

func (c *comparer) decides(of, level int, cases logic.Cases) Deciding {
	out := Deciding{Always: []string{}}
	for i, r := range c.sides[of].model.Rules {
		if r.Level != level {
			continue
		}
		switch held := c.space.And(cases, c.sides[of].holds[i]); {
		case held == cases:
			out.Always = append(out.Always, r.ID)
		case !held.Empty():
			out.Sometimes = append(out.Sometimes, r.ID)
		}
	}
	return out
}

// depends lists what a set of cases depends on.
func (c *comparer) depends(cases logic.Cases) (facts, comparisons []string) {
	facts = []string{}
	for v := range c.space.Vars(cases).All() {
		switch x := &c.sides[0].model.Variables[v]; x.Kind {
		case model.Fact:
			facts = append(facts, x.Name)
		case model.Comparison:
			comparisons = append(comparisons, x.Name)
		case model.Measured:
			comparisons = append(comparisons, "an important change of a measure")
		}
	}
	return facts, slices.Compact(comparisons)
}

// where describes the cases in which something newly holds, or no longer does, on that side;
// nil for none.
func (c *comparer) where(m conditional, of int, cases logic.Cases) *Where {
	if cases.Empty() {
		return nil
	}
	w := &Where{Share: c.share(cases)}
	_, w.Comparisons = c.depends(cases)
	w.Witness = c.witness(cases, func(a [2]*answer) bool {
		return a[0].verdict == a[1].verdict && a[of].has(m) && !a[1-of].has(m)
	})
	return w
}
