package decision

import (
	"iter"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Verdict is a verdict of a guideline as a number: 0 is needs_information, 1 the least
// severe of [Guideline.Verdicts], and so on. The zero value decides nothing.
type Verdict uint8

// RuleSet is a set of rules by their place in [Guideline.Rules].
type RuleSet struct {
	set   logic.RuleSet
	order *ruleOrder // nil only in the zero set
}

// Has reports whether rule i is in the set.
func (s RuleSet) Has(i int) bool {
	return s.order != nil && i >= 0 && i < len(s.order.bit) && s.set.Has(int(s.order.bit[i]))
}

// Len is the number of rules in the set.
func (s RuleSet) Len() int { return s.set.Len() }

// All yields the rules in file order.
func (s RuleSet) All() iter.Seq[int] {
	if s.order == nil {
		return s.set.All()
	}
	return s.order.inFileOrder(s.set).All()
}

// Append appends the rules to list in file order. It does not allocate where list has room.
func (s RuleSet) Append(list []int) []int {
	set := s.set
	if s.order != nil {
		set = s.order.inFileOrder(set)
	}
	return set.Append(list)
}

// Outcome is the short answer: what the hot path needs and nothing that allocates.
type Outcome struct {
	Verdict  Verdict
	Settled  bool    // whatever else is learnt, the verdict stays
	Exact    bool    // false: the verdict may be less settled than it could be shown to be
	Certain  RuleSet // rules that hold whatever else is learnt
	Possible RuleSet // rules that may hold
}

// Allows reports whether the verdict is settled and the least severe one.
func (o Outcome) Allows() bool { return o.Settled && o.Verdict == 1 }

// Verdict decides a case. It does not allocate.
func (g *Guideline) Verdict(c *Case) (out Outcome) {
	o := g.engine.Bounds(&c.inner, &out.Certain.set, &out.Possible.set)
	out.Certain.order, out.Possible.order = &g.order, &g.order
	out.Settled = o.Lo == o.Hi && o.Lo >= 0
	out.Exact = o.Exact && (out.Settled || !g.approximates || !c.inDoubt(out.Certain.set, out.Possible.set))
	if out.Settled || o.Lo > 0 {
		out.Verdict = Verdict(o.Lo + 1)
	}
	return out
}

// VerdictID is the id of a verdict, needs_information for 0.
func (g *Guideline) VerdictID(v Verdict) string {
	if v == 0 || int(v) > len(g.verdicts) {
		return needsInformation
	}
	return g.verdicts[v-1].ID
}

// Doubt is what is still open: the verdicts that completions reach and the facts that
// decide between them.
type Doubt struct {
	Verdicts uint32 // bit v is set when some completion has Verdict(v); 1<<0 is never set
	Exact    bool
	missing  logic.VarSet
	c        *Case
}

// Missing lists the facts that could still change the verdict, in asking order. The case
// must not have been loaded anew.
func (d Doubt) Missing() []string {
	out := []string{}
	for _, f := range d.AppendMissing(nil) {
		out = append(out, d.c.g.facts[f].ID)
	}
	return out
}

// AppendMissing appends to list the places of those facts in [Guideline.Facts]. It does not
// allocate where list has room.
func (d Doubt) AppendMissing(list []int) []int {
	if d.c == nil || d.missing.Empty() {
		return list
	}
	facts, _ := d.c.factsMissing(d.missing)
	return facts.Append(list)
}

// Missing answers what is still open about a case. It does not allocate.
func (g *Guideline) Missing(c *Case) Doubt {
	r := g.engine.Reach(&c.inner)
	r.Exact = r.Exact && r.Missing.Intersect(g.layout.comparisons).Empty()
	return Doubt{Verdicts: uint32(r.Levels&^logic.NoLevel) << 1, Exact: r.Exact, missing: r.Missing, c: c}
}
