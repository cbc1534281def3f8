package logic

import "math/bits"

// lows tells the least level of the completions of a case. It holds terms, each
// with a level: where a term holds, no rule above its level does, and where no
// rule above some level holds, a term of that level or a lower one does.
//
// The terms look only at the groups that rules span. What rules of the other
// groups give does not depend on these; it is the floor that a row tells.
type lows struct {
	groups []uint8    // those that terms look at
	rows   [][]uint64 // by word and cell: the terms that the cell allows
	levels []int8     // of each term, rising
	over   bool       // there would be more terms than the limit
}

// newLows multiplies the negations of the rules, from the highest level down.
func newLows(p Problem, groups []*group, yes, no [][]term, limit int) lows {
	looked := spanned(p.Rules, groups, yes, no)
	x := expander{groups: groups, limit: limit}
	below := make([][]term, p.Levels+1) // by level + 1: where no rule above it holds
	terms := []term{{}}
	for level := p.Levels - 1; level >= 0; level-- {
		parts := [][]term{terms}
		for r := range p.Rules {
			if p.Rules[r].Level == level && looksAt(yes[r], looked) {
				parts = append(parts, x.negation(yes[r], no[r]))
			}
		}
		if len(parts) > 1 {
			below[level+1], terms = terms, x.product(parts)
		}
	}
	below[0] = terms
	var l lows
	var all []term
	for i, terms := range below {
		for _, t := range terms {
			all, l.levels = append(all, t), append(l.levels, int8(i-1))
		}
	}
	if x.over || len(all) > limit {
		return lows{over: true}
	}
	for i := range groups {
		if looked[i] {
			l.groups = append(l.groups, uint8(i))
		}
	}
	if len(l.groups) > 0 {
		l.write(groups, all)
	}
	return l
}

// spanned marks the groups that rules with a level look at together with others.
func spanned(rules []Rule, groups []*group, yes, no [][]term) []bool {
	looked := make([]bool, len(groups))
	for r := range rules {
		if rules[r].Level < 0 || confined(yes[r]) {
			continue
		}
		for _, t := range no[r] {
			for _, l := range t {
				looked[l.group] = true
			}
		}
	}
	return looked
}

// confined reports whether the terms of a rule look at one group at most.
func confined(terms []term) bool {
	return len(terms) == 0 || len(terms) == 1 && len(terms[0]) <= 1
}

// looksAt reports whether a rule is among those that the terms are made of.
func looksAt(yes []term, looked []bool) bool {
	return !confined(yes) || len(yes) == 1 && len(yes[0]) == 1 && looked[yes[0][0].group]
}

// negation is that of a rule; of a confined one it looks at the same group alone.
func (x *expander) negation(yes, no []term) []term {
	if !confined(yes) {
		return no
	}
	l := yes[0][0]
	return x.literal(l.group, Full(len(x.groups[l.group].cellOf))&^l.tuples)
}

func (l *lows) write(groups []*group, terms []term) {
	l.rows = make([][]uint64, (len(terms)+63)/64)
	for i, g := range groups {
		rows := g.rows(len(l.rows), func(row []uint64, tuple int) {
			for k, t := range terms {
				if t.allows(i, tuple) {
					row[k>>6] |= 1 << (k & 63)
				}
			}
		})
		for _, row := range rows {
			for w, x := range row {
				l.rows[w] = append(l.rows[w], x)
			}
		}
	}
}

// least is the least level, at least the floor. known is what parts allow.
func (l *lows) least(cells []uint16, known []uint64, floor int8) int8 {
	for w, rows := range l.rows {
		left := ^uint64(0)
		if len(known) > 0 {
			left = known[w]
		}
		for _, g := range l.groups {
			left &= rows[cells[g]]
		}
		if left != 0 {
			return max(floor, l.levels[w<<6+bits.TrailingZeros64(left)])
		}
	}
	return floor
}

// row is what a cell allows.
func (l *lows) row(cell int) []uint64 {
	row := make([]uint64, len(l.rows))
	for w, rows := range l.rows {
		row[w] = rows[cell]
	}
	return row
}
