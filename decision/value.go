package decision

import (
	"fmt"
	"math"
)

// Bool is a yes/no fact that may be unknown. The zero value is Unknown, so a forgotten
// assignment never reads as a no.
type Bool uint8

// What a yes/no fact can be.
const (
	Unknown Bool = iota
	No
	Yes
)

// String returns "unknown", "no" or "yes".
func (b Bool) String() string {
	switch b {
	case Unknown:
		return "unknown"
	case No:
		return "no"
	case Yes:
		return "yes"
	}
	return fmt.Sprintf("Bool(%d)", uint8(b))
}

// Known turns a Go bool into a known fact.
func Known(yes bool) Bool {
	if yes {
		return Yes
	}
	return No
}

// Number is a number that may be unknown or known in part. The zero value is unknown;
// zero weeks is Exactly(0). Make one with Exactly, Between, AtLeast, AtMost, MoreThan or
// LessThan.
type Number struct {
	exact uint64  // the bits of the value and one more; 0 unless it is known exactly
	part  *bounds // what is known in part; nil otherwise
}

// bounds is what is known of a number in part.
type bounds struct {
	low, high float64
	state     boundState
}

type boundState uint8

const (
	hasLow boundState = 1 << iota
	hasHigh
	lowOpen
	highOpen
)

// Exactly is a known number.
func Exactly(x float64) Number { return Number{exact: math.Float64bits(x+0) + 1} } // -0 is 0

// Between is a number known to lie in a closed range.
func Between(low, high float64) Number {
	if low == high {
		return Exactly(low)
	}
	return known(bounds{low, high, hasLow | hasHigh})
}

// AtLeast is a number known to be low or more.
func AtLeast(low float64) Number { return known(bounds{low: low, state: hasLow}) }

// AtMost is a number known to be high or less.
func AtMost(high float64) Number { return known(bounds{high: high, state: hasHigh}) }

// MoreThan is a number known to be above low.
func MoreThan(low float64) Number { return known(bounds{low: low, state: hasLow | lowOpen}) }

// LessThan is a number known to be below high.
func LessThan(high float64) Number { return known(bounds{high: high, state: hasHigh | highOpen}) }

func known(b bounds) Number {
	b.low, b.high = b.low+0, b.high+0 // -0 is 0
	return Number{part: &b}
}

// Value returns the number and whether it is known exactly.
func (n Number) Value() (float64, bool) {
	if n.exact == 0 {
		return 0, false
	}
	return n.value(), true
}

// value is the number where it is known exactly.
func (n Number) value() float64 { return math.Float64frombits(n.exact - 1) }

func (n Number) isExact() bool { return n.exact != 0 }

// IsUnknown reports whether nothing is known of the number.
func (n Number) IsUnknown() bool { return n == Number{} }

// within narrows what is known to the closed range of a fact. ok is false when nothing of
// the range is left.
func (n Number) within(f *Fact) (lo, hi float64, loOpen, hiOpen, ok bool) {
	lo, hi = f.Min, f.Max
	if x, exactly := n.Value(); exactly {
		return x, x, false, false, x >= lo && x <= hi
	}
	if b := n.part; b != nil {
		if b.state&hasLow != 0 && b.low >= lo {
			lo, loOpen = b.low, b.state&lowOpen != 0
		}
		if b.state&hasHigh != 0 && b.high <= hi {
			hi, hiOpen = b.high, b.state&highOpen != 0
		}
	}
	if f.Type == TypeInteger {
		lo, loOpen, hi, hiOpen = wholeBounds(lo, loOpen, hi, hiOpen)
	}
	return lo, hi, loOpen, hiOpen, lo < hi || lo == hi && !loOpen && !hiOpen
}

func wholeBounds(lo float64, loOpen bool, hi float64, hiOpen bool) (float64, bool, float64, bool) {
	if l := math.Ceil(lo) + 0; loOpen && l == lo {
		lo++
	} else {
		lo = l
	}
	if h := math.Floor(hi) + 0; hiOpen && h == hi {
		hi--
	} else {
		hi = h
	}
	return lo, false, hi, false
}

// String shows the number as a fact's value is shown to people.
func (n Number) String() string {
	x, exactly := n.Value()
	switch {
	case exactly:
		return formatNumber(x)
	case n.part == nil:
		return "unknown"
	}
	return n.part.String()
}

func (b *bounds) String() string {
	word := func(open bool, plain, strict string) string {
		if open {
			return strict
		}
		return plain
	}
	low := word(b.state&lowOpen != 0, "at least ", "more than ") + formatNumber(b.low)
	high := word(b.state&highOpen != 0, "at most ", "less than ") + formatNumber(b.high)
	switch {
	case b.state&hasHigh == 0:
		return low
	case b.state&hasLow == 0:
		return high
	}
	return low + ", " + high
}
