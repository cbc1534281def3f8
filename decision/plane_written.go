package decision

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// Written lays the guideline open with the values that its params have in force, and with it
// every condition as it is written. Unlike that of [Guideline.Inspect], what was measured is
// decided by facts there, as comparisons are.
func (g *Guideline) Written() (*model.Guideline, error) {
	p := &plane{entries: true, written: true, at: map[string]int{}, cuts: map[string][]float64{}}
	if err := p.lay([]*Guideline{g}); err != nil {
		return nil, err
	}
	m := p.model(g)
	m.Entries = append(p.laid(g, m), p.changes(g)...)
	return m, nil
}

// changes are the conditions on which important changes of the outcome measures depend.
func (p *plane) changes(g *Guideline) (out []model.Laid) {
	for i, d := range g.content.Measures {
		for k, w := range d.ChangeWhen {
			if len(g.measures[i].thresholds) <= len(d.ChangeWhen) { // one names a param without a value
				continue
			}
			e := model.Laid{Entry: &model.Entry{Kind: model.ChangeEntry, ID: fmt.Sprintf("%s/%d", d.ID.Value, k+1), Pos: w.When.Pos, Written: w.When.Value, Named: true}}
			p.write(g, &e, g.measures[i].thresholds[k].when)
			out = append(out, e)
		}
	}
	return out
}

// write adds a condition as it is written to what it comes to.
func (p *plane) write(g *Guideline, e *model.Laid, c *condition) {
	if c == nil {
		return
	}
	var unset []string
	c.walk(func(part *condition) {
		for _, i := range part.params {
			if !g.params[i].Set {
				unset = append(unset, g.params[i].ID)
			}
		}
	})
	e.Off = withoutValue(unset)
	var gated *compiledRule
	if e.Kind == model.RuleEntry {
		i := slices.IndexFunc(g.rules, func(r Rule) bool { return r.ID == e.ID })
		e.Off, gated = g.rules[i].Off, &g.compiled[i]
	}
	if e.Off != "" {
		return
	}
	if e.Tree = p.tree(g, c); gated != nil && gated.gate != gateNone {
		e.Tree = &model.Tree{Join: model.AllOf, Kids: []*model.Tree{e.Tree, {Written: gated.gate.written(), When: p.gate(g, gated.gate)}}}
	}
}

// written is how a gate is written beside a condition.
func (which gate) written() string {
	if which == gateAnyWorse {
		return "measures: any_worse"
	}
	return "measures: none_reached"
}

// tree is a condition as it is written.
func (p *plane) tree(g *Guideline, c *condition) *model.Tree {
	t := &model.Tree{}
	switch {
	case c.written != "":
		t.Written = c.written
	case c.op == opNot:
		t.Join = model.Not
	case c.op == opAnd || c.op == opConstant && c.params == nil && c.value:
		t.Join = model.AllOf
	case c.op == opOr || c.op == opConstant && c.params == nil:
		t.Join = model.AnyOf
	default:
		t.Written = g.partText(c)
	}
	if t.Join == model.Atom {
		t.When = p.formula(g, c)
		if c.op != opDefinition {
			c.walk(func(part *condition) { t.Params = append(t.Params, g.paramsOf(part)...) })
		}
		return t
	}
	for _, k := range c.kids {
		t.Kids = append(t.Kids, p.tree(g, k))
	}
	return t
}

// measured enters what is known of the outcome measures. Where conditions are laid open as they
// are written, it comes with what decides it: the first measure can make every difference.
func (p *plane) measured(g *Guideline, v int) {
	name := strconv.Itoa(v - g.layout.firstGate)
	p.variable(model.Measured, name, []string{"", ""}, nil)
	if !p.written || len(g.measures) == 0 {
		return
	}
	out := &p.Variables[p.at[key(model.Measured, name)]]
	out.Turns = []int{p.factAt(g, g.measures[0].baseline), p.factAt(g, g.measures[0].now)}
	out.Truth = func(known func(v int) (float64, bool)) (yes, decided bool) {
		c := g.NewCase()
		for i := range g.measures {
			m := &g.measures[i]
			for _, at := range [][2]int{{m.baseline, m.baselineAt}, {m.now, m.nowAt}} {
				if x, ok := known(p.factAt(g, at[0])); ok {
					c.encoding.Numbers[at[1]] = Exactly(x)
				}
			}
		}
		c.settle()
		return c.inner.Set(v).Has(1), true
	}
}

// Completions says of a case which regions of every variable of m, which is the guideline laid
// open, its completions reach.
func (g *Guideline) Completions(m *model.Guideline) func(*Case) []logic.Set {
	regions := make([]func(*Case) logic.Set, len(m.Variables))
	comparisons := 0
	for v := range m.Variables {
		k := &m.Variables[v]
		engine := 0
		switch k.Kind {
		case model.Fact:
			engine = g.factIndex[k.Name]
		case model.Comparison:
			if comparisons == len(g.opaque) { // of another guideline
				regions[v] = func(*Case) logic.Set { return logic.Full(2) }
				continue
			}
			engine = g.layout.firstOpaque + comparisons
			comparisons++
		case model.Measured:
			n, _ := strconv.Atoi(k.Name) // it was written by this package
			engine = g.layout.firstGate + n
		}
		regions[v] = func(c *Case) logic.Set { return c.inner.Set(engine) }
		if k.Region != nil {
			regions[v] = func(c *Case) logic.Set { return c.stretch(engine, k) }
		}
	}
	return func(c *Case) []logic.Set {
		out := make([]logic.Set, len(regions))
		for v, of := range regions {
			out[v] = of(c)
		}
		return out
	}
}

// stretch is the regions of a number that are left to it.
func (c *Case) stretch(fact int, v *model.Variable) (out logic.Set) {
	lo, hi, loOpen, hiOpen, _ := c.encoding.Numbers[c.g.layout.numberOf[fact]].within(&c.g.facts[fact])
	for r, ends := range v.Ends {
		below := ends[1] < lo || loOpen && ends[1] <= lo
		above := ends[0] > hi || hiOpen && ends[0] >= hi
		if !below && !above {
			out |= 1 << r
		}
	}
	return out
}
