package logic

// found is what a function says of a case, in terminals.
type found struct {
	reach   uint16
	missing VarSet
	exact   bool
}

// lowest is the least terminal that completions reach, or floor when that is
// higher. exact is false when it may be too low. The scratches have read the
// case.
func (m *memory) lowest(c *Case, floor node) (lowest node, exact bool) {
	lowest, exact = floor, true
	for _, s := range m.scratch {
		if s.p.diagram != nil {
			lowest = s.lowest(lowest)
			continue
		}
		s.build(c, lowest)
		lowest = max(lowest, least(s.reach))
		exact = exact && s.exact
	}
	return lowest, exact
}

// lowestOfParts is the least terminal that completions reach, when floor is
// already at least that of the constant and the flags.
func (f *function) lowestOfParts(c *Case, floor node) (lowest node, exact bool) {
	m := f.memory.Get().(*memory)
	for _, s := range m.scratch {
		s.read(c)
	}
	lowest, exact = m.lowest(c, floor)
	f.memory.Put(m)
	return lowest, exact
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
// of the constant and the flags, and returns the floor of all.
func (f *function) askParts(c *Case, floor node, a *found) node {
	m := f.memory.Get().(*memory)
	for _, s := range m.scratch {
		s.read(c)
	}
	floor, a.exact = m.lowest(c, floor)
	for i, s := range m.scratch {
		switch {
		case s.p.diagram != nil:
			s.restrict(floor)
		case least(s.reach) < floor: // what lowest built says too much
			s.build(c, floor)
		}
		a.reach |= s.reach
		a.exact = a.exact && s.exact
		order := f.parts[i].order
		for d := range s.missing.All() {
			a.missing.Add(order[d])
		}
	}
	f.memory.Put(m)
	return floor
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
