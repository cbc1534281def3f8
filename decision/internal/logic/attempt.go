package logic

// attempt tries one completion of a case that is likely to be low in level: of
// every cell the tuple of least cost. Rules of one group alone give it no more
// than the floor, so only rules that span groups need a look.
type attempt struct {
	groups []uint8    // those that the spanning rules look at
	rows   [][]uint64 // by word and cell: the spanning terms that the chosen tuple allows
	above  [][]uint64 // by level and word: the spanning terms that give it or a higher one
}

// spanning is a term of a rule that gives a level and looks at several groups.
type spanning struct {
	term  term
	level int
}

func newAttempt(groups []*group, rules []Rule, yes [][]term, levels [][]int) attempt {
	var terms []spanning
	looked := make([]bool, len(groups))
	for r, ts := range yes {
		if rules[r].Level < 0 || confined(ts) {
			continue
		}
		for _, t := range ts {
			terms = append(terms, spanning{t, rules[r].Level})
			for _, l := range t {
				looked[l.group] = true
			}
		}
	}
	a := attempt{above: make([][]uint64, MaxLevels+1)}
	for i := range groups {
		if looked[i] {
			a.groups = append(a.groups, uint8(i))
		}
	}
	var chosen [][]int
	for i, g := range groups {
		chosen = append(chosen, g.cheapest(costs(i, levels[i], terms)))
	}
	for from := 0; from < len(terms); from += 64 {
		a.add(chosen, terms[from:min(from+64, len(terms))])
	}
	return a
}

// confined reports whether the terms of a rule look at one group at most.
func confined(terms []term) bool {
	return len(terms) == 0 || len(terms) == 1 && len(terms[0]) <= 1
}

// costs ranks the tuples of a group: first by the level that they give, then
// by the spanning terms that they allow.
func costs(group int, levels []int, terms []spanning) []int {
	cost := make([]int, len(levels))
	for t := range cost {
		cost[t] = (levels[t] + 1) << 24
		for _, s := range terms {
			if s.term.allows(group, t) {
				cost[t] += s.level + 1
			}
		}
	}
	return cost
}

// cheapest is for every cell of a group its tuple of least cost.
func (g *group) cheapest(cost []int) []int {
	best := make([]int, g.cells)
	for t, cell := range g.cellOf {
		best[cell] = t
	}
	for cell := range best {
		if first, i, open := g.open(cell); open {
			best[cell] = best[first]
			for c := range g.size[i] {
				if t := best[first+c*g.weight[i]]; cost[t] < cost[best[cell]] {
					best[cell] = t
				}
			}
		}
	}
	return best
}

// add makes one word, of up to 64 terms.
func (a *attempt) add(chosen [][]int, terms []spanning) {
	var rows []uint64
	for group, tuples := range chosen {
		for _, t := range tuples {
			var row uint64
			for k, s := range terms {
				if s.term.allows(group, t) {
					row |= 1 << k
				}
			}
			rows = append(rows, row)
		}
	}
	a.rows = append(a.rows, rows)
	for level := range a.above {
		var above uint64
		for k, s := range terms {
			if s.level >= level {
				above |= 1 << k
			}
		}
		a.above[level] = append(a.above[level], above)
	}
}

// level is the level of the completion, which is the floor, -1 or more, or higher.
func (a *attempt) level(cells []uint16, floor int) int {
	for w, rows := range a.rows {
		left := ^uint64(0)
		for _, g := range a.groups {
			left &= rows[cells[g]]
		}
		for left&a.above[floor+1][w] != 0 {
			floor++
		}
	}
	return floor
}
