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
// does not allocate unless the engine has no diagram and the tables do not
// settle Lo; then it costs as much as Reach.
func (e *Engine) Decide(c *Case) (o Outcome) {
	var row [maxWords]uint64
	r := e.rows
	r.yes.meet(c.cells, &row)
	if !c.open {
		o.Certain = r.yes.layout.fold(row[:])
		o.Possible = o.Certain
		o.Hi = int8(r.top(&o.Certain, len(r.masks)-1))
		o.Lo, o.Exact = o.Hi, true
		return o
	}
	meetInto(&row, c.yes)
	o.Possible = r.yes.layout.fold(row[:])
	o.Hi = int8(r.top(&o.Possible, len(r.masks)-1))
	r.no.meet(c.cells, &row)
	meetInto(&row, c.no)
	refutable := r.no.layout.fold(row[:])
	o.Certain = o.Possible.Minus(refutable)
	floor := r.no.layout.readFloor(row[:])
	o.Lo = int8(max(floor, r.top(&o.Certain, int(o.Hi))))
	if o.Lo == o.Hi || r.attains(c, o.Lo) {
		o.Exact = true
		return o
	}
	o.Lo, o.Exact = e.lowest(c, o.Lo)
	return o
}

func meetInto(row *[maxWords]uint64, with []uint64) {
	for i, x := range with {
		row[i] &= x
	}
}

// readFloor is the level that some group alone forces.
func (l *layout) readFloor(row []uint64) int {
	return bits.TrailingZeros64(row[l.floor.word]>>l.floor.shift|1<<MaxLevels) - 1
}

// attains tries one completion that is likely to be low in level.
func (r *rows) attains(c *Case, level int8) bool {
	var buffer [maxMembers]uint32
	witness := c.witness
	if len(witness) == 0 {
		witness = buffer[:len(c.cells)]
		for i, x := range c.cells {
			witness[i] = r.witness[x]
		}
	}
	var row [maxWords]uint64
	r.yes.meet(witness, &row)
	held := r.yes.layout.fold(row[:])
	return r.top(&held, len(r.masks)-1) <= int(level)
}

// lowest is the least level over all completions, at least bound.
func (e *Engine) lowest(c *Case, bound int8) (level int8, exact bool) {
	f := e.level
	s := f.scratch.Get().(*scratch)
	defer f.scratch.Put(s)
	if f.diagram == nil {
		s.read(f, c)
		if !s.buildFor(f, int(bound)) {
			return bound, false
		}
		return int8(bits.TrailingZeros16(s.levels)) - 1, true
	}
	return s.lowest(f, c, bound), true
}
