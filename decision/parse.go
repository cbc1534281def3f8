package decision

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/mskguide/mskguide/internal/place"
)

// The language of conditions is a small part of expr: what cannot be decided over
// regions, or is quietly wrong with an absent fact, is refused when the bundle is read.

const (
	maxConditionRunes = 4000
	maxConditionNodes = 500
	maxConditionDepth = 60
)

// checker turns one expression into a condition. It reports all that it finds wrong.
type checker struct {
	b     *builder
	text  place.Text
	nodes int
	depth int
	bad   bool
	unset []string // params without a value that the expression names
}

// condition parses and checks an expression; ok is false when something was reported.
func (b *builder) condition(text place.Text) (c *condition, unset []string, ok bool) {
	k := &checker{b: b, text: text}
	tree := k.parse()
	if k.bad {
		return constant(false), nil, false
	}
	c = k.boolean(tree)
	if k.bad {
		return constant(false), nil, false
	}
	return c, k.unset, true
}

func (k *checker) fail(offset int, format string, args ...any) {
	k.bad = true
	k.b.errs.Addf(k.text.At(offset), format, args...)
}

func (k *checker) failAt(n ast.Node, format string, args ...any) {
	k.fail(n.Location().From, format, args...)
}

func (k *checker) parse() (root ast.Node) {
	if !k.text.Traceable() {
		k.fail(0, "a condition is written on one line, in quotes or as a `|` block, so that a mistake in it has a place; not as `>` or plain text over several lines")
		return nil
	}
	if n := utf8.RuneCountInString(k.text.Value); n > maxConditionRunes {
		k.fail(0, "condition of %d characters is too long; at most %d: name its parts as definitions", n, maxConditionRunes)
		return nil
	}
	defer func() { // expr's parser is not ours: whatever it does, a bundle is only refused
		if p := recover(); p != nil {
			k.fail(0, "condition cannot be read: %v", p)
		}
	}()
	tree, err := parser.Parse(k.text.Value)
	if err != nil {
		var located *file.Error
		if errors.As(err, &located) {
			k.fail(located.From, "%s", strings.TrimSuffix(located.Message, "."))
		} else {
			k.fail(0, "%s", err)
		}
		return nil
	}
	return tree.Node
}

// enter counts a node against the budget.
func (k *checker) enter(n ast.Node) bool {
	k.nodes++
	k.depth++
	switch {
	case k.bad && k.nodes > maxConditionNodes:
		return false
	case k.nodes > maxConditionNodes:
		k.failAt(n, "condition has more than %d parts; name some as definitions", maxConditionNodes)
		return false
	case k.depth > maxConditionDepth:
		k.failAt(n, "condition is nested more than %d deep; name some parts as definitions", maxConditionDepth)
		return false
	}
	return true
}

func (k *checker) boolean(n ast.Node) *condition {
	defer func() { k.depth-- }()
	if !k.enter(n) {
		return constant(false)
	}
	switch n := n.(type) {
	case *ast.BoolNode:
		return constant(n.Value)
	case *ast.IdentifierNode:
		return k.named(n)
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			return &condition{op: opNot, kids: []*condition{k.boolean(n.Node)}}
		}
		k.failAt(n, "a condition is yes or no, not the number %q", n.String())
	case *ast.BinaryNode:
		return k.binary(n)
	default:
		k.refuse(n)
	}
	return constant(false)
}

func (k *checker) binary(n *ast.BinaryNode) *condition {
	switch n.Operator {
	case "and", "&&":
		return &condition{op: opAnd, kids: k.chain(n)}
	case "or", "||":
		return &condition{op: opOr, kids: k.chain(n)}
	case "==", "!=", "<", "<=", ">", ">=":
		return k.comparison(n)
	case "in":
		return k.membership(n)
	case "+", "-", "*", "/":
		k.failAt(n, "a condition is yes or no, not the number %q; compare it with something", n.String())
	default:
		k.refuse(n)
	}
	return constant(false)
}

// chain reads `a and b and c`, which expr nests to the left, as one list: it is long, not
// deep.
func (k *checker) chain(n *ast.BinaryNode) []*condition {
	var links []ast.Node
	var left ast.Node = n
	for {
		b, ok := left.(*ast.BinaryNode)
		if !ok || b.Operator != n.Operator {
			break
		}
		links = append(links, b.Right)
		left = b.Left
	}
	kids := []*condition{k.boolean(left)}
	for _, link := range slices.Backward(links) {
		kids = append(kids, k.boolean(link))
	}
	return kids
}

func (k *checker) refuse(n ast.Node) {
	what := "this"
	switch n := n.(type) {
	case *ast.BinaryNode:
		what = "`" + n.Operator + "`"
	case *ast.ConditionalNode:
		what = "a choice with `?:` or `if`"
	case *ast.CallNode, *ast.BuiltinNode:
		what = "a function call"
	case *ast.NilNode:
		what = "`nil` (an unknown fact is never compared)"
	case *ast.MemberNode, *ast.ChainNode:
		what = "access with `.` or `[]`"
	case *ast.VariableDeclaratorNode, *ast.SequenceNode:
		what = "`let` or `;`"
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.ArrayNode:
		what = "a bare value"
	}
	k.failAt(n, "%s cannot stand here; a condition is made of names, values, == != < <= > >=, in, not in, and, or, not, + - * / and parentheses", what)
}

