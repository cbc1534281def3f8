package decision_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/stretchr/testify/require"

	"github.com/mskguide/mskguide/decision"
)

// cutsOf adds the constants that a reduced condition compares each fact with. It reports
// whether that is all the condition does with numbers.
func cutsOf(t testing.TB, source string, cuts map[string][]float64) bool {
	tree, err := parser.Parse(source)
	require.NoError(t, err, source)
	v := &cutter{cuts: cuts, clean: true}
	ast.Walk(&tree.Node, v)
	return v.clean
}

type cutter struct {
	cuts  map[string][]float64
	clean bool
}

func (v *cutter) Visit(node *ast.Node) {
	n, ok := (*node).(*ast.BinaryNode)
	if !ok || !slices.Contains([]string{"==", "!=", "<", "<=", ">", ">="}, n.Operator) {
		return
	}
	fact, isFact := n.Left.(*ast.IdentifierNode)
	switch c := n.Right.(type) {
	case *ast.IntegerNode:
		if isFact {
			v.cuts[fact.Value] = append(v.cuts[fact.Value], float64(c.Value))
			return
		}
	case *ast.FloatNode:
		if isFact {
			v.cuts[fact.Value] = append(v.cuts[fact.Value], c.Value)
			return
		}
	}
	v.clean = false
}

// valuesOf is at least one value from every region of a fact: each cut, and what lies
// beside it.
func valuesOf(f decision.Fact, cuts []float64) []any {
	switch f.Type {
	case decision.TypeBool:
		return []any{false, true}
	case decision.TypeChoice:
		var out []any
		for _, c := range f.Choices {
			out = append(out, c.ID)
		}
		return out
	}
	step := 0.25 // less than the distance of any two cuts
	if f.Type == decision.TypeInteger {
		step = 1
	}
	all := []float64{f.Min, f.Max}
	for _, c := range cuts {
		all = append(all, c-step, c, c+step)
	}
	slices.Sort(all)
	var out []any
	for _, x := range slices.Compact(all) {
		if x >= f.Min && x <= f.Max {
			out = append(out, x)
		}
	}
	return out
}

// partial is what is known of a case, and for each fact the values it may still have.
type partial struct {
	facts  decision.Facts
	values [][]any
	open   []int // facts that may have several
}

// partial knows every fact, then forgets some wholly and some in part, as long as there are
// no more than so many completions.
func (w *world) partial(random *rand.Rand, most int) partial {
	p := partial{facts: decision.Facts{}, values: make([][]any, len(w.facts))}
	for i, f := range w.facts {
		value := w.values[i][random.IntN(len(w.values[i]))]
		p.facts[f.ID], p.values[i] = value, []any{value}
	}
	completions := 1
	for _, i := range random.Perm(len(w.facts)) {
		f := w.facts[i]
		if random.IntN(3) == 0 {
			continue
		}
		known, values := w.forget(random, i)
		if len(values) < 2 || completions*len(values) > most {
			continue
		}
		completions *= len(values)
		p.values[i] = values
		p.open = append(p.open, i)
		if known == nil {
			delete(p.facts, f.ID)
		} else {
			p.facts[f.ID] = known
		}
	}
	slices.Sort(p.open)
	return p
}

// forget is what may be left of knowing a fact: nothing, or a part and its values.
func (w *world) forget(random *rand.Rand, i int) (known any, values []any) {
	all := w.values[i]
	f := w.facts[i]
	if f.Type == decision.TypeBool || random.IntN(2) == 0 {
		return nil, all
	}
	if f.Type == decision.TypeChoice {
		var names []string
		for _, v := range all {
			if random.IntN(2) == 0 {
				names, values = append(names, v.(string)), append(values, v)
			}
		}
		return map[string]any{"one_of": names}, values
	}
	// Bounds lie on cuts, so that the values beside them stand for all that is left.
	ends := append([]float64{f.Min, f.Max}, w.cuts[f.ID]...)
	low, high := ends[random.IntN(len(ends))], ends[random.IntN(len(ends))]
	bounds := map[string]any{}
	above, below := "at_least", "at_most"
	if random.IntN(2) == 0 {
		above = "more_than"
	}
	if random.IntN(2) == 0 {
		below = "less_than"
	}
	if random.IntN(3) > 0 {
		bounds[above] = low
	}
	if random.IntN(3) > 0 || len(bounds) == 0 {
		bounds[below] = high
	}
	for _, v := range all {
		if within(v.(float64), bounds) {
			values = append(values, v)
		}
	}
	return bounds, values
}

func within(x float64, bounds map[string]any) bool {
	for name, bound := range bounds {
		b := bound.(float64)
		switch {
		case name == "at_least" && x < b, name == "more_than" && x <= b, name == "at_most" && x > b, name == "less_than" && x >= b:
			return false
		}
	}
	return true
}
