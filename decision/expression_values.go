package decision

import (
	"math"
	"slices"

	"github.com/expr-lang/expr/ast"
)

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
	param     int      // of valueText: 1 + the param that it is from; 0 for none
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
	if k.inner += c.size; k.inner > maxExpandedNodes {
		k.failAt(n, "condition has more than %d parts with the definitions that it names; say it in fewer", maxExpandedNodes)
		return value{}
	}
	k.unset = append(k.unset, unset...)
	return value{kind: valueCondition, condition: &condition{op: opDefinition, name: n.Value, kids: []*condition{c}}}
}

func (k *checker) param(n *ast.IdentifierNode, i int) value {
	p := &k.b.g.params[i]
	number, text := p.number, p.text
	if !p.Set { // what names it is off; any value that it may have serves to check the rest
		k.unset = append(k.unset, p.ID)
		number = p.max
		if len(p.Choices) > 0 {
			text = p.Choices[0]
		}
	}
	v := value{kind: valueText, text: text, choices: p.Choices, param: i + 1}
	switch p.Type {
	case TypeBool:
		return value{kind: valueCondition, condition: v.decided(func(text string) bool { return text == "true" })}
	case TypeChoice:
		return v
	}
	return value{kind: valueNumber, term: &term{op: 'n', value: number, param: i + 1}}
}
