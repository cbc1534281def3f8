package logic

// answer is what a function says of a case, in terminals.
type answer struct {
	reach   uint16
	missing VarSet
	exact   bool
}

// lowest is the least terminal that completions reach, or floor when that is
// higher. exact is false when it may be too low.
func (f *function) lowest(c *Case, floor node) (lowest node, exact bool) {
	lowest = max(floor, f.constant)
	for i := range f.singles {
		lowest = max(lowest, least(f.singles[i].of(c)))
	}
	return f.lowestOfParts(c, lowest)
}

// lowestOfParts is lowest for the parts of several variables alone.
func (f *function) lowestOfParts(c *Case, floor node) (lowest node, exact bool) {
	lowest, exact = floor, true
	for i, p := range f.parts {
		s := f.borrow(i)
		s.read(c)
		if p.diagram != nil {
			lowest = s.lowest(lowest)
		} else {
			s.build(c, lowest)
			lowest = max(lowest, least(s.reach))
			exact = exact && s.exact
		}
		f.scratch[i].Put(s)
	}
	return lowest, exact
}

func (f *function) borrow(i int) *scratch {
	if s, ok := f.scratch[i].Get().(*scratch); ok {
		return s
	}
	return newScratch(f.parts[i])
}

// ask answers in full. floor is a terminal that is certainly reached, or 0.
func (f *function) ask(c *Case, floor node) answer {
	floor, exact := f.lowest(c, floor)
	a := answer{reach: 1 << floor, exact: exact}
	for i := range f.singles {
		if up := above(f.singles[i].of(c), floor); up != 0 {
			a.reach |= up
			a.missing.Add(f.singles[i].v)
		}
	}
	for i, p := range f.parts {
		s := f.borrow(i)
		s.read(c)
		if p.diagram != nil {
			s.restrict(floor)
		} else {
			s.build(c, floor)
		}
		a.reach |= s.reach
		a.exact = a.exact && s.exact
		for d := range s.missing.All() {
			a.missing.Add(p.order[d])
		}
		f.scratch[i].Put(s)
	}
	return a
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
