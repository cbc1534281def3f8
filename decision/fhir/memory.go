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

// arena is room for values to which there are pointers: what was given out stays where it is.
type arena[T any] struct {
	chunks [][]T // all but the last are full
	used   int
}

const chunk = 64

// one is a value that nobody else has; it is the zero value.
func (a *arena[T]) one() *T {
	if a.used == len(a.chunks)*chunk {
		a.chunks = append(a.chunks, make([]T, chunk))
	}
	a.used++
	return &a.chunks[(a.used-1)/chunk][(a.used-1)%chunk]
}

// empty takes back all that was given out, and keeps room for as many as a common record has.
func (a *arena[T]) empty() {
	const mostChunks = 16
	if len(a.chunks) > mostChunks {
		*a = arena[T]{}
		return
	}
	for _, c := range a.chunks[:(a.used+chunk-1)/chunk] {
		clear(c)
	}
	a.used = 0
}

// memory is what readings take turns with.
type memory struct {
	nodes        slab
	claims, kept [][]claim // by fact
	asked        [][]Because
	resources    arena[resource]
	meanings     arena[meaning]
	index        map[string]*resource
	codes        map[codeKey]*meaning
}

func (m *Mapping) borrow() *memory {
	if memory, ok := m.memories.Get().(*memory); ok {
		return memory
	}
	n := len(m.facts)
	return &memory{claims: make([][]claim, n), kept: make([][]claim, n), asked: make([][]Because, n),
		index: map[string]*resource{}, codes: map[codeKey]*meaning{}}
}

// giveBack ends a reading: no tree is read any more.
func (m *Mapping) giveBack(memory *memory) {
	clear(memory.claims)
	clear(memory.kept)
	clear(memory.asked)
	memory.index, memory.codes = emptied(memory.index, memory.resources.used), emptied(memory.codes, memory.meanings.used)
	memory.resources.empty()
	memory.meanings.empty()
	if memory.nodes.all = memory.nodes.all[:0]; cap(memory.nodes.all) > mostKept {
		memory.nodes = slab{}
	}
	m.memories.Put(memory)
}

// emptied is an empty map, the same one unless it has grown large for what was entered.
func emptied[K comparable, V any](m map[K]V, entered int) map[K]V {
	if entered > 1<<12 {
		return map[K]V{}
	}
	clear(m)
	return m
}
