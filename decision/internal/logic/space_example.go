package logic

import (
	"cmp"
	"slices"
)

// Fixed says that a variable is in a region.
type Fixed struct{ Var, Region int }

// Example is as little as has to be said of a case to be sure that it is in
// the set: whatever is not said can be anything, and none of it can be left
// out. It is by variable; ok is false for a set without cases, and over the
// limit.
//
// It does without the variables of avoid where an example can, the earlier ones
// rather than the later. Of the others it takes the lowest regions in the
// order of the diagram, and leaves out the higher variables rather than the
// lower.
func (s *Space) Example(a Cases, avoid []int) (said []Fixed, ok bool) {
	a = s.avoiding(a, avoid)
	if !s.ready(a) || a.Empty() {
		return nil, false
	}
	x := exampler{s, make([]int16, len(s.order))}
	path := x.lowest(a.n)
	slices.SortFunc(path, func(v, w int) int { return cmp.Compare(w, v) })
	for _, v := range path {
		d := s.b.depthOf[v]
		class := x.class[d]
		x.class[d] = anyClass
		s.marks.clear(len(s.b.depth))
		if !x.holds(a.n) {
			x.class[d] = class
			said = append(said, Fixed{v, int(s.regions[v].first[class])})
		}
	}
	slices.Reverse(said)
	return said, true
}

// avoiding is the cases of a of which as much of avoid as possible can be
// anything: an example that depends on what is left has to say it.
func (s *Space) avoiding(a Cases, avoid []int) Cases {
	var all VarSet
	for _, v := range avoid {
		all.Add(v)
	}
	if free := s.Every(a, all); !free.Empty() {
		return free
	}
	for _, v := range avoid {
		var one VarSet
		one.Add(v)
		if free := s.Every(a, one); !free.Empty() {
			a = free
		}
	}
	return a
}

// anyClass is that of a variable of which nothing is said.
const anyClass = -1

type exampler struct {
	*Space
	class []int16 // by depth
}

// lowest says the lowest case that n leads to, of the variables on its way.
func (x exampler) lowest(n node) (path []int) {
	for d := range x.class {
		x.class[d] = anyClass
	}
	for n > x.b.top {
		depth, kids := x.b.depth[n], x.b.branches(n)
		class := slices.IndexFunc(kids, func(k node) bool { return k != 0 })
		x.class[depth] = int16(class)
		path = append(path, x.order[depth])
		n = kids[class]
	}
	return path
}

// holds reports whether all that is said suffices. Every mark is of a node
// where it does.
func (x exampler) holds(n node) bool {
	if n <= x.b.top {
		return n != 0
	}
	if x.marks.has(n) {
		return true
	}
	kids := x.b.branches(n)
	if class := x.class[x.b.depth[n]]; class != anyClass {
		kids = kids[class : class+1]
	}
	for _, k := range kids {
		if !x.holds(k) {
			return false
		}
	}
	x.marks.set(n, 0)
	return true
}
