package verify

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// conditionals are the entries of a guideline that hold in some cases; was and is are alike.
func conditionals(g *model.Guideline) (out []conditional) {
	add := func(kind, id string, when *logic.Formula) { out = append(out, conditional{kind, id, when, when}) }
	for _, r := range g.Rules {
		add("rule", r.ID, r.When)
	}
	for _, o := range g.Options {
		add("option", o.ID, o.Shown)
	}
	for _, it := range g.Items {
		add("protocol item", it.ID, it.When)
	}
	for _, l := range g.Listed {
		add("treatment", l.ID, l.Withheld)
	}
	return out
}

// conditions finds, of everything that holds in other cases than before, those with the same
// verdict.
func (c *comparer) conditions(d *Difference) {
	s := c.space
	for _, m := range c.moved() {
		was, is := c.shown(0, m.kind, m.was), c.shown(1, m.kind, m.is)
		e := d.entry(m.kind, m.id)
		if e == nil {
			if was == is {
				continue
			}
			d.Changes = append(d.Changes, Change{Kind: m.kind, ID: m.id, Gives: c.gives(m), How: Changed})
			e = &d.Changes[len(d.Changes)-1]
		}
		e.moved = was != is
		e.SameCases = was == is && e.How == Changed
		e.Gained, e.Lost = c.where(m, 1, s.And(s.Minus(is, was), c.same)), c.where(m, 0, s.And(s.Minus(was, is), c.same))
	}
	sortChanges(d.Changes, c.sides[0].content, c.sides[1].content)
}

// shown is where something is part of an answer. The protocol goes with the least severe
// verdict alone.
func (c *comparer) shown(of int, kind string, when *logic.Formula) logic.Cases {
	cases := c.space.And(c.space.Where(when), c.within)
	if kind == "protocol item" {
		cases = c.space.And(cases, c.sides[of].at[0])
	}
	return cases
}

func (c *comparer) gives(m conditional) string {
	if e, ok := c.sides[1].content.find(m.kind, m.id); ok {
		return e.gives
	}
	return ""
}

func (d *Difference) entry(kind, id string) *Change {
	i := slices.IndexFunc(d.Changes, func(e Change) bool { return e.Kind == kind && e.ID == id && e.How != Reordered })
	if i < 0 {
		return nil
	}
	return &d.Changes[i]
}
