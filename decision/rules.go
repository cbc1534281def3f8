package decision

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// definition is a named condition once it has been read; reading marks a circle.
type definition struct {
	condition *condition
	unset     []string
	reading   bool
	ok        bool
}

// define returns the condition of a definition, reading it on first use. from is where
// it is named, for a circle's message.
func (b *builder) define(i int, from place.Pos) (*condition, []string, bool) {
	d, seen := b.defined[i]
	if seen && d.reading {
		b.errs.Addf(from, "definition %q is defined by way of itself", b.content.Definitions[i].ID.Value)
		return nil, nil, false
	}
	if !seen {
		d = &definition{reading: true}
		b.defined[i] = d
		d.condition, d.unset, d.ok = b.condition(b.content.Definitions[i].When)
		d.reading = false
	}
	return d.condition, d.unset, d.ok
}

// namedCondition is what a definition comes to. One that names a param without a value never
// holds: what names it is off.
type namedCondition struct {
	when     *condition
	declared *condition // the same before it is known which params have a value
	off      string     // why, or ""
}

// compiledRule is what the engine and the answers need of a rule.
type compiledRule struct {
	when      *condition
	declared  *condition // the same before it is known which params have a value
	whenUnset int        // 1 + the param without whose value alone the rule is on; 0 for none
	level     int        // index of the verdict; -1 for a caution
	step      int
	urgency   int // index; -1 for none
	also      []also
	further   []*condition     // of every further sentence in file order, before it is known which params have a value
	condition *logic.Condition // alone: for its own missing facts; of a caution and of what has an urgency
	vars      logic.VarSet     // the engine's variables that its condition names
	facts     logic.VarSet     // the facts behind them
	gate      gate
	claims    []int32 // by their place among those cited
	written   *writtenRule
}

// also is a further sentence, shown when its condition certainly holds.
type also struct {
	when      *condition
	says      string
	written   []byte // what takes the place of the end of a written text
	condition *logic.Condition
}

// gate is a condition on the outcome measures that are known.
type gate uint8

const (
	gateNone        gate = iota
	gateNoneReached      // some measure is known, and none reaches its important change
	gateAnyWorse         // some measure is worse by its important change
)

func (b *builder) compileRules() {
	if n := len(b.content.Rules); n > maxRules {
		b.errs.Addf(b.content.Rules[maxRules].ID.Pos, "%d rules are too many; at most %d", n, maxRules)
		return
	}
	for i, d := range b.content.Definitions {
		when, unset, ok := b.define(i, d.ID.Pos)
		named := namedCondition{when: constant(false), declared: constant(false), off: withoutValue(unset)}
		if ok {
			named.declared = when
		}
		if ok && len(unset) == 0 {
			named.when = when
		}
		b.g.named = append(b.g.named, named)
		b.g.defs = append(b.g.defs, Definition{ID: d.ID.Value, When: d.When.Value, Title: d.Title, Says: d.Says})
	}
	for _, d := range b.content.Rules {
		rule, compiled := b.rule(d)
		b.g.rules = append(b.g.rules, rule)
		b.g.compiled = append(b.g.compiled, compiled)
	}
	b.unsetCautions()
	b.checkConsequences()
	b.checks()
}

func (b *builder) rule(d ruleDoc) (Rule, compiledRule) {
	r := Rule{ID: d.ID.Value, Step: d.Step.Value, Gives: d.Gives.Value, When: d.When.Value, Title: d.Title, Says: d.Says,
		Safety: d.Safety, Scope: d.Scope.Value, Urgency: d.Urgency.Value, Measures: d.Measures.Value, Overlay: d.overlay}
	c := compiledRule{level: -1, urgency: -1, when: constant(false), declared: constant(false)}
	if step, ok := b.steps.find(&b.errs, d.Step); ok {
		c.step = step
	}
	if d.Gives.Value != caution {
		if level, ok := b.verdicts.find(&b.errs, d.Gives); ok {
			c.level = level
		}
	}
	if d.Urgency.Value != "" {
		if u, ok := b.urgencies.find(&b.errs, d.Urgency); ok {
			c.urgency = u
		}
	}
	b.scope(d.Scope)
	c.gate = b.gate(d, c.level)
	r.Claims = b.cited(d.Claims)
	if len(d.Claims) == 0 {
		b.errs.Addf(d.ID.Pos, "rule %q cites no claim; a rule without evidence says so with a claim whose standing is untraced", r.ID)
	}
	c.declared = b.ruleCondition(d, &r, c.level)
	if c.when = c.declared; r.Off != "" {
		c.when = constant(false)
	}
	for _, a := range d.Also {
		when, unset, ok := b.condition(a.When)
		c.further = append(c.further, when)
		if ok && len(unset) == 0 {
			c.also = append(c.also, also{when: when, says: a.Says, written: writeFurther(a.Says)})
		}
	}
	return r, c
}

