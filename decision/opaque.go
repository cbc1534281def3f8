package decision

import (
	"math"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// opaque is a comparison whose sides are arithmetic over facts. It cannot be cut into
// regions, so it becomes a yes/no variable of its own that is known once its facts are.
type opaque struct {
	text        string
	cmp         string
	left, right *term
	facts       []int // rising
	numbers     []int // the same among the numbers of a case
	monotone    bool  // each fact once and none divided by: extremes are at the ends of ranges

	open  bool                    // it turns on each of its facts when nothing is known of any
	holds func(l, r float64) bool // what cmp means
	plain bool                    // either side is a multiple of one fact: multiples are these
	sides [2]multiple
}

// multiple is a fact times a constant, which most sides of comparisons are.
type multiple struct {
	number int
	factor float64
}

func (m multiple) eval(numbers []Number) float64 { return numbers[m.number].value() * m.factor }

func (o *opaque) eval(numbers []Number) bool {
	if o.plain {
		return o.holds(o.sides[0].eval(numbers), o.sides[1].eval(numbers))
	}
	return o.holds(o.left.eval(numbers), o.right.eval(numbers))
}

// simplify makes ready what eval needs.
func (o *opaque) simplify() {
	var left, right bool
	o.holds = comparison(o.cmp)
	o.sides[0], left = o.left.multiple()
	o.sides[1], right = o.right.multiple()
	o.plain = left && right
}

// multiple is the term as a multiple of one fact, where it has that form: the same
// multiplication, so the same double.
func (t *term) multiple() (multiple, bool) {
	switch {
	case t.op == 'f':
		return multiple{t.number, 1}, true
	case t.op == '*' && t.left.op == 'f' && t.right.constant():
		return multiple{t.left.number, t.right.value}, true
	case t.op == '*' && t.right.op == 'f' && t.left.constant():
		return multiple{t.right.number, t.left.value}, true
	}
	return multiple{}, false
}

// negated turns >=, <= and != into the negation of <, > and ==, so that a comparison and its
// opposite are one variable. Where a term may be no finite number, a NaN may make both
// false: then it is left as it is.
func (g *Guideline) negated(o opaque) (opaque, bool) {
	if math.IsInf(g.largest(o.left)+g.largest(o.right), 0) {
		return o, false
	}
	switch o.cmp {
	case ">=":
		o.cmp = "<"
	case "<=":
		o.cmp = ">"
	case "!=":
		o.cmp = "=="
	default:
		return o, false
	}
	return o, true
}

// largest bounds the magnitude of a term over the ranges of its facts; infinite where it
// may be infinite or no number.
func (g *Guideline) largest(t *term) float64 {
	switch t.op {
	case 'n':
		return math.Abs(t.value)
	case 'f':
		f := &g.facts[t.fact]
		return max(math.Abs(f.Min), math.Abs(f.Max))
	}
	l, r := g.largest(t.left), g.largest(t.right)
	switch {
	case math.IsInf(l, 0) || math.IsInf(r, 0):
		return math.Inf(1)
	case t.op == '*':
		return l * r
	case t.op == '/' && t.right.constant() && t.right.value != 0:
		return l / math.Abs(t.right.value)
	case t.op == '/':
		return math.Inf(1)
	}
	return l + r
}

// isMonotone reports whether every fact occurs once and nothing is divided by a fact.
func (o *opaque) isMonotone() bool {
	seen := map[int]bool{}
	var walk func(t *term) bool
	walk = func(t *term) bool {
		switch t.op {
		case 'n':
			return true
		case 'f':
			again := seen[t.fact]
			seen[t.fact] = true
			return !again
		case '/':
			return t.right.constant() && walk(t.left)
		}
		return walk(t.left) && walk(t.right)
	}
	return walk(o.left) && walk(o.right)
}

// opaque decides a comparison of numbers with numbers: by its facts when all are known,
// else by the ends of what is known of them when those settle it.
func (c *Case) opaque(o *opaque) (yes, known bool) {
	silent, exactly := 0, 0
	for _, n := range o.numbers {
		switch v := &c.encoding.Numbers[n]; {
		case v.isExact():
			exactly++
		case v.part == nil:
			silent++
		}
	}
	switch {
	case exactly == len(o.numbers):
		return o.eval(c.encoding.Numbers), true
	case silent == len(o.numbers) || !o.monotone || len(o.numbers) > maxOpaqueFacts:
		return false, false
	}
	return c.atEnds(o)
}

// maxOpaqueFacts bounds the combinations that are tried: up to 3 values for each fact.
const maxOpaqueFacts = 6

// atEnds evaluates at every combination of the ends. When they agree on a monotone
// comparison, everything between them agrees too; only equality can hide inside.
func (c *Case) atEnds(o *opaque) (yes, known bool) {
	lows, highs := c.ends(o)
	numbers := slices.Clone(c.encoding.Numbers)
	some, all := false, true
	for corner := range 1 << len(o.numbers) {
		for k, n := range o.numbers {
			numbers[n] = Exactly(lows[k])
			if corner>>k&1 == 1 {
				numbers[n] = Exactly(highs[k])
			}
		}
		if l, r := o.left.eval(numbers), o.right.eval(numbers); math.IsInf(l-r, 0) || math.IsNaN(l-r) {
			return false, false // a term that is not finite at an end may be anything inside
		}
		holds := o.eval(numbers)
		some, all = some || holds, all && holds
	}
	return all, some == all && (all || o.cmp != "==") && (!all || o.cmp != "!=")
}

func (c *Case) ends(o *opaque) (lows, highs []float64) {
	for k, n := range o.numbers {
		lo, hi, _, _, _ := c.encoding.Numbers[n].within(&c.g.facts[o.facts[k]])
		lows, highs = append(lows, lo), append(highs, hi)
	}
	return lows, highs
}

// exactlyOpen reports whether a comparison that is in doubt is so beyond dispute: for each
// of its facts that is not known there are two completions that differ only there and
// come out differently. What an answer then says of it is exact.
func (c *Case) exactlyOpen(o *opaque) bool {
	if len(o.numbers) > maxOpaqueFacts {
		return false
	}
	if c.allSilent(o) {
		return o.open
	}
	return c.turns(o)
}

// lookAtOpaque finds out beforehand what most answers ask of a comparison: nothing is known
// of its facts.
func (g *Guideline) lookAtOpaque() {
	nothing := g.NewCase()
	for i := range g.opaque {
		if o := &g.opaque[i]; len(o.numbers) <= maxOpaqueFacts {
			o.open = nothing.turns(o)
		}
	}
}

func (c *Case) allSilent(o *opaque) bool {
	return !slices.ContainsFunc(o.numbers, func(n int) bool { return !c.encoding.Numbers[n].IsUnknown() })
}

// turns looks at each fact that is not known.
func (c *Case) turns(o *opaque) bool {
	lows, highs := c.ends(o)
	for k, f := range o.facts {
		if !c.known(f) && !c.turnsOn(o, k, lows, highs) {
			return false
		}
	}
	return true
}

// turnsOn looks for values of the other facts at which the k-th makes the difference.
func (c *Case) turnsOn(o *opaque, k int, lows, highs []float64) bool {
	combinations := 1
	for range o.numbers {
		combinations *= 3
	}
	numbers := slices.Clone(c.encoding.Numbers)
	set := func(i, which int) {
		numbers[o.numbers[i]] = Exactly(inside(c.g.facts[o.facts[i]].Type, lows[i], highs[i], which))
	}
	for n := range combinations {
		for i := range o.numbers {
			set(i, n%3)
			n /= 3
		}
		set(k, 0)
		low := o.eval(numbers)
		set(k, 2)
		if o.eval(numbers) != low {
			return true
		}
	}
	return false
}

// inside is a value near the low end (0), in the middle (1) or near the high end (2). The
// ends of an integer are its own; those of other numbers may be open and are kept clear of.
func inside(t Type, lo, hi float64, which int) float64 {
	if t == TypeInteger {
		return [3]float64{lo, math.Floor((lo + hi) / 2), hi}[which]
	}
	return lo + (hi-lo)*[3]float64{1.0 / 4096, 0.5, 4095.0 / 4096}[which]
}

// inDoubt reports whether a verdict rule that is possible and not certain names a
// comparison that is not decided. Sets are the engine's.
func (c *Case) inDoubt(certain, possible logic.RuleSet) bool {
	if c.g.approximate.Empty() {
		return false
	}
	for bit := range possible.Minus(certain).Intersect(c.g.approximate).All() {
		named := c.g.compiled[c.g.order.rule[bit]].vars.Intersect(c.g.layout.comparisons)
		for v := range named.All() {
			if c.inner.Set(v).Len() > 1 {
				return true
			}
		}
	}
	return false
}
