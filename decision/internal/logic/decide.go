package logic

import "math/bits"

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

// smallWords is the length of a row that is cheap to clear; no row is shorter.
const smallWords = 4

// tables answers from the rows alone: all exactly, but for Lo, which may be
// too low.
func (e *Engine) tables(c *Case, o *Outcome) {
	if e.rows.words <= smallWords {
		var row [smallWords]uint64
		e.rows.answer(c, row[:], o)
		return
	}
	var row [maxWords]uint64
	e.rows.answer(c, row[:], o)
}

func (r *rows) answer(c *Case, row []uint64, o *Outcome) {
	r.yes.meet(c.cells, row)
	if !c.open {
		r.yes.layout.fold(row, &o.Possible)
		o.Certain = o.Possible
		o.Hi = int8(r.top(&o.Possible, len(r.masks)-1))
		o.Lo, o.Exact = o.Hi, true
		return
	}
	meetInto(row, c.yes)
	r.yes.layout.fold(row, &o.Possible)
	o.Hi = int8(r.top(&o.Possible, len(r.masks)-1))
	r.no.meet(c.cells, row)
	meetInto(row, c.no)
	var refutable RuleSet
	r.no.layout.fold(row, &refutable)
	o.Certain = o.Possible.Minus(refutable)
	o.Lo = int8(max(r.no.layout.readFloor(row), r.top(&o.Certain, int(o.Hi))))
	o.Exact = o.Lo == o.Hi
}

func meetInto(row, with []uint64) {
	for i, x := range with {
		row[i] &= x
	}
}

// readFloor is the level that some group alone forces.
func (l *layout) readFloor(row []uint64) int {
	return bits.TrailingZeros64(row[l.floor.word]>>l.floor.shift|1<<MaxLevels) - 1
}