// named is a bare name used as a yes/no.
func (k *checker) named(n *ast.IdentifierNode) *condition {
	v := k.value(n)
	switch v.kind {
	case valueCondition:
		return v.condition
	case valueBad:
	case valueNumber, valueNumeric:
		k.failAt(n, "%q is a number; compare it, as in `%s > 0`", n.Value, n.Value)
	default:
		k.failAt(n, "%q is a choice, not a yes or no; compare it, as in `%s == \"…\"`", n.Value, n.Value)
	}
	return constant(false)
}

type valueKind uint8

const (
	valueBad       valueKind = iota // reported already
	valueCondition                  // yes/no
	valueNumber                     // constant number
	valueNumeric                    // term over facts
	valueText                       // constant text
	valueChoice                     // fact of choices
	valueList
)

// value is one side of a comparison.
type value struct {
	kind      valueKind
	condition *condition
	term      *term
	text      string
	choices   []string // valueText from a param: what it may be
	fact      int
	list      []value
	node      ast.Node
}

func (k *checker) value(n ast.Node) (v value) {
	defer func() { k.depth--; v.node = n }()
	if !k.enter(n) {
		return value{}
	}
	switch n := n.(type) {
	case *ast.IntegerNode:
		return value{kind: valueNumber, term: &term{op: 'n', value: float64(n.Value)}}
	case *ast.FloatNode:
		return value{kind: valueNumber, term: &term{op: 'n', value: n.Value}}
	case *ast.StringNode:
		return value{kind: valueText, text: n.Value}
	case *ast.BoolNode:
		return value{kind: valueCondition, condition: constant(n.Value)}
	case *ast.IdentifierNode:
		return k.identifier(n)
	case *ast.ArrayNode:
		return k.list(n)
	case *ast.UnaryNode:
		return k.unary(n)
	case *ast.BinaryNode:
		if slices.Contains([]string{"+", "-", "*", "/"}, n.Operator) {
			return k.arithmetic(n)
		}
		if !slices.Contains([]string{"and", "&&", "or", "||", "==", "!=", "<", "<=", ">", ">=", "in"}, n.Operator) {
			break
		}
		return value{kind: valueCondition, condition: k.binary(n)}
	}
	k.refuse(n)
	return value{}
}

func (k *checker) unary(n *ast.UnaryNode) value {
	if n.Operator == "not" || n.Operator == "!" {
		return value{kind: valueCondition, condition: k.boolean(n)}
	}
	v := k.value(n.Node)
	if v.kind != valueNumber && v.kind != valueNumeric {
		if v.kind != valueBad {
			k.failAt(n, "%q needs a number", n.Operator)
		}
		return value{}
	}
	if n.Operator == "-" {
		v.term = fold('-', &term{op: 'n'}, v.term)
	}
	return v
}

func (k *checker) arithmetic(n *ast.BinaryNode) value {
	l, r := k.value(n.Left), k.value(n.Right)
	for _, side := range []value{l, r} {
		if side.kind != valueNumber && side.kind != valueNumeric {
			if side.kind != valueBad {
				k.failAt(side.node, "%q is not a number; `%s` needs one", side.node.String(), n.Operator)
			}
			return value{}
		}
	}
	t := fold(n.Operator[0], l.term, r.term)
	if !t.constant() {
		return value{kind: valueNumeric, term: t}
	}
	if math.IsNaN(t.value) || math.IsInf(t.value, 0) {
		k.failAt(n, "%q is not a finite number", n.String())
		return value{}
	}
	return value{kind: valueNumber, term: t}
}

func (k *checker) list(n *ast.ArrayNode) value {
	out := value{kind: valueList}
	for _, e := range n.Nodes {
		out.list = append(out.list, k.value(e))
	}
	return out
}

func (k *checker) identifier(n *ast.IdentifierNode) value {
	named, ok := k.b.names[n.Value]
	if !ok {
		k.failAt(n, "there is no fact, definition or param %q%s", n.Value, didYouMean(n.Value, k.b.nameList()))
		return value{}
	}
	switch named.kind {
	case kindDefinition:
		return k.definition(n, named.index)
	case kindParam:
		return k.param(n, named.index)
	}
	f := &k.b.g.facts[named.index]
	switch f.Type {
	case TypeBool:
		return value{kind: valueCondition, condition: &condition{op: opFact, fact: named.index}}
	case TypeChoice:
		return value{kind: valueChoice, fact: named.index}
	}
	return value{kind: valueNumeric, term: &term{op: 'f', fact: named.index}}
}

