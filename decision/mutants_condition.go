package decision

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/mskguide/mskguide/decision/internal/model"
)

// wrongCondition is a condition with one mistake in it.
type wrongCondition struct {
	kind model.MutantKind
	text string // as an expression
	says string // what the mistake is
}

// mutator makes mistakes in one condition. It never writes to the tree: what is wrong is put in a
// copy of the way down to it.
type mutator struct {
	m   *Mutating
	out []wrongCondition
}

// wrongConditions are the mistakes that can be made in a condition, in the order in which it is
// read. Those that come to the same text are one.
func (m *Mutating) wrongConditions(text string) []wrongCondition {
	tree, known := m.base.trees[text]
	if !known {
		return nil
	}
	w := mutator{m: m}
	w.boolean(tree, func(n ast.Node) ast.Node { return n })
	seen := map[string]bool{tree.String(): true}
	return slices.DeleteFunc(w.out, func(c wrongCondition) bool {
		known := seen[c.text]
		seen[c.text] = true
		return known
	})
}

// put places a node where the one that is looked at stands.
type put func(ast.Node) ast.Node

func (w *mutator) add(kind model.MutantKind, wrong ast.Node, says string) {
	w.out = append(w.out, wrongCondition{kind, wrong.String(), says})
}

// became says what a part was and what became of it.
func (w *mutator) became(what string, was, is ast.Node) string {
	return what + ": " + w.m.words(was) + " became " + w.m.words(is)
}

func (w *mutator) boolean(n ast.Node, at put) {
	switch n := n.(type) {
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			w.add(model.NegationGone, at(n.Node), w.became("a negation dropped", n, n.Node))
			w.boolean(n.Node, func(x ast.Node) ast.Node { return at(&ast.UnaryNode{Operator: n.Operator, Node: x}) })
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&", "or", "||":
			w.chain(n, at)
		case "in":
			w.membership(n, at)
		default:
			w.comparison(n, at)
		}
	}
}

// chain makes mistakes in what "and" or "or" joins.
func (w *mutator) chain(n *ast.BinaryNode, at put) {
	parts := parts(n, n.Operator)
	joint := map[string]string{"and": "or", "&&": "or", "or": "and", "||": "and"}[n.Operator]
	swapped := join(joint, parts)
	words := "and became or"
	if joint == "and" {
		words = "or became and"
	}
	w.add(model.JointSwapped, at(swapped), w.became(words, n, swapped))
	for i, part := range parts {
		rest := slices.Delete(slices.Clone(parts), i, i+1)
		w.add(model.PartDropped, at(join(n.Operator, rest)), w.dropped(part, joint == "or"))
	}
	for i, part := range parts {
		w.boolean(part, func(x ast.Node) ast.Node {
			other := slices.Clone(parts)
			other[i] = x
			return at(join(n.Operator, other))
		})
	}
}

// dropped says what part of a chain is missing.
func (w *mutator) dropped(part ast.Node, all bool) string {
	u, ok := part.(*ast.UnaryNode)
	switch {
	case !all:
		return "the alternative " + w.m.words(part) + " dropped"
	case ok && (u.Operator == "not" || u.Operator == "!"):
		return "the exclusion of " + w.m.words(u.Node) + " dropped"
	}
	return "the requirement " + w.m.words(part) + " dropped"
}

// parts reads `a and b and c` as one list.
func parts(n ast.Node, operator string) []ast.Node {
	if b, ok := n.(*ast.BinaryNode); ok && b.Operator == operator {
		return append(parts(b.Left, operator), b.Right)
	}
	return []ast.Node{n}
}

func join(operator string, parts []ast.Node) ast.Node {
	out := parts[0]
	for _, p := range parts[1:] {
		out = &ast.BinaryNode{Operator: operator, Left: out, Right: p}
	}
	return out
}

// membership drops the members of a list, one at a time.
func (w *mutator) membership(n *ast.BinaryNode, at put) {
	list, ok := n.Right.(*ast.ArrayNode)
	if !ok || len(list.Nodes) < 2 {
		return
	}
	for i := range list.Nodes {
		fewer := &ast.BinaryNode{Operator: "in", Left: n.Left, Right: &ast.ArrayNode{Nodes: slices.Delete(slices.Clone(list.Nodes), i, i+1)}}
		w.add(model.MemberDropped, at(fewer), w.became(list.Nodes[i].String()+" dropped from a list", n, fewer))
	}
}

func (w *mutator) comparison(n *ast.BinaryNode, at put) {
	instead := map[string][]string{"<": {"<="}, "<=": {"<"}, ">": {">="}, ">=": {">"}, "==": {">=", "<="}, "!=": {">", "<"}}[n.Operator]
	if !w.m.numeric(n.Left) || !w.m.numeric(n.Right) {
		if n.Operator == "!=" {
			same := &ast.BinaryNode{Operator: "==", Left: n.Left, Right: n.Right}
			w.add(model.NegationGone, at(same), w.became("a negation dropped", n, same))
		}
		return
	}
	for _, operator := range instead {
		moved := &ast.BinaryNode{Operator: operator, Left: n.Left, Right: n.Right}
		w.add(model.BoundaryMoved, at(moved), w.became("the boundary moved", n, moved))
	}
	number := func(moved ast.Node) { w.add(model.NumberMoved, at(moved), w.became("the number moved", n, moved)) }
	w.numbers(n.Left, func(x ast.Node) { number(&ast.BinaryNode{Operator: n.Operator, Left: x, Right: n.Right}) })
	w.numbers(n.Right, func(x ast.Node) { number(&ast.BinaryNode{Operator: n.Operator, Left: n.Left, Right: x}) })
}

// numbers moves the numbers that are written in a term, each by one of its last digit.
func (w *mutator) numbers(n ast.Node, moved func(ast.Node)) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		moved(&ast.IntegerNode{Value: n.Value + 1})
		moved(&ast.IntegerNode{Value: n.Value - 1})
	case *ast.FloatNode:
		for _, x := range beside(n.Value) {
			moved(&ast.FloatNode{Value: x})
		}
	case *ast.UnaryNode:
		w.numbers(n.Node, func(x ast.Node) { moved(&ast.UnaryNode{Operator: n.Operator, Node: x}) })
	case *ast.BinaryNode:
		w.numbers(n.Left, func(x ast.Node) { moved(&ast.BinaryNode{Operator: n.Operator, Left: x, Right: n.Right}) })
		w.numbers(n.Right, func(x ast.Node) { moved(&ast.BinaryNode{Operator: n.Operator, Left: n.Left, Right: x}) })
	}
}

// beside is a number with one more and one less of its last digit.
func beside(x float64) []float64 {
	_, fraction, _ := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), ".")
	scale := math.Pow10(len(fraction))
	return []float64{(math.Round(x*scale) + 1) / scale, (math.Round(x*scale) - 1) / scale}
}

// numeric reports whether a side of a comparison is a number.
func (m *Mutating) numeric(n ast.Node) bool {
	k := m.checker()
	v := k.value(n)
	return !k.bad && (v.kind == valueNumber || v.kind == valueNumeric)
}

// words puts a part of a condition in words; as it is written where that is refused.
func (m *Mutating) words(n ast.Node) string {
	k := m.checker()
	c := k.boolean(n)
	if k.bad {
		return "`" + n.String() + "`"
	}
	return `"` + m.speaker.g.phrase(c).String() + `"`
}

// checker reads parts of conditions. What it refuses, nobody hears of.
func (m *Mutating) checker() *checker {
	m.speaker.errs = nil
	return &checker{b: m.speaker}
}
