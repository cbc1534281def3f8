package logic

import "slices"

// Changer answers which changes of what is known lead to another level. It is
// immutable and safe for concurrent use.
type Changer struct {
	e       *Engine
	levels  int
	refuse  []*Formula
	classes []*merged // by variable: regions that neither the level nor what is refused tells apart; nil for all alike
	order   []int     // of the variables in a diagram of changes
	checks  []reading // of the refused formulas
	over    bool      // one of them is over the limit
}

// Moves is the regions, by variable, that a change may take it to. What stays
// as it is keeps the regions that the case gives it.
type Moves struct {
	Learn  []Set // it may turn out to be there already
	Become []Set // it may come to be there; where both speak of regions that are alike, Learn does
}

// ChangeLimits bound a question about changes; each is positive.
type ChangeLimits struct {
	Steps int // of one set
	Sets  int // for one level
	Nodes int // of its diagrams
}

// ChangeStep takes one variable to some region of a set, whichever.
type ChangeStep struct {
	Var    int
	To     Set
	Become bool
}

// ChangeSet is steps, by rising variable, that make a level certain.
type ChangeSet struct {
	Level int
	Steps []ChangeStep
}

// Changes is what a Changer finds.
type Changes struct {
	Sets []ChangeSet // by falling level; of one level in no order that means anything, but always the same
	More uint16      // levels of which there are sets that are not listed
	Over bool        // over the limit on nodes: there may be sets of any level that are not listed
}

// NewChanger prepares questions about changes after which none of some
// formulas may be certain. The problem of the engine has that many levels.
func (e *Engine) NewChanger(levels int, refuse []*Formula) *Changer {
	x := &Changer{e: e, levels: levels, refuse: refuse, classes: make([]*merged, len(e.vars))}
	x.arrange()
	at := make([]int16, len(e.vars))
	for v := range at {
		at[v] = -1
	}
	for _, f := range refuse {
		r := reading{}
		var choices [][]uint8
		for _, v := range x.order {
			if f.Vars().Has(v) && x.classes[v].classes() > 1 {
				at[v] = int16(len(r.vars))
				r.vars = append(r.vars, v)
				r.branch = append(r.branch, x.classes[v].class)
				choices = append(choices, x.classes[v].first)
			}
		}
		b := newBuilder(at, choices, 1, e.limits.LazyNodes)
		if root := b.formula(f, false, 1); !b.over {
			r.diagram = freeze(b, root)
		}
		x.over = x.over || b.over
		x.checks = append(x.checks, r)
		for _, v := range r.vars {
			at[v] = -1
		}
	}
	return x
}

// arrange orders the variables as the parts of the level do, and finds what is
// to be told apart of each.
func (x *Changer) arrange() {
	tell := func(v int, s Set) {
		if x.classes[v] == nil {
			x.classes[v] = &merged{class: make([]uint8, x.e.vars[v].Regions)}
			x.order = append(x.order, v)
		}
		x.classes[v].split(s)
	}
	for i := range x.e.level.flags {
		for _, f := range x.e.level.flags[i].members {
			for r, t := range f.class {
				var alike Set
				for q, u := range f.class {
					if u == t {
						alike |= 1 << q
					}
				}
				if alike.First() == r {
					tell(f.v, alike)
				}
			}
		}
	}
	for _, p := range x.e.level.parts {
		for d, v := range p.order {
			for _, s := range p.regions[d].sets {
				tell(v, s)
			}
		}
	}
	for _, f := range x.refuse {
		f.atoms(tell)
	}
	for _, m := range x.classes {
		if m != nil {
			m.index()
		}
	}
}

// Changes finds the sets of steps after which a level is certain, other than
// some, and none of whose proper parts makes the same level certain: all of
// them, up to the limits. A set stands for every choice of a region in each of
// its steps; no choice is in two sets.
func (x *Changer) Changes(c *Case, m Moves, except uint16, l ChangeLimits) (out Changes) {
	q, ok := x.question(c, m, l)
	if !ok || x.over {
		return Changes{Over: true}
	}
	for level := q.levels - 1; level >= 0; level-- {
		if except>>level&1 == 1 {
			continue
		}
		root := q.minimal(q.certain(level))
		if q.where.over || q.families.over {
			out.Over = true
			break
		}
		sets, more := q.list(root, l)
		for _, steps := range sets {
			out.Sets = append(out.Sets, ChangeSet{level, steps})
		}
		if more {
			out.More |= 1 << level
		}
	}
	return out
}

// question is one call of Changes. Its diagrams look at the variables that can
// be moved: branch 0 of a node is to leave the variable as it is, the others
// are the targets in order.
type question struct {
	*Changer
	c        *Case
	vars     []int          // depth -> variable
	depthOf  []int16        // variable -> depth, -1 when it cannot be moved
	targets  [][]ChangeStep // by depth
	parts    []reading
	where    *builder // of truths
	families *builder // of sets of steps: a node that is skipped leaves its variable as it is
	least    []node   // node of where -> its minimal sets, -1 for not yet
	memory   []node   // of one walk over a reading
	work     int      // nodes that may still be read
}

// readsPerNode bounds what is read by the limit on nodes.
const readsPerNode = 100

func (x *Changer) question(c *Case, m Moves, l ChangeLimits) (q *question, ok bool) {
	q = &question{Changer: x, c: c, depthOf: make([]int16, len(x.e.vars)), work: readsPerNode * l.Nodes}
	for v := range q.depthOf {
		q.depthOf[v] = -1
	}
	var choices [][]uint8
	for _, v := range x.order {
		if steps := x.steps(c, v, m); len(steps) > 0 {
			q.depthOf[v] = int16(len(q.vars))
			q.vars = append(q.vars, v)
			q.targets = append(q.targets, steps)
			choices = append(choices, make([]uint8, 1+len(steps)))
		}
	}
	q.where = newBuilder(q.depthOf, choices, 1, l.Nodes)
	q.families = newBuilder(q.depthOf, choices, 1, l.Nodes)
	for _, p := range x.e.level.parts {
		r, ok := q.read(p)
		if !ok {
			return q, false
		}
		q.parts = append(q.parts, r)
	}
	return q, true
}