func (k *checker) definition(n *ast.IdentifierNode, i int) value {
	c, unset, ok := k.b.define(i, k.text.At(n.Location().From))
	if !ok {
		k.bad = true // reported where the definition stands, or as a circle
		return value{}
	}
	k.unset = append(k.unset, unset...)
	return value{kind: valueCondition, condition: &condition{op: opDefinition, name: n.Value, kids: []*condition{c}}}
}

func (k *checker) param(n *ast.IdentifierNode, i int) value {
	p := &k.b.g.params[i]
	k.b.usedParams[i] = true
	number, text := p.number, p.text
	if !p.Set { // what names it is off; any value that it may have serves to check the rest
		k.unset = append(k.unset, p.ID)
		number = p.max
		if len(p.Choices) > 0 {
			text = p.Choices[0]
		}
	}
	switch p.Type {
	case TypeBool:
		return value{kind: valueCondition, condition: constant(text == "true")}
	case TypeChoice:
		return value{kind: valueText, text: text, choices: p.Choices}
	}
	return value{kind: valueNumber, term: &term{op: 'n', value: number}}
}

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
		return k.equivalence(n.Operator, l.condition, r.condition)
	case l.kind == valueChoice && r.kind == valueText:
		return k.choice(n, l, []value{r}, n.Operator == "!=")
	case l.kind == valueText && r.kind == valueChoice:
		return k.choice(n, r, []value{l}, n.Operator == "!=")
	case l.kind == valueText && r.kind == valueText:
		k.known(l, r)
		k.known(r, l)
		return constant((l.text == r.text) == (n.Operator == "=="))
	default:
		k.failAt(n, "%q and %q are of different kinds and cannot be compared", n.Left.String(), n.Right.String())
	}
	return constant(false)
}

// known reports a literal that the param beside it can never be.
func (k *checker) known(param, literal value) {
	if param.choices == nil || literal.choices != nil || slices.Contains(param.choices, literal.text) {
		return
	}
	k.failAt(literal.node, "%q is not a choice of the param; it may be %s%s", literal.text,
		strings.Join(param.choices, ", "), didYouMean(literal.text, param.choices))
}

func (k *checker) equivalence(op string, l, r *condition) *condition {
	same := &condition{op: opOr, kids: []*condition{
		{op: opAnd, kids: []*condition{l, r}},
		{op: opNot, kids: []*condition{{op: opOr, kids: []*condition{l, r}}}},
	}}
	switch {
	case r.op == opConstant:
		same = l
		if !r.value {
			same = &condition{op: opNot, kids: []*condition{l}}
		}
	case l.op == opConstant:
		return k.equivalence(op, r, l)
	}
	if op == "!=" {
		return &condition{op: opNot, kids: []*condition{same}}
	}
	return same
}

func (k *checker) numbers(n *ast.BinaryNode, l, r *term) *condition {
	switch {
	case l.constant() && r.constant():
		return constant(compare(n.Operator, l.value, r.value))
	case l.op == 'f' && r.constant():
		return k.bound(l.fact, n.Operator, r.value)
	case l.constant() && r.op == 'f':
		return k.bound(r.fact, flip(n.Operator), l.value)
	}
	facts := append(l.facts(), r.facts()...)
	slices.Sort(facts)
	o := opaque{cmp: n.Operator, left: l, right: r, facts: slices.Compact(facts)}
	opposite, isNegation := k.b.g.negated(o)
	if isNegation {
		o = opposite
	}
	o.text = k.b.g.termText(o.left) + " " + o.cmp + " " + k.b.g.termText(o.right)
	c := &condition{op: opOpaque, opaque: k.b.opaque(o)}
	if isNegation {
		return &condition{op: opNot, kids: []*condition{c}}
	}
	return c
}

func (k *checker) bound(fact int, op string, c float64) *condition {
	if c == 0 {
		c = 0 // -0 is 0
	}
	k.b.cuts[fact] = append(k.b.cuts[fact], c)
	return &condition{op: opCompare, fact: fact, cmp: op, bound: c}
}

func (k *checker) choice(n ast.Node, fact value, texts []value, negate bool) *condition {
	f := &k.b.g.facts[fact.fact]
	c := &condition{op: opChoice, fact: fact.fact}
	for _, t := range texts {
		if t.kind == valueBad {
			continue
		}
		if t.kind != valueText {
			k.failAt(t.node, "%q is not one of the choices of %q, which are texts in double quotes", t.node.String(), f.ID)
			continue
		}
		i := f.choice(t.text)
		if i < 0 {
			k.failAt(t.node, "%q is not a choice of %q; it may be %s%s", t.text, f.ID,
				strings.Join(f.choiceIDs(), ", "), didYouMean(t.text, f.choiceIDs()))
			continue
		}
		c.choices |= 1 << i
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
	any := &condition{op: opOr}
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
	found := false
	for _, e := range list {
		if e.kind != valueText {
			if e.kind != valueBad {
				k.failAt(e.node, "%q is not a text in double quotes", e.node.String())
			}
			continue
		}
		k.known(l, e)
		found = found || e.text == l.text
	}
	return constant(found)
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
