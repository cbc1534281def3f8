package logic

import "math/bits"

// found is what a function says of a case, in terminals.
type found struct {
	reach   uint16
	missing VarSet
	exact   bool
}

// ask answers in full. floor is a terminal that is certainly reached, or 0.
func (f *function) ask(c *Case, floor node) (a found) {
	floor = max(floor, f.constant)
	for i := range f.flags {
		floor = f.flags[i].lowest(c, floor)
	}
	a.exact = true
	if len(f.parts) > 0 {
		floor = f.askParts(c, floor, &a)
	}
	a.reach |= 1 << floor
	for i := range f.flags {
		f.flags[i].ask(c, floor, &a)
	}
	return a
}

// askParts adds what the parts reach above the floor, which is at least that
// of the constant and the flags, and returns the floor of all. A part asked
// before another raised the floor is asked anew if that could narrow it.
func (f *function) askParts(c *Case, floor node, a *found) node {
	m := f.memory.Get().(*memory)
	for _, s := range m.scratch {
		s.read(c)
		s.ask(c, floor)
		floor = max(floor, least(s.reach))
	}
	for _, s := range m.scratch {
		if least(s.reach) < floor && above(s.reach, floor) != 0 {
			s.ask(c, floor)
		}
		a.exact = a.exact && s.exact
		if above(s.reach, floor) != 0 {
			a.reach |= s.reach
			s.addMissing(&a.missing)
		}
	}
	f.memory.Put(m)
	return floor
}

// ask answers for the part; terminals below floor count as it.
func (s *scratch) ask(c *Case, floor node) {
	if s.p.diagram != nil {
		s.restrict(floor)
	} else {
		s.build(c, floor)
	}
}

func (s *scratch) addMissing(vars *VarSet) {
	for w, x := range &s.missing {
		for ; x != 0; x &= x - 1 {
			v := s.p.order[w<<6+bits.TrailingZeros64(x)]
			vars[v>>6] |= 1 << (v & 63)
		}
	}
}

// nodes is the size of the diagrams; ok is false when one is over the limit.
func (f *function) nodes() (count int, ok bool) {
	for _, p := range f.parts {
		if p.diagram == nil {
			return 0, false
		}
		count += len(p.diagram.nodes)
	}
	return count, true
}
