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
	low, high float64
	state     numberState
}

type numberState uint8

const (
	hasLow numberState = 1 << iota
	hasHigh
	lowOpen
	highOpen
	exact // low alone is the value
)

// Exactly is a known number.
func Exactly(x float64) Number { return Number{low: x + 0, high: x + 0, state: exact} } // -0 is 0

// Between is a number known to lie in a closed range.
func Between(low, high float64) Number {
	if low == high {
		return Exactly(low)
	}
	return Number{low: low + 0, high: high + 0, state: hasLow | hasHigh}
}

// AtLeast is a number known to be low or more.
func AtLeast(low float64) Number { return Number{low: low + 0, state: hasLow} }

// AtMost is a number known to be high or less.
func AtMost(high float64) Number { return Number{high: high + 0, state: hasHigh} }

// MoreThan is a number known to be above low.
func MoreThan(low float64) Number { return Number{low: low + 0, state: hasLow | lowOpen} }

// LessThan is a number known to be below high.
func LessThan(high float64) Number { return Number{high: high + 0, state: hasHigh | highOpen} }

// Value returns the number and whether it is known exactly.
func (n Number) Value() (float64, bool) { return n.low, n.state == exact }

// IsUnknown reports whether nothing is known of the number.
func (n Number) IsUnknown() bool { return n.state == 0 }

// within narrows what is known to the closed range of a fact. ok is false when nothing of
// the range is left.
func (n Number) within(f *Fact) (lo, hi float64, loOpen, hiOpen, ok bool) {
	lo, hi = f.Min, f.Max
	if n.state == exact {
		return n.low, n.low, false, false, n.low >= lo && n.low <= hi
	}
	if n.state&hasLow != 0 && n.low >= lo {
		lo, loOpen = n.low, n.state&lowOpen != 0
	}
	if n.state&hasHigh != 0 && n.high <= hi {
		hi, hiOpen = n.high, n.state&highOpen != 0
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
	word := func(open bool, plain, strict string) string {
		if open {
			return strict
		}
		return plain
	}
	low := word(n.state&lowOpen != 0, "at least ", "more than ") + formatNumber(n.low)
	high := word(n.state&highOpen != 0, "at most ", "less than ") + formatNumber(n.high)
	switch {
	case n.state == exact:
		return formatNumber(n.low)
	case n.state == 0:
		return "unknown"
	case n.state&hasHigh == 0:
		return low
	case n.state&hasLow == 0:
		return high
	}
	return low + ", " + high
}
