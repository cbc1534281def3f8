package logic

import "math/bits"

// Reach is the answer to the full question.
type Reach struct {
	Levels  uint16 // bit k: some completion has level k; or NoLevel
	Missing VarSet // variables that can still change the level
	Exact   bool   // false: Levels and Missing may hold too much
}

// Reach answers which levels completions have, and which variables matter.
func (e *Engine) Reach(c *Case) Reach {
	if e.whole {
		a := e.level.ask(c, 0)
		return Reach{levelBits(a.reach), a.missing, a.exact}
	}
	var certain, possible RuleSet
	b := e.tables(c, &certain, &possible)
	a := e.level.ask(c, node(b.Lo+1))
	if !a.exact { // the tables know better what is out of reach
		a.reach &^= above(a.reach, node(b.Hi+1))
		if bits.OnesCount16(a.reach) == 1 {
			a.missing, a.exact = VarSet{}, true
		}
	}
	return Reach{levelBits(a.reach), a.missing, a.exact}
}

// levelBits moves terminals to the bits of their levels.
func levelBits(terminals uint16) uint16 { return terminals>>1 | terminals<<15 }

// Nodes is the size of the diagrams of the level; 0 when one is over the limit,
// or when no two variables depend on each other.
func (e *Engine) Nodes() int {
	count, _ := e.level.nodes()
	return count
}

// Gap looks for a complete case on which no rule with a level holds: the
// region of every variable. known is false when a diagram over the limit would
// have to tell.
func (e *Engine) Gap() (witness []uint8, ok, known bool) {
	f := e.level
	witness = make([]uint8, len(e.slots))
	if f.constant > 0 {
		return nil, false, true
	}
	for i := range f.flags {
		for k := range f.flags[i].members {
			if !f.flags[i].members[k].gap(witness) {
				return nil, false, true
			}
		}
	}
	known = true
	for _, p := range f.parts {
		switch {
		case p.diagram == nil:
			known = false
		case !p.gap(witness):
			return nil, false, true
		}
	}
	if !known {
		return nil, false, false
	}
	return witness, true, true
}

// gap sets the variable of the flag to a region without a level.
func (f *flag) gap(witness []uint8) bool {
	for r, t := range f.class {
		if t == 1 {
			witness[f.v] = uint8(r)
			return true
		}
	}
	return false
}

// gap sets the variables of the part to a completion without a level.
func (p *part) gap(witness []uint8) bool {
	d := p.diagram
	if d.nodes[d.root].reach&1 == 0 {
		return false
	}
	for n := d.root; n != 0; {
		depth := d.nodes[n].depth
		for i, k := range d.branches(n) {
			if d.nodes[k].reach&1 != 0 {
				witness[p.order[depth]] = p.regions[depth].first[i]
				n = k
				break
			}
		}
	}
	return true
}
