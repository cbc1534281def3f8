package logic

// Reach is the answer to the full question.
type Reach struct {
	Levels  uint16 // bit k: some completion has level k; or NoLevel
	Missing VarSet // variables that can still change the level
	Exact   bool   // false: Levels and Missing may hold too much
}

// Reach answers which levels completions have, and which variables matter.
func (e *Engine) Reach(c *Case) Reach {
	f := e.level
	s := f.scratch.Get().(*scratch)
	defer f.scratch.Put(s)
	s.read(f, c)
	if f.diagram != nil {
		s.restrict(f)
		return s.answer()
	}
	o := e.Decide(c)
	if s.buildFor(f, int(o.Lo)) {
		return s.answer()
	}
	return e.bound(c, o)
}

func (s *scratch) answer() Reach {
	return Reach{Levels: levelBits(s.levels), Missing: s.missing, Exact: true}
}

// levelBits moves terminals to the bits of their levels.
func levelBits(terminals uint16) uint16 { return terminals>>1 | terminals<<15 }

// bound answers without a diagram: the level is Lo, or that of an open rule
// above it, and so depends on the variables of these rules alone.
func (e *Engine) bound(c *Case, o Outcome) Reach {
	out := Reach{Levels: levelBits(1 << (o.Lo + 1))}
	for level := int(o.Lo) + 1; level < len(e.rows.masks); level++ {
		open := o.Possible.Minus(o.Certain).Intersect(e.rows.masks[level])
		if open.Empty() {
			continue
		}
		out.Levels |= 1 << level
		for r := range open.All() {
			for v := range e.rules[r].When.Vars().All() {
				if e.rows.regions[v].of(c.Set(v)).Len() > 1 {
					out.Missing.Add(v)
				}
			}
		}
	}
	return out
}

// Nodes is the size of the diagram of the level, 0 when it has none.
func (e *Engine) Nodes() int {
	if e.level.diagram == nil {
		return 0
	}
	return len(e.level.diagram.depth)
}

// Gap looks for a complete case on which no rule with a level holds: the
// region of every variable. known is false when there is no diagram to tell.
func (e *Engine) Gap() (witness []uint8, ok, known bool) {
	d := e.level.diagram
	if d == nil {
		return nil, false, false
	}
	if d.reach[d.root]&1 == 0 {
		return nil, false, true
	}
	witness = make([]uint8, len(e.slots))
	for n := d.root; n != 0; {
		depth := d.depth[n]
		for i, k := range d.branches(n) {
			if d.reach[k]&1 != 0 {
				witness[e.level.order[depth]] = e.level.regions[depth].first[i]
				n = k
				break
			}
		}
	}
	return witness, true, true
}
