package decision

import (
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// Next chooses the question to ask next, looking one step ahead; ok is false when there is none
// left. It is defined by what is known alone, so that asking again and again with the answers
// added asks an interview. It ends: an answer to a question makes a fact known, and what is
// known is not asked. NotKnown names facts, or groups of them, that nobody can tell: they are
// left out of everything below, and stay unknown.
//
// What is missing is the facts that can still change the verdict ([Decision].Missing), and those
// that the bundle declares first and that can still make it more urgent: that decide a rule which
// is only possible, and whose urgency is more urgent than that of every rule that is certain. At
// the stage then it is the facts that decide cautions which are only possible, as far as the
// bundle declares them under then. It is the stage once the least severe verdict is settled, and
// before that when nothing is missing but what is declared last, as long as it has something to
// ask: nobody is to consent before the cautions are known.
//
// What may be asked about, the pool, is
//   - while the verdict is open: those of the missing facts that the bundle declares first, entry
//     by entry in that order; when none of them is missing, those declared early, entry by
//     entry; then those declared in neither way nor last; then what is missing at the stage then; then those declared last, entry by entry.
//     While a missing fact that is not declared last is not known to anybody, nothing is asked
//     then or last;
//   - when a more severe verdict than the least is certain, so that it can only get firmer, or
//     more urgent: what is missing of the facts declared first, and nothing else;
//   - when the least severe verdict is settled: what is missing at the stage then.
//
// What is declared then is asked entry by entry too.
//
// A bundle that declares nothing has nothing first, early, last or then.
//
// Candidates are every fact of the pool by itself, and every group with two or more of them, of
// which it asks about those. The answers to a yes/no fact are no and yes; to a choice, the
// choices that are left; to a number, the parts of what is left of its range between the
// constants it is compared with, each answered by one value of it, where neighbours that leave
// the same verdicts in reach and the same missing (once the verdict is settled: the same rules
// and the same missing) are one answer; to a group, none of them, and each of
// them without the others.
//
// Of the candidates that one is asked of which the worst answer leaves the least burden
// (the sum of [Fact].Burden) of what is then missing; among equals, of which the mean of the
// answers does; among equals, the one whose first fact comes first in asking order, which asks
// about the most, and which is the smallest group or the first declared. As everywhere, relations
// between facts narrow nothing. Where a missing fact is compared with another one, an answer
// stands for the one value that was tried.
//
// The error is a [FactErrors].
func (g *Guideline) Next(facts any, notKnown ...string) (q Question, ok bool, err error) {
	c, err := g.Case(facts)
	if err != nil {
		return Question{}, false, err
	}
	return g.NextCase(c, notKnown...)
}

// NextCase is Next for a prepared case.
func (g *Guideline) NextCase(c *Case, notKnown ...string) (q Question, ok bool, err error) {
	skip, err := g.factsNotKnown(notKnown)
	if err != nil {
		return Question{}, false, err
	}
	s := seeker{g: g, c: c, skip: skip}
	s.now = s.look(c)
	pool, stage := s.pool()
	if pool.Empty() {
		return Question{}, false, nil
	}
	scratch, reused := g.cases.Get().(*Case)
	if !reused {
		scratch = g.NewCase()
	}
	s.trial = scratch
	q = s.question(s.best(pool), stage)
	g.cases.Put(scratch)
	return q, true, nil
}

func (g *Guideline) factsNotKnown(names []string) (set logic.VarSet, err error) {
	var errs FactErrors
	for _, name := range names {
		if i, ok := g.factIndex[name]; ok {
			set.Add(i)
			continue
		}
		i, ok := g.groupIndex[name]
		if !ok {
			var ids []string
			for i := range g.facts {
				ids = append(ids, g.facts[i].ID)
			}
			for i := range g.groups {
				ids = append(ids, g.groups[i].ID)
			}
			near := place.Nearest(name, ids)
			errs = append(errs, &FactError{Got: abridge(name), Nearest: near, offset: -1,
				Message: "there is no fact or group " + strconv.Quote(abridge(name)) + suggestion(near)})
			continue
		}
		for _, f := range g.groups[i].facts {
			set.Add(f)
		}
	}
	if len(errs) > 0 {
		return set, errs
	}
	return set, nil
}

// comesTo is what the completions of a case come to.
type comesTo struct {
	outcome logic.Outcome
	levels  uint16
	missing logic.VarSet // facts
	exact   bool
}

func (g *Guideline) comesTo(c *Case) (n comesTo) {
	n.outcome = g.engine.Decide(&c.inner)
	n.levels, n.missing, n.exact = c.reach(&n.outcome)
	return n
}

// seeker looks for a question.
type seeker struct {
	g     *Guideline
	c     *Case
	skip  logic.VarSet // facts that nobody can tell
	then  bool         // what is missing is what decides cautions
	now   comesTo
	trial *Case // the case with an answer
}

// look is what a case comes to, with what is missing at this stage.
func (s *seeker) look(c *Case) comesTo {
	n := s.g.comesTo(c)
	if !s.then {
		n.missing = n.missing.Union(s.moreUrgent(c, &n))
		return n
	}
	n.missing = logic.VarSet{}
	for bit := range n.outcome.Possible.Minus(n.outcome.Certain).All() {
		r := &s.g.compiled[s.g.order.rule[bit]]
		if r.level >= 0 || r.facts.Intersect(s.g.asking.also).Empty() {
			continue
		}
		facts, _ := c.factsMissing(r.condition.Missing(&c.inner))
		n.missing = n.missing.Union(facts)
	}
	n.missing = n.missing.Intersect(s.g.asking.also)
	return n
}

// moreUrgent is the facts asked first, beside those that are missing already, that decide a rule
// which may hold and is more urgent than all that certainly do.
func (s *seeker) moreUrgent(c *Case, n *comesTo) (facts logic.VarSet) {
	rest := s.g.asking.foremost.Minus(n.missing)
	if rest.Empty() {
		return facts
	}
	most := len(s.g.urgencies)
	for bit := range n.outcome.Certain.All() {
		if u := s.g.compiled[s.g.order.rule[bit]].urgency; u >= 0 {
			most = min(most, u)
		}
	}
	for bit := range n.outcome.Possible.Minus(n.outcome.Certain).All() {
		i := s.g.order.rule[bit]
		r := &s.g.compiled[i]
		if r.urgency >= 0 && r.urgency < most && !r.facts.Intersect(rest).Empty() {
			facts = facts.Union(s.decides(c, int(i)))
		}
	}
	return facts.Intersect(rest)
}

// burden is that of the facts that are missing and can be told.
func (s *seeker) burden(missing logic.VarSet) (sum int) {
	for f := range missing.Minus(s.skip).All() {
		sum += s.g.facts[f].Burden
	}
	return sum
}

// pool is the facts that may be asked about.
func (s *seeker) pool() (logic.VarSet, Stage) {
	a := &s.g.asking
	missing := s.now.missing.Minus(s.skip)
	if s.now.levels != 1 {
		if first := entryOf(a.first, missing); !first.Empty() || s.now.levels&1 == 0 {
			return first, StageFirst
		}
		if early := entryOf(a.early, missing); !early.Empty() {
			return early, StageEarly
		}
		if open := missing.Minus(a.foremost).Minus(a.late); !open.Empty() {
			return open, StageOpen
		}
		if !s.now.missing.Minus(a.late).Empty() { // not known to anybody
			return logic.VarSet{}, StageLast
		}
	}
	verdict := s.now
	s.then = true
	s.now = s.look(s.c)
	then := entryOf(a.then, s.now.missing.Minus(s.skip))
	if !then.Empty() || verdict.levels == 1 {
		return then, StageThen
	}
	s.then, s.now = false, verdict
	return entryOf(a.last, missing), StageLast
}

// entryOf is what is missing of the first entry of which anything is.
func entryOf(entries []logic.VarSet, missing logic.VarSet) logic.VarSet {
	for _, e := range entries {
		if e = e.Intersect(missing); !e.Empty() {
			return e
		}
	}
	return logic.VarSet{}
}

// best tries every candidate.
func (s *seeker) best(pool logic.VarSet) candidate {
	var best candidate
	for _, k := range s.candidates(pool) {
		if k.group < 0 {
			k.tries = s.answers(k.facts[0])
		} else {
			k.tries = s.groupAnswers(k.facts)
		}
		if best.facts == nil || k.before(&best) {
			best = k
		}
	}
	return best
}

// candidates lists what could be asked, in the order in which equals are preferred.
func (s *seeker) candidates(pool logic.VarSet) []candidate {
	var out []candidate
	bySize := make([]int, len(s.g.groups))
	for i := range bySize {
		bySize[i] = i
	}
	slices.SortStableFunc(bySize, func(x, y int) int { return len(s.g.groups[x].facts) - len(s.g.groups[y].facts) })
	for _, i := range bySize {
		var facts []int
		for _, f := range s.g.groups[i].facts {
			if pool.Has(f) {
				facts = append(facts, f)
			}
		}
		asked := func(k candidate) bool { return slices.Equal(k.facts, facts) }
		if len(facts) > 1 && !slices.ContainsFunc(out, asked) {
			out = append(out, candidate{group: i, facts: facts})
		}
	}
	for f := range pool.All() {
		out = append(out, candidate{group: -1, facts: []int{f}})
	}
	slices.SortStableFunc(out, func(x, y candidate) int {
		if x.facts[0] != y.facts[0] {
			return x.facts[0] - y.facts[0]
		}
		return len(y.facts) - len(x.facts)
	})
	return out
}
