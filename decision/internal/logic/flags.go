package logic

// flag is a part of one variable.
type flag struct {
	v     int
	reach [256]uint16 // code -> terminals that completions reach
	class []uint16    // region -> its terminal as a bit
}

// flags is the flags that share a unit, read together first.
type flags struct {
	unit    int
	floor   [256]uint8  // code -> the highest of their least terminals
	reach   [256]uint16 // code -> terminals that any of them reaches
	members []flag
	vars    VarSet // of the members
	common  node   // least of their highest terminals
}

func newFlag(s share, vars []Var, where []slot) flag {
	f := flag{v: s.vars[0]}
	region := make([]uint8, len(vars))
	var all uint16
	for r := range vars[f.v].Regions {
		region[f.v] = uint8(r)
		f.class = append(f.class, 1<<terminal(s.rules, region))
		all |= f.class[r]
	}
	for code := range f.reach {
		f.reach[code] = all
		if d := where[f.v].digitOf(uint8(code)); d > 0 {
			f.reach[code] = f.class[d-1]
		}
	}
	return f
}

func (f *function) addFlag(next flag, where []slot) {
	unit := where[next.v].unit
	i := 0
	for i < len(f.flags) && f.flags[i].unit != unit {
		i++
	}
	if i == len(f.flags) {
		f.flags = append(f.flags, flags{unit: unit, common: MaxLevels + 1})
	}
	g := &f.flags[i]
	g.members = append(g.members, next)
	g.vars.Add(next.v)
	g.common = min(g.common, highest(next.reach[0]))
	for code, reach := range next.reach {
		g.floor[code] = max(g.floor[code], uint8(least(reach)))
		g.reach[code] |= reach
	}
}

// of is the terminals that completions of a case reach.
func (f *flag) of(c *Case, code uint8) uint16 {
	if len(c.parts) == 0 {
		return f.reach[code]
	}
	var reach uint16
	for r := range c.Set(f.v).All() {
		reach |= f.class[r]
	}
	return reach
}

// lowest is the highest of the least terminals of the flags and floor.
func (g *flags) lowest(c *Case, floor node) node {
	code := c.codes[g.unit]
	if len(c.parts) == 0 {
		return max(floor, node(g.floor[code]))
	}
	for i := range g.members {
		floor = max(floor, least(g.members[i].of(c, code)))
	}
	return floor
}

// ask adds what the flags reach above the floor, and which of them do.
func (g *flags) ask(c *Case, floor node, a *found) {
	code := c.codes[g.unit]
	if above(g.reach[code], floor) == 0 {
		return
	}
	if code == 0 && g.common > floor && len(c.parts) == 0 { // all unknown, all matter
		a.reach |= above(g.reach[0], floor)
		a.missing.include(&g.vars)
		return
	}
	for i := range g.members {
		if up := above(g.members[i].of(c, code), floor); up != 0 {
			a.reach |= up
			a.missing.Add(g.members[i].v)
		}
	}
}
