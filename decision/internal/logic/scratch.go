package logic

// Marks of a variable that is not known to lie in one class.
const (
	unknown = 0xff
	partial = 0xfe
)

// scratch is the memory of a question to a part.
type scratch struct {
	p       *part
	class   []uint8 // depth -> class, unknown or partial
	allowed []Set   // depth -> classes, when partial
	touched uint64  // depths of which something is known, modulo 64

	floor   node   // terminals below it count as it
	reach   uint16 // terminals met
	missing VarSet // depths that matter
	exact   bool

	epoch  uint32
	seen   []visit // by node
	nodes  []temporary
	kids   []node
	table  []node // of temporary nodes, number + 1; 0 is free
	used   []uint32
	branch []node // branches of the nodes under construction
}

// visit is what became of a node in an epoch.
type visit struct {
	epoch  uint32
	result node
}

// temporary is a node that the diagram does not have. Its number follows those
// of the diagram.
type temporary struct {
	first, width int32
	depth        uint16
}

func newScratch(p *part) *scratch {
	s := &scratch{p: p, class: make([]uint8, len(p.order)), allowed: make([]Set, len(p.order))}
	if p.diagram != nil {
		s.seen = make([]visit, len(p.diagram.nodes))
		s.table = make([]node, 256)
	}
	return s
}

// read notes what a case says of the variables of the part.
func (s *scratch) read(c *Case) {
	s.touched = 0
	for d := range s.p.readers {
		r := &s.p.readers[d]
		class := r.class[c.codes[r.unit]]
		s.class[d] = class
		known := uint64(0)
		if class != unknown { // no branch: what is known of a case cannot be predicted
			known = 1
		}
		s.touched |= known << (d % maxExact)
	}
	for _, p := range c.parts {
		if d := int(s.p.depthOf[p.Var]); d >= 0 {
			s.readPart(d, p.Set)
		}
	}
}

func (s *scratch) readPart(d int, set Set) {
	m := s.p.regions[d]
	classes := m.of(set)
	switch classes.Len() {
	case m.classes():
		return
	case 1:
		s.class[d] = uint8(classes.First())
	default:
		s.class[d], s.allowed[d] = partial, classes
	}
	s.touched |= 1 << (d % maxExact)
}

// nextEpoch forgets earlier visits and temporary nodes.
func (s *scratch) nextEpoch() {
	for _, h := range s.used {
		s.table[h] = 0
	}
	s.used, s.nodes, s.kids = s.used[:0], s.nodes[:0], s.kids[:0]
	if s.epoch++; s.epoch == 0 {
		clear(s.seen)
		s.epoch = 1
	}
}
