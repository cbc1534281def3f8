package logic

// And is the cases in all of the sets; And() is All.
func (s *Space) And(sets ...Cases) Cases { return s.fold(lesser, 1, sets) }

// Or is the cases in one of the sets; Or() is None.
func (s *Space) Or(sets ...Cases) Cases { return s.fold(greater, 0, sets) }

func (s *Space) fold(op operation, n node, sets []Cases) Cases {
	if !s.ready(sets...) {
		return Cases{}
	}
	for _, a := range sets {
		n = s.b.combine(op, n, a.n, 1)
	}
	return s.cases(n)
}

// Minus is the cases of a that are not in b.
func (s *Space) Minus(a, b Cases) Cases {
	if !s.ready(a, b) {
		return Cases{}
	}
	return s.cases(s.b.less(a.n, b.n))
}

// Vars is the variables that the set depends on.
func (s *Space) Vars(a Cases) VarSet {
	var out VarSet
	if s.ready(a) {
		s.marks.clear(len(s.b.depth))
		s.support(a.n, &out)
	}
	return out
}

func (s *Space) support(n node, out *VarSet) {
	if n <= s.b.top || s.marks.has(n) {
		return
	}
	s.marks.set(n, 0)
	out.Add(s.order[s.b.depth[n]])
	for _, k := range s.b.branches(n) {
		s.support(k, out)
	}
}

// Has reports whether the complete case with variable v in region[v] is in the
// set. A case that is none of the space is in no set.
func (s *Space) Has(a Cases, region []uint8) bool {
	if !s.ready(a) {
		return false
	}
	n := a.n
	for n > s.b.top {
		v := s.order[s.b.depth[n]]
		if v >= len(region) || int(region[v]) >= s.vars[v].Regions {
			return false
		}
		n = s.b.branches(n)[s.regions[v].class[region[v]]]
	}
	return n != 0
}

// marks remembers something of some nodes for the length of one question.
type marks struct {
	round uint32
	in    []uint32 // node -> the last round that marked it
	value []node
}

// clear forgets all marks and makes room for nodes below n.
func (m *marks) clear(n int) {
	if m.round++; m.round == 0 {
		clear(m.in)
		m.round = 1
	}
	if n > len(m.in) {
		n += n / 2
		m.in = append(m.in, make([]uint32, n-len(m.in))...)
		m.value = append(m.value, make([]node, n-len(m.value))...)
	}
}

func (m *marks) has(n node) bool { return m.in[n] == m.round }

func (m *marks) set(n, value node) { m.in[n], m.value[n] = m.round, value }
