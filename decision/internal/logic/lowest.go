package logic

// lowest is the least terminal that completions reach, or floor when that is
// higher: once a terminal that low is found, no other need be looked at.
func (s *scratch) lowest(floor node) node {
	s.nextEpoch()
	return s.descend(s.p.diagram, s.p.diagram.root, node(s.p.levels), floor)
}

// descend is the least of best and the terminals below n, with the same floor.
func (s *scratch) descend(d *diagram, n, best, floor node) node {
	for {
		at := &d.nodes[n]
		lowest := max(least(at.reach), floor)
		if lowest >= best || s.seen[n].epoch == s.epoch {
			return best
		}
		if at.support&s.touched == 0 {
			return lowest
		}
		class := s.class[at.depth]
		if class >= partial {
			break
		}
		n = d.kids[int(at.first)+int(class)]
	}
	s.seen[n].epoch = s.epoch
	allowed := ^Set(0)
	if depth := d.nodes[n].depth; s.class[depth] == partial {
		allowed = s.allowed[depth]
	}
	for i, k := range d.branches(n) {
		if allowed.Has(i) {
			if best = s.descend(d, k, best, floor); best <= floor {
				break
			}
		}
	}
	return best
}