// steps is where a variable can be taken, but to what makes no difference.
func (x *Changer) steps(c *Case, v int, m Moves) (out []ChangeStep) {
	if v >= len(m.Learn) || m.Learn[v]|m.Become[v] == 0 {
		return nil
	}
	now := x.classes[v].of(c.Set(v))
	for class, s := range x.classes[v].sets {
		switch {
		case now == 1<<class:
		case s&m.Learn[v] != 0:
			out = append(out, ChangeStep{v, s & m.Learn[v], false})
		case s&m.Become[v] != 0:
			out = append(out, ChangeStep{v, s & m.Become[v], true})
		}
	}
	return out
}

// reading is a diagram, the variable of each depth, and its branch by region.
type reading struct {
	*diagram
	vars   []int
	branch [][]uint8
}

// read is the diagram of a part; where there is none, one over the regions that
// the case leaves open or that steps lead to.
func (q *question) read(p *part) (reading, bool) {
	r := reading{diagram: p.diagram, vars: p.order}
	if p.diagram != nil {
		for _, m := range p.regions {
			r.branch = append(r.branch, m.class)
		}
		return r, true
	}
	choices := make([][]uint8, len(p.order))
	for d, v := range p.order {
		met := q.c.Set(v)
		if at := q.depthOf[v]; at >= 0 {
			for _, s := range q.targets[at] {
				met |= s.To
			}
		}
		branch := make([]uint8, len(p.regions[d].class))
		for class := range p.regions[d].of(met).All() {
			for region := range p.regions[d].sets[class].All() {
				branch[region] = uint8(len(choices[d]))
			}
			choices[d] = append(choices[d], p.regions[d].first[class])
		}
		r.branch = append(r.branch, branch)
	}
	b := newBuilder(p.depthOf, choices, p.levels, p.lazyNodes)
	root := b.rules(p.rules, 0)
	if b.over {
		return r, false
	}
	r.diagram = freeze(b, root)
	return r, true
}

// certain is where a level is certain and nothing that is refused is. The level
// is the highest of independent parts: none may ever be above it, and one never
// below.
func (q *question) certain(level int) node {
	b, f := q.where, q.e.level
	t := node(level) + 1
	upTo, from := uint16(2)<<t-1, ^(uint16(1)<<t - 1)
	if f.constant > t {
		return 0
	}
	never, always := node(1), node(0)
	if f.constant == t {
		always = 1
	}
	for i := len(q.parts) - 1; i >= 0; i-- {
		never = b.combine(lesser, q.every(&q.parts[i], upTo), never, 1)
		always = b.combine(greater, q.every(&q.parts[i], from), always, 1)
	}
	for i := len(f.flags) - 1; i >= 0; i-- {
		members := f.flags[i].members
		for k := len(members) - 1; k >= 0 && never != 0; k-- {
			never = b.combine(lesser, q.flag(&members[k], upTo), never, 1)
			always = b.combine(greater, q.flag(&members[k], from), always, 1)
		}
	}
	n := b.combine(lesser, never, always, 1)
	for i := range q.checks {
		n = b.less(n, q.every(&q.checks[i], 2))
	}
	return n
}

// flag is where every region left of its variable has one of some terminals.
func (q *question) flag(f *flag, terminals uint16) node {
	within := func(s Set) node {
		for r := range s.All() {
			if f.class[r]&terminals == 0 {
				return 0
			}
		}
		return 1
	}
	depth := q.depthOf[f.v]
	if depth < 0 {
		return within(q.c.Set(f.v))
	}
	b := q.where
	mark := len(b.path)
	b.path = append(b.path, within(q.c.Set(f.v)))
	for _, s := range q.targets[depth] {
		b.path = append(b.path, within(s.To))
	}
	n := b.mk(uint16(depth), b.path[mark:])
	b.path = b.path[:mark]
	return n
}

// every is where every completion of what stays has one of some terminals.
func (q *question) every(r *reading, terminals uint16) node {
	q.memory = slices.Grow(q.memory[:0], len(r.nodes))[:len(r.nodes)]
	for n := range q.memory {
		q.memory[n] = -1
	}
	return q.walk(r, r.root, terminals)
}

func (q *question) walk(r *reading, n node, terminals uint16) node {
	at := &r.nodes[n]
	switch {
	case at.reach&^terminals == 0:
		return 1
	case at.reach&terminals == 0:
		return 0
	case q.memory[n] >= 0:
		return q.memory[n]
	}
	b := q.where
	if q.work--; q.work < 0 || b.over {
		b.over = true
		return 0
	}
	v, branch, kids := r.vars[at.depth], r.branch[at.depth], r.branches(n)
	stay := node(1)
	for region := range q.c.Set(v).All() {
		if stay == 0 {
			break
		}
		stay = b.combine(lesser, stay, q.walk(r, kids[branch[region]], terminals), 1)
	}
	made := stay
	if depth := q.depthOf[v]; depth >= 0 {
		mark := len(b.path)
		b.path = append(b.path, stay)
		for _, s := range q.targets[depth] {
			k := q.walk(r, kids[branch[s.To.First()]], terminals)
			b.path = append(b.path, k)
		}
		made = b.mk(uint16(depth), b.path[mark:])
		b.path = b.path[:mark]
	}
	q.memory[n] = made
	return made
}
