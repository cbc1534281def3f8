package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Decide checks facts and answers. The error is a [FactErrors].
func (g *Guideline) Decide(facts any) (*Decision, error) {
	c, err := g.Case(facts)
	if err != nil {
		return nil, err
	}
	return g.DecideCase(c), nil
}

// DecideCase answers for a prepared case.
func (g *Guideline) DecideCase(c *Case) *Decision {
	a := g.answerFor(c)
	d := a.decision()
	a.evidence(d)
	a.release()
	return d
}

// WithDecision answers for a prepared case and hands the decision to read, in memory that
// answers take turns with: what [Guideline.DecideCase] does, for those who need the decision
// only for a moment and often. It and all that it holds may be read until read returns; they
// are not to be changed, and what is wanted for longer is to be copied.
func (g *Guideline) WithDecision(c *Case, read func(d *Decision)) {
	a := g.answerFor(c)
	a.lent = true
	d := a.decision()
	a.evidence(d)
	read(d)
	a.release()
}

// AppendDecision appends to buf what [Decision.AppendJSON] would for the decision on these
// facts. It is the quickest way from one document to the other: the decision itself stays
// inside, so that none of it need be copied for a caller. The error is a [FactErrors]; buf
// is then returned as it was.
func (g *Guideline) AppendDecision(buf []byte, facts any) ([]byte, error) {
	c, ok := g.cases.Get().(*Case)
	if !ok {
		c = g.NewCase()
	}
	defer g.cases.Put(c)
	if err := c.Load(facts); err != nil {
		return buf, err
	}
	a := g.answerFor(c)
	a.lent, a.inside = true, true
	buf = a.decision().append(buf, a.citing)
	a.release()
	return buf, nil
}

// decision is the answer but for the evidence, which is left to be collected.
func (a *answer) decision() *Decision {
	g := a.g
	d := &Decision{}
	if a.lent {
		d = &a.asked.decision
	}
	*d = Decision{Schema: decisionSchema, Guideline: g.Info(), Verdict: a.verdictID(), Exact: a.exact, Settled: a.settled,
		CouldBecome: a.couldBecome(), Missing: a.missingIDs(), Evidence: []Claim{}, Sources: []Source{}}
	d.allows = a.settled && a.verdict == 0
	d.Reasons = a.reasons()
	d.Support = a.support(d.Reasons)
	d.Urgency, d.UrgencyCouldBecome, d.UrgencyMissing = a.urgency()
	d.Steps = a.steps()
	d.Cautions = a.cautions()
	d.Options = a.options()
	a.briefly(d)
	d.Exact = a.exact
	if d.allows {
		d.Protocol = a.protocol(d.Cautions)
	}
	d.Course = a.course()
	d.Remarks = a.remarks(d)
	a.cite(d)
	return d
}

// answer is one decision in the making.
type answer struct {
	g       *Guideline
	c       *Case
	outcome logic.Outcome
	levels  uint16       // of all completions
	missing logic.VarSet // facts
	exact   bool
	settled bool
	verdict int  // level; -1 is needs_information
	split   bool // the verdict is certain though no rule that gives it is
	lent    bool // the decision is read and thrown away: it may share and lend
	inside  bool // it is only written: sentences need not be joined
	asked   *askedOptions
	citing  *citing
	copies  []string
}

// answerFor looks a case up and finds the verdict.
func (g *Guideline) answerFor(c *Case) *answer {
	asked := g.options.memory.Get().(*askedOptions)
	a := &asked.answer
	*a = answer{g: g, c: c, outcome: g.engine.Decide(&c.inner), asked: asked, citing: g.citing.Get().(*citing)}
	a.asked.generation++
	a.asked.further = a.asked.further[:0]
	doubt := c.inDoubt(a.outcome.Certain, a.outcome.Possible)
	a.outcome.Certain = g.order.inFileOrder(a.outcome.Certain)
	a.outcome.Possible = g.order.inFileOrder(a.outcome.Possible)
	a.reach()
	a.exact = a.exact && !doubt
	return a
}

