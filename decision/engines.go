package decision

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// engines compiles what the earlier stages found sound.
func (b *builder) engines() {
	b.lay()
	if len(b.errs) > 0 {
		return
	}
	g := b.g
	g.order = g.bySeverity()
	problem := logic.Problem{Vars: g.layout.vars, Levels: len(g.verdicts)}
	for _, i := range g.order.rule {
		problem.Rules = append(problem.Rules, logic.Rule{When: g.ruleFormula(int(i)), Level: g.compiled[i].level})
	}
	engine, err := b.compile(problem)
	if err != nil {
		b.engineError(err)
		return
	}
	g.engine = engine
	b.refuseGap()
	b.conditions()
	for i := range g.rules {
		r := &g.rules[i]
		r.Source = g.source(g.compiled[i].when)
		c := &g.compiled[i]
		c.vars = problem.Rules[g.order.bit[i]].When.Vars()
		c.facts = g.factsOf(c.vars)
		if c.level >= 0 && !c.vars.Intersect(g.layout.comparisons).Empty() {
			g.approximate.Add(int(g.order.bit[i]))
			g.approximates = true
		}
		for v := range c.facts.All() {
			r.Facts = append(r.Facts, g.facts[v].ID)
		}
	}
	b.optionEngines()
	g.factsOfComparison()
	g.lookAtOpaque()
	g.changing = sync.OnceValue(g.prepareChanges)
}

// ruleFormula is a rule's condition with its gate on the measures.
func (g *Guideline) ruleFormula(i int) *logic.Formula {
	c := &g.compiled[i]
	f := g.formula(c.when)
	if c.gate != gateNone {
		f = logic.And(f, g.gateFormula(c.gate))
	}
	return f
}

func (b *builder) engineError(err error) {
	var terms *logic.TermsError
	if errors.As(err, &terms) {
		d := b.content.Rules[b.g.order.rule[terms.Rule]]
		b.errs.Addf(d.When.Pos, "rule %q is too tangled to check over all inputs (more than %d terms); split it", d.ID.Value, terms.Limit)
		return
	}
	b.errs.Addf(b.manifest.ID.Pos, "guideline %q cannot be compiled: %v", b.manifest.ID.Value, err)
}

// refuseGap refuses a bundle in which some complete case has no verdict at all: silence
// is never a permission.
func (b *builder) refuseGap() {
	g := b.g
	witness, gap, known := g.engine.Gap()
	if !known {
		for _, d := range b.content.Rules {
			if d.Otherwise {
				return
			}
		}
		b.errs.Addf(b.manifest.Verdicts[0].ID.Pos, "the rules are too many to check for gaps; add a rule with `otherwise: true` that gives %q", g.verdicts[0].ID)
		return
	}
	if gap {
		b.errs.Addf(b.manifest.Verdicts[0].ID.Pos, "no rule gives a verdict for {%s}; add a rule for this case, or one with `otherwise: true`", g.witness(witness))
	}
}

// witness writes a complete case as facts anyone can run, leaving out what no verdict
// rule names.
func (g *Guideline) witness(regions []uint8) string {
	var matters logic.VarSet
	for i := range g.compiled {
		if g.compiled[i].level >= 0 {
			matters = matters.Union(g.factsOf(g.formula(g.compiled[i].when).Vars()))
		}
	}
	var parts []string
	for v := range matters.All() {
		parts = append(parts, fmt.Sprintf("%q: %s", g.facts[v].ID, g.sample(v, int(regions[v]))))
	}
	return strings.Join(parts, ", ")
}

// sample is a value of a fact in a region, as JSON.
func (g *Guideline) sample(fact, region int) string {
	f := &g.facts[fact]
	switch {
	case f.numeric():
		return formatNumber(g.axes[fact].Sample(region))
	case f.Type == TypeChoice:
		return fmt.Sprintf("%q", f.Choices[region].ID)
	}
	return fmt.Sprint(region == 1)
}

// conditions prepares what answers ask for one condition at a time.
func (b *builder) conditions() {
	g := b.g
	one := b.oneCondition
	for i := range g.compiled {
		c := &g.compiled[i]
		if c.level < 0 || c.urgency >= 0 {
			c.condition = one(g.ruleFormula(i))
		}
		for k := range c.also {
			c.also[k].condition = one(g.formula(c.also[k].when))
		}
	}
	for i := range g.checks {
		k := &g.checks[i]
		f := g.formula(k.when)
		for v := range g.factsOf(f.Vars()).All() {
			k.facts = append(k.facts, v)
		}
		if len(k.facts) == 0 {
			b.refuseCheck(k.id)
		}
		if k.literals = f.Literals(g.layout.vars); k.literals == nil {
			k.condition = one(f)
		}
		k.told = g.layout.tell(k.literals)
	}
	for i := range g.measures {
		for k := range g.measures[i].thresholds {
			if t := &g.measures[i].thresholds[k]; t.when != nil {
				t.condition = one(g.formula(t.when))
			}
		}
	}
	if g.protocol != nil {
		for i := range g.protocol.items {
			if it := &g.protocol.items[i]; it.when != nil {
				it.condition = one(g.formula(it.when))
			}
		}
	}
	g.compileComparison(one)
	for s := range g.steps {
		g.steppers = append(g.steppers, g.stepper(s, one))
	}
}

// refuseCheck refuses a check that is the same for all facts: it would refuse every case, or none.
func (b *builder) refuseCheck(id string) {
	for _, d := range b.content.Checks {
		if d.ID.Value == id {
			b.errs.Addf(d.When.Pos, "check %q depends on no fact: it would hold always, or never", id)
			return
		}
	}
}

func (b *builder) oneCondition(f *logic.Formula) *logic.Condition {
	c, err := b.prepare(f)
	if err != nil {
		b.errs.Addf(b.manifest.ID.Pos, "guideline %q cannot be compiled: %v", b.manifest.ID.Value, err)
	}
	return c
}

// stepper is what a step asks of the engine: its rules other than those that give the
// least severe verdict, and whether any of them holds.
type stepper struct {
	rules logic.RuleSet
	facts logic.VarSet
	any   *logic.Condition
}

func (g *Guideline) stepper(step int, one func(*logic.Formula) *logic.Condition) stepper {
	var s stepper
	var formulas []*logic.Formula
	for i := range g.compiled {
		c := &g.compiled[i]
		if c.step != step || c.level < 1 {
			continue
		}
		f := g.ruleFormula(i)
		formulas = append(formulas, f)
		s.rules.Add(i)
		s.facts = s.facts.Union(g.factsOf(f.Vars()))
	}
	s.any = one(logic.Or(formulas...))
	return s
}

// ruleOrder is the order of rules in the engine: verdict rules by rising severity, then
// cautions, so that the last rule that holds tells the verdict.
type ruleOrder struct {
	rule []uint8 // bit -> rule
	bit  []uint8 // rule -> bit
}

func (g *Guideline) bySeverity() ruleOrder {
	o := ruleOrder{bit: make([]uint8, len(g.compiled))}
	take := func(level int) {
		for i := range g.compiled {
			if g.compiled[i].level == level {
				o.bit[i] = uint8(len(o.rule))
				o.rule = append(o.rule, uint8(i))
			}
		}
	}
	for level := range g.verdicts {
		take(level)
	}
	take(-1)
	return o
}

// inFileOrder turns a set of the engine's bits into a set of rules.
func (o *ruleOrder) inFileOrder(set logic.RuleSet) logic.RuleSet {
	var out logic.RuleSet
	for bit := range set.All() {
		out.Add(int(o.rule[bit]))
	}
	return out
}
