package decision

import (
	"fmt"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// Observe lays out what the answers of some guidelines are made of, over common variables and with
// the params in force: that of the right one, then those of the others, which are mutants of it.
func (m *Mutating) Observe(wrong []*Guideline) (*model.Plane, []*model.Observed, error) {
	p := &plane{entries: true, at: map[string]int{}, cuts: map[string][]float64{}}
	for _, g := range wrong {
		p.cut(g)
	}
	if err := p.lay([]*Guideline{m.base.g}); err != nil {
		return nil, nil, err
	}
	for _, g := range wrong {
		for i := range g.opaque {
			p.comparison(g, i)
		}
	}
	if n := len(p.Vars); n > maxVariables {
		return nil, nil, fmt.Errorf("%d facts and comparisons are too many to check over all inputs; at most %d", n, maxVariables)
	}
	right := observing{plane: p, g: m.base.g}
	first := right.observed()
	out := []*model.Observed{first}
	for _, g := range wrong {
		x := observing{p, g, m.base.g, first}
		out = append(out, x.observed())
	}
	return &p.Plane, out, nil
}

// observing takes from the right guideline what is the same in a wrong one.
type observing struct {
	*plane
	g     *Guideline
	right *Guideline // nil for the right one itself
	first *model.Observed
}

func (x *observing) observed() *model.Observed {
	out := &model.Observed{Cautions: map[string]*logic.Formula{}}
	for i := range x.g.rules {
		out.Rules = append(out.Rules, x.rule(i))
	}
	for i := range x.g.options.list {
		out.Options = append(out.Options, x.option(i))
	}
	for i := range x.g.options.cautions {
		id := x.g.options.texts[i].ID
		if rule := x.g.options.cautions[i].rule; rule >= 0 {
			out.Cautions[id] = out.Rules[rule].When
			continue
		}
		declared := func(g *Guideline) []*condition { return []*condition{g.options.cautions[i].declared} }
		out.Cautions[id] = x.unless(declared, func() *logic.Formula { return x.first.Cautions[id] })
	}
	out.Bar = x.bar(out)
	if x.g.protocol != nil {
		for i := range x.g.protocol.items {
			out.Items = append(out.Items, x.item(i))
		}
		if s := x.g.protocol.schedule; s != nil {
			out.Schedule = fmt.Sprint(s.Phases)
		}
	}
	for i := range x.g.checks {
		when := func(g *Guideline) []*condition { return []*condition{g.checks[i].when} }
		out.Checks = append(out.Checks, x.unless(when, func() *logic.Formula { return x.first.Checks[i] }))
	}
	return out
}

// unless is the formula of the right guideline, where that has the same conditions; else it is that
// any of them holds here.
func (x *observing) unless(conditions func(*Guideline) []*condition, right func() *logic.Formula) *logic.Formula {
	here := conditions(x.g)
	if x.right != nil && slices.EqualFunc(conditions(x.right), here, func(a, b *condition) bool { return x.right.sameCondition(a, x.g, b) }) {
		return right()
	}
	return x.anyOf(x.g, here)
}

func (x *observing) rule(i int) model.ObservedRule {
	c := &x.g.compiled[i]
	out := model.ObservedRule{ID: x.g.rules[i].ID, Level: c.level, Step: c.step, Urgency: c.urgency}
	when := func(g *Guideline) []*condition {
		all := []*condition{g.compiled[i].declared}
		if c.gate != gateNone {
			all = append(all, g.changeWhen...)
		}
		return all
	}
	if out.When = x.unless(when, func() *logic.Formula { return x.first.Rules[i].When }); x.right == nil || out.When != x.first.Rules[i].When {
		out.When = x.plane.rule(x.g, i).When
	}
	for k := range c.further {
		further := func(g *Guideline) []*condition { return []*condition{g.compiled[i].further[k]} }
		out.Further = append(out.Further, x.unless(further, func() *logic.Formula { return x.first.Rules[i].Further[k] }))
	}
	return out
}

func (x *observing) option(i int) model.ObservedOption {
	o, r := &x.g.options.list[i], &x.g.options.rules[i]
	declared := func(g *Guideline) []*condition { return []*condition{g.options.list[i].declared} }
	withheld := func(g *Guideline) []*condition { return g.options.list[i].withheld }
	out := model.ObservedOption{ID: r.ID, Stance: string(r.Stance),
		Applies:  x.unless(declared, func() *logic.Formula { return x.first.Options[i].Applies }),
		Withheld: x.unless(withheld, func() *logic.Formula { return x.first.Options[i].Withheld })}
	for _, at := range o.cautions {
		out.Cautions = append(out.Cautions, x.g.options.texts[at].ID)
	}
	return out
}

// bar is what bars all options: that of the right guideline, where the same rules and facts do.
func (x *observing) bar(o *model.Observed) *logic.Formula {
	barred := x.g.options.barred
	same := x.right != nil && slices.Equal(barred.facts, x.right.options.barred.facts) && slices.Equal(barred.levels, x.right.options.barred.levels)
	var rules []model.Rule
	for i, r := range o.Rules {
		rules = append(rules, model.Rule{Level: r.Level, When: r.When})
		bars := slices.Contains(barred.levels, r.Level)
		same = same && bars == slices.Contains(barred.levels, x.first.Rules[i].Level) && (!bars || r.When == x.first.Rules[i].When)
	}
	if same {
		return x.first.Bar
	}
	return x.plane.bar(x.g, rules)
}

func (x *observing) item(i int) *logic.Formula {
	if x.g.protocol.items[i].declared == nil {
		return logic.True()
	}
	declared := func(g *Guideline) []*condition { return []*condition{g.protocol.items[i].declared} }
	return x.unless(declared, func() *logic.Formula { return x.first.Items[i] })
}

// sameCondition reports whether two conditions are written alike, with the same values of params.
func (g *Guideline) sameCondition(a *condition, h *Guideline, b *condition) bool {
	if a == b {
		return true
	}
	if a.op != b.op || a.value != b.value || a.fact != b.fact || a.choices != b.choices || a.cmp != b.cmp || a.bound != b.bound ||
		a.name != b.name || !slices.Equal(a.params, b.params) || len(a.kids) != len(b.kids) {
		return false
	}
	if a.op == opOpaque && g.opaque[a.opaque].text != h.opaque[b.opaque].text {
		return false
	}
	for i := range a.kids {
		if !g.sameCondition(a.kids[i], h, b.kids[i]) {
			return false
		}
	}
	return true
}
