package logic

// loader turns the codes of units into cells of groups. A code adds to the
// cell of each group that has a variable of its unit.
type loader struct {
	units int
	first []adder // one for each group, in order
	more  []adder // further ones
}

// adder is what the codes of one unit add to the cell of one group.
type adder struct {
	add   [256]uint16 // openBit set where the code leaves a variable of the group open
	unit  uint8
	group uint8
	base  uint16
}

const openBit = 1 << 15

func newLoader(vars []Var, where []slot, groups []*group, regions []merged) loader {
	var l loader
	l.units = len(Units(vars))
	for i, g := range groups {
		byUnit := map[int]*adder{}
		var adders []*adder
		for k, v := range g.vars {
			a := byUnit[where[v].unit]
			if a == nil {
				a = &adder{unit: uint8(where[v].unit), group: uint8(i)}
				byUnit[where[v].unit] = a
				adders = append(adders, a)
			}
			a.include(where[v], regions[v].class, g.weight[k], g.size[k])
		}
		if len(adders) == 0 {
			adders = append(adders, &adder{group: uint8(i)})
		}
		adders[0].base = uint16(g.base)
		l.first = append(l.first, *adders[0])
		for _, a := range adders[1:] {
			l.more = append(l.more, *a)
		}
	}
	return l
}

// include adds what the codes say of one variable.
func (a *adder) include(s slot, class []uint8, weight, size int) {
	for code := range a.add {
		if d := s.digitOf(uint8(code)); d > 0 {
			a.add[code] += uint16(weight * int(class[d-1]))
		} else {
			a.add[code] += uint16(weight * size)
			a.add[code] |= openBit
		}
	}
}

// Load prepares what is known, forgetting what c held before. Absent codes,
// bytes that are no code of their unit, and parts that are empty, full, or of
// a variable with a digit say nothing.
func (e *Engine) Load(c *Case, codes []uint8, parts []Part) {
	l := &e.loader
	clear(c.codes[copy(c.codes, codes):])
	open := uint16(0)
	cells := c.cells[:len(l.first)]
	for i := range l.first {
		a := &l.first[i]
		x := a.add[c.codes[a.unit]]
		open |= x
		cells[i] = a.base + x&^openBit
	}
	for i := range l.more {
		a := &l.more[i]
		x := a.add[c.codes[a.unit]]
		open |= x
		cells[a.group] += x &^ openBit
	}
	c.open = open&openBit != 0
	c.parts, c.yes, c.no = c.parts[:0], c.yes[:0], c.no[:0]
	if len(parts) > 0 {
		e.loadParts(c, parts)
	}
}

// loadParts prepares the rows of the groups that have a variable known in
// part: what their possible tuples allow together.
func (e *Engine) loadParts(c *Case, parts []Part) {
	for _, p := range parts {
		c.learn(p)
	}
	for _, g := range e.rows.groups {
		if !g.hasPart(c.parts) {
			continue
		}
		if len(c.yes) == 0 {
			c.yes, c.no = ones(c.yes, e.rows.yes), ones(c.no, e.rows.no)
		}
		e.loadGroup(c, g)
	}
}

func (g *group) hasPart(parts []Part) bool {
	for _, p := range parts {
		for _, v := range g.vars {
			if v == p.Var {
				return true
			}
		}
	}
	return false
}

func ones(row []uint64, t *table) []uint64 {
	for range max(t.layout.words, smallWords) {
		row = append(row, ^uint64(0))
	}
	return row
}

func (e *Engine) loadGroup(c *Case, g *group) {
	r := e.rows
	tuples := g.tuplesIn(func(v int) Set { return r.regions[v].of(c.Set(v)) })
	var row, yes, no [maxWords]uint64
	for t := range tuples.All() {
		cell := uint16(g.base + g.cellOf[t])
		r.yes.row(cell, &row)
		orInto(&yes, &row)
		r.no.row(cell, &row)
		orInto(&no, &row)
	}
	andInto(c.yes, &yes)
	andInto(c.no, &no)
}

func orInto(to, from *[maxWords]uint64) {
	for i, x := range from {
		to[i] |= x
	}
}

func andInto(to []uint64, from *[maxWords]uint64) {
	for i := range to {
		to[i] &= from[i]
	}
}
