package decision

import (
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// model is the guideline over the plane.
func (p *plane) model(g *Guideline) *model.Guideline {
	now := p.choicesInForce(g)
	out := &model.Guideline{Plane: &p.Plane, Now: now, InForce: inForce(now), Known: p.known(g)}
	for _, v := range g.verdicts {
		out.Verdicts = append(out.Verdicts, v.ID)
	}
	for i := range g.params {
		if p.choices && p.fixed[i] {
			out.Fixed = append(out.Fixed, g.params[i].ID)
		}
	}
	for i := range g.rules {
		out.Rules = append(out.Rules, p.rule(g, i))
	}
	bar := p.bar(g, out.Rules)
	for i := range g.options.list {
		out.Options = append(out.Options, p.option(g, i, bar))
	}
	out.Listed = p.listed(g)
	if g.protocol != nil {
		for _, it := range g.protocol.items {
			item := model.Item{ID: it.id, Pos: g.places["protocol item "+it.id], When: logic.True()}
			if it.declared != nil {
				item.When = p.whole(g, it.declared)
			}
			out.Items = append(out.Items, item)
		}
	}
	for i := range g.invariants {
		out.Invariants = append(out.Invariants, p.invariant(g, &g.invariants[i]))
	}
	return out
}

// known holds where every fact has a value that the guideline knows.
func (p *plane) known(g *Guideline) *logic.Formula {
	var all []*logic.Formula
	for i := range g.facts {
		f, v := &g.facts[i], p.factAt(g, i)
		values := logic.Full(p.Vars[v].Regions)
		switch {
		case f.Type == TypeChoice:
			values = 0
			for _, c := range f.Choices {
				values |= 1 << slices.Index(p.Variables[v].Values, strconv.Quote(c.ID))
			}
		case f.numeric():
			values = p.axes[v].Compare(">=", f.Min) & p.axes[v].Compare("<=", f.Max)
		}
		if values != logic.Full(p.Vars[v].Regions) {
			all = append(all, logic.In(v, values))
		}
	}
	return logic.And(all...)
}

// choicesInForce are the regions of the values that params have in force.
func (p *plane) choicesInForce(g *Guideline) (out []logic.Fixed) {
	for i := range g.params {
		d := &g.params[i]
		at, known := p.at[key(model.Param, d.ID)]
		if !known {
			continue
		}
		region := len(p.params[i]) // without a value
		if d.Set {
			region = slices.IndexFunc(p.params[i], func(v paramValue) bool { return d.has(v) })
		}
		out = append(out, logic.Fixed{Var: at, Region: max(region, 0)})
	}
	return out
}

// inForce holds where every param has the value in force.
func inForce(choices []logic.Fixed) *logic.Formula {
	var all []*logic.Formula
	for _, c := range choices {
		all = append(all, logic.In(c.Var, 1<<c.Region))
	}
	return logic.And(all...)
}

// has reports whether v is the value of a param that is compared with anything.
func (p *Param) has(v paramValue) bool {
	if p.numeric() {
		return v.number == p.number
	}
	return v.text == p.text
}

func (p *plane) rule(g *Guideline, i int) model.Rule {
	r, c := &g.rules[i], &g.compiled[i]
	when := p.whole(g, c.declared)
	if c.whenUnset > 0 {
		when = logic.And(when, logic.Not(p.hasValue(g, c.whenUnset-1)))
	}
	if c.gate != gateNone {
		when = logic.And(when, p.gate(g, c.gate))
	}
	return model.Rule{ID: r.ID, Pos: g.places["rule "+r.ID], Level: c.level, Step: c.step, Safety: r.Safety, When: when}
}

// gate is that some measured change counts: which, is held to be free.
func (p *plane) gate(g *Guideline, which gate) *logic.Formula {
	at := func(v int) int { return p.at[key(model.Measured, strconv.Itoa(v-g.layout.firstGate))] }
	return g.gateOver(which, at, func(c *condition) *logic.Formula { return p.whole(g, c) })
}

func (p *plane) option(g *Guideline, i int, bar *logic.Formula) model.Option {
	o, r := &g.options.list[i], &g.options.rules[i]
	shown := logic.And(p.whole(g, o.declared), logic.Not(p.anyOf(g, o.withheld)), logic.Not(bar))
	out := model.Option{ID: r.ID, Pos: g.places["option "+r.ID], Intervention: r.Intervention, Stance: string(r.Stance),
		Offers: r.Stance.Offers(), Shown: shown, Withheld: p.withheld(g, r.Intervention)}
	for at, v := range g.options.interventions {
		if v.ID == r.Intervention && out.Offers {
			out.OnlyWith = g.options.only[at]
		}
	}
	return out
}

// bar is what bars every option: facts, and rules for whichever choice of their params.
func (p *plane) bar(g *Guideline, rules []model.Rule) *logic.Formula {
	var any []*logic.Formula
	for _, f := range g.options.barred.facts {
		any = append(any, p.formula(g, &condition{op: opFact, fact: f}))
	}
	for _, r := range rules {
		if slices.Contains(g.options.barred.levels, r.Level) {
			any = append(any, r.When)
		}
	}
	return logic.Or(any...)
}

func (p *plane) anyOf(g *Guideline, conditions []*condition) *logic.Formula {
	var any []*logic.Formula
	for _, c := range conditions {
		any = append(any, p.whole(g, c))
	}
	return logic.Or(any...)
}

// withheld is what an intervention and those that it includes declare to withhold them, found
// in another way than options do.
func (p *plane) withheld(g *Guideline, intervention string) *logic.Formula {
	var any []*logic.Formula
	seen := map[string]bool{}
	var gather func(id string)
	gather = func(id string) {
		if seen[id] {
			return
		}
		seen[id] = true
		for i, v := range g.options.interventions {
			if v.ID != id {
				continue
			}
			for k, w := range v.Withheld {
				if w.Intervention == id {
					any = append(any, p.whole(g, g.options.reasons[i][k]))
				}
			}
			for _, part := range v.Includes {
				gather(part)
			}
		}
	}
	gather(intervention)
	return logic.Or(any...)
}

// listed is the treatments that are compared, with what withholds them, and what the
// comparison says withholds them or their parts.
func (p *plane) listed(g *Guideline) (out []model.Listed) {
	k := g.comparison
	if k == nil {
		return nil
	}
	for i, m := range k.modalities {
		entry := model.Listed{ID: m.id, Pos: g.places["modality "+m.id]}
		var withheld, declared []*logic.Formula
		for _, w := range m.withheld {
			withheld = append(withheld, p.whole(g, k.rules[w.rule].when))
		}
		for _, r := range k.rules {
			if r.Kind == WithheldRule && slices.ContainsFunc(r.of, func(of int) bool { return of == i || slices.Contains(m.parts, of) }) {
				declared = append(declared, p.whole(g, r.when))
			}
		}
		entry.Withheld, entry.Declared = logic.Or(withheld...), logic.Or(declared...)
		out = append(out, entry)
	}
	return out
}