func (b *builder) scope(s place.Text) {
	scopes := []string{"patient", "site", "today"}
	if s.Value != "" && !slices.Contains(scopes, s.Value) {
		b.errs.Addf(s.Pos, "there is no scope %q; a scope is %s%s", s.Value, strings.Join(scopes, ", "), didYouMean(s.Value, scopes))
	}
}

func (b *builder) gate(d ruleDoc, level int) gate {
	g := gateNone
	switch d.Measures.Value {
	case "":
		return gateNone
	case "none_reached":
		g = gateNoneReached
	case "any_worse":
		g = gateAnyWorse
	default:
		b.errs.Addf(d.Measures.Pos, "there is no gate %q; it is none_reached or any_worse", d.Measures.Value)
	}
	if level >= 0 || d.Gives.Value != caution {
		b.errs.Addf(d.Measures.Pos, "only a caution can depend on the measures, for what is measured says nothing of what is not")
	}
	if len(b.content.Measures) == 0 {
		b.errs.Addf(d.Measures.Pos, "the bundle has no measures")
	}
	return g
}

func (b *builder) ruleCondition(d ruleDoc, r *Rule, level int) *condition {
	if d.Otherwise {
		r.When = "true"
		switch {
		case d.When.Value != "":
			b.errs.Addf(d.When.Pos, "rule %q has both `when` and `otherwise`; keep one", r.ID)
		case d.Approximate.Value != "":
			b.errs.Addf(d.Approximate.Pos, "rule %q compares no numbers with numbers for a verdict; leave `approximate` out", r.ID)
		case level != 0:
			b.errs.Addf(d.Gives.Pos, "an `otherwise` rule gives the least severe verdict, for it holds beside every other")
		}
		return constant(true)
	}
	if d.When.Value == "" {
		b.errs.Addf(d.ID.Pos, "rule %q has no `when`; a rule that always holds says `otherwise: true`", r.ID)
		return constant(false)
	}
	c, unset, ok := b.condition(d.When)
	if !ok {
		return constant(false)
	}
	if len(unset) > 0 {
		r.Off = withoutValue(unset)
		return c
	}
	b.approximate(d, r, level, c)
	return c
}

// withoutValue says why a condition that names params without a value is off, "" for none.
func withoutValue(unset []string) string {
	if len(unset) == 0 {
		return ""
	}
	ids := slices.Sorted(slices.Values(unset))
	return "param " + strings.Join(slices.Compact(ids), ", ") + " has no value"
}

// approximate holds a bundle to saying where a verdict may rest on an inexact condition.
func (b *builder) approximate(d ruleDoc, r *Rule, level int, c *condition) {
	isOpaque := false
	c.walk(func(n *condition) { isOpaque = isOpaque || n.op == opOpaque })
	accepted := d.Approximate.Value == "accepted"
	switch {
	case d.Approximate.Value != "" && !accepted:
		b.errs.Addf(d.Approximate.Pos, "approximate is %q or left out, not %q", "accepted", d.Approximate.Value)
	case accepted && (!isOpaque || level < 0):
		b.errs.Addf(d.Approximate.Pos, "rule %q compares no numbers with numbers for a verdict; leave `approximate` out", r.ID)
	case isOpaque && level >= 0 && !accepted:
		b.errs.Addf(d.When.Pos, "rule %q gives a verdict on numbers compared with numbers, which is inexact while they are unknown; write it against constants, or say `approximate: accepted`", r.ID)
	}
	r.Approximate = accepted
}

