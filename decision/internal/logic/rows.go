package logic

// maxTerms bounds the terms of all rules together, so that they fit a row
// however they are laid out.
const maxTerms = 4096

// rows is the part of an Engine that answers from tables.
type rows struct {
	regions []merged // by variable
	groups  []*group
	cost    [][]int   // group, tuple -> how much it takes part in rules
	yes, no *table    // terms of the conditions; of their negations
	witness []uint32  // cell -> one of its tuples, as a cell, that is low in level
	masks   []RuleSet // level -> its rules
}

// compileRows expands the rules and fills the tables.
func compileRows(p Problem, limits Limits) (*rows, error) {
	regions := merge(p.Vars, conditions(p.Rules))
	t := &rows{regions: regions, groups: groupVariables(p.Vars, p.Rules, regions), masks: make([]RuleSet, p.Levels)}
	x := newExpander(t.groups, regions, limits.Terms)
	var yes, no [][]term
	total := 0
	for i, r := range p.Rules {
		yes, no = append(yes, x.expand(r.When, false)), append(no, x.expand(r.When, true))
		if x.over {
			return nil, &TermsError{Rule: i, Limit: limits.Terms}
		}
		if total += max(len(yes[i]), len(no[i])); total > maxTerms {
			return nil, &TermsError{Rule: i}
		}
		if r.Level >= 0 {
			t.masks[r.Level].Add(i)
		}
	}
	levels := tupleLevels(t.groups, p.Rules, yes)
	t.yes, t.no = newTable(t.groups, yes, nil), newTable(t.groups, no, levels)
	for i, g := range t.groups {
		t.cost = append(t.cost, costs(i, levels[i], p.Rules, yes))
		t.witness = append(t.witness, g.cheapest(t.cost[i])...)
	}
	return t, nil
}

func conditions(rules []Rule) []*Formula {
	var out []*Formula
	for _, r := range rules {
		out = append(out, r.When)
	}
	return out
}

// tupleLevels is the level, by group and tuple, that the rules of one group
// alone give; -1 for none.
func tupleLevels(groups []*group, rules []Rule, yes [][]term) [][]int {
	levels := make([][]int, len(groups))
	for i, g := range groups {
		levels[i] = make([]int, len(g.cellOf))
		for t := range levels[i] {
			levels[i][t] = -1
		}
	}
	for r, terms := range yes {
		if len(terms) != 1 || len(terms[0]) != 1 {
			continue
		}
		l := terms[0][0]
		for t := range l.tuples.All() {
			levels[l.group][t] = max(levels[l.group][t], rules[r].Level)
		}
	}
	return levels
}

// costs ranks the tuples of a group: first by the level that they give, then by
// the rules that span groups and that they allow.
func costs(number int, levels []int, rules []Rule, yes [][]term) []int {
	cost := make([]int, len(levels))
	for t := range cost {
		cost[t] = (levels[t] + 1) << 16
	}
	for r, terms := range yes {
		for _, term := range terms {
			for _, l := range term {
				if l.group != number {
					continue
				}
				for t := range l.tuples.All() {
					cost[t] += rules[r].Level + 1
				}
			}
		}
	}
	return cost
}

// cheapest is for every cell its tuple of least cost, as a cell of all groups.
func (g *group) cheapest(cost []int) []uint32 {
	best := make([]int, g.cells) // cell -> tuple
	for t, cell := range g.cellOf {
		best[cell] = t
	}
	out := make([]uint32, g.cells)
	for cell := range out {
		if first, i, open := g.open(cell); open {
			best[cell] = best[first]
			for c := range g.size[i] {
				if t := best[first+c*g.weight[i]]; cost[t] < cost[best[cell]] {
					best[cell] = t
				}
			}
		}
		out[cell] = uint32(g.base + g.cellOf[best[cell]])
	}
	return out
}

// top is the most severe level that a rule of s gives, at most from; -1 for
// none.
func (t *rows) top(s *RuleSet, from int) int {
	for k := from; k >= 0; k-- {
		m := &t.masks[k]
		if s[0]&m[0]|s[1]&m[1]|s[2]&m[2]|s[3]&m[3] != 0 {
			return k
		}
	}
	return -1
}
