package logic

import (
	"strconv"
	"strings"
)

// Dump writes the set as text: a line for each branch of each node that leads
// into it, as node, label and next node, from node 1 on. The label is that of
// a variable in some of its regions. The text depends on nothing but the set,
// the order of the variables that it depends on, and the labels; it is empty
// for a set without cases, and over the limit.
func (s *Space) Dump(a Cases, label func(v int, regions Set) string) string {
	if !s.ready(a) || a.Empty() {
		return ""
	}
	s.marks.clear(len(s.b.depth))
	d := dumper{Space: s, label: label}
	if name := d.name(a.n); name == everyCase {
		return everyCase + "\n"
	}
	return strings.Join(d.lines, "")
}

// everyCase stands for all cases, whatever is not looked at yet.
const everyCase = "all"

type dumper struct {
	*Space
	label func(v int, regions Set) string
	lines []string // by node, numbered as they are met, depth first
}

// name is the number of a node, which is described when it is first met.
func (d *dumper) name(n node) string {
	if n <= d.b.top {
		return everyCase
	}
	if !d.marks.has(n) {
		d.lines = append(d.lines, "")
		at := len(d.lines)
		d.marks.set(n, node(at))
		d.lines[at-1] = d.describe(n, strconv.Itoa(at))
	}
	return strconv.Itoa(int(d.marks.value[n]))
}

// describe takes regions with the same next node together: classes tell of
// the formulas of the space, not of the set.
func (d *dumper) describe(n node, name string) string {
	v := d.order[d.b.depth[n]]
	var next []node
	regions := map[node]Set{}
	for class, k := range d.b.branches(n) {
		if k != 0 && regions[k] == 0 {
			next = append(next, k)
		}
		regions[k] |= d.regions[v].sets[class]
	}
	var text strings.Builder
	for _, k := range next {
		text.WriteString(name + " " + d.label(v, regions[k]) + " " + d.name(k) + "\n")
	}
	return text.String()
}