// release gives back the memory that answers take turns with.
func (a *answer) release() {
	if a.lent {
		a.asked.copies = a.copies
	}
	a.citing.reset()
	a.g.citing.Put(a.citing)
	a.g.options.memory.Put(a.asked)
}

func (a *answer) verdictID() string {
	if a.verdict < 0 {
		return needsInformation
	}
	return a.g.verdicts[a.verdict].ID
}

func (a *answer) couldBecome() []string {
	out := []string{}
	for level := range a.g.verdicts {
		if a.levels>>level&1 == 1 && level != a.verdict {
			out = append(out, a.g.verdicts[level].ID)
		}
	}
	return out
}

func (a *answer) missingIDs() []string {
	if a.missing.Empty() {
		return []string{}
	}
	return a.factIDs(a.missing)
}

// factIDs names facts; nil for none.
func (a *answer) factIDs(facts logic.VarSet) (out []string) {
	if facts.Empty() {
		return nil
	}
	out = a.room(facts.Len())
	for f := range facts.All() {
		out = append(out, a.g.facts[f].ID)
	}
	return out
}

// lend is an empty list: the caller's own, or, for a decision that is thrown away, one whose
// memory answers take turns with.
func lend[T any](a *answer, memory *[]T, room int) []T {
	if !a.lent {
		return make([]T, 0, room)
	}
	if *memory == nil || cap(*memory) < room {
		*memory = make([]T, 0, 2*room)
	}
	return (*memory)[:0]
}

// own copies a list of the guideline's, so that the decision belongs to its caller.
func (a *answer) own(list []string) []string {
	switch {
	case a.lent && list == nil:
		return []string{}
	case a.lent:
		return list
	}
	return append(a.room(len(list)), list...)
}

// room is an empty list with room for n texts. One block of memory serves many lists.
func (a *answer) room(n int) []string {
	if a.lent && a.copies == nil {
		a.copies = a.asked.copies[:0]
	}
	if cap(a.copies)-len(a.copies) < n {
		size := 128
		if a.lent {
			size = max(size, 2*cap(a.copies)) // soon there is room for all of them
		}
		a.copies = make([]string, 0, size+n)
	}
	from := len(a.copies)
	a.copies = a.copies[:from+n]
	return a.copies[from : from : from+n]
}

func (a *answer) reach() {
	a.levels, a.missing, a.exact = a.c.reach(&a.outcome)
	lowest := 0
	for a.levels>>lowest&1 == 0 && lowest < len(a.g.verdicts)-1 {
		lowest++
	}
	a.settled = a.levels&(a.levels-1) == 0
	a.verdict = lowest
	if !a.settled && lowest == 0 {
		a.verdict = -1
	}
}

// reach is the levels of all completions, the facts that decide between them, and whether both
// are exact. The outcome is that of the case.
func (c *Case) reach(o *logic.Outcome) (levels uint16, missing logic.VarSet, exact bool) {
	if o.Exact && o.Lo == o.Hi {
		return 1 << o.Lo, missing, true
	}
	r := c.g.engine.Reach(&c.inner)
	missing, doubt := c.factsMissing(r.Missing)
	return r.Levels &^ logic.NoLevel, missing, r.Exact && !doubt
}

// factsMissing turns missing variables into facts. An opaque comparison that is still in
// doubt stands for those of its facts that are not known.
func (c *Case) factsMissing(vars logic.VarSet) (facts logic.VarSet, doubt bool) {
	l := &c.g.layout
	for v := range vars.All() {
		if v < len(c.g.facts) {
			facts.Add(v)
			continue
		}
		if v < l.firstOpaque || v >= l.firstGate {
			continue
		}
		doubt = true
		for _, f := range c.g.opaque[v-l.firstOpaque].facts {
			if !c.known(f) {
				facts.Add(f)
			}
		}
	}
	return facts, doubt
}

