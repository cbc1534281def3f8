package fhir

// slab is memory for the nodes of the documents of one reading, one after the other. Readings take
// turns with it: a chart holds nothing of it.
type slab struct {
	all []node // those in use; behind them is room
}

// mostKept is how many nodes are kept for the next reading: a large one is not paid for ever after.
const mostKept = 1 << 15

// some is an empty list with room for n nodes.
func (s *slab) some(n int) []node {
	if cap(s.all)-len(s.all) < n {
		s.all = make([]node, 0, max(n, 2*cap(s.all)))
	}
	return s.all[len(s.all):]
}

// done takes the list back once it is filled. What outgrew its room has moved to a larger one.
func (s *slab) done(nodes []node) {
	if cap(nodes) == cap(s.all)-len(s.all) {
		s.all = s.all[:len(s.all)+len(nodes)]
		return
	}
	s.all = nodes
}

// slab lends memory to a reading.
func (m *Mapping) slab() slab {
	if s, ok := m.slabs.Get().(*slab); ok {
		return *s
	}
	return slab{}
}

// keep takes it back: no tree is read any more.
func (m *Mapping) keep(s slab) {
	if cap(s.all) <= mostKept {
		m.slabs.Put(&slab{s.all[:0]})
	}
}
