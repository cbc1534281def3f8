package oracle

import (
	"fmt"
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Inquiry is the order in which a guideline asks, entry by entry, and what nobody can tell.
type Inquiry struct {
	First, Early, Last, Then [][]string
	NotKnown                 []string
}

// Next is what a question must be.
type Next struct {
	Fact, Group string
	Asks        []string
	Stage       string
	Now, Worst  int
	Sum         int // of what the answers leave
	Answers     []NextAnswer
	Verdicts    []string
	Rules       []string
}

// NextAnswer is what an answer leaves.
type NextAnswer struct {
	Could []string
	Left  int
}

// inquirer tries answers.
type inquirer struct {
	*Guideline
	Inquiry
	open   []Open
	decide func() (int, Set)
	facts  map[string]decision.Fact
	then   bool
}

// Next works the next question out from its definition. The values of an open number must rise,
// and the second value of an open yes/no is yes.
func (g *Guideline) Next(open []Open, decide func() (int, Set), in Inquiry) (Next, bool) {
	q := &inquirer{Guideline: g, Inquiry: in, open: open, decide: decide, facts: map[string]decision.Fact{}}
	for _, f := range g.library.Facts() {
		q.facts[f.ID] = f
	}
	now := g.Answer(slices.Clone(open), decide)
	pool, stage := q.pool(&now)
	if len(pool) == 0 {
		return Next{}, false
	}
	best := Next{Worst: -1}
	for _, k := range q.candidates(pool) {
		if q.try(&k); best.Worst < 0 || k.Worst < best.Worst || k.Worst == best.Worst && k.Sum*len(best.Answers) < best.Sum*len(k.Answers) {
			best = k
		}
	}
	best.Stage, best.Now = stage, q.burden(q.missing(&now, open))
	q.why(&best, &now)
	return best, true
}

func without(list, gone []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return slices.Contains(gone, id) })
}

func among(list, some []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return !slices.Contains(some, id) })
}

// missing is what is missing of the verdict and, among what is asked first, of its urgency; or
// of the cautions. What is open is what it is of the answer.
func (q *inquirer) missing(a *Answer, open []Open) []string {
	all := slices.Clone(a.Missing)
	if !q.then {
		all = append(all, among(q.moreUrgent(a, open), slices.Concat(q.First...))...)
	} else {
		all = nil
		for _, k := range a.Cautions {
			if k.Possible {
				all = append(all, k.Missing...)
			}
		}
		all = among(all, slices.Concat(q.Then...))
	}
	slices.SortFunc(all, func(x, y string) int { return q.order[x] - q.order[y] })
	return slices.Compact(all)
}

// moreUrgent is what decides rules that may hold and are more urgent than all that do.
func (q *inquirer) moreUrgent(a *Answer, open []Open) (facts []string) {
	most := len(q.library.Urgencies())
	for _, r := range q.Rules {
		if slices.Contains(a.Certain, r.ID) {
			most = min(most, r.Urgency)
		}
	}
	for _, r := range q.Rules {
		if r.Urgency < most && slices.Contains(a.Possible, r.ID) {
			facts = append(facts, q.decides(&r, open)...)
		}
	}
	return facts
}

// decides is the facts that decide whether a rule holds.
func (q *inquirer) decides(r *Rule, open []Open) []string {
	return q.Answer(slices.Clone(open), func() (int, Set) {
		_, holds := q.decide()
		if holds.Has(r.Bit) {
			return 1, holds
		}
		return 0, holds
	}).Missing
}

// burden is that of what can be told.
func (q *inquirer) burden(facts []string) (sum int) {
	for _, f := range without(facts, q.NotKnown) {
		sum += q.facts[f].Burden
	}
	return sum
}

func (q *inquirer) pool(now *Answer) ([]string, string) {
	of := func(entries [][]string, missing []string) []string {
		for _, e := range entries {
			if some := among(without(missing, q.NotKnown), e); len(some) > 0 {
				return some
			}
		}
		return nil
	}
	missing := q.missing(now, q.open)
	settled := slices.Equal(now.Could, q.Verdicts[:1])
	if !settled {
		first := of(q.First, missing)
		if no := !slices.Contains(now.Could, q.Verdicts[0]); no || len(first) > 0 {
			return first, "first"
		}
		if early := of(q.Early, missing); len(early) > 0 {
			return early, "early"
		}
		late := slices.Concat(q.Last...)
		if middle := without(without(without(missing, q.NotKnown), slices.Concat(q.First...)), late); len(middle) > 0 {
			return middle, "open"
		}
		if len(without(missing, late)) > 0 {
			return nil, ""
		}
	}
	q.then = true
	if then := of(q.Then, q.missing(now, q.open)); settled || len(then) > 0 {
		return then, "then"
	}
	q.then = false
	return of(q.Last, missing), "last"
}

// candidates are in the order in which equals are preferred.
func (q *inquirer) candidates(pool []string) (out []Next) {
	for _, f := range pool {
		out = append(out, Next{Fact: f, Asks: []string{f}})
	}
	for _, g := range q.library.Groups() {
		if some := among(pool, g.Facts); len(some) > 1 {
			out = append(out, Next{Group: g.ID, Asks: some})
		}
	}
	slices.SortStableFunc(out, func(x, y Next) int {
		if d := q.order[x.Asks[0]] - q.order[y.Asks[0]]; d != 0 {
			return d
		}
		if d := len(y.Asks) - len(x.Asks); d != 0 {
			return d
		}
		return len(q.groups[x.Group]) - len(q.groups[y.Group])
	})
	return out
}

