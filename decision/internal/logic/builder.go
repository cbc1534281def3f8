package logic

import "slices"

// node is the number of a node of a diagram. The first numbers are terminals:
// 0 stands for no level, k+1 for level k.
type node int32

// terminalDepth is below every variable.
const terminalDepth = 1 << 15

// builder makes a reduced, ordered, hash-consed decision diagram with many
// branches a node: equal functions have equal nodes. Over its limit it stops
// making nodes and says so; the nodes are then worthless.
type builder struct {
	depthOf []int16   // variable -> depth, -1 when it makes no difference
	choices [][]uint8 // depth -> one region for each branch
	top     node      // the most severe terminal
	depth   []uint16
	first   []int32 // node -> its first branch in kids
	kids    []node
	table   []node   // open addressing, 0 is free
	memo    []result // of operations, by their hash; a later one may displace it
	path    []node   // branches of the nodes under construction
	limit   int
	steps   int
	over    bool
}

// operation makes one function of two.
type operation uint8

const (
	greater operation = iota // or, where a level stands for true
	lesser                   // and
	without                  // the first and not the second, of functions with one level
)

// result is what an operation on two nodes came to.
type result struct {
	a, b, n node
	op      operation
}

// stepsPerNode bounds the operations by the node limit: an operation that
// makes no node takes time, too.
const stepsPerNode = 8

func newBuilder(depthOf []int16, choices [][]uint8, levels, limit int) *builder {
	b := &builder{depthOf: depthOf, choices: choices, top: node(levels), limit: limit}
	for range levels + 1 {
		b.depth = append(b.depth, terminalDepth)
		b.first = append(b.first, 0)
	}
	b.table, b.memo = make([]node, 64), make([]result, 64)
	return b
}

// mk is the node at a depth with the given branches.
func (b *builder) mk(depth uint16, kids []node) node {
	if !slices.ContainsFunc(kids, func(k node) bool { return k != kids[0] }) {
		return kids[0]
	}
	mask := uint32(len(b.table) - 1)
	h := hash(depth, kids) & mask
	for ; b.table[h] != 0; h = (h + 1) & mask {
		if n := b.table[h]; b.depth[n] == depth && slices.Equal(b.branches(n), kids) {
			return n
		}
	}
	if len(b.depth) >= b.limit {
		b.over = true
		return 0
	}
	n := node(len(b.depth))
	b.table[h] = n
	b.depth = append(b.depth, depth)
	b.first = append(b.first, int32(len(b.kids)))
	b.kids = append(b.kids, kids...)
	if 2*len(b.depth) > len(b.table) {
		b.grow()
	}
	return n
}

func (b *builder) grow() {
	b.table, b.memo = make([]node, 2*len(b.table)), make([]result, 2*len(b.memo))
	for n := int(b.top) + 1; n < len(b.depth); n++ {
		insert(b.table, hash(b.depth[n], b.branches(node(n))), node(n))
	}
}

// insert puts a node that is not yet there into an open-addressing table.
func insert(table []node, h uint32, n node) {
	mask := uint32(len(table) - 1)
	for h &= mask; table[h] != 0; h = (h + 1) & mask {
	}
	table[h] = n
}

func (b *builder) branches(n node) []node {
	first := b.first[n]
	return b.kids[first : int(first)+len(b.choices[b.depth[n]])]
}

func hash(depth uint16, kids []node) uint32 {
	h := uint32(depth)*0x9e3779b1 + 1
	for _, k := range kids {
		h = (h ^ uint32(k)) * 0x85ebca6b
		h ^= h >> 15
	}
	return h
}

// combine is the greater of two functions in every completion, or the lesser.
// hi is the greatest value that either has.
func (b *builder) combine(op operation, x, y, hi node) node {
	low, high := node(0), hi
	if op == lesser {
		low, high = hi, 0
	}
	switch {
	case b.over:
		return 0
	case x == y || y == low || x == high:
		return x
	case x == low || y == high:
		return y
	case x <= b.top && y <= b.top:
		return max(x, y) // a lesser has only 0 and hi, decided above
	}
	return b.apply(op, min(x, y), max(x, y), hi)
}

