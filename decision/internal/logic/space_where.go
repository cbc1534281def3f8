package logic

import (
	"errors"
	"fmt"
)

// Where is the cases in which the formula holds. One that tells regions apart
// which the formulas of NewSpace do not is refused.
func (s *Space) Where(f *Formula) Cases {
	if !s.ready() || !s.speaks(f) {
		return Cases{}
	}
	return s.cases(s.b.formula(f, false, 1))
}

// speaks reports whether the regions of the space are fine enough for f, and
// refuses it otherwise.
func (s *Space) speaks(f *Formula) bool {
	if reason := misuse(f, s.vars); reason != "" {
		s.refuse(errors.New(reason))
		return false
	}
	f.atoms(func(v int, set Set) {
		for _, class := range s.regions[v].sets {
			if class&set != 0 && class&^set != 0 {
				s.refuse(fmt.Errorf("variable %d: the space does not tell its regions %v apart", v, members(class)))
			}
		}
	})
	return !s.Over()
}

func members(s Set) (out []int) {
	for r := range s.All() {
		out = append(out, r)
	}
	return out
}

// Levels is, for each level from 0 on, the cases in which it is the highest of
// the rules that hold, and the cases in which no rule gives one.
func (s *Space) Levels(rules []Rule, levels int) (at []Cases, none Cases) {
	at, none = make([]Cases, max(levels, 0)), s.All()
	for i, r := range rules {
		if r.Level < -1 || r.Level >= levels {
			s.refuse(&RuleError{i, fmt.Sprintf("level %d is not among the %d levels", r.Level, levels)})
			return at, Cases{}
		}
	}
	for level := levels - 1; level >= 0; level-- {
		var hold []Cases
		for _, r := range rules {
			if r.Level == level {
				hold = append(hold, s.Where(r.When))
			}
		}
		given := s.Or(hold...)
		at[level] = s.And(none, given)
		none = s.Minus(none, given)
	}
	return at, none
}
