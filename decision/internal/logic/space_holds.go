package logic

// Holds reports whether every case is in the set whose variables are in regions that are left
// to them; a variable beyond the slice may be in any.
func (s *Space) Holds(a Cases, left []Set) bool {
	if !s.ready(a) {
		return false
	}
	s.marks.clear(len(s.b.depth))
	return s.holds(a.n, left)
}

// holds marks the nodes where it does.
func (s *Space) holds(n node, left []Set) bool {
	if n <= s.b.top {
		return n != 0
	}
	if s.marks.has(n) {
		return true
	}
	v := s.order[s.b.depth[n]]
	for class, k := range s.b.branches(n) {
		open := v >= len(left) || left[v]&s.regions[v].sets[class] != 0
		if open && !s.holds(k, left) {
			return false
		}
	}
	s.marks.set(n, 0)
	return true
}
