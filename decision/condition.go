package decision

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// condition is a rule's `when` after checking: names resolved, params replaced by their
// values, definitions kept as one node so that an explanation can show them in one line.
type condition struct {
	op      conditionOp
	size    int          // of a whole condition: its nodes, those of definitions among them
	value   bool         // opConstant
	kids    []*condition // opNot, opAnd, opOr, opDefinition
	fact    int          // opFact, opChoice, opCompare
	choices logic.Set    // opChoice: the choices for which it holds
	cmp     string       // opCompare
	bound   float64      // opCompare
	opaque  int          // opOpaque: index of the comparison of numbers with numbers
	name    string       // opDefinition
	written string       // of one comparison that is held as something else, or denied, or has params; "" for the others
	params  []int        // of one without kids: the params whose values are in it
	values  []string     // opConstant of a param: the values with which it holds
	points  []float64    // opConstant: the numbers that its params are compared with
	// under is the same for other values of its params, nil where that cannot be told: where
	// params stand in arithmetic, or are compared with one another as texts.
	under func(values []paramValue) *condition
}

// paramValue is a value that a param has or might have.
type paramValue struct {
	number float64
	text   string
}

type conditionOp uint8

const (
	opConstant   conditionOp = iota
	opFact                   // a yes/no fact is true
	opChoice                 // a choice is one of some
	opCompare                // a number against a constant
	opOpaque                 // numbers against numbers: decided only when its facts are known
	opDefinition             // a named condition
	opNot
	opAnd
	opOr
)

func constant(v bool) *condition { return &condition{op: opConstant, value: v} }

// asWritten keeps how a comparison with params is written: the condition only has their values.
func (c *condition) asWritten(n ast.Node) *condition {
	if c.params != nil && c.kids == nil {
		c.written = n.String()
	}
	return c
}

// walk visits c and everything below it.
func (c *condition) walk(visit func(*condition)) {
	visit(c)
	for _, k := range c.kids {
		k.walk(visit)
	}
}

// term is an arithmetic expression over facts and constants.
type term struct {
	op          byte // 'n' constant, 'f' fact, '+', '-', '*', '/'
	value       float64
	fact        int
	number      int // of a fact: its place among the numbers of a case
	param       int // of a constant: 1 + the param that gives it; 0 for none
	left, right *term
}

// params are those whose values are in the term.
func (t *term) params() []int {
	switch {
	case t.param > 0:
		return []int{t.param - 1}
	case t.left != nil:
		return append(t.left.params(), t.right.params()...)
	}
	return nil
}

func (t *term) constant() bool { return t.op == 'n' }

// under is what a constant is for other values of its param; of one that is computed from
// params it cannot be told.
func (t *term) under(values []paramValue) float64 {
	if t.param > 0 {
		return values[t.param-1].number
	}
	return t.value
}

// eval computes the term for numbers that are all known, in IEEE doubles, as expr's machine
// does.
func (t *term) eval(numbers []Number) float64 {
	switch t.op {
	case 'n':
		return t.value
	case 'f':
		return numbers[t.number].value()
	}
	return arithmetic(t.op, t.left.eval(numbers), t.right.eval(numbers))
}

// resolve finds the facts of the term among the numbers of a case.
func (t *term) resolve(numberOf []int) {
	switch t.op {
	case 'n':
	case 'f':
		t.number = numberOf[t.fact]
	default:
		t.left.resolve(numberOf)
		t.right.resolve(numberOf)
	}
}

func arithmetic(op byte, l, r float64) float64 {
	switch op {
	case '+':
		return l + r
	case '-':
		return l - r
	case '*':
		return l * r
	}
	return l / r
}

func (t *term) facts() []int {
	switch t.op {
	case 'n':
		return nil
	case 'f':
		return []int{t.fact}
	}
	all := append(t.left.facts(), t.right.facts()...)
	slices.Sort(all)
	return slices.Compact(all)
}

// comparison is what an operator means. It is IEEE comparison; a NaN (0/0 in a term) is
// unequal to everything.
func comparison(op string) func(l, r float64) bool {
	switch op {
	case "==":
		return func(l, r float64) bool { return l == r }
	case "!=":
		return func(l, r float64) bool { return l != r }
	case "<":
		return func(l, r float64) bool { return l < r }
	case "<=":
		return func(l, r float64) bool { return l <= r }
	case ">":
		return func(l, r float64) bool { return l > r }
	}
	return func(l, r float64) bool { return l >= r }
}

// flip turns `constant op fact` round.
func flip(op string) string {
	switch op {
	case "<":
		return ">"
	case "<=":
		return ">="
	case ">":
		return "<"
	case ">=":
		return "<="
	}
	return op
}

func fold(op byte, l, r *term) *term {
	if l.constant() && r.constant() {
		t := &term{op: 'n', value: arithmetic(op, l.value, r.value)}
		if len(l.params())+len(r.params()) > 0 {
			t.left, t.right = l, r // so that its params are known
		}
		return t
	}
	return &term{op: op, left: l, right: r}
}

// source writes c back as an expr expression over facts alone: definitions and params
// are substituted. Anyone can hand it to expr's machine.
func (g *Guideline) source(c *condition) string {
	switch c.op {
	case opConstant:
		return strconv.FormatBool(c.value)
	case opFact:
		return g.facts[c.fact].ID
	case opChoice:
		return g.facts[c.fact].ID + " in " + g.choiceList(c)
	case opCompare:
		return g.facts[c.fact].ID + " " + c.cmp + " " + formatNumber(c.bound)
	case opOpaque:
		return g.opaque[c.opaque].text
	case opDefinition:
		return g.source(c.kids[0])
	case opNot:
		return "not (" + g.source(c.kids[0]) + ")"
	}
	joint := " and "
	if c.op == opOr {
		joint = " or "
	}
	parts := make([]string, len(c.kids))
	for i, k := range c.kids {
		parts[i] = "(" + g.source(k) + ")"
	}
	return strings.Join(parts, joint)
}

func (g *Guideline) choiceList(c *condition) string {
	f := &g.facts[c.fact]
	var names []string
	for i, choice := range f.Choices {
		if c.choices&(1<<i) != 0 {
			names = append(names, strconv.Quote(choice.ID))
		}
	}
	return "[" + strings.Join(names, ", ") + "]"
}

func formatNumber(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatInt(int64(x), 10)
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
