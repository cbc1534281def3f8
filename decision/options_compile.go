package decision

import (
	"slices"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// options is what answers need of a guideline's options.
type options struct {
	interventions []Intervention
	reasons       [][]*condition // to withhold each, as its Withheld
	only          [][]int        // verdicts beside each of which alone it is offered
	rules         []OptionRule
	list          []option // as rules
	order         []int    // of an answer
	obstacles     []obstacle
	bar           []int // obstacles that every option has; some may be parts of others
	cautions      []optionCaution
	texts         []CautionText // of the cautions
	barred        barred
	memory        sync.Pool // of *askedOptions
}

// barred is what bars every option.
type barred struct {
	facts  []int
	levels []int
}

// option is offered where none of its obstacles holds.
type option struct {
	when      *condition
	declared  *condition // the same before it is known which params have a value
	withheld  []*condition
	trial     int       // fact; -1 for none
	failed    logic.Set // of its choices
	cautions  []int
	needs     []need
	obstacles []int
	gone      []int // obstacles to its being left to try, were no option barred
	vars      logic.VarSet
	written   *writtenOption
	claims    []int32 // by their place among those cited
	speakers  []int   // sources, likewise
}

// need is a choice outside of which an option is never offered: a quick way to pass over it.
type need struct {
	fact int
	set  logic.Set
}

// obstacle is a condition that keeps options from being offered. Obstacles of one option
// share no fact, so that each can be asked alone, once for all options that have it:
//
//	certainly offered = none of them is possible
//	possibly offered  = none of them is certain
//	decided by        = the facts that decide any of them, where it is possibly offered
//
// This is exact because completions of different obstacles combine freely.
type obstacle struct {
	condition *logic.Condition
	vars      logic.VarSet
}

// optionCaution is a caution of options.
type optionCaution struct {
	rule      int        // that gives it; -1 for none
	when      *condition // of one that no rule gives
	declared  *condition // the same before it is known which params have a value
	condition *logic.Condition
	vars      logic.VarSet
	written   *writtenCaution
	claims    []int32 // by their place among those cited
}

// obstaclePart is a part of what keeps an option from being offered, before it is known which parts
// share facts.
type obstaclePart struct {
	formula *logic.Formula
	source  string
}

// optionEngines compiles the options.
func (b *builder) optionEngines() {
	g, one := b.g, b.oneCondition
	seen := map[string]int{}
	obstacles := func(parts ...obstaclePart) []int {
		var out []int
		for _, p := range g.apart(parts) {
			at, known := seen[p.source]
			if !known {
				at = len(g.options.obstacles)
				seen[p.source] = at
				g.options.obstacles = append(g.options.obstacles, obstacle{one(p.formula), p.formula.Vars()})
			}
			out = append(out, at)
		}
		return out
	}
	bar := g.barPart()
	g.options.bar = obstacles(bar)
	for i := range g.options.list {
		o, r := &g.options.list[i], &g.options.rules[i]
		not := obstaclePart{logic.Not(g.formula(o.when)), "not (" + g.source(o.when) + ")"}
		withheld := g.anyOf(o.withheld)
		o.obstacles = obstacles(not, withheld, bar)
		if r.Stance.Offers() {
			o.gone = obstacles(not, withheld, g.failedPart(o))
		}
		for _, k := range o.obstacles {
			o.vars = o.vars.Union(g.options.obstacles[k].vars)
		}
		r.Applies, r.Withheld, r.Barred = g.source(o.when), withheld.source, bar.source
		for f := range g.factsOf(o.vars).All() {
			r.Facts = append(r.Facts, g.facts[f].ID)
		}
		o.written = writeOption(r)
		o.needs = g.needs(one(not.formula), not.formula.Vars())
	}
	for i := range g.options.cautions {
		k, text := &g.options.cautions[i], &g.options.texts[i]
		k.written = writeCaution(text)
		if k.rule >= 0 {
			text.Source, text.Facts = g.rules[k.rule].Source, g.rules[k.rule].Facts
			continue
		}
		f := g.formula(k.when)
		k.condition, k.vars, text.Source = one(f), f.Vars(), g.source(k.when)
		for f := range g.factsOf(k.vars).All() {
			text.Facts = append(text.Facts, g.facts[f].ID)
		}
	}
	for i, reasons := range g.options.reasons {
		for k, when := range reasons {
			g.options.interventions[i].Withheld[k].Source = g.source(when)
		}
	}
	g.options.order = g.byStance()
	g.options.memory.New = func() any { return g.options.newAsked() }
}

// barPart is what bars every option.
func (g *Guideline) barPart() obstaclePart { return g.anyOf(g.barConditions()) }

// barConditions is the facts of the groups and the conditions of the rules that bar options,
// each once.
func (g *Guideline) barConditions() []*condition {
	var out []*condition
	var sources []string
	add := func(c *condition) {
		if text := g.source(c); !slices.Contains(sources, text) {
			out, sources = append(out, c), append(sources, text)
		}
	}
	for _, f := range g.options.barred.facts {
		add(&condition{op: opFact, fact: f})
	}
	for i := range g.compiled {
		if slices.Contains(g.options.barred.levels, g.compiled[i].level) {
			add(g.compiled[i].when)
		}
	}
	return out
}

func (g *Guideline) anyOf(conditions []*condition) obstaclePart {
	var formulas []*logic.Formula
	var sources []string
	for _, c := range conditions {
		if text := "(" + g.source(c) + ")"; !slices.Contains(sources, text) {
			formulas, sources = append(formulas, g.formula(c)), append(sources, text)
		}
	}
	if len(sources) == 0 {
		return obstaclePart{logic.False(), "false"}
	}
	return obstaclePart{logic.Or(formulas...), strings.Join(sources, " or ")}
}

func (g *Guideline) failedPart(o *option) obstaclePart {
	if o.trial < 0 {
		return obstaclePart{logic.False(), "false"}
	}
	return g.anyOf([]*condition{{op: opChoice, fact: o.trial, choices: o.failed}})
}

// apart joins the parts that share a fact, and drops those that cannot hold.
func (g *Guideline) apart(parts []obstaclePart) []obstaclePart {
	var out []obstaclePart
	for _, p := range parts {
		facts := g.factsOf(p.formula.Vars())
		if facts.Empty() && !p.formula.Eval(nil) {
			continue
		}
		for i := len(out) - 1; i >= 0; i-- {
			if !g.factsOf(out[i].formula.Vars()).Intersect(facts).Empty() {
				p = obstaclePart{logic.Or(out[i].formula, p.formula), "(" + out[i].source + ") or (" + p.source + ")"}
				facts = g.factsOf(p.formula.Vars())
				out = slices.Delete(out, i, i+1)
			}
		}
		out = append(out, p)
	}
	return out
}

// needs finds the choices with which a condition cannot hold, by trying each alone. not is
// its negation.
func (g *Guideline) needs(not *logic.Condition, vars logic.VarSet) []need {
	var out []need
	c := g.NewCase()
	for v := range vars.All() {
		if v >= len(g.facts) || g.facts[v].Type != TypeChoice {
			continue
		}
		n := need{fact: v}
		for i := range g.facts[v].Choices {
			c.reset()
			c.setDigit(v, i)
			c.settle()
			if fails, _ := not.Truth(&c.inner); !fails {
				n.set |= logic.Set(1) << i
			}
		}
		if n.set != logic.Full(len(g.facts[v].Choices)) {
			out = append(out, n)
		}
	}
	return out
}

// factsOfOptions lists the facts that options and their cautions turn on.
func (g *Guideline) factsOfOptions() logic.VarSet {
	var out logic.VarSet
	for i := range g.options.list {
		out = out.Union(g.factsOf(g.options.list[i].vars))
		if t := g.options.list[i].trial; t >= 0 {
			out.Add(t)
		}
	}
	for i := range g.options.cautions {
		out = out.Union(g.factsOf(g.options.cautions[i].vars))
	}
	return out
}

// byStance is the order of an answer: by stance, then as declared.
func (g *Guideline) byStance() []int {
	order := make([]int, len(g.options.rules))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		return slices.Index(Stances(), g.options.rules[x].Stance) - slices.Index(Stances(), g.options.rules[y].Stance)
	})
	return order
}

// BarsOptions reports whether beside this verdict nothing else is offered, so that the verdict
// is told alone.
func (g *Guideline) BarsOptions(verdict string) bool {
	return slices.ContainsFunc(g.options.barred.levels, func(level int) bool { return g.verdicts[level].ID == verdict })
}
