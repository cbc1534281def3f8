package logic

import (
	"math/bits"
	"slices"
)

// Marks of a variable that is not known to lie in one class.
const (
	unknown = 0xff
	partial = 0xfe
)

// scratch is the memory of one question to a function.
type scratch struct {
	class   []uint8 // depth -> class, unknown or partial
	allowed []Set   // depth -> classes, when partial
	touched VarSet  // variables of which something is known
	levels  uint16  // terminals met
	missing VarSet

	epoch uint32
	stamp []uint32 // node -> epoch of its result
	memo  []node   // node -> what it becomes
	depth []uint16 // of temporary nodes, numbered after those of the diagram
	first []int32
	width []int32
	kids  []node
	table []node // of temporary nodes, 0 is free
	used  []uint32
	path  []node
}

func newScratch(f *function) *scratch {
	s := &scratch{class: make([]uint8, len(f.order)), allowed: make([]Set, len(f.order))}
	if f.diagram != nil {
		s.stamp = make([]uint32, len(f.diagram.depth))
		s.memo = make([]node, len(f.diagram.depth))
		s.table = make([]node, 1024)
	}
	return s
}

// read notes what a case says of the variables of the function.
func (s *scratch) read(f *function, c *Case) {
	s.touched = VarSet{}
	for d, v := range f.order {
		m := &f.regions[d]
		if digit := f.slots[d].digit(c.codes); digit > 0 {
			s.class[d] = m.class[digit-1]
			s.touched.Add(v)
		} else {
			s.class[d] = unknown
		}
	}
	for _, p := range c.parts {
		if p.Var >= len(f.depthOf) {
			continue
		}
		if d := f.depthOf[p.Var]; d >= 0 {
			s.readPart(d, p.Var, f.regions[d].of(p.Set), f.regions[d].classes())
		}
	}
}

func (s *scratch) readPart(d, v int, classes Set, count int) {
	switch classes.Len() {
	case count:
	case 1:
		s.class[d] = uint8(classes.First())
		s.touched.Add(v)
	default:
		s.class[d], s.allowed[d] = partial, classes
		s.touched.Add(v)
	}
}

// restrict reads the diagram under what is known: the terminals that
// completions reach, and the variables that the restricted function still
// depends on. The restricted diagram is reduced, too, so that a variable has a
// node in it exactly when two completions that differ only there differ.
func (s *scratch) restrict(f *function) {
	s.levels, s.missing = 0, VarSet{}
	s.nextEpoch()
	r := restriction{f.diagram, f.order, s}
	r.node(f.diagram.root)
}

func (s *scratch) nextEpoch() {
	for _, h := range s.used {
		s.table[h] = 0
	}
	s.used, s.depth, s.first, s.width, s.kids = s.used[:0], s.depth[:0], s.first[:0], s.width[:0], s.kids[:0]
	if s.epoch++; s.epoch == 0 {
		clear(s.stamp)
		s.epoch = 1
	}
}

type restriction struct {
	d     *diagram
	order []int
	s     *scratch
}

func (r restriction) node(n node) node {
	d, s := r.d, r.s
	for {
		if d.support[n].Intersect(s.touched).Empty() { // the node stands for itself
			s.levels |= d.reach[n]
			s.missing = s.missing.Union(d.support[n])
			return n
		}
		c := s.class[d.depth[n]]
		if c >= partial {
			break
		}
		n = d.kids[int(d.first[n])+int(c)]
	}
	if s.stamp[n] != s.epoch {
		s.memo[n] = r.open(n)
		s.stamp[n] = s.epoch
	}
	return s.memo[n]
}

// open restricts a node whose variable is not known.
func (r restriction) open(n node) node {
	d, s := r.d, r.s
	depth := d.depth[n]
	allowed := ^Set(0)
	if s.class[depth] == partial {
		allowed = s.allowed[depth]
	}
	mark := len(s.path)
	for i, k := range d.branches(n) {
		if !allowed.Has(i) {
			continue
		}
		s.path = append(s.path, r.node(k))
	}
	kids := s.path[mark:]
	out := kids[0]
	if slices.ContainsFunc(kids, func(k node) bool { return k != out }) {
		out = r.cons(depth, kids)
		s.missing.Add(r.order[depth])
	}
	s.path = s.path[:mark]
	return out
}

// lowest is the least level over all completions, which is at least bound:
// once a completion attains that, no other need be looked at.
func (s *scratch) lowest(f *function, c *Case, bound int8) int8 {
	s.read(f, c)
	s.nextEpoch()
	return int8(s.descend(f.diagram, f.diagram.root, node(f.levels), node(bound+1))) - 1
}

// descend is the least of best and the terminals below n that completions reach.
func (s *scratch) descend(d *diagram, n, best, bound node) node {
	if int(n) < d.terminals {
		return min(n, best)
	}
	if s.stamp[n] == s.epoch || node(bits.TrailingZeros16(d.reach[n])) >= best {
		return best
	}
	s.stamp[n] = s.epoch
	depth := d.depth[n]
	allowed := ^Set(0)
	switch c := s.class[depth]; c {
	case unknown:
	case partial:
		allowed = s.allowed[depth]
	default:
		return s.descend(d, d.branches(n)[c], best, bound)
	}
	for i, k := range d.branches(n) {
		if best <= bound {
			break
		}
		if allowed.Has(i) {
			best = s.descend(d, k, best, bound)
		}
	}
	return best
}

// cons is the node with these branches: of the diagram itself, or temporary.
func (r restriction) cons(depth uint16, kids []node) node {
	d, s := r.d, r.s
	h := hash(int(depth), kids)
	if s.class[depth] == unknown {
		mask := uint32(len(d.table) - 1)
		for i := h & mask; d.table[i] != 0; i = (i + 1) & mask {
			if n := d.table[i]; d.depth[n] == depth && slices.Equal(d.branches(n), kids) {
				return n
			}
		}
	}
	base := node(len(d.depth))
	mask := uint32(len(s.table) - 1)
	i := h & mask
	for ; s.table[i] != 0; i = (i + 1) & mask {
		if t := s.table[i] - 1; s.depth[t] == depth && slices.Equal(s.temporary(t), kids) {
			return base + t
		}
	}
	t := node(len(s.depth))
	s.table[i] = t + 1
	s.used = append(s.used, i)
	s.depth = append(s.depth, depth)
	s.first = append(s.first, int32(len(s.kids)))
	s.width = append(s.width, int32(len(kids)))
	s.kids = append(s.kids, kids...)
	if 2*len(s.depth) > len(s.table) {
		s.grow()
	}
	return base + t
}

func (s *scratch) temporary(t node) []node {
	return s.kids[s.first[t] : s.first[t]+s.width[t]]
}

func (s *scratch) grow() {
	s.table = make([]node, 2*len(s.table))
	mask := uint32(len(s.table) - 1)
	s.used = s.used[:0]
	for t := range s.depth {
		i := hash(int(s.depth[t]), s.temporary(node(t))) & mask
		for ; s.table[i] != 0; i = (i + 1) & mask {
		}
		s.table[i] = node(t) + 1
		s.used = append(s.used, i)
	}
}
