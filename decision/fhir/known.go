package fhir

import (
	"fmt"
	"math"
	"math/bits"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

type valueKind uint8

const (
	ofTruth valueKind = iota + 1
	ofChoice
	ofNumber
)

// value is what is known of a fact: a set of choices (no and yes are two), or bounds.
type value struct {
	kind              valueKind
	set               uint64
	low, high         float64
	lowOpen, highOpen bool
}

const (
	no  = 1 << 0
	yes = 1 << 1
)

func truthValue(is bool) value {
	if is {
		return value{kind: ofTruth, set: yes}
	}
	return value{kind: ofTruth, set: no}
}

func between(low, high float64) value { return value{kind: ofNumber, low: low, high: high} }

func anyNumber() value { return between(math.Inf(-1), math.Inf(1)) }

func (v value) empty() bool {
	if v.kind == ofNumber {
		return v.low > v.high || v.low == v.high && (v.lowOpen || v.highOpen)
	}
	return v.set == 0
}

// says reports whether anything is known.
func (v value) says() bool {
	return v.kind != 0 && (v.kind != ofNumber || !math.IsInf(v.low, -1) || !math.IsInf(v.high, 1))
}

// and is what is known when both hold.
func (v value) and(w value) value {
	if v.kind != ofNumber {
		v.set &= w.set
		return v
	}
	if w.low > v.low || w.low == v.low && w.lowOpen {
		v.low, v.lowOpen = w.low, w.lowOpen
	}
	if w.high < v.high || w.high == v.high && w.highOpen {
		v.high, v.highOpen = w.high, w.highOpen
	}
	return v
}

// or is what is known when one of them holds, and it is not known which.
func (v value) or(w value) value {
	if v.kind != ofNumber {
		v.set |= w.set
		return v
	}
	if w.low < v.low || w.low == v.low && !w.lowOpen {
		v.low, v.lowOpen = w.low, w.lowOpen
	}
	if w.high > v.high || w.high == v.high && !w.highOpen {
		v.high, v.highOpen = w.high, w.highOpen
	}
	return v
}

// clip holds bounds to the range of a fact; a bound at its end says nothing.
func (v value) clip(f decision.Fact) value {
	if v.kind != ofNumber || v.low == v.high {
		return v
	}
	if v.low <= f.Min && !(v.low == f.Min && v.lowOpen) {
		v.low, v.lowOpen = math.Inf(-1), false
	}
	if v.high >= f.Max && !(v.high == f.Max && v.highOpen) {
		v.high, v.highOpen = math.Inf(1), false
	}
	return v
}

// plain is the value as facts hold it.
func (v value) plain(f decision.Fact) any {
	switch v.kind {
	case ofTruth:
		return v.set == yes
	case ofChoice:
		var ids []string
		for set := v.set; set != 0; set &= set - 1 {
			ids = append(ids, f.Choices[bits.TrailingZeros64(set)].ID)
		}
		if len(ids) == 1 {
			return ids[0]
		}
		return map[string]any{"one_of": ids}
	}
	if v.low == v.high {
		return v.low
	}
	out := map[string]any{}
	bound := func(open, closed string, isOpen bool, x float64) {
		switch {
		case math.IsInf(x, 0):
		case isOpen:
			out[open] = x
		default:
			out[closed] = x
		}
	}
	bound("more_than", "at_least", v.lowOpen, v.low)
	bound("less_than", "at_most", v.highOpen, v.high)
	return out
}

// words is the value as it is told: choices by their titles.
func (v value) words(f decision.Fact) string {
	if v.kind == ofChoice {
		var titles []string
		for set := v.set; set != 0; set &= set - 1 {
			titles = append(titles, f.Choices[bits.TrailingZeros64(set)].Title)
		}
		if len(titles) == 1 {
			return titles[0]
		}
		return "one of " + strings.Join(titles, ", ")
	}
	switch p := v.plain(f).(type) {
	case float64:
		return decimal(p)
	case map[string]any:
		var parts []string
		for _, bound := range []string{"at_least", "more_than", "at_most", "less_than"} {
			if x, ok := p[bound].(float64); ok {
				parts = append(parts, strings.ReplaceAll(bound, "_", " ")+" "+decimal(x))
			}
		}
		return strings.Join(parts, " and ")
	default:
		return fmt.Sprint(p)
	}
}
