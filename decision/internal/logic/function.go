package logic

import (
	"math/bits"
	"sync"
)

// function is the level of a completion as a function of the variables. It
// falls into parts that share no variable, so that a level is the highest of
// those of the parts, and every part can be asked alone:
//
//	floor  = the highest of the least levels of the parts
//	levels = floor, and what any part reaches above it
//	a variable matters when it can change its part above the floor
//
// This is exact because completions of different parts combine freely.
type function struct {
	constant node // terminal that is always reached
	singles  []single
	parts    []*part
	scratch  []sync.Pool // of *scratch, one for each part
}

// single is a part of one variable.
type single struct {
	v     int
	unit  int
	reach [256]uint16 // code -> terminals that completions reach
	class []uint16    // region -> its terminal as a bit
}

func newFunction(vars []Var, rules []Rule, levels int, limits Limits) *function {
	var leveled []Rule
	for _, r := range rules {
		if r.Level >= 0 {
			leveled = append(leveled, r)
		}
	}
	regions := merge(vars, conditions(leveled))
	where := slots(vars)
	f := &function{}
	for _, p := range independent(leveled, regions) {
		switch len(p.vars) {
		case 0:
			f.constant = max(f.constant, terminal(p.rules, make([]uint8, len(vars))))
		case 1:
			f.singles = append(f.singles, newSingle(p.vars[0], p.rules, vars, where))
		default:
			f.parts = append(f.parts, newPart(p, regions, where, levels, limits))
		}
	}
	f.scratch = make([]sync.Pool, len(f.parts))
	return f
}

// terminal is the terminal of a complete case.
func terminal(rules []Rule, region []uint8) node {
	t := node(0)
	for _, r := range rules {
		if node(r.Level) >= t && r.When.Eval(region) {
			t = node(r.Level) + 1
		}
	}
	return t
}

func newSingle(v int, rules []Rule, vars []Var, where []slot) single {
	s := single{v: v, unit: where[v].unit}
	region := make([]uint8, len(vars))
	var all uint16
	for r := range vars[v].Regions {
		region[v] = uint8(r)
		s.class = append(s.class, 1<<terminal(rules, region))
		all |= s.class[r]
	}
	for code := range s.reach {
		s.reach[code] = all
		if d := where[v].digitOf(uint8(code)); d > 0 {
			s.reach[code] = s.class[d-1]
		}
	}
	return s
}

// of is the terminals that completions of a case reach.
func (s *single) of(c *Case) uint16 {
	if len(c.parts) > 0 {
		return s.within(c.Set(s.v))
	}
	return s.reach[c.codes[s.unit]]
}

func (s *single) within(set Set) uint16 {
	var reach uint16
	for r := range set.All() {
		reach |= s.class[r]
	}
	return reach
}

// least is the lowest of some terminals.
func least(terminals uint16) node { return node(bits.TrailingZeros16(terminals)) }

// above is the terminals that are higher than floor.
func above(terminals uint16, floor node) uint16 { return terminals &^ (2<<floor - 1) }
