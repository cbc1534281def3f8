package logic

// blockWords is the length of the pieces that rows are stored in: a cache line.
const blockWords = 8

// table has a row of bits for every cell of every group: the terms that the
// cell allows. The rows of a case met together are the terms that survive.
// Terms of the conditions come first, terms of their negations from word no.
type table struct {
	yes, no layout
	noAt    int
	words   int
	blocks  [][][blockWords]uint64 // by block and cell
	narrow  [][2]uint64            // words of yes by cell, when there are no more
	short   [][shortWords]uint64   // words of yes and of no by cell, when there are two of each
}

// shortWords is the length of rows of which twice as many fit the cache.
const shortWords = blockWords / 2

// newTable lays out the terms of the rules and of their negations, by rule.
// levels is the level that the rules of one group alone give to its tuples.
func newTable(groups []*group, yes, no [][]term, levels [][]int) *table {
	t := &table{yes: *newLayout(yes, false), no: *newLayout(no, true)}
	t.noAt = t.yes.words
	t.words = t.yes.words + t.no.words
	w := rowWriter{t, yes, no, levels}
	var rows [][]uint64
	for i, g := range groups {
		rows = append(rows, w.group(i, g)...)
	}
	for from := 0; from < t.words; from += blockWords {
		block := make([][blockWords]uint64, len(rows))
		for i, r := range rows {
			copy(block[i][:], r[from:])
		}
		t.blocks = append(t.blocks, block)
	}
	for _, r := range rows {
		if t.yes.words == 2 {
			t.narrow = append(t.narrow, [2]uint64(r))
		}
		if t.yes.words == 2 && t.no.words == 2 {
			t.short = append(t.short, [shortWords]uint64(r))
		}
	}
	return t
}

// rowWriter fills rows.
type rowWriter struct {
	*table
	yesTerms, noTerms [][]term
	levels            [][]int
}

// group makes the rows of the cells of a group.
func (w *rowWriter) group(number int, g *group) [][]uint64 {
	return g.rows(w.words, func(row []uint64, t int) {
		w.yes.allow(row[:w.noAt], w.yesTerms, number, t)
		w.no.allow(row[w.noAt:], w.noTerms, number, t)
		w.no.writeFloor(row[w.noAt:], w.levels[number][t])
	})
}

// rows makes rows of some words: write gives the row of a tuple. What a cell with
// an unknown variable allows, one of the cells with its classes allows.
func (g *group) rows(words int, write func(row []uint64, tuple int)) [][]uint64 {
	rows := make([][]uint64, g.cells)
	for cell := range rows {
		rows[cell] = make([]uint64, words)
	}
	for t, cell := range g.cellOf {
		write(rows[cell], t)
	}
	for cell := range rows {
		first, i, open := g.open(cell)
		if !open {
			continue
		}
		for c := range g.size[i] {
			for k, x := range rows[first+c*g.weight[i]] {
				rows[cell][k] |= x
			}
		}
	}
	return rows
}

// row is a copy of the row of a cell.
func (t *table) row(cell int) []uint64 {
	var row []uint64
	for _, block := range t.blocks {
		row = append(row, block[cell][:]...)
	}
	return row[:t.words]
}

// meetRows ands the rows of the cells together.
func meetRows(rows [][blockWords]uint64, cells []uint16, out *[blockWords]uint64) {
	const ones = ^uint64(0)
	a, b, c, d, e, f, g, h := ones, ones, ones, ones, ones, ones, ones, ones
	for _, x := range cells {
		r := &rows[x]
		a &= r[0]
		b &= r[1]
		c &= r[2]
		d &= r[3]
		e &= r[4]
		f &= r[5]
		g &= r[6]
		h &= r[7]
	}
	out[0], out[1], out[2], out[3], out[4], out[5], out[6], out[7] = a, b, c, d, e, f, g, h
}

// meetShort is the same for short rows, two at a time.
func meetShort(rows [][shortWords]uint64, cells []uint16) (a, b, c, d uint64) {
	a, b, c, d = ^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)
	for ; len(cells) >= 2; cells = cells[2:] {
		p, q := &rows[cells[0]], &rows[cells[1]]
		a &= p[0] & q[0]
		b &= p[1] & q[1]
		c &= p[2] & q[2]
		d &= p[3] & q[3]
	}
	for _, x := range cells {
		r := &rows[x]
		a &= r[0]
		b &= r[1]
		c &= r[2]
		d &= r[3]
	}
	return a, b, c, d
}

// meetNarrow is the same for rows of two words, four rows at a time.
func meetNarrow(rows [][2]uint64, cells []uint16) (a, b uint64) {
	a, b = ^uint64(0), ^uint64(0)
	for ; len(cells) >= 4; cells = cells[4:] {
		p, q, r, s := &rows[cells[0]], &rows[cells[1]], &rows[cells[2]], &rows[cells[3]]
		a &= p[0] & q[0] & (r[0] & s[0])
		b &= p[1] & q[1] & (r[1] & s[1])
	}
	for _, x := range cells {
		r := &rows[x]
		a &= r[0]
		b &= r[1]
	}
	return a, b
}
