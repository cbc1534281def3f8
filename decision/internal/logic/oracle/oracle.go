// Package oracle answers by trying every completion: slow, short, and made to
// be believed. The evaluator is tested against it.
package oracle

import "github.com/mskguide/mskguide/decision/internal/logic"

// Answer is what the completions of a case say together.
type Answer struct {
	Levels            uint16 // as in logic.Reach
	Missing           logic.VarSet
	Certain, Possible logic.RuleSet
}

// Enumerate tries every completion of the given sets, one for each variable of
// the problem. Their number must be small.
func Enumerate(p logic.Problem, sets []logic.Set) Answer {
	var a Answer
	choices := make([][]uint8, len(sets))
	total := 1
	for v, s := range sets {
		for r := range s.All() {
			choices[v] = append(choices[v], uint8(r))
		}
		total *= len(choices[v])
	}
	for r := range p.Rules {
		a.Certain.Add(r)
	}
	levels := make([]int, total)
	region := make([]uint8, len(sets))
	for i := range levels {
		n := i
		for v, c := range choices {
			region[v] = c[n%len(c)]
			n /= len(c)
		}
		levels[i] = a.try(p, region)
	}
	stride := 1
	for v, c := range choices {
		if differs(levels, stride, len(c)) {
			a.Missing.Add(v)
		}
		stride *= len(c)
	}
	return a
}

// try notes which rules hold on one completion and returns its level.
func (a *Answer) try(p logic.Problem, region []uint8) int {
	level := -1
	for r, rule := range p.Rules {
		if rule.When.Eval(region) {
			a.Possible.Add(r)
			level = max(level, rule.Level)
		} else {
			a.Certain.Remove(r)
		}
	}
	if level < 0 {
		a.Levels |= logic.NoLevel
	} else {
		a.Levels |= 1 << level
	}
	return level
}

// differs reports whether two completions that are apart only in the variable
// of the given stride and number of choices have different levels.
func differs(levels []int, stride, choices int) bool {
	for i, level := range levels {
		if first := i - i/stride%choices*stride; levels[first] != level {
			return true
		}
	}
	return false
}
