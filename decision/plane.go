package decision

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// plane lays guidelines with the same facts out over common variables. With choices, what
// local policy may choose are variables too; without, params have the values in force.
type plane struct {
	model.Plane
	choices bool
	entries bool                 // all that is declared is laid open too
	written bool                 // and each condition as it is written
	at      map[string]int       // a variable by its kind and name
	axes    []*logic.Axis        // by variable; nil for what is no number
	params  [][]paramValue       // to tell apart, of the one guideline whose choices are variables
	fixed   []bool               // params that are held at the value in force
	cuts    map[string][]float64 // of facts, wherever some guideline cuts them or might
}

// Model lays the guideline open for the packages that check it: every condition over facts and
// over what local policy may choose. It fails when there are more variables or regions than
// can be told apart.
func (g *Guideline) Model() (*model.Guideline, error) {
	p, err := planeOf(g)
	if err != nil {
		return nil, err
	}
	return p.model(g), nil
}

// Inspect lays the guideline open as [Guideline.Model] does, and with it everything that it
// declares.
func (g *Guideline) Inspect() (*model.Guideline, error) {
	p := &plane{choices: true, entries: true, at: map[string]int{}, cuts: map[string][]float64{}}
	if err := p.lay([]*Guideline{g}); err != nil {
		return nil, err
	}
	m := p.model(g)
	m.Entries = p.laid(g, m)
	return m, nil
}

// planeOf lays out one guideline and what local policy may choose.
func planeOf(g *Guideline) (*plane, error) {
	p := &plane{choices: true, at: map[string]int{}, cuts: map[string][]float64{}}
	return p, p.lay([]*Guideline{g})
}

// Models lays guidelines open over common variables, each with the values of its params that
// are in force. It fails where they differ in what a fact of one name is.
func Models(gs ...*Guideline) ([]*model.Guideline, error) {
	p := &plane{at: map[string]int{}, cuts: map[string][]float64{}}
	if err := p.lay(gs); err != nil {
		return nil, err
	}
	out := make([]*model.Guideline, len(gs))
	for i, g := range gs {
		out[i] = p.model(g)
	}
	return out, nil
}

const maxVariables = 256

func (p *plane) lay(gs []*Guideline) error {
	if p.choices {
		p.spreadParams(gs[0])
		for i := range gs[0].params {
			p.param(i, &gs[0].params[i])
		}
	}
	for _, g := range gs {
		p.cut(g)
	}
	for _, g := range gs {
		for i := range g.facts {
			if err := p.fact(&g.facts[i], gs); err != nil {
				return err
			}
		}
		for i := range g.opaque {
			p.comparison(g, i)
		}
		for v := g.layout.firstGate; v < len(g.layout.vars); v++ {
			p.measured(g, v)
		}
	}
	if n := len(p.Vars); n > maxVariables {
		return fmt.Errorf("%d facts, params and comparisons are too many to check over all inputs; at most %d", n, maxVariables)
	}
	for _, v := range p.Variables {
		if n := len(v.Values); n > logic.MaxRegions {
			return fmt.Errorf("%q has %d values to tell apart; at most %d", v.Name, n, logic.MaxRegions)
		}
	}
	return nil
}

func key(kind model.Kind, name string) string { return strconv.Itoa(int(kind)) + " " + name }

// variable enters a variable once.
func (p *plane) variable(kind model.Kind, name string, values []string, axis *logic.Axis) {
	k := key(kind, name)
	if _, known := p.at[k]; known {
		return
	}
	v := model.Variable{Kind: kind, Name: name, Values: values}
	for r := range values {
		if axis != nil {
			first, last := axis.Ends(r)
			v.Ends = append(v.Ends, [2]float64{first, last})
		}
	}
	p.at[k] = len(p.Vars)
	p.Vars = append(p.Vars, logic.Var{Regions: len(values), Alone: true})
	p.Variables = append(p.Variables, v)
	p.axes = append(p.axes, axis)
}

func (p *plane) fact(f *Fact, gs []*Guideline) error {
	var axis *logic.Axis
	values := []string{"false", "true"}
	alike := sameFacts(f, gs)
	for _, other := range alike {
		if other.Type != f.Type {
			return fmt.Errorf("fact %q is a %s in one guideline and a %s in another", f.ID, f.Type, other.Type)
		}
	}
	switch {
	case f.Type == TypeChoice:
		values = nil
		for _, other := range alike {
			for _, c := range other.Choices {
				if text := strconv.Quote(c.ID); !slices.Contains(values, text) {
					values = append(values, text)
				}
			}
		}
	case f.numeric():
		var err error
		if axis, err = p.axis(f, alike); err != nil {
			return fmt.Errorf("fact %q: %w", f.ID, err)
		}
		values = nil
		for r := range axis.Regions() {
			values = append(values, formatNumber(axis.Sample(r)))
		}
	}
	p.variable(model.Fact, f.ID, values, axis)
	if v := &p.Variables[p.at[key(model.Fact, f.ID)]]; axis != nil {
		v.Region, v.Low, v.High, v.Whole = axis.Lasts().Locate, f.Min, f.Max, f.Type == TypeInteger
	}
	return nil
}

