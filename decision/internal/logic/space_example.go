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
// order of the diagram, but a preferred one where that leads to a case, and
// leaves out the higher variables rather than the lower.
func (s *Space) Example(a Cases, avoid []int, prefer ...Fixed) (said []Fixed, ok bool) {
	a = s.avoiding(a, avoid)
	if !s.ready(a) || a.Empty() {
		return nil, false
	}
	x := exampler{s, make([]int16, len(s.order)), map[int]int{}}
	for _, f := range prefer {
		x.prefer[f.Var] = f.Region
	}
	path := x.lowest(a.n)
	slices.SortFunc(path, func(v, w int) int { return cmp.Compare(w, v) })
	for _, v := range path {
		d := s.b.depthOf[v]
		class := x.class[d]
		x.class[d] = anyClass
		s.marks.clear(len(s.b.depth))
		if !x.holds(a.n) {
			x.class[d] = class
			said = append(said, Fixed{v, x.region(v, class)})
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
	class  []int16     // by depth
	prefer map[int]int // region by variable
}

// preferred is the class of the preferred region, if there is one.
func (x exampler) preferred(v int) (class int16, ok bool) {
	region, ok := x.prefer[v]
	if !ok || region < 0 || region >= len(x.regions[v].class) {
		return anyClass, false
	}
	return int16(x.regions[v].class[region]), true
}

// region is the preferred one of a class, or else its lowest.
func (x exampler) region(v int, class int16) int {
	if preferred, ok := x.preferred(v); ok && preferred == class {
		return x.prefer[v]
	}
	return int(x.regions[v].first[class])
}

// lowest says the lowest case that n leads to, or the preferred one, of the
// variables on its way.
func (x exampler) lowest(n node) (path []int) {
	for d := range x.class {
		x.class[d] = anyClass
	}
	for n > x.b.top {
		depth, kids := x.b.depth[n], x.b.branches(n)
		class := slices.IndexFunc(kids, func(k node) bool { return k != 0 })
		if preferred, ok := x.preferred(x.order[depth]); ok && kids[preferred] != 0 {
			class = int(preferred)
		}
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
