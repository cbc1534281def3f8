package logic

// NoLevel is the bit of Reach.Levels for completions in which no rule with a
// level holds.
const NoLevel = 1 << 15

// Outcome is the answer to the hot question.
type Outcome struct {
	Certain, Possible RuleSet // rules that hold in all completions, in some
	Lo, Hi            int8    // least and greatest level over all completions; -1 is no level
	Exact             bool    // false: Lo may be too low
}

// Decide answers which rules hold and between which levels the case lies. It
// does not allocate, unless a diagram was over its limit and must be built for
// the case.
func (e *Engine) Decide(c *Case) (o Outcome) {
	e.tables(c, &o)
	if !o.Exact {
		lowest, exact := e.level.lowestOfParts(c, node(o.Lo+1))
		o.Lo, o.Exact = int8(lowest)-1, exact || int8(lowest)-1 == o.Hi
	}
	return o
}

// tables answers from the rows alone: all exactly, but for Lo, which may be
// too low.
func (e *Engine) tables(c *Case, o *Outcome) {
	r := e.rows
	if c.open {
		r.open(c, o)
		return
	}
	if t := r.table; t.narrow != nil {
		var row [2]uint64
		row[0], row[1] = meetNarrow(t.narrow, c.cells)
		t.yes.fold(row[:], &o.Possible)
	} else {
		r.foldYes(c, &o.Possible)
	}
	for i, x := range &o.Possible { // word by word, like fold
		o.Certain[i] = x
	}
	o.Hi = int8(r.top(&o.Possible, len(r.masks)-1))
	o.Lo, o.Exact = o.Hi, true
}

// foldYes is the rules that hold on a complete case whose rows are long.
func (r *rows) foldYes(c *Case, s *RuleSet) {
	var row [maxWords]uint64
	for i := 0; i < r.table.noAt; i += blockWords {
		meetRows(r.table.blocks[i/blockWords], c.cells, (*[blockWords]uint64)(row[i:]))
	}
	r.table.yes.fold(row[:], s)
}

// open answers a case of which something is unknown.
func (r *rows) open(c *Case, o *Outcome) {
	if len(r.table.blocks) == 1 {
		var row [blockWords]uint64
		meetRows(r.table.blocks[0], c.cells, &row)
		r.answer(c, row[:], o)
		return
	}
	var row [maxWords]uint64
	for i, block := range r.table.blocks {
		meetRows(block, c.cells, (*[blockWords]uint64)(row[i*blockWords:]))
	}
	r.answer(c, row[:], o)
}

func (r *rows) answer(c *Case, row []uint64, o *Outcome) {
	for i, x := range c.row {
		row[i] &= x
	}
	t := r.table
	t.yes.fold(row, &o.Possible)
	o.Hi = int8(r.top(&o.Possible, len(r.masks)-1))
	no := row[t.noAt:]
	var refutable RuleSet
	t.no.fold(no, &refutable)
	for i := range refutable { // word by word, like fold
		o.Certain[i] = o.Possible[i] &^ refutable[i]
	}
	floor := max(t.no.readFloor(no), r.top(&o.Certain, int(o.Hi)))
	o.Lo = int8(floor)
	o.Exact = o.Lo == o.Hi || len(c.parts) == 0 && r.attempt.attains(c.cells, floor)
}
