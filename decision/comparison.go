package decision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
)

func (k *checker) comparison(n *ast.BinaryNode) *condition {
	l, r := k.value(n.Left), k.value(n.Right)
	if l.kind == valueBad || r.kind == valueBad {
		return constant(false)
	}
	numeric := func(v value) bool { return v.kind == valueNumber || v.kind == valueNumeric }
	equality := n.Operator == "==" || n.Operator == "!="
	switch {
	case numeric(l) && numeric(r):
		return k.numbers(n, l.term, r.term)
	case !equality:
		k.failAt(n, "`%s` compares numbers; %q and %q are not both numbers", n.Operator, n.Left.String(), n.Right.String())
	case l.kind == valueCondition && r.kind == valueCondition:
		return k.equivalence(n, n.Operator, l.condition, r.condition)
	case l.kind == valueChoice && r.kind == valueText:
		return k.choice(n, l, []value{r}, n.Operator == "!=")
	case l.kind == valueText && r.kind == valueChoice:
		return k.choice(n, r, []value{l}, n.Operator == "!=")
	case l.kind == valueText && r.kind == valueText:
		k.known(l, r)
		k.known(r, l)
		if l.param == 0 {
			l, r = r, l
		}
		return l.decided(func(text string) bool { return (text == r.text) == (n.Operator == "==") }).with(r)
	default:
		k.failAt(n, "%q and %q are of different kinds and cannot be compared", n.Left.String(), n.Right.String())
	}
	return constant(false)
}

// decided is what a condition on the text of a param comes to, while it remembers for which
// values it would hold.
func (v value) decided(holds func(text string) bool) *condition {
	c := constant(holds(v.text))
	if v.param > 0 {
		c.params = []int{v.param - 1}
		c.under = func(values []paramValue) *condition { return constant(holds(values[v.param-1].text)) }
	}
	for _, choice := range v.choices {
		if holds(choice) {
			c.values = append(c.values, choice)
		}
	}
	return c
}

// with adds what a condition on the text of a param is compared with: beside another param it
// is not told what other values would make of it.
func (c *condition) with(others ...value) *condition {
	for _, v := range others {
		if v.param > 0 {
			c.params = append(c.params, v.param-1)
			c.values, c.under = nil, nil
		}
	}
	return c
}

// known reports a literal that the param beside it can never be.
func (k *checker) known(param, literal value) {
	if param.choices == nil || literal.choices != nil || slices.Contains(param.choices, literal.text) {
		return
	}
	k.failAt(literal.node, "%q is not a choice of the param; it may be %s%s", literal.text,
		strings.Join(param.choices, ", "), didYouMean(literal.text, param.choices))
}

func (k *checker) equivalence(n ast.Node, op string, l, r *condition) *condition {
	same := &condition{op: opOr, written: n.String(), kids: []*condition{
		{op: opAnd, kids: []*condition{l, r}},
		{op: opNot, kids: []*condition{{op: opOr, kids: []*condition{l, r}}}},
	}}
	switch {
	case r.op == opConstant && r.params == nil:
		same = l
		if !r.value {
			same = &condition{op: opNot, kids: []*condition{l}}
		}
	case l.op == opConstant && l.params == nil:
		return k.equivalence(n, op, r, l)
	}
	if op == "!=" {
		return &condition{op: opNot, written: same.written, kids: []*condition{same}}
	}
	return same
}

func (k *checker) numbers(n *ast.BinaryNode, l, r *term) *condition {
	switch {
	case l.constant() && r.constant():
		return decidedNumbers(n.Operator, l, r)
	case l.op == 'f' && r.constant():
		return k.bound(l.fact, n.Operator, r)
	case l.constant() && r.op == 'f':
		return k.bound(r.fact, flip(n.Operator), l)
	}
	facts := append(l.facts(), r.facts()...)
	slices.Sort(facts)
	o := opaque{cmp: n.Operator, left: l, right: r, facts: slices.Compact(facts)}
	opposite, isNegation := k.b.g.negated(o)
	if isNegation {
		o = opposite
	}
	o.text = k.b.g.termText(o.left) + " " + o.cmp + " " + k.b.g.termText(o.right)
	c := &condition{op: opOpaque, opaque: k.b.opaque(o), params: append(l.params(), r.params()...)}
	if isNegation {
		return &condition{op: opNot, written: n.String(), kids: []*condition{c}}
	}
	return c
}

func (k *checker) bound(fact int, op string, limit *term) *condition {
	c := bounded(fact, op, limit.value)
	k.b.cuts[fact] = append(k.b.cuts[fact], c.bound)
	if c.params = limit.params(); limit.param > 0 {
		c.under = func(values []paramValue) *condition { return bounded(fact, op, limit.under(values)) }
	}
	return c
}

