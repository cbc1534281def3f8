package logic

// maxCells bounds the rows of a group.
const maxCells = 128

// grouping decides which variables are taken together.
type grouping struct {
	regions []*merged
	unit    []int   // of each variable
	groups  [][]int // of variables
	affinity
}

// affinity says how much is gained by taking two variables together.
type affinity [][]int

// groupVariables partitions the variables that conditions tell apart: those
// that meet in conditions first, then what is left, so that there are few
// groups.
func groupVariables(vars []Var, rules []Rule, regions []*merged) []*group {
	p := grouping{regions: regions, affinity: make(affinity, len(vars))}
	for v, s := range slots(vars) {
		p.unit = append(p.unit, s.unit)
		p.affinity[v] = make([]int, len(vars))
		if regions[v].classes() > 1 {
			p.groups = append(p.groups, []int{v})
		}
	}
	for _, r := range rules {
		p.meet(r.When, 1)
	}
	for p.joinBest() {
	}
	p.joinUnits()
	p.fill()
	var groups []*group
	base := 0
	for _, g := range p.groups {
		groups = append(groups, newGroup(g, regions, base))
		base += groups[len(groups)-1].cells
	}
	if len(groups) == 0 { // so that every rule has a row
		groups = append(groups, newGroup(nil, regions, 0))
	}
	return groups
}

// meet counts the pairs of variables of different operands. The deeper they
// meet, the more terms it would take to keep them apart.
func (a affinity) meet(f *Formula, depth int) {
	if f == nil {
		return
	}
	const scale = 120
	var before VarSet
	for _, k := range f.kids {
		a.meet(k, depth+1)
		vars := k.Vars()
		for v := range before.All() {
			for w := range vars.All() {
				gain := scale * depth * depth / len(f.kids)
				a[v][w] += gain
				a[w][v] += gain
			}
		}
		before = before.Union(vars)
	}
}

func (p *grouping) joinBest() bool {
	best, x, y := 0, 0, 0
	for i := range p.groups {
		for j := range i {
			if gain := p.gain(p.groups[i], p.groups[j]); gain > best && p.fits(p.groups[j], p.groups[i]) {
				best, x, y = gain, j, i
			}
		}
	}
	if best > 0 {
		p.join(x, y)
	}
	return best > 0
}

func (p *grouping) gain(g, h []int) int {
	sum := 0
	for _, v := range g {
		for _, w := range h {
			sum += p.affinity[v][w]
		}
	}
	return sum
}

func (p *grouping) fits(g, h []int) bool {
	tuples, cells := 1, 1
	for _, part := range [][]int{g, h} {
		for _, v := range part {
			tuples *= p.regions[v].classes()
			cells *= p.regions[v].classes() + 1
		}
	}
	return tuples <= maxTuples && cells <= maxCells
}

// join puts group y into group x, x < y.
func (p *grouping) join(x, y int) {
	p.groups[x] = append(p.groups[x], p.groups[y]...)
	p.groups = append(p.groups[:y], p.groups[y+1:]...)
}

// joinUnits takes together what shares a code byte: one look-up then serves
// all of it.
func (p *grouping) joinUnits() {
	for x := 0; x < len(p.groups); x++ {
		for y := x + 1; y < len(p.groups); y++ {
			g, h := p.groups[x], p.groups[y]
			if len(h) == 1 && p.unit[g[0]] == p.unit[h[0]] && p.fits(g, h) {
				p.join(x, y)
				y--
			}
		}
	}
}

// fill joins small groups, first fit.
func (p *grouping) fill() {
	for x := 0; x < len(p.groups); x++ {
		for y := x + 1; y < len(p.groups); y++ {
			if p.fits(p.groups[x], p.groups[y]) {
				p.join(x, y)
				y--
			}
		}
	}
}
