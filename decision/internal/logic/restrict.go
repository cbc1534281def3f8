package logic

import "slices"

// restrict reads the diagram under what is known: the terminals that
// completions reach, and the variables that the restricted function still
// depends on. Terminals below floor count as it. The restricted diagram is
// reduced, too, so that a variable has a node in it exactly when two
// completions that differ only there differ.
func (s *scratch) restrict(floor node) {
	s.floor, s.reach, s.missing, s.exact = floor, 0, VarSet{}, true
	s.nextEpoch()
	s.node(s.p.diagram, s.p.diagram.root)
}

func (s *scratch) node(d *diagram, n node) node {
	for {
		at := &d.nodes[n]
		if at.reach>>s.floor <= 1 {
			s.reach |= 1 << s.floor
			return s.floor
		}
		if at.support&s.touched == 0 && least(at.reach) >= s.floor { // it stands for itself
			s.keep(d, n)
			return n
		}
		class := s.class[at.depth]
		if class >= partial {
			break
		}
		n = d.kids[int(at.first)+int(class)]
	}
	v := &s.seen[n]
	if v.epoch != s.epoch {
		v.result = s.open(d, n)
		v.epoch = s.epoch
	}
	return v.result
}

// keep notes what a node of the diagram reaches and depends on.
func (s *scratch) keep(d *diagram, n node) {
	s.reach |= d.nodes[n].reach
	if d.depths == nil {
		s.missing[0] |= d.nodes[n].support
	} else {
		s.missing.include(&d.depths[n])
	}
}

// open restricts a node whose variable is not known.
func (s *scratch) open(d *diagram, n node) node {
	depth := d.nodes[n].depth
	allowed := ^Set(0)
	if s.class[depth] == partial {
		allowed = s.allowed[depth]
	}
	mark := len(s.branch)
	same := true
	before, result := node(-1), node(0)
	for i, k := range d.branches(n) {
		if !allowed.Has(i) {
			continue
		}
		if k != before {
			before, result = k, s.node(d, k)
		}
		s.branch = append(s.branch, result)
		same = same && result == s.branch[mark]
	}
	if !same {
		s.missing.Add(int(depth))
		result = s.cons(d, depth, s.branch[mark:])
	}
	s.branch = s.branch[:mark]
	return result
}

// cons is the node with these branches: of the diagram itself, or temporary.
func (s *scratch) cons(d *diagram, depth uint16, kids []node) node {
	h := hash(depth, kids)
	if s.class[depth] == unknown {
		mask := uint32(len(d.table) - 1)
		for i := h & mask; d.table[i] != 0; i = (i + 1) & mask {
			if n := d.table[i]; d.nodes[n].depth == depth && slices.Equal(d.branches(n), kids) {
				return n
			}
		}
	}
	base := node(len(d.nodes))
	mask := uint32(len(s.table) - 1)
	i := h & mask
	for ; s.table[i] != 0; i = (i + 1) & mask {
		t := s.table[i] - 1
		if s.nodes[t].depth == depth && slices.Equal(s.branches(t), kids) {
			return base + t
		}
	}
	t := node(len(s.nodes))
	s.nodes = append(s.nodes, temporary{int32(len(s.kids)), int32(len(kids)), depth})
	s.kids = append(s.kids, kids...)
	s.table[i] = t + 1
	s.used = append(s.used, i)
	if 2*len(s.nodes) > len(s.table) {
		s.grow()
	}
	return base + t
}

func (s *scratch) branches(t node) []node {
	n := s.nodes[t]
	return s.kids[n.first : n.first+n.width]
}

func (s *scratch) grow() {
	s.table = make([]node, 2*len(s.table))
	mask := uint32(len(s.table) - 1)
	s.used = s.used[:0]
	for t := range s.nodes {
		i := hash(s.nodes[t].depth, s.branches(node(t))) & mask
		for ; s.table[i] != 0; i = (i + 1) & mask {
		}
		s.table[i] = node(t) + 1
		s.used = append(s.used, i)
	}
}