// cautionMissing names the facts that decide a possible caution.
func (a *answer) cautionMissing(rule int) []string {
	c := &a.g.compiled[rule]
	return a.deciding(c.condition.Missing(&a.c.inner), c.vars)
}

// deciding names the facts behind the variables that decide a condition, which names other
// variables too. A comparison in doubt makes the answer inexact, unless it is the only part
// of the condition on its facts and shown to turn on each of those that are not known.
func (a *answer) deciding(missing, named logic.VarSet) []string {
	facts, doubt := a.c.factsMissing(missing)
	if doubt && !a.exactDoubt(missing, named) {
		a.exact = false
	}
	return a.factIDs(facts)
}

func (a *answer) exactDoubt(missing, named logic.VarSet) bool {
	l := &a.g.layout
	for v := range missing.All() {
		if v < l.firstOpaque || v >= l.firstGate {
			continue
		}
		o := &a.g.opaque[v-l.firstOpaque]
		for other := range named.All() {
			if other == v {
				continue
			}
			for _, f := range o.facts {
				if other == f || other >= l.firstOpaque && other < l.firstGate && slices.Contains(a.g.opaque[other-l.firstOpaque].facts, f) {
					return false
				}
			}
		}
		if !a.c.exactlyOpen(o) {
			return false
		}
	}
	return true
}

// reasons lists the verdict rules that hold in every completion. Where none of them gives
// the verdict, those that may and are at least as severe follow.
func (a *answer) reasons() []Reason {
	out := lend(a, &a.asked.reasons, 8)
	add := func(set logic.RuleSet, possible bool, least int) {
		for level := len(a.g.verdicts) - 1; level >= least; level-- {
			for i := range set.All() {
				if a.g.compiled[i].level == level {
					out = append(out, a.reason(i, possible))
				}
			}
		}
	}
	add(a.outcome.Certain, false, 0)
	if a.verdict < 0 {
		return out
	}
	for i := range a.outcome.Certain.All() {
		if a.g.compiled[i].level == a.verdict {
			return out
		}
	}
	a.split = true
	add(a.outcome.Possible.Minus(a.outcome.Certain), true, a.verdict)
	return out
}

func (a *answer) reason(i int, possible bool) Reason {
	c := &a.g.compiled[i]
	a.citing.mention(c.claims)
	r := a.g.rules[i].reason()
	r.Possible, r.Claims, r.written = possible, a.own(r.Claims), c.written
	if a.inside {
		r.further = a.further(i)
	} else {
		r.Says = a.says(i)
	}
	return r
}

// says is a rule's text with the further sentences that certainly apply.
func (a *answer) says(i int) string {
	text := a.g.rules[i].Says
	for _, s := range a.further(i) {
		text += " " + s.says
	}
	return text
}

// further are the sentences that certainly go on with a rule's text. Beside a verdict that
// carries an urgency only the referral counts: no sentence of another rule may send anybody
// on with a treatment then.
func (a *answer) further(i int) []*also {
	if a.g.urgent >= 0 && a.verdict == a.g.urgent && a.g.compiled[i].level != a.g.urgent {
		return nil
	}
	from, sentences := len(a.asked.further), a.g.compiled[i].also
	for k := range sentences {
		if certain, _ := sentences[k].condition.Truth(&a.c.inner); certain {
			a.asked.further = append(a.asked.further, &sentences[k])
		}
	}
	return a.asked.further[from:len(a.asked.further):len(a.asked.further)]
}

func (a *answer) cautions() []Caution {
	out := lend(a, &a.asked.given, 8)
	for i := range a.outcome.Possible.All() {
		c := &a.g.compiled[i]
		if c.level >= 0 {
			continue
		}
		a.citing.mention(c.claims)
		k := a.g.rules[i].caution()
		k.Says, k.Claims, k.Possible, k.written = a.says(i), a.own(k.Claims), !a.outcome.Certain.Has(i), c.written
		if k.Possible {
			k.Missing = a.cautionMissing(i)
		}
		out = append(out, k)
	}
	if a.lent {
		a.asked.given = out // it may have grown
	}
	return out
}
