package decision

import (
	"cmp"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// changing is what searches for changes have in common.
type changing struct {
	changer *logic.Changer
	never   logic.VarSet  // facts that are never changed
	blocked logic.VarSet  // facts that verdicts compare with one another: their changes are not looked for
	leads   [][]logic.Set // fact, region -> what it can become, of a yes/no or a choice with transitions
	tries   map[int]*tries
	stands  uint16 // levels that no change leads to
}

// changeNodes bounds the diagrams of one search.
const changeNodes = 20_000

func (g *Guideline) prepareChanges() *changing {
	x := &changing{}
	for i := range g.facts {
		if g.facts[i].Fixed || g.facts[i].Preference {
			x.never.Add(i)
		}
	}
	x.leads = make([][]logic.Set, len(g.facts))
	for i := range g.facts {
		if f := &g.facts[i]; !f.numeric() && len(f.Transitions) > 0 {
			x.leads[i] = f.leadsBy(f.Transitions, g.layout.vars[i].Regions)
		}
	}
	var beyond logic.VarSet
	for i := range g.compiled {
		if g.compiled[i].level < 0 {
			continue
		}
		for v := range g.compiled[i].vars.All() {
			if v >= g.layout.firstOpaque {
				beyond.Add(v)
			}
		}
	}
	x.blocked = g.factsOf(beyond)
	var refuse []*logic.Formula
	for i := range g.checks {
		refuse = append(refuse, g.formula(g.checks[i].when))
	}
	x.tries = g.prepareTries()
	for _, level := range g.stands {
		x.stands |= 1 << level
	}
	x.changer = g.engine.NewChanger(len(g.verdicts), refuse)
	return x
}

// held lists the facts that are missing and never changed.
func (c *Case) held() []string {
	out := []string{}
	facts, _ := c.factsMissing(c.g.engine.Reach(&c.inner).Missing)
	for f := range facts.Intersect(c.g.changing().never).All() {
		out = append(out, c.g.facts[f].ID)
	}
	return out
}

// moves is where the facts of a case can be taken. all is false when changes of some are not
// looked for.
func (s *search) moves() (m logic.Moves, all bool) {
	c, x := s.c, s.g.changing()
	m = logic.Moves{Learn: make([]logic.Set, len(c.g.facts)), Become: make([]logic.Set, len(c.g.facts))}
	all = true
	for i := range c.g.facts {
		if x.never.Has(i) {
			continue
		}
		var learn logic.Set
		if !c.known(i) {
			learn = c.inner.Set(i)
		}
		become := c.becomes(i)
		if x.blocked.Has(i) {
			all = all && learn|become == 0
			continue
		}
		if t := x.tries[i]; t != nil && become != 0 {
			spoken := t.against(c)
			all = all && spoken.exact
			if spoken.any {
				s.kept = append(s.kept, keptTry{i, become, spoken})
				become = 0
			}
		}
		m.Learn[i], m.Become[i] = learn, become
	}
	return m, all
}

// becomes is the regions that each value which a fact may have can come to.
func (c *Case) becomes(fact int) (out logic.Set) {
	if c.g.facts[fact].numeric() {
		for _, r := range c.ahead(fact) {
			out |= c.g.axes[fact].Between(r.lo, r.hi, r.loOpen, r.hiOpen)
		}
		return out
	}
	leads := c.g.changing().leads[fact]
	if leads == nil {
		return 0
	}
	out = ^logic.Set(0)
	for region := range c.inner.Set(fact).All() {
		out &= leads[region]
	}
	return out
}

// leadsBy is what each region of a yes/no or a choice can become by some transitions.
func (f *Fact) leadsBy(transitions []Transition, regions int) []logic.Set {
	out := make([]logic.Set, regions)
	for i := range transitions {
		t := &transitions[i]
		if f.Type == TypeBool {
			out[Yes-t.Becomes] |= 1 << (t.Becomes - No)
			continue
		}
		var to logic.Set
		for _, id := range t.To {
			to |= 1 << f.choice(id)
		}
		for _, id := range t.From {
			out[f.choice(id)] |= to
		}
	}
	return out
}

// search is one search for what would change a verdict.
type search struct {
	g       *Guideline
	c       *Case
	answer  *Changes
	kept    []keptTry
	over    bool
	dropped bool // a set was not accepted after all
}

func (s *search) run(now int) {
	except := s.g.changing().stands
	if now >= 0 {
		except |= 1 << now
	}
	moves, all := s.moves()
	found := s.find(moves, except)
	s.withheld(moves, except)
	s.over = found.Over
	more := found.More
	for level := len(s.g.verdicts) - 1; level >= 0; level-- {
		var sets [][]step
		for _, f := range found.Sets {
			if f.Level != level {
				continue
			}
			apart := s.apart(f.Steps)
			if len(sets)+len(apart) > 16*MaxChangeSets {
				more |= 1 << level
				break
			}
			sets = append(sets, apart...)
		}
		slices.SortStableFunc(sets, s.compare)
		listed := 0
		for _, set := range sets {
			if listed == MaxChangeSets {
				more |= 1 << level
				break
			}
			cautions, counts := s.counts(set, level)
			if !counts {
				s.dropped = true
				continue
			}
			said := s.said(set, level)
			said.Cautions = cautions
			s.answer.Sets = append(s.answer.Sets, said)
			listed++
		}
		if more>>level&1 == 1 {
			s.answer.More = append(s.answer.More, s.g.verdicts[level].ID)
		}
	}
	s.answer.Exact = s.answer.Exact && all && !s.over && !s.dropped
}

func (s *search) find(moves logic.Moves, except uint16) logic.Changes {
	return s.g.changing().changer.Changes(&s.c.inner, moves, except, logic.ChangeLimits{Steps: MaxChanges, Sets: MaxChangeSets, Nodes: changeNodes})
}

func (s *search) none() NoChange {
	switch {
	case s.over:
		return NoneSearched
	case len(s.answer.More) > 0:
		return NoneSmall
	case len(s.answer.Withheld) > 0:
		return NoneWithheld
	case len(s.answer.Held) > 0:
		return NoneWhileHeld
	}
	return NoneDeclared
}

// step is a change and the value that it leads to.
type step struct {
	logic.ChangeStep
	to FactValue
}

// apart splits a set where the values that a change leads to are no single range.
func (s *search) apart(steps []logic.ChangeStep) [][]step {
	out := [][]step{nil}
	for _, one := range steps {
		var next [][]step
		for _, to := range s.c.values(one) {
			for _, set := range out {
				next = append(next, append(slices.Clone(set), step{one, to}))
			}
		}
		if out = next; len(out) > 16*MaxChangeSets {
			break
		}
	}
	return out
}

func (s *search) compare(a, b []step) int {
	burden := func(set []step) (sum int) {
		for _, one := range set {
			sum += s.g.facts[one.Var].Burden
		}
		return sum
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(burden(a), burden(b)),
		slices.CompareFunc(a, b, func(a, b step) int {
			return cmp.Or(cmp.Compare(a.Var, b.Var), cmp.Compare(a.To.First(), b.To.First()))
		}))
}

// counts makes the changes and asks, as anybody would.
func (s *search) counts(set []step, level int) (cautions []string, ok bool) {
	c := s.c.copied()
	d := s.g.desk()
	defer s.g.clear(d)
	in := intake{c: c, given: d.given}
	for _, one := range set {
		c.forget(one.Var)
		in.fact(entry{name: s.g.facts[one.Var].ID, value: one.to, offset: -1, named: -1})
	}
	c.settle()
	o := s.g.Verdict(c)
	if len(in.errs) > 0 || len(c.broken()) > 0 || !o.Settled || int(o.Verdict) != level+1 {
		return nil, false
	}
	if level == 0 {
		cautions = s.g.cautionTitles(&o)
	}
	return cautions, true
}

func (s *search) said(set []step, level int) ChangeSet {
	out := ChangeSet{Verdict: s.g.verdicts[level].ID}
	for _, one := range set {
		f := &s.g.facts[one.Var]
		change := Change{Fact: f.ID, Title: f.Title, Kind: ChangeLearnt, Now: s.c.value(one.Var), To: one.to, Says: f.valueWords(one.to)}
		if one.Become {
			change.Kind, change.How, change.Note = ChangeBecomes, s.c.how(one.ChangeStep), becomesNote
			change.Cautions = s.g.changing().tries[one.Var].cautioned(s.c)
		}
		out.Changes = append(out.Changes, change)
	}
	return out
}
