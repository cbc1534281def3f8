package logic

import (
	"cmp"
	"slices"
	"sync"
)

// function is the level of a completion as a function of the variables.
type function struct {
	rules     []Rule // those that give a level
	levels    int
	order     []int    // depth -> variable
	depthOf   []int    // variable -> depth, -1 when it makes no difference
	regions   []merged // by depth
	slots     []slot   // by depth
	diagram   *diagram // nil over the limit
	lazyNodes int
	scratch   sync.Pool // of *scratch
}

func newFunction(vars []Var, rules []Rule, levels int, limits Limits) *function {
	f := &function{levels: levels, lazyNodes: limits.LazyNodes, depthOf: make([]int, len(vars))}
	var formulas []*Formula
	for _, r := range rules {
		if r.Level >= 0 {
			f.rules = append(f.rules, r)
			formulas = append(formulas, r.When)
		}
	}
	for v := range f.depthOf {
		f.depthOf[v] = -1
	}
	regions := merge(vars, formulas)
	where := slots(vars)
	for _, v := range variableOrder(f.rules, regions) {
		f.depthOf[v] = len(f.order)
		f.order = append(f.order, v)
		f.regions = append(f.regions, regions[v])
		f.slots = append(f.slots, where[v])
	}
	f.scratch.New = func() any { return newScratch(f) }
	choices := make([][]uint8, len(f.order))
	for d := range choices {
		choices[d] = f.regions[d].first
	}
	b := newBuilder(f.depthOf, choices, levels, limits.Nodes)
	if root := b.rules(f.rules, -1); !b.over {
		f.diagram = freeze(b, root, f.order)
	}
	return f
}

// variableOrder puts the variables first that meet most others, then those of
// the more severe rules: where such a variable is known, most of the rest no
// longer matters. A variable whose regions no condition tells apart is left out.
func variableOrder(rules []Rule, regions []merged) []int {
	partners := make([]VarSet, len(regions))
	severity := make([]int, len(regions))
	for _, r := range rules {
		vars := r.When.Vars()
		for v := range vars.All() {
			partners[v] = partners[v].Union(vars)
			severity[v] = max(severity[v], r.Level)
		}
	}
	var order []int
	for v := range regions {
		if regions[v].classes() > 1 {
			order = append(order, v)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(partners[b].Len(), partners[a].Len()), cmp.Compare(severity[b], severity[a]))
	})
	return order
}
