package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// whatMattered lists the facts of which something is known, each with whether it could matter,
// and of the others those that could not: groups that are wholly so, then single facts.
func (c *Case) whatMattered(missing []string) (given []GivenFact, couldNot []string) {
	g := c.g
	var idle logic.VarSet
	given = []GivenFact{}
	for i := range g.facts {
		f := &g.facts[i]
		if !c.silent(i) {
			given = append(given, GivenFact{Fact: f.ID, Title: f.Title, Value: c.value(i), Partly: !c.known(i), CouldMatter: c.couldMatter(i)})
		} else if !slices.Contains(missing, f.ID) {
			idle.Add(i)
		}
	}
	return given, g.byGroup(idle)
}

// couldMatter forgets a fact and asks whether it would be missing.
func (c *Case) couldMatter(fact int) bool {
	d := c.without(fact)
	missing, _ := d.factsMissing(c.g.engine.Reach(&d.inner).Missing)
	return missing.Has(fact)
}

// without is the case with nothing known of one fact.
func (c *Case) without(fact int) *Case {
	d := c.copied()
	d.forget(fact)
	d.settle()
	return d
}

// copied is a case that knows the same, to be settled once it has been changed.
func (c *Case) copied() *Case {
	d := c.g.NewCase()
	copy(d.encoding.Codes, c.encoding.Codes)
	copy(d.encoding.Numbers, c.encoding.Numbers)
	d.encoding.parts = append(d.encoding.parts, c.encoding.parts...)
	return d
}

// forget takes away what is known of a fact, until the case is settled.
func (c *Case) forget(fact int) {
	l := &c.g.layout
	c.encoding.parts = slices.DeleteFunc(c.encoding.parts, func(p logic.Part) bool { return p.Var == fact })
	unit := &c.encoding.Codes[l.unit[fact]]
	switch {
	case c.g.facts[fact].numeric():
		c.encoding.Numbers[l.numberOf[fact]] = Number{}
	case c.g.facts[fact].Type == TypeBool: // one digit of several
		*unit -= *unit / l.weight[fact] % 3 * l.weight[fact]
	default:
		*unit = 0
	}
}
