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
	b := e.Bounds(c, &o.Certain, &o.Possible)
	o.Lo, o.Hi, o.Exact = b.Lo, b.Hi, b.Exact
	return o
}

// Bounds are the levels of an Outcome.
type Bounds struct {
	Lo, Hi int8
	Exact  bool
}

// Bounds is Decide for a caller that has room for the rules: it sets all words
// of both sets.
func (e *Engine) Bounds(c *Case, certain, possible *RuleSet) Bounds {
	b := e.tables(c, certain, possible)
	if !b.Exact {
		a := e.level.ask(c, node(b.Lo+1))
		b.Lo = int8(least(a.reach)) - 1
		b.Exact = a.exact || b.Lo == b.Hi
	}
	return b
}

// tables answers from the rows alone: all exactly, but for Lo, which may be
// too low where there are no terms that tell it.
func (e *Engine) tables(c *Case, certain, possible *RuleSet) Bounds {
	r := e.rows
	if c.open {
		if r.table.short != nil && r.levelOf != nil {
			return r.short(c, certain, possible)
		}
		return r.open(c, certain, possible)
	}
	if r.table.narrow != nil && r.levelOf != nil {
		return r.narrow(c, certain, possible)
	}
	r.foldYes(c, possible)
	certain[0], certain[1], certain[2], certain[3] = possible[0], possible[1], possible[2], possible[3] // word by word, like fold
	level := int8(r.top(possible, len(r.masks)-1))
	return Bounds{level, level, true}
}

// narrow answers a complete case from narrow rows, in registers.
func (r *rows) narrow(c *Case, certain, possible *RuleSet) Bounds {
	x, y := r.table.yes.foldNarrow(meetNarrow(r.table.narrow, r.cells(c)))
	possible[0], possible[1], possible[2], possible[3] = x, y, 0, 0
	certain[0], certain[1], certain[2], certain[3] = x, y, 0, 0
	level := r.highestOf(x, y)
	return Bounds{level, level, true}
}

// short answers a case of which something is unknown from short rows, in registers.
func (r *rows) short(c *Case, certain, possible *RuleSet) Bounds {
	t := r.table
	yes0, yes1, no0, no1 := meetShort(t.short, r.cells(c))
	if len(c.row) >= shortWords {
		yes0, yes1, no0, no1 = yes0&c.row[0], yes1&c.row[1], no0&c.row[2], no1&c.row[3]
	}
	x, y := t.yes.foldNarrow(yes0, yes1)
	refuted0, refuted1 := t.no.foldNarrow(no0, no1)
	possible[0], possible[1], possible[2], possible[3] = x, y, 0, 0
	hi := r.highestOf(x, y)
	x, y = x&^refuted0, y&^refuted1
	certain[0], certain[1], certain[2], certain[3] = x, y, 0, 0
	lo := max(int8(t.no.floorOf([2]uint64{no0, no1}[t.no.floor.word&1])), r.highestOf(x, y))
	return r.bounds(c, lo, hi)
}

// foldYes is the rules that hold on a complete case whose rows are long.
func (r *rows) foldYes(c *Case, s *RuleSet) {
	var row [maxWords]uint64
	for i := 0; i < r.table.noAt; i += blockWords {
		meetRows(r.table.blocks[i/blockWords], r.cells(c), (*[blockWords]uint64)(row[i:]))
	}
	r.table.yes.fold(row[:], s)
}

// open answers a case of which something is unknown.
func (r *rows) open(c *Case, certain, possible *RuleSet) Bounds {
	if len(r.table.blocks) == 1 {
		var row [blockWords]uint64
		meetRows(r.table.blocks[0], r.cells(c), &row)
		return r.answer(c, row[:], certain, possible)
	}
	var row [maxWords]uint64
	for i, block := range r.table.blocks {
		meetRows(block, r.cells(c), (*[blockWords]uint64)(row[i*blockWords:]))
	}
	return r.answer(c, row[:], certain, possible)
}

func (r *rows) answer(c *Case, row []uint64, certain, possible *RuleSet) Bounds {
	t := r.table
	for i, x := range c.row[:min(len(c.row), t.words)] {
		row[i] &= x
	}
	t.yes.fold(row, possible)
	hi := r.top(possible, len(r.masks)-1)
	no := row[t.noAt:]
	t.no.fold(no, certain)   // the rules that some completion refutes
	for i := range certain { // word by word, like fold
		certain[i] = possible[i] &^ certain[i]
	}
	lo := max(t.no.readFloor(no), r.top(certain, hi))
	return r.bounds(c, int8(lo), int8(hi))
}

// bounds raises the low end to the least level of the completions.
func (r *rows) bounds(c *Case, lo, hi int8) Bounds {
	lo = r.lows.least(r.cells(c), c.row[min(len(c.row), r.table.words):], lo)
	return Bounds{lo, hi, lo == hi || !r.lows.over}
}
