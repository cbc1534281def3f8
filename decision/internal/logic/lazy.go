package logic

// buildFor builds the diagram of a function for one case alone, over what the
// case leaves open, and reads it. It reports false when even that is over the
// limit. Levels up to floor need no distinction: some rule certainly gives it.
func (s *scratch) buildFor(f *function, floor int) bool {
	choices := make([][]uint8, len(f.order))
	for d := range choices {
		first := f.regions[d].first
		switch s.class[d] {
		case unknown:
			choices[d] = first
		case partial:
			for c := range s.allowed[d].All() {
				choices[d] = append(choices[d], first[c])
			}
		default:
			choices[d] = first[s.class[d]:][:1]
		}
	}
	b := newBuilder(f.depthOf, choices, f.levels, f.lazyNodes)
	root := b.rules(f.rules, floor)
	if b.over {
		return false
	}
	s.levels, s.missing = 0, VarSet{}
	s.visit(b, root, f.order, make([]bool, len(b.depth)))
	return true
}

func (s *scratch) visit(b *builder, n node, order []int, seen []bool) {
	if n <= b.top {
		s.levels |= 1 << n
		return
	}
	if seen[n] {
		return
	}
	seen[n] = true
	s.missing.Add(order[b.depth[n]])
	for _, k := range b.branches(n) {
		s.visit(b, k, order, seen)
	}
}
