package verify

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// rules finds verdict rules that count for nothing:
//
//	shadowed       it holds only where a rule with a more severe verdict does
//	subsumed       it holds only where another rule with the same verdict does, but not wherever that one does
//	never-matters  neither, nor a duplicate, yet several rules together cover it: without it every verdict is the same
//
// A rule that holds otherwise, and so always, is there for want of another: it subsumes none
// and helps to cover none. All of it is for every choice of local policy.
func (s *stage) rules() {
	hold := make([]logic.Cases, len(s.Rules))
	for i := range s.Rules {
		if s.Rules[i].Level >= 0 {
			hold[i] = s.Space.Where(s.Rules[i].When)
		}
	}
	for i := range s.Rules {
		if s.Rules[i].Level < 0 || hold[i].Empty() || s.held(s.rule(i)) {
			continue
		}
		more, same, twin := s.covering(hold, i)
		w := func() *Witness {
			return s.witness("the rule holds beside "+named(append(more, same...)), hold[i])
		}
		if more != nil {
			s.find(Shadowed, w(), append([]Entry{s.rule(i)}, more...), "rule %q never decides: wherever it holds, so %s %s",
				s.Rules[i].ID, doesMoreSevere(len(more)), named(more))
		}
		if same != nil {
			s.find(Subsumed, w(), append([]Entry{s.rule(i)}, same...), "rule %q adds nothing to the verdict: wherever it holds, so %s %s",
				s.Rules[i].ID, doesSame(len(same)), named(same))
		}
		if more == nil && same == nil && !twin {
			s.together(hold, i)
		}
	}
}

// held reports whether an entry's condition names a param of which not every value was looked at.
func (c *checker) held(e Entry) bool {
	for i := range c.inventory {
		if k := &c.inventory[i]; string(k.Kind) == e.Kind && k.ID == e.ID {
			return len(k.Held) > 0
		}
	}
	return false
}

// covering finds the rules that each hold wherever rule i does: with a more severe verdict,
// with the same one; twin is whether one holds exactly where it does.
func (s *stage) covering(hold []logic.Cases, i int) (more, same []Entry, twin bool) {
	for j := range s.Rules {
		switch {
		case j == i || s.Rules[j].Level < s.Rules[i].Level || hold[j] == s.Space.All() || !s.Space.Minus(hold[i], hold[j]).Empty():
		case s.Rules[j].Level > s.Rules[i].Level:
			more = append(more, s.rule(j))
		case hold[j] == hold[i]:
			twin = true
		default:
			same = append(same, s.rule(j))
		}
	}
	return more, same, twin
}

// together finds out whether several rules cover rule i.
func (s *stage) together(hold []logic.Cases, i int) {
	var by []int
	for j := range s.Rules {
		if j != i && s.Rules[j].Level >= s.Rules[i].Level && hold[j] != s.Space.All() && !s.Space.And(hold[i], hold[j]).Empty() {
			by = append(by, j)
		}
	}
	covered := func(by []int) bool {
		left := hold[i]
		for _, j := range by {
			left = s.Space.Minus(left, hold[j])
		}
		return left.Empty()
	}
	if !covered(by) {
		return
	}
	for k := len(by) - 1; k >= 0; k-- { // those that it takes
		if without := slices.Concat(by[:k], by[k+1:]); covered(without) {
			by = without
		}
	}
	var entries []Entry
	for _, j := range by {
		entries = append(entries, s.rule(j))
	}
	w := s.witness("the rule holds, and the verdict is the same without it", hold[i])
	s.find(NeverMatters, w, append([]Entry{s.rule(i)}, entries...), "rule %q never matters: wherever it holds, one of %s gives the same verdict or a more severe one",
		s.Rules[i].ID, named(entries))
}
