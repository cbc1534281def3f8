package logic

import (
	"cmp"
	"slices"
)

// share is some rules and the variables that they, and no others, depend on.
type share struct {
	vars  []int
	rules []Rule
}

// independent splits rules into shares without a common variable; rules that
// depend on none make up a share of their own. A variable whose regions no
// condition tells apart does not count.
func independent(rules []Rule, regions []merged) []share {
	var shares []share
	var sets []VarSet
	for _, r := range rules {
		var own VarSet
		for v := range r.When.Vars().All() {
			if regions[v].classes() > 1 {
				own.Add(v)
			}
		}
		joined := share{rules: []Rule{r}}
		for i := len(shares) - 1; i >= 0; i-- {
			if own.Intersect(sets[i]).Empty() && !(own.Empty() && sets[i].Empty()) {
				continue
			}
			own = own.Union(sets[i])
			joined.rules = append(slices.Clone(shares[i].rules), joined.rules...)
			shares, sets = slices.Delete(shares, i, i+1), slices.Delete(sets, i, i+1)
		}
		shares, sets = append(shares, joined), append(sets, own)
	}
	for i := range shares {
		shares[i].vars = slices.Collect(sets[i].All())
	}
	return shares
}

// order puts the variables first that meet most others, then those of the more
// severe rules: where such a variable is known, most of the rest no longer
// matters.
func (p share) order() []int {
	partners := make(map[int]VarSet, len(p.vars))
	severity := make(map[int]int, len(p.vars))
	for _, r := range p.rules {
		vars := r.When.Vars()
		for v := range vars.All() {
			partners[v] = partners[v].Union(vars)
			severity[v] = max(severity[v], r.Level)
		}
	}
	order := slices.Clone(p.vars)
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(partners[b].Len(), partners[a].Len()), cmp.Compare(severity[b], severity[a]))
	})
	return order
}
