package logic

// lowest is the least terminal that completions reach, or floor when that is
// higher: once a terminal that low is found, no other need be looked at. Few
// variables are met on the way, so each is read when it is. Some completion has
// the terminal attained, so that nothing above it need be looked at either.
func (s *scratch) lowest(c *Case, floor, attained node) node {
	s.nextEpoch()
	return s.descend(c, s.p.diagram, s.p.diagram.root, max(attained, floor), floor)
}

// descend is the least of best and the terminals below n, with the same floor.
func (s *scratch) descend(c *Case, d *diagram, n, best, floor node) node {
	depth := uint16(0)
	for {
		at := &d.nodes[n]
		lowest := max(least(at.reach), floor)
		if lowest >= best || s.seen[n].epoch == s.epoch {
			return best
		}
		if at.support == 0 {
			return lowest
		}
		depth = at.depth
		r := &s.p.readers[depth]
		class := r.class[c.codes[r.unit]]
		if class == unknown {
			break
		}
		n = d.kids[int(at.first)+int(class)]
	}
	s.seen[n].epoch = s.epoch
	allowed := s.p.allowed(c, int(depth))
	for i, k := range d.branches(n) {
		if allowed.Has(i) {
			if best = s.descend(c, d, k, best, floor); best <= floor {
				break
			}
		}
	}
	return best
}

// allowed is the classes left to a variable that no code tells.
func (p *part) allowed(c *Case, depth int) Set {
	for _, known := range c.parts {
		if int(p.depthOf[known.Var]) == depth {
			return p.regions[depth].of(known.Set)
		}
	}
	return ^Set(0)
}
