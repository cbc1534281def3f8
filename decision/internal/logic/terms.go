package logic

import "slices"

// term is a conjunction: for each group that it speaks of, by rising group,
// the set of tuples that it allows. The empty term always holds.
type term []literal

type literal struct {
	group  int
	tuples Set
}

// expander turns formulas into disjunctions of terms.
type expander struct {
	groups  []*group
	groupOf []int // variable -> group, -1 when no condition tells its regions apart
	regions []*merged
	region  []uint8 // scratch of tuples
	limit   int
	over    bool // a formula needed more terms than limit
}

func newExpander(groups []*group, regions []*merged, limit int) *expander {
	x := &expander{groups: groups, regions: regions, limit: limit}
	x.groupOf, x.region = make([]int, len(regions)), make([]uint8, len(regions))
	for v := range x.groupOf {
		x.groupOf[v] = -1
	}
	for i, g := range groups {
		for _, v := range g.vars {
			x.groupOf[v] = i
		}
	}
	return x
}

// noGroup and manyGroups answer where a formula that is not confined to one
// group lives.
const (
	noGroup    = -1
	manyGroups = -2
)

// home is the group that f is confined to, noGroup or manyGroups.
func (x *expander) home(f *Formula) int {
	home := noGroup
	f.atoms(func(v int, _ Set) {
		switch g := x.groupOf[v]; {
		case g == noGroup || g == home:
		case home == noGroup:
			home = g
		default:
			home = manyGroups
		}
	})
	return home
}

// tuples is the set of the tuples of a group on which f, confined to it, holds.
func (x *expander) tuples(f *Formula, home int) Set {
	g := x.groups[home]
	var s Set
	for t, cell := range g.cellOf {
		for i, v := range g.vars {
			x.region[v] = x.regions[v].first[g.class(cell, i)]
		}
		if f.Eval(x.region) {
			s |= 1 << t
		}
	}
	return s
}

// expand is f, or its negation, as a disjunction of terms.
func (x *expander) expand(f *Formula, negated bool) []term {
	switch home := x.home(f); {
	case x.over:
		return nil
	case home == noGroup:
		if f.Eval(x.region) != negated {
			return []term{{}}
		}
		return nil
	case home != manyGroups:
		s := x.tuples(f, home)
		if negated {
			s = Full(len(x.groups[home].cellOf)) &^ s
		}
		return x.literal(home, s)
	case f.op == opNot:
		return x.expand(f.kids[0], !negated)
	}
	parts := x.operands(f, negated)
	if (f.op == opAnd) != negated {
		return x.product(parts)
	}
	var sum []term
	for _, p := range parts {
		if sum = append(sum, p...); len(sum) > 2*x.limit {
			sum = x.simplify(sum)
		}
	}
	return x.simplify(sum)
}

func (x *expander) literal(home int, s Set) []term {
	switch s {
	case 0:
		return nil
	case Full(len(x.groups[home].cellOf)):
		return []term{{}}
	}
	return []term{{{home, s}}}
}

// operands expands the operands of f, those confined to the same group as one.
func (x *expander) operands(f *Formula, negated bool) [][]term {
	var parts [][]term
	confined := map[int][]*Formula{}
	for _, k := range f.kids {
		home := x.home(k)
		if home == manyGroups {
			parts = append(parts, x.expand(k, negated))
			continue
		}
		confined[home] = append(confined[home], k)
	}
	for home := noGroup; home < len(x.groups); home++ {
		if kids := confined[home]; kids != nil {
			parts = append(parts, x.expand(&Formula{op: f.op, kids: kids}, negated))
		}
	}
	return parts
}

func (x *expander) product(parts [][]term) []term {
	out := []term{{}}
	for _, p := range parts {
		var next []term
		for _, a := range out {
			for _, b := range p {
				if t, ok := both(a, b); ok {
					next = append(next, t)
				}
			}
			if len(next) > 2*x.limit {
				next = x.simplify(next)
			}
			if x.over {
				return nil
			}
		}
		out = x.simplify(next)
	}
	return out
}

// both is the conjunction of two terms, false when it never holds.
func both(a, b term) (term, bool) {
	out := make(term, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].group < b[0].group:
			out, a = append(out, a[0]), a[1:]
		case a[0].group > b[0].group:
			out, b = append(out, b[0]), b[1:]
		default:
			s := a[0].tuples & b[0].tuples
			if s == 0 {
				return nil, false
			}
			out, a, b = append(out, literal{a[0].group, s}), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...), true
}

// simplify drops terms that others cover and unites terms that differ in one
// group alone, until nothing changes.
func (x *expander) simplify(terms []term) []term {
	for i := 0; i < len(terms); i++ {
		for j := 0; j < i; j++ {
			t, ok := x.unite(terms[i], terms[j])
			if !ok {
				continue
			}
			terms[j] = t
			terms = slices.Delete(terms, i, i+1)
			i = j - 1 // the united term may cover, or unite with, earlier ones
			break
		}
	}
	if len(terms) > x.limit {
		x.over = true
		return nil
	}
	return terms
}

// unite is a single term that holds exactly where one of two terms does.
func (x *expander) unite(a, b term) (term, bool) {
	switch {
	case covers(a, b):
		return a, true
	case covers(b, a):
		return b, true
	case len(a) != len(b):
		return nil, false
	}
	at := -1
	for i := range a {
		if a[i].group != b[i].group || a[i].tuples != b[i].tuples && at >= 0 {
			return nil, false
		}
		if a[i].tuples != b[i].tuples {
			at = i
		}
	}
	out := slices.Clone(a)
	out[at].tuples |= b[at].tuples
	if out[at].tuples == Full(len(x.groups[out[at].group].cellOf)) {
		out = slices.Delete(out, at, at+1)
	}
	return out, true
}

// covers reports whether a holds wherever b does, group by group.
func covers(a, b term) bool {
	for _, l := range a {
		for len(b) > 0 && b[0].group < l.group {
			b = b[1:]
		}
		if len(b) == 0 || b[0].group != l.group || b[0].tuples&^l.tuples != 0 {
			return false
		}
	}
	return true
}
