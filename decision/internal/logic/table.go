package logic

// table has a row of bits for every cell of every group: the terms that the
// cell allows. The rows of a case met together are the terms that survive.
type table struct {
	layout *layout
	narrow [][2]uint64   // the rows, when two words are enough
	blocks [][][4]uint64 // else four words at a time
}

// newTable lays out the terms of the rules, by rule. levels, when not nil, is
// the level that the rules of one group alone give to each of its tuples.
func newTable(groups []*group, terms [][]term, levels [][]int) *table {
	counts := make([]int, len(terms))
	for r := range terms {
		counts[r] = len(terms[r])
	}
	t := &table{layout: newLayout(counts, levels != nil)}
	w := rowWriter{layout: t.layout, terms: terms, words: max(t.layout.words, 1)}
	var rows [][]uint64
	for i, g := range groups {
		var l []int
		if levels != nil {
			l = levels[i]
		}
		rows = append(rows, w.group(i, g, l)...)
	}
	t.store(rows, w.words)
	return t
}

func (t *table) store(rows [][]uint64, words int) {
	if words <= 2 {
		t.narrow = make([][2]uint64, len(rows))
		for i, r := range rows {
			copy(t.narrow[i][:], r)
		}
		return
	}
	for from := 0; from < words; from += 4 {
		block := make([][4]uint64, len(rows))
		for i, r := range rows {
			copy(block[i][:], r[from:])
		}
		t.blocks = append(t.blocks, block)
	}
}

// rowWriter fills rows.
type rowWriter struct {
	layout *layout
	terms  [][]term
	words  int
}

// row is the row of all terms.
func (w *rowWriter) row() []uint64 {
	row := make([]uint64, w.words)
	for _, bits := range w.layout.bits {
		for _, b := range bits {
			row[b>>6] |= 1 << (b & 63)
		}
	}
	if f := w.layout.floor; w.layout.withFloor {
		row[f.word] |= uint64(Full(floorBits)) << f.shift
	}
	return row
}

// group makes the rows of the cells of a group. What a cell with an unknown
// variable allows, one of the cells with its classes allows.
func (w *rowWriter) group(number int, g *group, levels []int) [][]uint64 {
	rows := make([][]uint64, g.cells)
	for t, cell := range g.cellOf {
		rows[cell] = w.row()
		w.restrict(rows[cell], number, t)
		if levels != nil {
			f := w.layout.floor
			rows[cell][f.word] &^= uint64(Full(levels[t]+1)) << f.shift
		}
	}
	for cell := range rows {
		first, i, open := g.open(cell)
		if !open {
			continue
		}
		rows[cell] = make([]uint64, w.words)
		for c := range g.size[i] {
			for k, x := range rows[first+c*g.weight[i]] {
				rows[cell][k] |= x
			}
		}
	}
	return rows
}

// restrict takes out of a row the terms that a tuple of a group forbids.
func (w *rowWriter) restrict(row []uint64, group, tuple int) {
	for r, terms := range w.terms {
		for k, t := range terms {
			for _, l := range t {
				if l.group == group && !l.tuples.Has(tuple) {
					b := w.layout.bits[r][k]
					row[b>>6] &^= 1 << (b & 63)
				}
			}
		}
	}
}

// row is a copy of the row of a cell.
func (t *table) row(cell uint16, row *[maxWords]uint64) {
	if t.narrow != nil {
		copy(row[:], t.narrow[cell][:])
		return
	}
	for i, block := range t.blocks {
		copy(row[4*i:], block[cell][:])
	}
}

// meet ands the rows of the cells together into row.
func (t *table) meet(cells []uint16, row []uint64) {
	if t.narrow != nil {
		row[0], row[1] = meetNarrow(t.narrow, cells)
		return
	}
	for i, block := range t.blocks {
		*(*[4]uint64)(row[4*i:]) = meetBlock(block, cells)
	}
}

func meetNarrow(rows [][2]uint64, cells []uint16) (a, b uint64) {
	a, b = ^uint64(0), ^uint64(0)
	for _, x := range cells {
		r := &rows[x]
		a &= r[0]
		b &= r[1]
	}
	return a, b
}

func meetBlock(rows [][4]uint64, cells []uint16) [4]uint64 {
	a, b, c, d := ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)
	for _, x := range cells {
		r := &rows[x]
		a &= r[0]
		b &= r[1]
		c &= r[2]
		d &= r[3]
	}
	return [4]uint64{a, b, c, d}
}