// after is what holds once some facts have some of their values.
func (q *inquirer) after(values map[string]int) (a Answer, open []Open) {
	for _, o := range q.open {
		if v, known := values[q.Facts[o.Fact]]; known {
			o.Choose(v)
		} else {
			open = append(open, o)
		}
	}
	return q.Answer(slices.Clone(open), q.decide), open
}

// try tries every answer to a question.
func (q *inquirer) try(k *Next) {
	var last string
	add := func(a Answer, open []Open) {
		missing := q.missing(&a, open)
		left := q.burden(missing)
		all := fmt.Sprint(a.Could, missing)
		if q.then {
			all = fmt.Sprint(missing, a.Certain, a.Possible)
		}
		if len(k.Answers) > 0 && all == last && isNumber(q.facts[k.Fact]) {
			return // neighbours that come to the same
		}
		last = all
		k.Answers = append(k.Answers, NextAnswer{a.Could, left})
		k.Worst = max(k.Worst, left)
		k.Sum += left
	}
	if k.Group == "" {
		for _, o := range q.open {
			if q.Facts[o.Fact] != k.Fact {
				continue
			}
			for v := range o.Values {
				add(q.after(map[string]int{k.Fact: v}))
			}
		}
		return
	}
	none := map[string]int{}
	for _, f := range k.Asks {
		none[f] = 0
	}
	add(q.after(none))
	for _, f := range k.Asks {
		none[f] = 1
		add(q.after(none))
		none[f] = 0
	}
}

func isNumber(f decision.Fact) bool {
	return f.Type == decision.TypeNumber || f.Type == decision.TypeInteger
}

// why finds the rules that are open, could make the verdict firmer, and turn on what is asked.
func (q *inquirer) why(k *Next, now *Answer) {
	for level := len(q.Verdicts) - 1; level >= -1; level-- {
		if level >= 0 && (q.then || !slices.Contains(now.Could[1:], q.Verdicts[level])) || level < 0 && !q.then {
			continue
		}
		before := len(k.Rules)
		for _, r := range q.Rules {
			if r.Level != level || !slices.Contains(now.Possible, r.ID) || slices.Contains(now.Certain, r.ID) {
				continue
			}
			if len(among(q.decides(&r, q.open), k.Asks)) > 0 {
				k.Rules = append(k.Rules, r.ID)
			}
		}
		if level >= 0 && len(k.Rules) > before {
			k.Verdicts = append(k.Verdicts, q.Verdicts[level])
		}
	}
}

// fixed reports whether a question asks about a fact that is never to be answered for the sake
// of a verdict.
func (g *Guideline) fixed(k *Next) bool {
	return slices.ContainsFunc(g.library.Facts(), func(f decision.Fact) bool { return f.Fixed && slices.Contains(k.Asks, f.ID) })
}

// CheckNext reports where the library's question departs from what it must be. Where the
// answers are not exact the choice may be another; what it asks is missing all the same.
func (q *Guideline) CheckNext(got decision.Question, ok bool, want Next, wanted bool) error {
	if ok != wanted {
		return fmt.Errorf("asks %v, should ask %v: %s%s, %s%s", ok, wanted, got.Fact, got.Group, want.Fact, want.Group)
	}
	if !ok {
		return nil
	}
	is := Next{Fact: got.Fact, Group: got.Group, Stage: string(got.Why.Stage), Now: got.Left.Now, Worst: got.Left.Worst, Sum: want.Sum}
	if q.fixed(&want) {
		want.Verdicts = nil
	}
	is.Rules, is.Verdicts = append(is.Rules, got.Why.Rules...), append(is.Verdicts, got.Why.Verdicts...)
	burden := 0
	for _, a := range got.Asks {
		is.Asks = append(is.Asks, a.Fact)
		burden += a.Burden
	}
	sum := 0
	for _, a := range got.Answers {
		one := NextAnswer{Left: a.Left}
		for _, v := range q.Verdicts {
			if v == a.Verdict || slices.Contains(a.CouldBecome, v) {
				one.Could = append(one.Could, v)
			}
		}
		if q.fixed(&want) {
			if a.Verdict != "" || a.Settled != nil || a.CouldBecome != nil || len(is.Verdicts) > 0 {
				return fmt.Errorf("%q tells what it leads to", a.Says)
			}
			one.Could = want.Answers[min(len(is.Answers), len(want.Answers)-1)].Could
		} else if settled := len(one.Could) == 1; a.Settled == nil || settled != *a.Settled {
			return fmt.Errorf("%q is said to settle: %v", a.Says, a.Settled)
		}
		is.Answers = append(is.Answers, one)
		sum += a.Left
	}
	switch mean := float64(want.Sum) / float64(len(want.Answers)); {
	case fmt.Sprintf("%+v", is) != fmt.Sprintf("%+v", want):
		return fmt.Errorf("asks\n%+v, should ask\n%+v", is, want)
	case got.Left.Mean != mean || sum != want.Sum || got.Burden != burden:
		return fmt.Errorf("the mean is %v of %v, the burden %v", got.Left.Mean, mean, got.Burden)
	}
	return nil
}
