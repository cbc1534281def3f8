package logic

// diagram is a finished decision diagram: only the nodes that its root needs,
// branches before the nodes that have them.
type diagram struct {
	terminals int
	root      node
	depth     []uint16
	first     []int32
	kids      []node
	width     []int    // depth -> branches
	support   []VarSet // node -> variables that it depends on
	reach     []uint16 // node -> terminals below it
	table     []node   // open addressing, 0 is free
}

func freeze(b *builder, root node, order []int) *diagram {
	d := &diagram{terminals: int(b.top) + 1}
	for _, c := range b.choices {
		d.width = append(d.width, len(c))
	}
	for t := range d.terminals {
		d.depth = append(d.depth, terminalDepth)
		d.first = append(d.first, 0)
		d.support = append(d.support, VarSet{})
		d.reach = append(d.reach, 1<<t)
	}
	renamed := make([]node, len(b.depth))
	d.root = d.copyFrom(b, root, order, renamed)
	size := 16
	for size < 2*len(d.depth) {
		size *= 2
	}
	d.table = make([]node, size)
	for n := d.terminals; n < len(d.depth); n++ {
		insert(d.table, hash(int(d.depth[n]), d.branches(node(n))), node(n))
	}
	return d
}

func (d *diagram) copyFrom(b *builder, n node, order []int, renamed []node) node {
	if int(n) < d.terminals {
		return n
	}
	if renamed[n] != 0 {
		return renamed[n]
	}
	depth := b.depth[n]
	kids := make([]node, 0, d.width[depth])
	var support VarSet
	support.Add(order[depth])
	reach := uint16(0)
	for _, k := range b.branches(n) {
		k = d.copyFrom(b, k, order, renamed)
		kids = append(kids, k)
		support = support.Union(d.support[k])
		reach |= d.reach[k]
	}
	id := node(len(d.depth))
	d.depth = append(d.depth, depth)
	d.first = append(d.first, int32(len(d.kids)))
	d.kids = append(d.kids, kids...)
	d.support = append(d.support, support)
	d.reach = append(d.reach, reach)
	renamed[n] = id
	return id
}

func (d *diagram) branches(n node) []node {
	first := d.first[n]
	return d.kids[first : int(first)+d.width[d.depth[n]]]
}
