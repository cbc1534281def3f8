package fhir

import "github.com/mskguide/mskguide/internal/jsontext"

// slab is room for the nodes of the documents of one reading, one after the other.
type slab struct {
	all []jsontext.Node // those in use; behind them is room
}

// mostKept is how many nodes are kept for the next reading: a large one is not paid for ever after.
const mostKept = 1 << 15

// some is an empty list with room for n nodes.
func (s *slab) some(n int) []jsontext.Node {
	if cap(s.all)-len(s.all) < n {
		s.all = make([]jsontext.Node, 0, max(n, 2*cap(s.all)))
	}
	return s.all[len(s.all):]
}

// done takes the list back once it is filled. What outgrew its room has moved to a larger one.
func (s *slab) done(nodes []jsontext.Node) {
	if cap(nodes) == cap(s.all)-len(s.all) {
		s.all = s.all[:len(s.all)+len(nodes)]
		return
	}
	s.all = nodes
}

// memory is what readings take turns with.
type memory struct {
	nodes        slab
	claims, kept [][]claim // by fact
	asked        [][]Because
}

func (m *Mapping) borrow() *memory {
	if memory, ok := m.memories.Get().(*memory); ok {
		return memory
	}
	n := len(m.facts)
	return &memory{claims: make([][]claim, n), kept: make([][]claim, n), asked: make([][]Because, n)}
}

// giveBack ends a reading: no tree is read any more.
func (m *Mapping) giveBack(memory *memory) {
	clear(memory.claims)
	clear(memory.kept)
	clear(memory.asked)
	if memory.nodes.all = memory.nodes.all[:0]; cap(memory.nodes.all) > mostKept {
		memory.nodes = slab{}
	}
	m.memories.Put(memory)
}