// comparison enters a comparison of numbers with numbers, with what decides it.
func (p *plane) comparison(g *Guideline, i int) {
	o := &g.opaque[i]
	p.variable(model.Comparison, o.text, []string{"", ""}, nil)
	v := &p.Variables[p.at[key(model.Comparison, o.text)]]
	if v.Truth != nil {
		return
	}
	for _, f := range o.facts {
		v.Turns = append(v.Turns, p.factAt(g, f))
	}
	at := v.Turns
	v.Truth = func(known func(v int) (float64, bool)) (yes, decided bool) {
		c := g.NewCase()
		for k, n := range o.numbers {
			if x, ok := known(at[k]); ok {
				c.encoding.Numbers[n] = Exactly(x)
			}
		}
		return c.opaque(o)
	}
}

func sameFacts(f *Fact, gs []*Guideline) (out []*Fact) {
	for _, g := range gs {
		if i, ok := g.factIndex[f.ID]; ok {
			out = append(out, &g.facts[i])
		}
	}
	return out
}

// axis cuts the range of a number.
func (p *plane) axis(f *Fact, alike []*Fact) (*logic.Axis, error) {
	low, high := f.Min, f.Max
	cuts := slices.Clone(p.cuts[f.ID])
	for _, other := range alike {
		low, high = min(low, other.Min), max(high, other.Max)
		if other.Min != f.Min || other.Max != f.Max { // what only one of them knows stays apart
			cuts = append(cuts, f.Min, f.Max, other.Min, other.Max)
		}
	}
	return logic.NewAxis(low, high, f.Type == TypeInteger, cuts)
}

// cut notes where a guideline cuts the ranges of numbers, or might.
func (p *plane) cut(g *Guideline) {
	p.everyCondition(g, func(c *condition) {
		off := func(i int) bool { return !g.params[i].Set }
		if c.op != opCompare || !p.choices && slices.ContainsFunc(c.params, off) {
			return
		}
		id := g.facts[c.fact].ID
		if c.under == nil || !p.choices {
			p.cuts[id] = append(p.cuts[id], c.bound)
			return
		}
		p.everyChoice(g, c.params, func(values []paramValue, _ *logic.Formula) {
			p.cuts[id] = append(p.cuts[id], c.under(values).bound)
		})
	})
}

// everyCondition visits every part of every condition that the model has.
func (p *plane) everyCondition(g *Guideline, visit func(*condition)) {
	g.everyCondition(visit)
	if p.entries {
		g.everyFurther(visit)
	}
}

// everyFurther visits what only [Guideline.Inspect] lays open.
func (g *Guideline) everyFurther(visit func(*condition)) {
	for i := range g.compiled {
		for _, c := range g.compiled[i].further {
			c.walk(visit)
		}
	}
	for i := range g.named {
		g.named[i].declared.walk(visit)
	}
	for i := range g.checks {
		g.checks[i].when.walk(visit)
	}
	for i := range g.options.cautions {
		if c := g.options.cautions[i].declared; c != nil {
			c.walk(visit)
		}
	}
}

// everyCondition visits every part of every condition on which verdicts, options, the
// comparison, the protocol and invariants depend.
func (g *Guideline) everyCondition(visit func(*condition)) {
	for i := range g.compiled {
		g.compiled[i].declared.walk(visit)
	}
	for i := range g.options.list {
		g.options.list[i].declared.walk(visit)
	}
	for _, reasons := range g.options.reasons {
		for _, c := range reasons {
			c.walk(visit)
		}
	}
	if g.comparison != nil {
		for i := range g.comparison.rules {
			g.comparison.rules[i].when.walk(visit)
		}
	}
	if g.protocol != nil {
		for i := range g.protocol.items {
			if c := g.protocol.items[i].declared; c != nil {
				c.walk(visit)
			}
		}
	}
	for _, c := range g.changeWhen {
		c.walk(visit)
	}
	for i := range g.guarded {
		g.guarded[i].when.walk(visit)
	}
	for i := range g.invariants {
		for _, c := range g.invariants[i].conditions() {
			c.walk(visit)
		}
	}
}
