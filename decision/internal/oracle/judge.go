package oracle

import "github.com/expr-lang/expr"

// ExprJudge is expr's own reading of a condition.
func ExprJudge(condition string) func(facts map[string]any) bool {
	program, err := expr.Compile(condition, expr.AsBool())
	if err != nil {
		panic(err)
	}
	return func(facts map[string]any) bool {
		out, err := expr.Run(program, facts)
		if err != nil {
			panic(err)
		}
		return out.(bool)
	}
}
