package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// compileComparison prepares what comparing asks of a case.
func (g *Guideline) compileComparison(one func(*logic.Formula) *logic.Condition) {
	k := g.comparison
	if k == nil {
		return
	}
	for i := range k.rules {
		r := &k.rules[i]
		f := g.formula(r.when)
		r.condition, r.Source = one(f), g.source(r.when)
		for v := range g.factsOf(f.Vars()).All() {
			r.Facts = append(r.Facts, g.facts[v].ID)
		}
	}
	if k.bar == nil {
		return
	}
	var bars []*logic.Formula
	for i := range g.compiled {
		if g.compiled[i].level >= k.bar.level {
			bars = append(bars, g.ruleFormula(i))
		}
	}
	k.bar.condition = one(logic.Or(bars...))
}

// factsOfComparison finds the facts that only the comparison and the self-check name. While
// all of them are silent, decisions say nothing of either.
func (g *Guideline) factsOfComparison() {
	k := g.comparison
	if k == nil {
		return
	}
	var named logic.VarSet
	for i := range k.rules {
		named = named.Union(g.factsOf(g.formula(k.rules[i].when).Vars()))
	}
	if g.selfCheck != nil {
		for _, it := range g.selfCheck.items {
			named.Add(it.fact)
		}
	}
	for v := range named.Minus(g.factsElsewhere()).All() {
		k.own = append(k.own, v)
	}
}

// factsElsewhere lists the facts on which anything else in an answer depends.
func (g *Guideline) factsElsewhere() logic.VarSet {
	var out logic.VarSet
	also := func(when *condition) { out = out.Union(g.factsOf(g.formula(when).Vars())) }
	for i := range g.compiled {
		out = out.Union(g.compiled[i].facts)
		for _, s := range g.compiled[i].also {
			also(s.when)
		}
	}
	if g.protocol != nil {
		for _, it := range g.protocol.items {
			if it.when != nil {
				also(it.when)
			}
		}
	}
	for _, m := range g.measures {
		out.Add(m.baseline)
		out.Add(m.now)
	}
	if a := g.attendance; a != nil {
		out.Add(a.scheduled)
		out.Add(a.attended)
	}
	return out.Union(g.factsOfOptions())
}

// compares reports whether something is known that only comparing has a use for.
func (c *Case) compares() bool {
	k := c.g.comparison
	return k != nil && slices.ContainsFunc(k.own, func(f int) bool { return !c.silent(f) })
}

// allClaims lists every claim that comparing may cite.
func (k *compared) allClaims() (out []string) {
	out = append(out, k.claims...)
	for i := range k.modalities {
		out = append(out, k.modalities[i].claims...)
		for _, a := range k.modalities[i].attributes {
			for _, s := range a.Statements {
				out = append(out, s.Claims...)
			}
		}
	}
	for i := range k.rules {
		out = append(out, k.rules[i].Claims...)
	}
	return out
}