func bounded(fact int, op string, limit float64) *condition {
	return &condition{op: opCompare, fact: fact, cmp: op, bound: limit + 0} // -0 is 0
}

// decidedNumbers compares constants with one another.
func decidedNumbers(op string, l, r *term) *condition {
	holds := comparison(op)
	c := constant(holds(l.value, r.value))
	c.params = append(l.params(), r.params()...)
	if c.params == nil || l.left != nil || r.left != nil {
		return c
	}
	c.under = func(values []paramValue) *condition { return constant(holds(l.under(values), r.under(values))) }
	for _, side := range []*term{l, r} {
		if side.param == 0 {
			c.points = append(c.points, side.value)
		}
	}
	return c
}

func (k *checker) choice(n ast.Node, fact value, texts []value, negate bool) *condition {
	f := &k.b.g.facts[fact.fact]
	var params []int
	for _, t := range texts {
		if t.kind == valueBad {
			continue
		}
		if t.kind != valueText {
			k.failAt(t.node, "%q is not one of the choices of %q, which are texts in double quotes", t.node.String(), f.ID)
			continue
		}
		if f.choice(t.text) < 0 {
			k.failAt(t.node, "%q is not a choice of %q; it may be %s%s", t.text, f.ID,
				strings.Join(f.choiceIDs(), ", "), didYouMean(t.text, f.choiceIDs()))
			continue
		}
		if t.param > 0 {
			params = append(params, t.param-1)
		}
	}
	c := oneOfChoices(f, fact.fact, texts, negate, nil)
	if negate {
		c.written = n.String()
	}
	if c.params = params; params != nil {
		c.under = func(values []paramValue) *condition { return oneOfChoices(f, fact.fact, texts, negate, values) }
	}
	return c
}

// oneOfChoices is whether a fact is one of some texts, those of params with the values given.
func oneOfChoices(f *Fact, fact int, texts []value, negate bool, values []paramValue) *condition {
	c := &condition{op: opChoice, fact: fact}
	for _, t := range texts {
		text := t.text
		if t.param > 0 && values != nil {
			text = values[t.param-1].text
		}
		if i := f.choice(text); i >= 0 {
			c.choices |= 1 << i
		}
	}
	if negate {
		c.choices = ^c.choices & (1<<len(f.Choices) - 1)
	}
	return c
}

func (k *checker) membership(n *ast.BinaryNode) *condition {
	if u, ok := n.Left.(*ast.UnaryNode); ok && (u.Operator == "not" || u.Operator == "!") {
		k.failAt(u, "`not` binds to what stands next to it; write `%s not in %s`", u.Node.String(), n.Right.String())
		return constant(false)
	}
	l, r := k.value(n.Left), k.value(n.Right)
	if l.kind == valueBad || r.kind == valueBad {
		return constant(false)
	}
	if r.kind != valueList {
		k.failAt(n.Right, "`in` needs a list such as [\"a\", \"b\"], not %q", n.Right.String())
		return constant(false)
	}
	switch l.kind {
	case valueChoice:
		return k.choice(n, l, r.list, false)
	case valueNumber, valueNumeric:
		return k.oneOfNumbers(n, l, r.list)
	case valueText:
		return k.oneOfTexts(l, r.list)
	}
	k.failAt(n.Left, "%q is a yes or no and is in no list", n.Left.String())
	return constant(false)
}

func (k *checker) oneOfNumbers(n *ast.BinaryNode, l value, list []value) *condition {
	any := &condition{op: opOr, written: n.String()}
	for _, e := range list {
		switch e.kind {
		case valueNumber, valueNumeric:
			eq := *n
			eq.Operator = "=="
			any.kids = append(any.kids, k.numbers(&eq, l.term, e.term))
		case valueBad:
		default:
			k.failAt(e.node, "%q is not a number", e.node.String())
		}
	}
	if len(any.kids) == 0 {
		return constant(false)
	}
	return any
}

func (k *checker) oneOfTexts(l value, list []value) *condition {
	var texts []string
	for _, e := range list {
		if e.kind != valueText {
			if e.kind != valueBad {
				k.failAt(e.node, "%q is not a text in double quotes", e.node.String())
			}
			continue
		}
		k.known(l, e)
		texts = append(texts, e.text)
	}
	return l.decided(func(text string) bool { return slices.Contains(texts, text) }).with(list...)
}

func (g *Guideline) termText(t *term) string {
	switch t.op {
	case 'n':
		return formatNumber(t.value)
	case 'f':
		return g.facts[t.fact].ID
	}
	side := func(s *term) string {
		if s.op == 'n' || s.op == 'f' {
			return g.termText(s)
		}
		return "(" + g.termText(s) + ")"
	}
	return fmt.Sprintf("%s %c %s", side(t.left), t.op, side(t.right))
}
