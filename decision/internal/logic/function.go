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
	flags    []flags
	parts    []*part
	memory   sync.Pool // of *memory
}

// memory is what a question needs.
type memory struct{ scratch []*scratch } // by part

func newFunction(vars []Var, where []slot, rules []Rule, levels int, limits Limits) *function {
	var leveled []Rule
	for _, r := range rules {
		if r.Level >= 0 {
			leveled = append(leveled, r)
		}
	}
	regions := merge(vars, conditions(leveled))
	shares := independent(leveled, regions)
	f := &function{}
	for _, s := range shares {
		if len(s.vars) == 0 {
			f.constant = terminal(s.rules, make([]uint8, len(vars)))
		}
	}
	for _, s := range shares {
		switch len(s.vars) {
		case 0:
		case 1:
			f.addFlag(newFlag(s, vars, where), where)
		default:
			f.parts = append(f.parts, newPart(s, regions, where, partLimits{levels, f.constant, limits}))
		}
	}
	f.memory.New = func() any {
		m := &memory{}
		for _, p := range f.parts {
			m.scratch = append(m.scratch, newScratch(p))
		}
		return m
	}
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

// least is the lowest of some terminals.
func least(terminals uint16) node { return node(bits.TrailingZeros16(terminals)) }

// highest is the highest of some terminals.
func highest(terminals uint16) node { return node(bits.Len16(terminals)) - 1 }

// above is the terminals that are higher than floor.
func above(terminals uint16, floor node) uint16 { return terminals &^ (2<<floor - 1) }
