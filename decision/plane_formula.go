package decision

import (
	"math/bits"
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// formula reduces a condition to the regions of the plane.
func (p *plane) formula(g *Guideline, c *condition) *logic.Formula {
	if c.under != nil && p.choices {
		var any []*logic.Formula
		p.everyChoice(g, c.params, func(values []paramValue, chosen *logic.Formula) {
			any = append(any, logic.And(chosen, p.leaf(g, c.under(values))))
		})
		return logic.Or(any...)
	}
	if len(c.kids) == 0 && c.op != opAnd && c.op != opOr {
		return p.leaf(g, c)
	}
	kids := make([]*logic.Formula, len(c.kids))
	for i, k := range c.kids {
		kids[i] = p.formula(g, k)
	}
	switch c.op {
	case opNot:
		return logic.Not(kids[0])
	case opAnd:
		return logic.And(kids...)
	case opOr:
		return logic.Or(kids...)
	}
	return kids[0] // of a definition
}

// leaf is the formula of a condition without parts.
func (p *plane) leaf(g *Guideline, c *condition) *logic.Formula {
	const yes = logic.Set(2)
	switch c.op {
	case opFact:
		return logic.In(p.factAt(g, c.fact), yes)
	case opChoice:
		v := p.factAt(g, c.fact)
		var set logic.Set
		for left := uint64(c.choices); left != 0; left &= left - 1 {
			id := g.facts[c.fact].Choices[bits.TrailingZeros64(left)].ID
			set |= 1 << slices.Index(p.Variables[v].Values, strconv.Quote(id))
		}
		return logic.In(v, set)
	case opCompare:
		v := p.factAt(g, c.fact)
		return logic.In(v, p.axes[v].Compare(c.cmp, c.bound))
	case opOpaque:
		return logic.In(p.at[key(model.Comparison, g.opaque[c.opaque].text)], yes)
	}
	if c.value {
		return logic.True()
	}
	return logic.False()
}

func (p *plane) factAt(g *Guideline, fact int) int { return p.at[key(model.Fact, g.facts[fact].ID)] }

// hasValue holds where a param has a value.
func (p *plane) hasValue(g *Guideline, param int) *logic.Formula {
	d := &g.params[param]
	switch {
	case d.Set:
		return logic.True()
	case !p.choices || p.fixed[param]:
		return logic.False()
	}
	return logic.In(p.at[key(model.Param, d.ID)], logic.Full(len(p.params[param])))
}

// whole is a condition that is off while a param that it names has no value.
func (p *plane) whole(g *Guideline, c *condition) *logic.Formula {
	all := []*logic.Formula{p.formula(g, c)}
	c.walk(func(part *condition) {
		for _, i := range part.params {
			all = append(all, p.hasValue(g, i))
		}
	})
	return logic.And(all...)
}