// less is where x holds and y does not, for functions with one level.
func (b *builder) less(x, y node) node {
	switch {
	case b.over || x == 0 || x == y || y == b.top:
		return 0
	case y == 0:
		return x
	}
	return b.apply(without, x, y, b.top)
}

// apply does an operation that its operands do not decide by themselves.
func (b *builder) apply(op operation, x, y, hi node) node {
	if r := b.remembered(op, x, y); r.a == x && r.b == y && r.op == op {
		return r.n
	}
	if b.steps++; b.steps > stepsPerNode*b.limit {
		b.over = true
		return 0
	}
	n := b.branch(op, x, y, hi)
	*b.remembered(op, x, y) = result{x, y, n, op}
	return n
}

// remembered is where the result of an operation is kept. No operation has two
// nodes 0, so that an empty place is none.
func (b *builder) remembered(op operation, x, y node) *result {
	h := uint32(x)*0x9e3779b1 ^ uint32(y)*0x85ebca6b ^ uint32(op)*0xc2b2ae35
	h ^= h >> 15
	return &b.memo[h&uint32(len(b.memo)-1)]
}

func (b *builder) branch(op operation, x, y, hi node) node {
	depth := min(b.depth[x], b.depth[y])
	mark := len(b.path)
	for i := range b.choices[depth] {
		n, m := b.follow(x, depth, i), b.follow(y, depth, i)
		if op == without {
			n = b.less(n, m)
		} else {
			n = b.combine(op, n, m, hi)
		}
		b.path = append(b.path, n)
	}
	n := b.mk(depth, b.path[mark:])
	b.path = b.path[:mark]
	return n
}

// follow is branch i of n where n looks at that depth, else n itself.
func (b *builder) follow(n node, depth uint16, i int) node {
	if b.depth[n] != depth {
		return n
	}
	return b.kids[int(b.first[n])+i]
}

// formula is the function that is hi where f holds (where it does not, for
// negated) and 0 elsewhere.
func (b *builder) formula(f *Formula, negated bool, hi node) node {
	switch f.kind() {
	case opIn:
		return b.atom(f, negated, hi)
	case opNot:
		return b.formula(f.kids[0], !negated, hi)
	case opAnd, opOr:
		op, absorbing := greater, hi
		if (f.op == opAnd) != negated {
			op, absorbing = lesser, 0
		}
		n := b.formula(f.kids[0], negated, hi)
		for _, k := range f.kids[1:] {
			if n == absorbing || b.over {
				break
			}
			n = b.combine(op, n, b.formula(k, negated, hi), hi)
		}
		return n
	}
	if (f.kind() == opTrue) != negated {
		return hi
	}
	return 0
}

func (b *builder) atom(f *Formula, negated bool, hi node) node {
	depth := b.depthOf[f.v]
	if depth < 0 { // every region of the variable is in the set, or none
		if f.set.Has(0) != negated {
			return hi
		}
		return 0
	}
	mark := len(b.path)
	for _, region := range b.choices[depth] {
		n := node(0)
		if f.set.Has(int(region)) != negated {
			n = hi
		}
		b.path = append(b.path, n)
	}
	n := b.mk(uint16(depth), b.path[mark:])
	b.path = b.path[:mark]
	return n
}

// rules is the terminal of a completion, at least floor. Severe rules go first:
// where they hold, the milder ones need no nodes.
func (b *builder) rules(rules []Rule, floor node) node {
	root := floor
	for t := b.top; t > floor; t-- {
		n := node(0)
		for _, r := range rules {
			if node(r.Level)+1 == t {
				n = b.combine(greater, n, b.formula(r.When, false, t), t)
			}
		}
		root = b.combine(greater, root, n, b.top)
	}
	return root
}
