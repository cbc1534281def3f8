package logic

import "math/bits"

// maxTerms bounds the terms of all rules together, so that they fit a row
// however they are laid out.
const maxTerms = 4096

// rows is the part of an Engine that answers from tables.
type rows struct {
	regions []*merged // by variable
	groups  []*group
	table   *table
	lows    lows
	masks   []RuleSet // level -> its rules
	levelOf []int8    // rule -> its level, where rules stand by rising level; else nil
	leveled RuleSet   // the rules in levelOf
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
		if total += len(yes[i]) + len(no[i]); total > maxTerms {
			return nil, &TermsError{Rule: i, Limit: maxTerms, All: true}
		}
		if r.Level >= 0 {
			t.masks[r.Level].Add(i)
		}
	}
	t.levelOf = risingLevels(p.Rules)
	for i := range t.levelOf {
		t.leveled.Add(i)
	}
	levels := tupleLevels(t.groups, p.Rules, yes)
	t.table = newTable(t.groups, yes, no, levels)
	t.lows = newLows(p, t.groups, yes, no, limits.Lows)
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
		if !confined(terms) || len(terms) == 0 || len(terms[0]) == 0 {
			continue
		}
		l := terms[0][0]
		for t := range l.tuples.All() {
			levels[l.group][t] = max(levels[l.group][t], rules[r].Level)
		}
	}
	return levels
}

// top is the most severe level that a rule of s gives, at most from; -1 for
// none.
func (r *rows) top(s *RuleSet, from int) int {
	if r.levelOf != nil {
		return r.highest(s)
	}
	for k := from; k >= 0; k-- {
		m := &r.masks[k]
		if s[0]&m[0]|s[1]&m[1]|s[2]&m[2]|s[3]&m[3] != 0 {
			return k
		}
	}
	return -1
}

// highest is top where rules stand by rising level: that of the last rule of s.
func (r *rows) highest(s *RuleSet) int {
	n := len(r.levelOf)
	for w := (n - 1) >> 6; w >= 0; w-- {
		x := s[w]
		if rest := n - w<<6; rest < 64 {
			x &= 1<<rest - 1
		}
		if x != 0 {
			return int(r.levelOf[w<<6+bits.Len64(x)-1])
		}
	}
	return -1
}

// highestOf is highest for a set of two words.
func (r *rows) highestOf(x, y uint64) int8 {
	if y &= r.leveled[1]; y != 0 {
		return r.levelOf[63+bits.Len64(y)]
	}
	if x &= r.leveled[0]; x != 0 {
		return r.levelOf[bits.Len64(x)-1]
	}
	return -1
}

// risingLevels is the level of each rule that gives one, if these stand first and by
// rising level; else nil.
func risingLevels(rules []Rule) []int8 {
	var out []int8
	for i, r := range rules {
		switch {
		case r.Level < 0:
			continue
		case len(out) < i, len(out) > 0 && int(out[i-1]) > r.Level:
			return nil
		}
		out = append(out, int8(r.Level))
	}
	return out
}
