package decision

import (
	"errors"
	"fmt"
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
	maxExpandedNodes  = 20_000 // with the definitions that it names, and those that they name
)

// checker turns one expression into a condition. It reports all that it finds wrong.
type checker struct {
	b     *builder
	text  place.Text
	nodes int
	inner int // nodes of the definitions that it names
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
	c.size = k.nodes + k.inner
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
	if !k.text.Traceable() && !k.b.mutating {
		k.fail(0, "a condition is written on one line, in quotes or as a `|` block, so that a mistake in it has a place; not as `>` or plain text over several lines")
		return nil
	}
	tree, err := k.b.parsed(k.text.Value)
	if err != nil {
		var located *file.Error
		if errors.As(err, &located) {
			k.fail(located.From, "%s", strings.TrimSuffix(located.Message, "."))
		} else {
			k.fail(0, "%s", err)
		}
		return nil
	}
	return tree
}

// parsed is the tree of a condition; each text is parsed once.
func (b *builder) parsed(text string) (root ast.Node, err error) {
	if root, ok := b.trees[text]; ok {
		return root, nil
	}
	if n := utf8.RuneCountInString(text); n > maxConditionRunes {
		return nil, fmt.Errorf("condition of %d characters is too long; at most %d: name its parts as definitions", n, maxConditionRunes)
	}
	defer func() { // expr's parser is not ours: whatever it does, a bundle is only refused
		if p := recover(); p != nil {
			root, err = nil, fmt.Errorf("condition cannot be read: %v", p)
		}
	}()
	tree, err := parser.Parse(text)
	if err != nil {
		return nil, err
	}
	b.trees[text] = tree.Node
	return tree.Node, nil
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
		return k.comparison(n).asWritten(n)
	case "in":
		return k.membership(n).asWritten(n)
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