// unsetCautions turns off the caution of every param that has a value.
func (b *builder) unsetCautions() {
	users := newIndex("caution of an unset param")
	for i, p := range b.content.Params {
		if p.UnsetCaution.Value == "" {
			continue
		}
		if first, taken := users.pos[p.UnsetCaution.Value]; taken {
			b.errs.Addf(p.UnsetCaution.Pos, "rule %q already says that another param is unset, at %s; give each param its own", p.UnsetCaution.Value, first)
			continue
		}
		users.add(&b.errs, p.UnsetCaution)
		at, ok := b.rules.find(&b.errs, p.UnsetCaution)
		if !ok || at >= len(b.g.rules) {
			continue
		}
		if b.g.rules[at].Gives != caution {
			b.errs.Addf(p.UnsetCaution.Pos, "rule %q gives a verdict; what says that a param is unset is a caution", p.UnsetCaution.Value)
		}
		if from, added := b.paramFrom[p.ID.Value]; added && b.content.Rules[at].overlay != b.overlays[from].ID.Value {
			b.errs.Addf(p.UnsetCaution.Pos, "rule %q is not this overlay's own: a value of param %q would turn it off; add a caution that says the param is unset", p.UnsetCaution.Value, p.ID.Value)
		}
		b.g.compiled[at].whenUnset = i + 1
		if b.g.params[i].Set {
			b.g.rules[at].Off = "param " + p.ID.Value + " has a value"
			b.g.compiled[at].when = constant(false)
		}
	}
}

// checkConsequences holds urgency and scope to where they mean something.
func (b *builder) checkConsequences() {
	urgent := -1
	for i, d := range b.content.Rules {
		c := &b.g.compiled[i]
		if d.Urgency.Value == "" {
			continue
		}
		switch {
		case d.Gives.Value == caution:
			b.errs.Addf(d.Urgency.Pos, "a caution has no urgency")
		case c.level < 0: // an unknown verdict: reported where it is named
		case urgent >= 0 && c.level != urgent:
			b.errs.Addf(d.Urgency.Pos, "urgency goes with one verdict; here it is %q, elsewhere %q", d.Gives.Value, b.g.verdicts[urgent].ID)
		default:
			urgent = c.level
		}
	}
	b.g.urgent = urgent
}

// check is a relation between facts: when it certainly holds, what is given contradicts
// itself. It narrows nothing.
type check struct {
	id        string
	when      *condition
	says      string
	facts     []int            // rising
	literals  []logic.Part     // it holds where each of these does; nil for a condition of another form
	condition *logic.Condition // of another form; else nil
	told      []told           // what the codes of a case tell of its literals, before a closer look
}

// told is the codes of a unit with which certain literals can hold.
type told struct {
	unit int
	may  [256]bool
}

func (k *check) message() string { return k.says + " (" + k.id + ")" }

func (b *builder) checks() {
	x := newIndex("check")
	for _, d := range b.content.Checks {
		b.identifier("check", d.ID, hyphenated)
		x.add(&b.errs, d.ID)
		if c, unset, ok := b.condition(d.When); ok && len(unset) == 0 {
			b.g.checks = append(b.g.checks, check{id: d.ID.Value, when: c, says: d.Says})
		}
	}
}

// cited checks claims against the library and returns their ids.
func (b *builder) cited(claims []place.Text) []string {
	x := newIndex("claim")
	var ids []string
	for _, c := range claims {
		if !x.add(&b.errs, c) {
			continue
		}
		if b.g.evidence != nil {
			if _, ok := b.g.evidence.Claim(c.Value); !ok {
				b.errs.Addf(c.Pos, "there is no claim %q%s", c.Value, didYouMean(c.Value, b.claimIDs()))
			}
		}
		ids = append(ids, c.Value)
	}
	return ids
}

func (b *builder) claimIDs() []string {
	var ids []string
	for _, c := range b.g.evidence.Claims() {
		ids = append(ids, c.ID)
	}
	return ids
}
