package logic

// maxTuples bounds a group so that a set of tuples is one word.
const maxTuples = 64

// group is some variables taken together: a tuple is a class of each of them,
// a cell a tuple in which some may be unknown. Conditions over one group alone
// are sets of tuples, whatever their form.
type group struct {
	vars   []int
	size   []int // classes of each variable
	weight []int // of each variable in the number of a cell
	cellOf []int // tuple -> cell
	cells  int
	base   int // number of its first cell among the cells of all groups
}

func newGroup(vars []int, regions []*merged, base int) *group {
	g := &group{vars: vars, base: base, cells: 1}
	for _, v := range vars {
		g.size = append(g.size, regions[v].classes())
		g.weight = append(g.weight, g.cells)
		g.cells *= regions[v].classes() + 1
	}
	for cell := range g.cells {
		if _, _, open := g.open(cell); !open {
			g.cellOf = append(g.cellOf, cell)
		}
	}
	return g
}

// class is what a cell says of variable i of the group; g.size[i] is unknown.
func (g *group) class(cell, i int) int { return cell / g.weight[i] % (g.size[i] + 1) }

// open finds the first unknown variable, number i, of a cell: the cells with
// its classes in its place are first, first+g.weight[i] and so on.
func (g *group) open(cell int) (first, i int, ok bool) {
	for i, size := range g.size {
		if g.class(cell, i) == size {
			return cell - size*g.weight[i], i, true
		}
	}
	return 0, 0, false
}

// tuplesIn is the set of the tuples in which every variable of the group has
// one of the given classes.
func (g *group) tuplesIn(classes func(v int) Set) Set {
	allowed := ^Set(0)
	for i, v := range g.vars {
		s := classes(v)
		for t, cell := range g.cellOf {
			if !s.Has(g.class(cell, i)) {
				allowed &^= 1 << t
			}
		}
	}
	return allowed & Full(len(g.cellOf))
}
