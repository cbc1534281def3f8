package logic

// Part is a variable known in part: its region is one of Set, and its digit in
// the code of its unit is 0.
type Part struct {
	Var int
	Set Set
}

// Case is what is known of one input, prepared for one Engine. Its memory is
// reused from one Load to the next.
type Case struct {
	own   [ownCells]uint16 // group -> cell; a variable known in part counts as unknown
	open  bool             // some variable that matters to a rule is unknown
	more  []uint16         // instead of own, where there are more groups
	codes []uint8          // of the units; in store where they fit
	store [ownCodes]uint8
	parts []Part  // at most one a variable, never empty, never full
	where *[]slot // of the variables in the codes

	row []uint64 // of the groups with a variable known in part, met together; those of lows behind those of the table
}

// NewCase is a case of which nothing is known.
func (e *Engine) NewCase() *Case {
	c := &Case{}
	e.Init(c)
	return c
}

// ownCells is how many cells a case holds itself, so that all that the hot path
// reads of it is in one place: a cache line, with the flag behind them.
const ownCells = 28

// ownCodes is how many codes a case holds itself.
const ownCodes = 64

// cells is the cell of each group.
func (r *rows) cells(c *Case) []uint16 {
	if n := len(r.groups); n <= ownCells {
		return c.own[:n]
	}
	return c.more
}

// Init makes a case of which nothing is known out of a zero Case. From then on
// it must not be copied.
func (e *Engine) Init(c *Case) {
	c.where = &e.slots
	if c.codes = c.store[:min(e.units, ownCodes)]; e.units > ownCodes {
		c.codes = make([]uint8, e.units)
	}
	if n := len(e.rows.groups); n > ownCells {
		c.more = make([]uint16, n)
	}
	e.Load(c, nil, nil)
}

// Codes are the codes of the units, to be written for [Engine.LoadCodes]. Until
// then the case is not in order.
func (c *Case) Codes() []uint8 { return c.codes }

// slot is the place of variable v in the codes, nil when there is no such variable.
func (c *Case) slot(v int) *slot {
	if c.where == nil || v < 0 || v >= len(*c.where) {
		return nil
	}
	return &(*c.where)[v]
}

// Set is what is known of variable v: the regions that it may be in.
func (c *Case) Set(v int) Set {
	s := c.slot(v)
	if s == nil {
		return 0
	}
	if d := s.digit(c.codes); d > 0 {
		return 1 << (d - 1)
	}
	for _, p := range c.parts {
		if p.Var == v {
			return p.Set
		}
	}
	return Full(s.regions)
}

// learn notes a part, narrowing what an earlier one said of the variable.
func (c *Case) learn(p Part) {
	s := c.slot(p.Var)
	if s == nil || s.digit(c.codes) != 0 {
		return
	}
	full := Full(s.regions)
	for i := range c.parts {
		if c.parts[i].Var == p.Var {
			if s := c.parts[i].Set & p.Set; s != 0 {
				c.parts[i].Set = s
			}
			return
		}
	}
	if s := p.Set & full; s != 0 && s != full {
		c.parts = append(c.parts, Part{p.Var, s})
	}
}
