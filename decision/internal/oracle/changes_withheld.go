package oracle

import (
	"regexp"
	"slices"

	"github.com/expr-lang/expr"
)

var word = regexp.MustCompile(`"[^"]*"|\w+`)

// may reports whether a condition over facts holds of some completion of the case.
func (m *mover) may(source string) bool {
	program, err := expr.Compile(source, expr.AsBool())
	if err != nil {
		panic(err)
	}
	names := word.FindAllString(source, -1)
	env := map[string]any{}
	var try func(at int) bool
	try = func(at int) bool {
		if at == len(m.facts) {
			out, err := expr.Run(program, env)
			if err != nil {
				panic(err)
			}
			return out.(bool)
		}
		f := m.facts[at]
		if !slices.Contains(names, f.ID) {
			return try(at + 1)
		}
		for _, v := range m.values[at] {
			env[f.ID] = v
			if canBe(f, m.told[f.ID], v) && try(at+1) {
				return true
			}
		}
		return false
	}
	return try(0)
}
