package logic

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// MaxRegions is the number of regions that one variable may have.
const MaxRegions = 64

// Axis is the closed range of a number, cut at constants into the regions
// below, at and above each cut. A region in which the type has no value does
// not exist. It is immutable.
type Axis struct {
	integer bool
	cuts    []float64
	regions []span
	lasts   Lasts
}

// span is a region by its least and greatest value of the type, so that open
// ends need no flags.
type span struct{ first, last float64 }

// NewAxis cuts the range lo to hi. Cuts may come in any order, repeated or
// outside the range.
func NewAxis(lo, hi float64, integer bool, cuts []float64) (*Axis, error) {
	switch {
	case !finite(lo) || !finite(hi):
		return nil, fmt.Errorf("the range %v to %v must be finite", lo, hi)
	case slices.ContainsFunc(cuts, math.IsNaN):
		return nil, errors.New("a cut is not a number")
	}
	a := &Axis{integer: integer}
	all := a.span(lo, hi, false, false)
	if all.first > all.last {
		return nil, fmt.Errorf("the range %v to %v holds no value", lo, hi)
	}
	for _, c := range cuts {
		if c >= all.first && c <= all.last {
			a.cuts = append(a.cuts, c+0) // -0 becomes 0
		}
	}
	slices.Sort(a.cuts)
	a.cuts = slices.Compact(a.cuts)
	from, open := all.first, false
	for _, c := range a.cuts {
		a.add(a.span(from, c, open, true))
		a.add(a.span(c, c, false, false))
		from, open = c, true
	}
	a.add(a.span(from, all.last, open, false))
	if len(a.regions) > MaxRegions {
		return nil, fmt.Errorf("%d regions; at most %d can be told apart", len(a.regions), MaxRegions)
	}
	for _, r := range a.regions[:len(a.regions)-1] {
		a.lasts = append(a.lasts, r.last)
	}
	return a, nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func (a *Axis) add(s span) {
	if s.first <= s.last {
		a.regions = append(a.regions, s)
	}
}

// span is the part lo to hi by its least and greatest value of the type.
func (a *Axis) span(lo, hi float64, loOpen, hiOpen bool) span {
	s := span{lo + 0, hi + 0}
	if a.integer {
		s = span{math.Ceil(lo), math.Floor(hi)}
	}
	if loOpen && s.first == lo {
		s.first = a.step(lo, 1)
	}
	if hiOpen && s.last == hi {
		s.last = a.step(hi, -1)
	}
	return s
}

// step is the next value of the type in the given direction.
func (a *Axis) step(x, direction float64) float64 {
	if next := x + direction; a.integer && next != x {
		return next
	}
	return math.Nextafter(x, math.Inf(int(direction)))
}

// Regions is the number of regions.
func (a *Axis) Regions() int { return len(a.regions) }

// Ends are the least and the greatest value of a region that exists.
func (a *Axis) Ends(region int) (first, last float64) {
	r := a.regions[region]
	return r.first, r.last
}

// Range is the bounds of the regions from one to another, as they are cut: a
// bound that is no value of theirs is open.
func (a *Axis) Range(from, to int) (lo, hi float64, loOpen, hiOpen bool) {
	lo, hi = a.regions[from].first, a.regions[to].last
	inside := func(r span) bool { return !a.integer && r.first < r.last }
	if from > 0 && inside(a.regions[from]) {
		lo, loOpen = a.regions[from-1].last, true
	}
	if to < len(a.regions)-1 && inside(a.regions[to]) {
		hi, hiOpen = a.regions[to+1].first, true
	}
	return lo, hi, loOpen, hiOpen
}

// Lasts are the last values of the regions of an axis, but of the last one.
type Lasts []float64

// Lasts are those of the axis.
func (a *Axis) Lasts() Lasts { return a.lasts }

// Locate is the region of x, which must be a value of the axis. It counts the regions that x is past: they are few,
// and which one it is cannot be predicted, so there are no branches.
func (l Lasts) Locate(x float64) int {
	region := 0
	for _, last := range l {
		past := 0
		if x > last {
			past = 1
		}
		region += past
	}
	return region
}

// Compare is the set of the regions in which x op c holds, for op one of
// == != < <= > >=. When c lies inside a region because it is no cut, the
// region counts only if the comparison holds for all of it.
func (a *Axis) Compare(op string, c float64) Set {
	var s Set
	for i, r := range a.regions {
		if r.all(op, c) {
			s |= 1 << i
		}
	}
	return s
}

func (r span) all(op string, c float64) bool {
	switch op {
	case "==":
		return r.first == c && r.last == c
	case "!=":
		return r.last < c || r.first > c
	case "<":
		return r.last < c
	case "<=":
		return r.last <= c
	case ">":
		return r.first > c
	case ">=":
		return r.first >= c
	}
	return false
}

// Between is the set of the regions that hold some value of the type between
// lo and hi; infinite ends are allowed.
func (a *Axis) Between(lo, hi float64, loOpen, hiOpen bool) Set {
	part := a.span(lo, hi, loOpen, hiOpen)
	var s Set
	for i, r := range a.regions {
		if max(r.first, part.first) <= min(r.last, part.last) {
			s |= 1 << i
		}
	}
	return s
}

// Bounds are the ends of a region that exists, as conditions name them, and
// which of them are not in it.
func (a *Axis) Bounds(region int) (lo, hi float64, loOpen, hiOpen bool) {
	r := a.regions[region]
	lo, hi = r.first, r.last
	if a.integer {
		return lo, hi, false, false
	}
	if _, cut := slices.BinarySearch(a.cuts, lo); region > 0 && !cut {
		lo, loOpen = a.regions[region-1].last, true
	}
	if _, cut := slices.BinarySearch(a.cuts, hi); region < len(a.regions)-1 && !cut {
		hi, hiOpen = a.regions[region+1].first, true
	}
	return lo, hi, loOpen, hiOpen
}

// Sample is a value of the region: the whole number nearest the cut that
// bounds it, or its middle when it holds no whole number. A region that does
// not exist has the sample NaN.
func (a *Axis) Sample(region int) float64 {
	return a.SampleBetween(region, math.Inf(-1), math.Inf(1), false, false)
}

// SampleBetween is such a value of the part of a region between lo and hi; NaN
// when there is none.
func (a *Axis) SampleBetween(region int, lo, hi float64, loOpen, hiOpen bool) float64 {
	if region < 0 || region >= len(a.regions) {
		return math.NaN()
	}
	r, part := a.regions[region], a.span(lo, hi, loOpen, hiOpen)
	r = span{max(r.first, part.first), min(r.last, part.last)}
	if r.first > r.last {
		return math.NaN()
	}
	up, down := math.Ceil(r.first), math.Floor(r.last)
	switch {
	case up > down:
		return r.first + (r.last-r.first)/2
	case region == 0:
		return down + 0
	}
	return up + 0
}
