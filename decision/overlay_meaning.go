package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/internal/place"
)

// What replaces a safety rule holds wherever that rule did, for every choice of local policy:
// that is checked by meaning, over all inputs, however the two are written. And a safety rule
// that gives a verdict goes on to decide: no overlay may add something more severe wherever it
// holds.

// guardedDoc is a safety rule as it was before any overlay replaced it.
type guardedDoc struct {
	was ruleDoc
	now string // what stands for it
	pos place.Pos
}

// guarded is the same, compiled.
type guarded struct {
	id, now string
	pos     place.Pos
	when    *condition
	gate    gate
}

// guard remembers a safety rule that is replaced.
func (b *builder) guard(now ruleDoc, d replaceRuleDoc) {
	if !now.Safety {
		return
	}
	for i := range b.guarded {
		if k := &b.guarded[i]; k.now == d.Rule.Value { // replaced before: what it was then counts too
			k.now, k.pos = d.With.ID.Value, d.With.ID.Pos
		}
	}
	b.guarded = append(b.guarded, guardedDoc{was: now, now: d.With.ID.Value, pos: d.With.ID.Pos})
}

// readGuarded compiles the rules that were replaced.
func (b *builder) readGuarded() {
	defer b.withoutCuts()()
	for _, k := range b.guarded {
		was := guarded{id: k.was.ID.Value, now: k.now, pos: k.pos, when: constant(true)}
		if !k.was.Otherwise {
			when, _, ok := b.condition(k.was.When)
			if !ok {
				continue
			}
			was.when = when
		}
		was.gate = map[string]gate{"none_reached": gateNoneReached, "any_worse": gateAnyWorse}[k.was.Measures.Value]
		b.g.guarded = append(b.g.guarded, was)
	}
}

// withoutCuts keeps what is read from now on from cutting the engine's axes, which need not
// tell apart what no answer does; the function that it returns ends that.
func (b *builder) withoutCuts() func() {
	cuts := b.cuts
	b.cuts = map[int][]float64{}
	return func() { b.cuts = cuts }
}

// checkOverlays refuses overlays that weaken a safety rule, with a case of whom they would
// newly expose.
func (b *builder) checkOverlays(p *plane, a *model.Analysis) {
	for i := range b.g.guarded {
		k := &b.g.guarded[i]
		for at, r := range a.Rules {
			if r.ID != k.now {
				continue
			}
			was := a.Space.Where(p.guardedFormula(b.g, k))
			if unset := b.g.compiled[at].whenUnset; unset > 0 { // so was what it replaces
				was = a.Space.Minus(was, a.Space.Where(p.hasValue(b.g, unset-1)))
			}
			exposed := a.Space.Minus(was, a.Space.Where(r.When))
			if w, found := a.Witness(exposed); found {
				b.errs.Addf(k.pos, "rule %q does not hold wherever the safety rule %q did, which it replaces: %s would newly be exposed", k.now, k.id, w)
			}
		}
	}
	b.checkShadows(a)
}

// asked is what checkOverlays asks about, beside the verdict rules.
func (b *builder) askedOfOverlays(p *plane, m *model.Guideline) (out []*logic.Formula) {
	for i := range b.g.guarded {
		out = append(out, p.guardedFormula(b.g, &b.g.guarded[i]))
	}
	for i := range b.g.params {
		out = append(out, p.hasValue(b.g, i))
	}
	for _, r := range m.Rules {
		if r.Safety {
			out = append(out, r.When)
		}
	}
	return out
}

// guardedFormula is what a rule that was replaced said.
func (p *plane) guardedFormula(g *Guideline, k *guarded) *logic.Formula {
	when := p.whole(g, k.when)
	if k.gate != gateNone {
		when = logic.And(when, p.gate(g, k.gate))
	}
	return when
}

// checkShadows refuses rules of overlays that leave a safety rule no case to decide.
func (b *builder) checkShadows(a *model.Analysis) {
	s := a.Space
	above := make([]logic.Cases, len(a.Verdicts)) // by level: what more severe rules of overlays take
	var rivals []int
	for i, r := range a.Rules {
		if b.g.rules[i].Overlay == "" || b.replacesSafety(r.ID) || r.Level <= 0 {
			continue
		}
		rivals = append(rivals, i)
		for level := range r.Level {
			above[level] = s.Or(above[level], s.Where(r.When))
		}
	}
	for _, r := range a.Rules {
		if !r.Safety || r.Level < 0 || above[r.Level].Empty() {
			continue
		}
		holds := s.Where(r.When)
		if holds.Empty() || !s.Minus(holds, above[r.Level]).Empty() {
			continue
		}
		for _, i := range rivals {
			if a.Rules[i].Level > r.Level && !s.And(holds, s.Where(a.Rules[i].When)).Empty() {
				b.errs.Addf(a.Rules[i].Pos, "rule %q leaves the safety rule %q nothing to decide: wherever that holds, overlays give something more severe", a.Rules[i].ID, r.ID)
				break
			}
		}
	}
}

// replacesSafety reports whether a rule stands for a safety rule of the bundle.
func (b *builder) replacesSafety(id string) bool {
	return slices.ContainsFunc(b.guarded, func(k guardedDoc) bool { return k.now == id })
}
