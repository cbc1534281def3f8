package logic

import "slices"

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

// Reach finds a case of the set whose variables are in regions that are left to them. It says
// what the way to it looks at and what is not settled by what is left; a variable beyond the
// slice may be in any region. Whatever of what is left is chosen for the others, it is a case of
// the set.
func (s *Space) Reach(a Cases, left []Set) (said []Fixed, ok bool) {
	if !s.ready(a) {
		return nil, false
	}
	s.marks.clear(len(s.b.depth))
	said, ok = s.reach(a.n, left)
	slices.Reverse(said)
	return said, ok
}

// reach marks the nodes from which there is no way. What it says is in falling order of depth.
func (s *Space) reach(n node, left []Set) (said []Fixed, ok bool) {
	if n <= s.b.top {
		return nil, n != 0
	}
	if s.marks.has(n) {
		return nil, false
	}
	v := s.order[s.b.depth[n]]
	may := Full(s.vars[v].Regions)
	if v < len(left) {
		may &= left[v]
	}
	for class, k := range s.b.branches(n) {
		both := may & s.regions[v].sets[class]
		if both == 0 {
			continue
		}
		if said, ok := s.reach(k, left); ok {
			if both != may {
				said = append(said, Fixed{v, both.First()})
			}
			return said, true
		}
	}
	s.marks.set(n, 0)
	return nil, false
}
