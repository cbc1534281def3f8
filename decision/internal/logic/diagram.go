package logic

// diagram is a finished decision diagram: only the nodes that its root needs,
// branches before the nodes that have them.
type diagram struct {
	root      node
	terminals int
	nodes     []diagramNode
	kids      []node
	width     []int    // depth -> branches
	depths    []VarSet // node -> depths that it depends on; nil when support says it
	table     []node   // open addressing, 0 is free
}

type diagramNode struct {
	support uint64 // depths that it depends on, modulo 64
	first   int32  // of its branches in kids
	depth   uint16
	reach   uint16 // terminals below it
}

// maxExact is the number of depths that a support can tell apart.
const maxExact = 64

func freeze(b *builder, root node) *diagram {
	d := &diagram{terminals: int(b.top) + 1}
	for _, c := range b.choices {
		d.width = append(d.width, len(c))
	}
	if len(b.choices) > maxExact {
		d.depths = make([]VarSet, d.terminals)
	}
	for t := range d.terminals {
		d.nodes = append(d.nodes, diagramNode{depth: terminalDepth, reach: 1 << t})
	}
	d.root = d.copyFrom(b, root, make([]node, len(b.depth)))
	size := 16
	for size < 2*len(d.nodes) {
		size *= 2
	}
	d.table = make([]node, size)
	for n := d.terminals; n < len(d.nodes); n++ {
		insert(d.table, hash(d.nodes[n].depth, d.branches(node(n))), node(n))
	}
	return d
}

func (d *diagram) copyFrom(b *builder, n node, renamed []node) node {
	if int(n) < d.terminals {
		return n
	}
	if renamed[n] != 0 {
		return renamed[n]
	}
	made := diagramNode{depth: b.depth[n]}
	made.support = 1 << (made.depth % maxExact)
	var depths VarSet
	depths.Add(int(made.depth))
	kids := make([]node, 0, d.width[made.depth])
	for _, k := range b.branches(n) {
		k = d.copyFrom(b, k, renamed)
		kids = append(kids, k)
		made.support |= d.nodes[k].support
		made.reach |= d.nodes[k].reach
		if d.depths != nil {
			depths = depths.Union(d.depths[k])
		}
	}
	made.first = int32(len(d.kids))
	d.kids = append(d.kids, kids...)
	renamed[n] = node(len(d.nodes))
	d.nodes = append(d.nodes, made)
	if d.depths != nil {
		d.depths = append(d.depths, depths)
	}
	return renamed[n]
}

func (d *diagram) branches(n node) []node {
	first := int(d.nodes[n].first)
	return d.kids[first : first+d.width[d.nodes[n].depth]]
}
