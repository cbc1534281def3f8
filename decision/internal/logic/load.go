package logic

import "slices"

// loader turns the codes of units into cells of groups: the number of a cell
// is the sum of what the codes of its units add.
type loader struct {
	first []adder // one for each group, in order
	more  []adder // those of the further units of groups
}

// adder is what the codes of a unit add to the cell of a group.
type adder struct {
	add   []uint16 // by code; no longer than it need be, so that all stay in the cache
	base  uint16   // number of the first cell of the group, in its first adder
	unit  uint8
	group uint8
}

// of is what a code adds; one that the unit does not have adds what unknown does.
func (a *adder) of(code uint8) uint16 {
	if int(code) < len(a.add) {
		return a.add[code]
	}
	if len(a.add) > 0 {
		return a.add[0]
	}
	return 0 // the group of no variable
}

// openBit is set in what a code adds when it leaves a variable of the group
// open.
const openBit = 1 << 15

func newLoader(where []slot, groups []*group, regions []merged) loader {
	var l loader
	for i, g := range groups {
		adders := []adder{{base: uint16(g.base), group: uint8(i)}}
		if len(g.vars) > 0 {
			adders[0].unit = uint8(where[g.vars[0]].unit)
		}
		for k, v := range g.vars {
			unit := uint8(where[v].unit)
			at := slices.IndexFunc(adders, func(a adder) bool { return a.unit == unit })
			if at < 0 {
				at = len(adders)
				adders = append(adders, adder{unit: unit, group: uint8(i)})
			}
			adders[at].include(where[v], regions[v].class, g.weight[k], g.size[k])
		}
		l.first, l.more = append(l.first, adders[0]), append(l.more, adders[1:]...)
	}
	return l
}

// include adds what the codes say of one variable.
func (a *adder) include(s slot, class []uint8, weight, size int) {
	if a.add == nil {
		a.add = make([]uint16, s.codes)
	}
	for code := range a.add {
		if d := s.digitOf(uint8(code)); d > 0 {
			a.add[code] += uint16(weight * int(class[d-1]))
		} else {
			a.add[code] = (a.add[code] + uint16(weight*size)) | openBit
		}
	}
}

// Load prepares what is known, forgetting what c held before. Absent codes,
// bytes that are no code of their unit, and parts that are empty, full, or of
// a variable with a digit say nothing.
func (e *Engine) Load(c *Case, codes []uint8, parts []Part) {
	own := c.codes
	clear(own[copy(own, codes):])
	open := uint16(0)
	first := e.loader.first
	cells := c.cells[:len(first)]
	for i := range first {
		a := &first[i]
		x := a.of(own[a.unit])
		open |= x
		cells[i] = a.base + x&^openBit
	}
	more := e.loader.more
	for i := range more {
		a := &more[i]
		x := a.of(own[a.unit])
		open |= x
		cells[a.group] += x &^ openBit
	}
	c.open = open&openBit != 0
	c.parts, c.row = c.parts[:0], c.row[:0]
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
		if g.hasPart(c.parts) {
			e.rows.loadGroup(c, g)
		}
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

func (r *rows) loadGroup(c *Case, g *group) {
	var sum []uint64
	for t := range g.tuplesIn(func(v int) Set { return r.regions[v].of(c.Set(v)) }).All() {
		row := r.table.row(uint32(g.base + g.cellOf[t]))
		if sum == nil {
			sum = row
			continue
		}
		for i, x := range row {
			sum[i] |= x
		}
	}
	if len(c.row) == 0 {
		c.row = append(c.row, sum...)
		return
	}
	for i, x := range sum {
		c.row[i] &= x
	}
}
