package logic

import "fmt"

// Some is the cases that some choice of the given variables takes into the set.
func (s *Space) Some(a Cases, vars VarSet) Cases { return s.quantify(greater, a, vars) }

// Every is the cases that every choice of the given variables takes into the set.
func (s *Space) Every(a Cases, vars VarSet) Cases { return s.quantify(lesser, a, vars) }

func (s *Space) quantify(op operation, a Cases, vars VarSet) Cases {
	return s.remake(a, vars, func(kids []node) node {
		n := kids[0]
		for _, k := range kids[1:] {
			n = s.b.combine(op, n, k, 1)
		}
		return n
	})
}

// Fix is the cases that are in the set once variable v is in the region. It
// does not depend on v.
func (s *Space) Fix(a Cases, v, region int) Cases {
	if v < 0 || v >= len(s.vars) || region < 0 || region >= s.vars[v].Regions {
		s.refuse(fmt.Errorf("region %d of variable %d does not exist", region, v))
		return Cases{}
	}
	var vars VarSet
	vars.Add(v)
	class := s.regions[v].class[region]
	return s.remake(a, vars, func(kids []node) node { return kids[class] })
}

// remaker rebuilds a diagram without some of its variables.
type remaker struct {
	*Space
	gone  []bool // by depth
	last  uint16 // the lowest depth that goes, plus one
	unite func(kids []node) node
}

// remake replaces what looks at one of the variables by what unite makes of
// its branches.
func (s *Space) remake(a Cases, vars VarSet, unite func([]node) node) Cases {
	if !s.ready(a) {
		return Cases{}
	}
	r := remaker{Space: s, gone: make([]bool, len(s.order)), unite: unite}
	for v := range vars.All() {
		if v < len(s.vars) && s.b.depthOf[v] >= 0 {
			d := uint16(s.b.depthOf[v])
			r.gone[d], r.last = true, max(r.last, d+1)
		}
	}
	s.marks.clear(len(s.b.depth))
	return s.cases(r.node(a.n))
}

func (r *remaker) node(n node) node {
	b := r.b
	depth := b.depth[n]
	switch {
	case b.over || depth >= r.last: // terminals, too
		return n
	case r.marks.has(n):
		return r.marks.value[n]
	}
	mark := len(b.path)
	for _, k := range b.branches(n) {
		k = r.node(k)
		b.path = append(b.path, k)
	}
	var made node
	if kids := b.path[mark:]; r.gone[depth] {
		made = r.unite(kids)
	} else {
		made = b.mk(depth, kids)
	}
	b.path = b.path[:mark]
	r.marks.set(n, made)
	return made
}
