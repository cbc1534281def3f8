// Package oracle works an answer out from its definition, by trying every completion of what
// is known: slow, short and made to be believed. Tests hold the library's answers to it.
package oracle

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Guideline is as much of a guideline as the definition of an answer speaks of. It has
// memory of its own and serves one goroutine.
type Guideline struct {
	Verdicts []string // least to most severe
	Steps    []string
	Facts    []string // in asking order
	Rules    []Rule   // in file order

	Options        []Option // in file order
	OptionCautions []string
	optionOrder    []int // of an answer

	library *decision.Guideline
	order   map[string]int      // of the facts
	groups  map[string][]string // their facts

	levels []int // of the completions
	holds  []Set
}

// Rule is a rule by what it gives and the facts that it names.
type Rule struct {
	ID    string
	Step  string
	Level int // index of the verdict; -1 for a caution
	Facts []string
	Bit   int // its place in a Set

	Urgency int // index; len of the urgencies for none
}

// Set is a set of rules by their bits, and of what holds of the options.
type Set [8]uint64

// Has reports whether a bit is in the set.
func (s *Set) Has(bit int) bool { return s[bit/64]>>(bit%64)&1 == 1 }

// Add puts a bit into the set.
func (s *Set) Add(bit int) { s[bit/64] |= 1 << (bit % 64) }

func (s *Set) meets(t Set) bool {
	for w := range s {
		if s[w]&t[w] != 0 {
			return true
		}
	}
	return false
}

// Open is a fact of which more than one value may be left.
type Open struct {
	Fact   int         // place in Guideline.Facts
	Values int         // how many are left; where a value stands for its like, how many kinds
	Choose func(i int) // makes it the i-th
}

// Answer is what a decision must say.
type Answer struct {
	Verdict  string   // "" when information is needed
	Could    []string // every verdict that some completion has, by rising severity
	Missing  []string
	Steps    []Step
	Reasons  []Reason
	Cautions []Caution
	Offers   []Offer
	Certain  []string // rules that hold in every completion
	Possible []string // rules that hold in some

	OptionRemarks []string
}

// Step is where the case stands at a step.
type Step struct {
	ID     string
	Status string
	Open   []string // facts, in asking order
}

// Reason is a rule that gives a verdict.
type Reason struct {
	Rule     string
	Possible bool
}

// Caution is a rule that gives none.
type Caution struct {
	Rule     string
	Possible bool
	Missing  []string
}

// completions is what all of them have in common, and where they part.
type completions struct {
	could             []bool // by level
	certain, possible Set
	stopped, passed   []bool // by step
	turns             []turn // by open fact
}

// turn is what a fact can change while all others stay as they are.
type turn struct {
	level bool
	rules Set
}

// Answer tries every completion. decide gives the level and the rules that hold of the
// completion that was chosen last. The open facts are put in asking order.
func (g *Guideline) Answer(open []Open, decide func() (level int, holds Set)) Answer {
	slices.SortFunc(open, func(a, b Open) int { return a.Fact - b.Fact })
	g.try(open, decide)
	c := g.common()
	stride := 1
	for _, o := range open {
		c.turns = append(c.turns, g.turn(stride, o.Values))
		stride *= o.Values
	}
	return g.say(open, c)
}

// try fills the levels and the rules of the completions; the first open fact changes fastest.
func (g *Guideline) try(open []Open, decide func() (int, Set)) {
	g.levels, g.holds = g.levels[:0], g.holds[:0]
	digits := make([]int, len(open))
	for i := range open {
		open[i].Choose(0)
	}
	for {
		level, holds := decide()
		g.levels, g.holds = append(g.levels, level), append(g.holds, holds)
		i := 0
		for ; i < len(open); i++ {
			digits[i] = (digits[i] + 1) % open[i].Values
			open[i].Choose(digits[i])
			if digits[i] != 0 {
				break
			}
		}
		if i == len(open) {
			return
		}
	}
}

func (g *Guideline) common() completions {
	c := completions{could: make([]bool, len(g.Verdicts)), certain: g.holds[0], stopped: make([]bool, len(g.Steps)), passed: make([]bool, len(g.Steps))}
	for i, level := range g.levels {
		c.could[level] = true
		for w := range c.certain {
			c.certain[w] &= g.holds[i][w]
			c.possible[w] |= g.holds[i][w]
		}
	}
	for s, id := range g.Steps {
		var severe Set // a rule that gives the least severe verdict stops nothing
		for _, r := range g.Rules {
			if r.Step == id && r.Level >= 1 {
				severe.Add(r.Bit)
			}
		}
		c.stopped[s], c.passed[s] = true, true
		for i := range g.holds {
			holds := g.holds[i].meets(severe)
			c.stopped[s], c.passed[s] = c.stopped[s] && holds, c.passed[s] && !holds
		}
	}
	return c
}

// turn compares every two neighbours that differ only in the fact of a stride.
func (g *Guideline) turn(stride, values int) (t turn) {
	for first := 0; first < len(g.levels); first += stride * values {
		for i := first + stride; i < first+stride*values; i++ {
			t.level = t.level || g.levels[i] != g.levels[i-stride]
			for w := range t.rules {
				t.rules[w] |= g.holds[i][w] ^ g.holds[i-stride][w]
			}
		}
	}
	return t
}
