package logic

import "slices"

// beyond is the sets of the first family that hold no set of the second.
const beyond operation = without + 1

// minimal is the sets of steps at which a truth holds and at no proper part of
// which it does. A step into a variable belongs to such a set only if the rest
// of it does not suffice while the variable stays as it is:
//
//	minimal(n) = minimal(n stays) and, for each target, the target beside
//	             every set of minimal(n moves there) that holds none of those
func (q *question) minimal(n node) node {
	for len(q.least) < len(q.where.depth) {
		q.least = append(q.least, -1)
	}
	return q.minimalOf(n)
}

func (q *question) minimalOf(n node) node {
	b := q.families
	switch {
	case n <= 1:
		return n
	case b.over || q.where.over:
		return 0
	case q.least[n] >= 0:
		return q.least[n]
	}
	kids := q.where.branches(n)
	mark := len(b.path)
	stay := q.minimalOf(kids[0])
	b.path = append(b.path, stay)
	for _, k := range kids[1:] {
		moved := b.beyond(q.minimalOf(k), stay)
		b.path = append(b.path, moved)
	}
	made := b.family(q.where.depth[n], b.path[mark:])
	b.path = b.path[:mark]
	q.least[n] = made
	return made
}

// family is the node with the given branches, none when no set moves the
// variable. Families are such that no set holds another, so that branches are
// never all alike.
func (b *builder) family(depth uint16, kids []node) node {
	if !slices.ContainsFunc(kids[1:], func(k node) bool { return k != 0 }) {
		return kids[0]
	}
	return b.mk(depth, kids)
}

// beyond is the sets of x that hold no set of y.
func (b *builder) beyond(x, y node) node {
	switch {
	case b.over || x == 0 || x == y:
		return 0
	case y == 0:
		return x
	case b.hasNone(y): // which every set holds
		return 0
	case x == 1:
		return 1
	}
	if r := b.remembered(beyond, x, y); r.a == x && r.b == y && r.op == beyond {
		return r.n
	}
	if b.steps++; b.steps > stepsPerNode*b.limit {
		b.over = true
		return 0
	}
	made := b.beyondAt(x, y)
	*b.remembered(beyond, x, y) = result{x, y, made, beyond}
	return made
}

func (b *builder) beyondAt(x, y node) node {
	if b.depth[y] < b.depth[x] { // no set of x moves that variable
		return b.beyond(x, b.branches(y)[0])
	}
	depth := b.depth[x]
	mark := len(b.path)
	for i, k := range b.branches(x) {
		if b.depth[y] > depth {
			k = b.beyond(k, y)
		} else {
			k = b.beyond(k, b.branches(y)[0])
			if i > 0 {
				k = b.beyond(k, b.branches(y)[i])
			}
		}
		b.path = append(b.path, k)
	}
	made := b.family(depth, b.path[mark:])
	b.path = b.path[:mark]
	return made
}

// hasNone reports whether the empty set is in a family.
func (b *builder) hasNone(n node) bool {
	for n > b.top {
		n = b.branches(n)[0]
	}
	return n == 1
}

// listing is how the sets of a family are listed: the small ones first.
type listing struct {
	*question
	least, most map[node]int // sizes of the sets of a node
	steps       []ChangeStep
	out         [][]ChangeStep
	room, work  int
}

// Room and work of a list: what is listed is put together afterwards, so that
// there is room for more than is wanted.
const (
	roomPerSet = 16
	workPerSet = 256
)

// list is the sets of a family up to the limits, and whether there are more.
func (q *question) list(root node, l ChangeLimits) (sets [][]ChangeStep, more bool) {
	if root == 0 {
		return nil, false
	}
	x := &listing{question: q, least: map[node]int{1: 0}, most: map[node]int{1: 0}, room: roomPerSet * l.Sets, work: workPerSet * l.Sets}
	x.measure(root)
	for size := x.least[root]; size <= min(l.Steps, x.most[root]); size++ {
		x.visit(root, size)
	}
	more = x.most[root] > l.Steps || x.room < 0 || x.work < 0
	sets = together(x.out)
	return sets, more
}

// measure finds how large the sets below a node are.
func (x *listing) measure(n node) {
	if _, known := x.least[n]; known || n == 0 {
		return
	}
	least, most := len(x.vars)+1, -1
	for i, k := range x.families.branches(n) {
		if k == 0 {
			continue
		}
		x.measure(k)
		moved := min(i, 1)
		least, most = min(least, x.least[k]+moved), max(most, x.most[k]+moved)
	}
	x.least[n], x.most[n] = least, most
}

// visit lists the sets below a node that have so many steps. Targets that lead
// on alike are one step.
func (x *listing) visit(n node, size int) {
	if n == 0 || size < x.least[n] || size > x.most[n] || x.room < 0 || x.work < 0 {
		return
	}
	x.work--
	if n == 1 {
		if x.room--; x.room >= 0 {
			steps := slices.Clone(x.steps)
			slices.SortFunc(steps, func(a, b ChangeStep) int { return a.Var - b.Var })
			x.out = append(x.out, steps)
		}
		return
	}
	kids, targets := x.families.branches(n), x.targets[x.families.depth[n]]
	x.visit(kids[0], size)
	for i, s := range targets {
		k := kids[i+1]
		alike := func(j int) bool { return kids[j+1] == k && targets[j].Become == s.Become }
		first := 0
		for ; !alike(first); first++ {
		}
		if first < i {
			continue
		}
		for j := i + 1; j < len(targets); j++ {
			if alike(j) {
				s.To |= targets[j].To
			}
		}
		x.steps = append(x.steps, s)
		x.visit(k, size-1)
		x.steps = x.steps[:len(x.steps)-1]
	}
}

// together unites sets that differ in the regions of one step only, as long as
// there are any.
func together(sets [][]ChangeStep) [][]ChangeStep {
	for united := true; united; {
		united = false
		for i := 0; i < len(sets); i++ {
			for j := i + 1; j < len(sets); j++ {
				if k, ok := differIn(sets[i], sets[j]); ok {
					sets[i][k].To |= sets[j][k].To
					sets = slices.Delete(sets, j, j+1)
					j, united = j-1, true
				}
			}
		}
	}
	return sets
}

// differIn is the only step in whose regions two sets differ.
func differIn(a, b []ChangeStep) (at int, ok bool) {
	if len(a) != len(b) {
		return 0, false
	}
	at = -1
	for i := range a {
		if a[i].Var != b[i].Var || a[i].Become != b[i].Become {
			return 0, false
		}
		if a[i].To != b[i].To {
			if at >= 0 {
				return 0, false
			}
			at = i
		}
	}
	return at, at >= 0
}
