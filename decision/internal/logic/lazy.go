package logic

// build makes the diagram of a part for one case alone, over what the case
// leaves open, and reads it. Over the limit it settles for a bound.
func (s *scratch) build(c *Case, floor node) {
	choices := make([][]uint8, len(s.p.order))
	for d := range choices {
		first := s.p.regions[d].first
		switch s.class[d] {
		case unknown:
			choices[d] = first
		case partial:
			for c := range s.allowed[d].All() {
				choices[d] = append(choices[d], first[c])
			}
		default:
			choices[d] = first[s.class[d]:][:1]
		}
	}
	b := newBuilder(s.p.depthOf, choices, s.p.levels, s.p.lazyNodes)
	root := b.rules(s.p.rules, floor)
	s.floor, s.reach, s.missing, s.exact = floor, 0, VarSet{}, !b.over
	if b.over {
		s.bound(c)
	} else {
		s.visit(b, root, make([]bool, len(b.depth)))
	}
}

func (s *scratch) visit(b *builder, n node, seen []bool) {
	if n <= b.top {
		s.reach |= 1 << n
		return
	}
	if seen[n] {
		return
	}
	seen[n] = true
	s.missing.Add(int(b.depth[n]))
	for _, k := range b.branches(n) {
		s.visit(b, k, seen)
	}
}

// bound is a superset of the answer: each rule by itself may hold or not. The
// level is then the floor, or that of an open rule above it, and depends on
// the variables of these rules alone.
func (s *scratch) bound(c *Case) {
	for _, r := range s.p.rules {
		if certain, _ := r.When.kleene(c); certain {
			s.floor = max(s.floor, node(r.Level)+1)
		}
	}
	s.reach |= 1 << s.floor
	for _, r := range s.p.rules {
		certain, possible := r.When.kleene(c)
		if certain || !possible || node(r.Level)+1 <= s.floor {
			continue
		}
		s.reach |= 2 << r.Level
		for v := range r.When.Vars().All() {
			if d := s.p.depthOf[v]; d >= 0 && s.class[d] >= partial {
				s.missing.Add(int(d))
			}
		}
	}
}

// kleene judges a formula operand by operand, blind to what operands have in
// common: what it calls certain is, and what it calls impossible.
//
//	not  true false open     and  as the weakest operand, false < open < true
//	     false true open     or   as the strongest
func (f *Formula) kleene(c *Case) (certain, possible bool) {
	switch f.kind() {
	case opTrue:
		return true, true
	case opIn:
		s := c.Set(f.v)
		return s&^f.set == 0, s&f.set != 0
	case opNot:
		certain, possible = f.kids[0].kleene(c)
		return !possible, !certain
	case opAnd:
		certain, possible = true, true
		for _, k := range f.kids {
			kc, kp := k.kleene(c)
			certain, possible = certain && kc, possible && kp
		}
	case opOr:
		for _, k := range f.kids {
			kc, kp := k.kleene(c)
			certain, possible = certain || kc, possible || kp
		}
	}
	return certain, possible
}
