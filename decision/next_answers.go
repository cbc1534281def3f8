package decision

import (
	"fmt"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// candidate is a question that could be asked.
type candidate struct {
	group int // -1 for a single fact
	facts []int
	tries []try
}

// try is an answer that was tried, with what the case then comes to.
type try struct {
	regions logic.Set // of the fact that is asked about
	member  int       // of a group: the fact that is so; -1 for none of them
	comesTo
	left int // burden of what is then missing
}

// leaves is the burden that the worst answer leaves, and the sum over how many answers.
func (k *candidate) leaves() (worst, sum, over int) {
	for i := range k.tries {
		worst = max(worst, k.tries[i].left)
		sum += k.tries[i].left
	}
	return worst, sum, len(k.tries)
}

// before reports whether k leaves less.
func (k *candidate) before(other *candidate) bool {
	worst, sum, over := k.leaves()
	otherWorst, otherSum, otherOver := other.leaves()
	if worst != otherWorst {
		return worst < otherWorst
	}
	return sum*otherOver < otherSum*over
}

// answers tries every answer to a fact.
func (s *seeker) answers(fact int) (out []try) {
	numeric := s.g.facts[fact].numeric()
	for region := range s.c.inner.Set(fact).All() {
		s.begin()
		s.trial.learn(s.c, fact, region)
		t := s.try(1 << region)
		if last := len(out) - 1; numeric && last >= 0 && s.alike(&out[last].comesTo, &t.comesTo) {
			out[last].regions |= t.regions
		} else {
			out = append(out, t)
		}
	}
	return out
}

// alike reports whether two answers come to the same.
func (s *seeker) alike(x, y *comesTo) bool {
	if s.then && (x.outcome.Certain != y.outcome.Certain || x.outcome.Possible != y.outcome.Possible) {
		return false
	}
	return x.levels == y.levels && x.missing == y.missing
}

// groupAnswers tries none of some facts, then each of them without the others.
func (s *seeker) groupAnswers(facts []int) (out []try) {
	const none = -1
	for _, member := range slices.Insert(slices.Clone(facts), 0, none) {
		s.begin()
		for _, f := range facts {
			s.trial.learn(s.c, f, int(bit(f == member)))
		}
		t := s.try(0)
		t.member = member
		out = append(out, t)
	}
	return out
}

// begin makes the trial a copy of the case.
func (s *seeker) begin() {
	to, from := &s.trial.encoding, &s.c.encoding
	copy(to.Codes, from.Codes)
	copy(to.Numbers, from.Numbers)
	to.parts = append(to.parts[:0], from.parts...)
}

// learn makes a fact known that was not, as some value of the region that it may have as far as
// the case before knows.
func (c *Case) learn(before *Case, fact, region int) {
	at := c.g.layout.numberOf[fact]
	if at < 0 {
		c.setDigit(fact, region)
		return
	}
	lo, hi, loOpen, hiOpen, _ := before.encoding.Numbers[at].within(&c.g.facts[fact])
	c.encoding.Numbers[at] = Exactly(c.g.axes[fact].SampleBetween(region, lo, hi, loOpen, hiOpen))
}

// try looks at what the trial comes to.
func (s *seeker) try(regions logic.Set) try {
	s.trial.settle()
	n := s.look(s.trial)
	n.exact = n.exact && !s.trial.inDoubt(n.outcome.Certain, n.outcome.Possible)
	return try{regions: regions, comesTo: n, left: s.burden(n.missing)}
}

// question describes the best candidate.
func (s *seeker) question(k candidate, stage Stage) Question {
	g := s.g
	q := Question{Schema: questionSchema, Guideline: g.Info(), Why: s.why(k, stage)}
	for _, i := range k.facts {
		f := &g.facts[i]
		q.Asks = append(q.Asks, Asked{Fact: f.ID, Title: f.Title, Text: f.Question, Help: f.Help, Burden: f.Burden})
		q.Burden += f.Burden
	}
	if k.group >= 0 {
		group := &g.groups[k.group]
		q.Group, q.Type, q.Title, q.Help = group.ID, "group", group.Title, group.Help
		q.Text = group.Title + ": does any of these apply?"
		if part, all := len(k.facts), len(group.facts); part < all {
			q.Text = fmt.Sprintf("%s, %d of the %d: does any of these apply?", group.Title, part, all)
		}
	} else {
		f := &g.facts[k.facts[0]]
		q.Fact, q.Type, q.Title, q.Text, q.Help, q.Unit = f.ID, string(f.Type), f.Title, f.Question, f.Help, f.Unit
	}
	worst, sum, over := k.leaves()
	q.Left = Left{Now: s.burden(s.now.missing), Worst: worst, Mean: float64(sum) / float64(over)}
	for i := range k.tries {
		q.Answers = append(q.Answers, s.answer(&k, &k.tries[i]))
	}
	return q
}

func (s *seeker) answer(k *candidate, t *try) Answer {
	a := Answer{Left: t.left, Exact: t.exact}
	if !s.fixed(k) {
		s.comeTo(&a, t)
	}
	if k.group >= 0 {
		a.Says, a.Facts = s.says(k, t)
		return a
	}
	f := &s.g.facts[k.facts[0]]
	var value any
	if f.numeric() {
		n, words := s.part(k.facts[0], t.regions)
		value, a.Says = n.plain(), words
		a.Exact = a.Exact && (n.isExact() || !s.g.compares(k.facts[0]))
	} else {
		value, a.Says = f.known(t.regions.First())
	}
	a.Facts = Facts{f.ID: value}
	return a
}

// comeTo says which verdicts an answer leads to.
func (s *seeker) comeTo(a *Answer, t *try) {
	a.CouldBecome = []string{}
	lowest := -1
	for level := range s.g.verdicts {
		switch {
		case t.levels>>level&1 == 0:
		case lowest < 0:
			lowest = level
		default:
			a.CouldBecome = append(a.CouldBecome, s.g.verdicts[level].ID)
		}
	}
	settled := len(a.CouldBecome) == 0
	a.Settled, a.Verdict = &settled, s.g.verdicts[lowest].ID
	if lowest == 0 && !settled {
		a.Verdict, a.CouldBecome = needsInformation, slices.Insert(a.CouldBecome, 0, a.Verdict)
	}
}

// fixed reports whether a question asks about a fact that nobody is to answer for the sake of a
// verdict.
func (s *seeker) fixed(k *candidate) bool {
	return slices.ContainsFunc(k.facts, func(f int) bool { return s.g.facts[f].Fixed })
}

// says is the answer to a group.
func (s *seeker) says(k *candidate, t *try) (string, Facts) {
	facts := Facts{}
	for _, f := range k.facts {
		facts[s.g.facts[f].ID] = f == t.member
	}
	if t.member < 0 {
		return "none of these", facts
	}
	return s.g.facts[t.member].Title + ", and none of the others", facts
}

// known is a yes/no or a choice in a region.
func (f *Fact) known(region int) (value any, words string) {
	switch {
	case f.Type == TypeChoice:
		return f.Choices[region].ID, f.Choices[region].Title
	case region == 1:
		return true, "yes"
	}
	return false, "no"
}

// part is what is known of a number that lies in some neighbouring regions and was known to be
// in some part of them, with the words for it.
func (s *seeker) part(fact int, regions logic.Set) (Number, string) {
	f, axis := &s.g.facts[fact], s.g.axes[fact]
	first := regions.First()
	low, _, lowIsOpen, _ := axis.Bounds(first)
	_, high, _, highIsOpen := axis.Bounds(first + regions.Len() - 1)
	b := bounds{low: low, high: high, state: hasLow | hasHigh}
	if lowIsOpen {
		b.state |= lowOpen
	}
	if highIsOpen {
		b.state |= highOpen
	}
	lo, hi, loOpen, hiOpen, _ := s.c.encoding.Numbers[s.g.layout.numberOf[fact]].within(f)
	if lo > b.low || lo == b.low && loOpen {
		b.low, b.state = lo, b.state&^lowOpen|boundState(bit(loOpen))*lowOpen
	}
	if hi < b.high || hi == b.high && hiOpen {
		b.high, b.state = hi, b.state&^highOpen|boundState(bit(hiOpen))*highOpen
	}
	if b.low == b.high {
		return Exactly(b.low), formatNumber(b.low) + unit(f.Unit)
	}
	shown := b
	if b.low == f.Min && b.high != f.Max {
		shown.state &^= hasLow | lowOpen
	}
	if b.high == f.Max && b.low != f.Min {
		shown.state &^= hasHigh | highOpen
	}
	return known(b), shown.String() + unit(f.Unit)
}

// plain is what is known of a number as facts hold it.
func (n Number) plain() any {
	if x, exactly := n.Value(); exactly {
		return x
	}
	names := [2][2]string{{"at_least", "more_than"}, {"at_most", "less_than"}}
	return map[string]any{
		names[0][bit(n.part.state&lowOpen != 0)]:  n.part.low,
		names[1][bit(n.part.state&highOpen != 0)]: n.part.high,
	}
}

// compares reports whether a verdict rule compares a fact with another one.
func (g *Guideline) compares(fact int) bool {
	for bit := range g.approximate.All() {
		for v := range g.compiled[g.order.rule[bit]].vars.Intersect(g.layout.comparisons).All() {
			if slices.Contains(g.opaque[v-g.layout.firstOpaque].facts, fact) {
				return true
			}
		}
	}
	return false
}
