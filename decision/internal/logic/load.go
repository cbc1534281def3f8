package logic

import "slices"

// loader turns the codes of units into cells of groups: the number of a cell
// is the sum of what the codes of its units add. All that it reads is close
// together, so that it stays in the cache.
type loader struct {
	codes []uint8 // of each unit: how many
	first []adder // one for each group, in order
	more  []adder // those of the further units of groups
	added []uint16
}

// adder is what the codes of a unit add to the cell of a group.
type adder struct {
	from  uint16 // in added, by code
	unit  uint8
	group uint8
}

// openBit is set in what a code adds when it leaves a variable of the group
// open.
const openBit = 1 << 15

func newLoader(where []slot, units int, groups []*group, regions []*merged) loader {
	l := loader{codes: make([]uint8, units)}
	for _, s := range where {
		l.codes[s.unit] = uint8(s.codes)
	}
	for i, g := range groups {
		adders := l.addersOf(g, where, regions)
		for k := range adders {
			adders[k].group = uint8(i)
		}
		l.first, l.more = append(l.first, adders[0]), append(l.more, adders[1:]...)
	}
	return l
}

// addersOf makes one adder for each unit that has variables of the group.
func (l *loader) addersOf(g *group, where []slot, regions []*merged) (adders []adder) {
	base := uint16(g.base)
	for k, v := range g.vars {
		s := where[v]
		at := slices.IndexFunc(adders, func(a adder) bool { return int(a.unit) == s.unit })
		if at < 0 {
			at = len(adders)
			adders = append(adders, adder{from: uint16(len(l.added)), unit: uint8(s.unit)})
			l.added = append(l.added, slices.Repeat([]uint16{base}, s.codes)...)
			base = 0 // the first has it
		}
		include(l.added[adders[at].from:][:s.codes], s, regions[v].class, g.weight[k], g.size[k])
	}
	if len(adders) == 0 { // a group of no variable, whatever the first unit says
		adders = append(adders, adder{from: uint16(len(l.added))})
		l.added = append(l.added, slices.Repeat([]uint16{base}, 1<<8)...)
	}
	return adders
}

// include adds what the codes say of one variable.
func include(added []uint16, s slot, class []uint8, weight, size int) {
	for code := range added {
		if d := s.digitOf(uint8(code)); d > 0 {
			added[code] += uint16(weight * int(class[d-1]))
		} else {
			added[code] = (added[code] + uint16(weight*size)) | openBit
		}
	}
}

// Load prepares what is known, forgetting what c held before. Absent codes,
// bytes that are no code of their unit, and parts that are empty, full, or of
// a variable with a digit say nothing.
func (e *Engine) Load(c *Case, codes []uint8, parts []Part) {
	clear(c.codes[copy(c.codes, codes):])
	for u, n := range e.loader.codes {
		if c.codes[u] >= n {
			c.codes[u] = 0
		}
	}
	e.LoadCodes(c, parts)
}

// LoadCodes is Load for codes that were written into those of the case, each one
// of its unit. To copy them so soon would have to wait for them.
func (e *Engine) LoadCodes(c *Case, parts []Part) {
	c.open = e.loader.locate(c.codes, e.rows.cells(c))&openBit != 0
	c.parts, c.row = c.parts[:0], c.row[:0]
	if len(parts) > 0 {
		e.loadParts(c, parts)
	}
}

// locate finds the cell of each group, and whether something is open. It is a
// function of its own so that all it works with stays in registers.
func (l *loader) locate(codes []uint8, cells []uint16) (open uint16) {
	added := l.added
	cells = cells[:len(l.first)]
	for i, a := range l.first {
		x := added[int(a.from)+int(codes[a.unit])]
		open |= x
		cells[i] = x &^ openBit
	}
	for _, a := range l.more {
		x := added[int(a.from)+int(codes[a.unit])]
		open |= x
		cells[a.group] += x &^ openBit
	}
	return open
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
		row := r.row(g.base + g.cellOf[t])
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

// row is a copy of what a cell allows, in the table and behind it in lows.
func (r *rows) row(cell int) []uint64 {
	return append(r.table.row(cell), r.lows.row(cell)...)
}
