package logic

// part is a function of two or more variables that depend on each other.
type part struct {
	rules     []Rule
	levels    int
	order     []int     // depth -> variable
	depthOf   []int16   // variable -> depth, -1 when it makes no difference here
	regions   []*merged // by depth
	readers   []reader  // by depth
	diagram   *diagram  // nil over the limit
	lazyNodes int
}

// reader finds the class of a variable in the codes of a case.
type reader struct {
	unit  int
	class [256]uint8 // code -> class, or unknown
}

// partLimits is what all parts of a function have in common.
type partLimits struct {
	levels int
	floor  node // terminals below it do not occur
	Limits
}

func newPart(s share, regions []*merged, where []slot, l partLimits) *part {
	p := &part{rules: s.rules, levels: l.levels, order: s.order(), lazyNodes: l.LazyNodes}
	p.depthOf = make([]int16, len(regions))
	for v := range p.depthOf {
		p.depthOf[v] = -1
	}
	choices := make([][]uint8, len(p.order))
	for d, v := range p.order {
		p.depthOf[v] = int16(d)
		p.regions = append(p.regions, regions[v])
		p.readers = append(p.readers, newReader(where[v], regions[v].class))
		choices[d] = regions[v].first
	}
	b := newBuilder(p.depthOf, choices, l.levels, l.Nodes)
	if root := b.rules(p.rules, l.floor); !b.over {
		p.diagram = freeze(b, root)
	}
	return p
}

func newReader(s slot, class []uint8) reader {
	r := reader{unit: s.unit}
	for code := range r.class {
		r.class[code] = unknown
		if d := s.digitOf(uint8(code)); d > 0 {
			r.class[code] = class[d-1]
		}
	}
	return r
}
