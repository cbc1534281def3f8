// Package model is a guideline laid open to be checked over all its inputs: what is known of
// a patient, and what local policy may choose, as variables with finitely many regions; every
// condition as a formula over them. It knows no facts, rules or texts of a particular topic.
//
// Everything here speaks of complete cases. For cases that are known in part the meaning of an
// answer is defined over their completions (a verdict that is settled is that of all of them,
// a rule is certain when it holds in all of them), so that what holds of every complete case
// holds of every settled verdict and of every certain rule, caution and option.
package model

import (
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// Kind is what a variable stands for.
type Kind uint8

// What variables stand for.
const (
	Fact       Kind = iota
	Param           // what local policy may choose
	Comparison      // of numbers with numbers: decided by facts, but held to be free
	Measured        // what is known of the outcome measures, likewise
)

// Variable is a variable by what it stands for and a value of each of its regions.
type Variable struct {
	Kind   Kind
	Name   string
	Values []string // JSON; of a param "" where it has no value; none of a comparison

	// Of a number: the least and the greatest value of each region, which region a value of its
	// range is in, and the range.
	Ends      [][2]float64
	Region    func(x float64) int
	Low, High float64
	Whole     bool

	// Of a comparison: the variables whose numbers it compares, and how it comes out, for the
	// numbers that are known, when that can be told.
	Turns []int
	Truth func(known func(v int) (float64, bool)) (yes, decided bool)
}

// Plane is the variables that guidelines have in common.
type Plane struct {
	Vars      []logic.Var
	Variables []Variable
}

// Guideline is a guideline over the variables of a plane.
type Guideline struct {
	*Plane
	Verdicts   []string // least severe first
	Rules      []Rule   // in file order
	Options    []Option
	Listed     []Listed // treatments that are compared
	Items      []Item   // of the protocol
	Invariants []Invariant
	Entries    []Laid // all that is declared, by kind and then in file order; only where it was asked for

	Now     []logic.Fixed  // the choice of every param in force
	InForce *logic.Formula // local policy has chosen that
	Known   *logic.Formula // every fact has a value that the guideline knows

	// Fixed are the params that are held at the value in force, because it cannot be told from
	// their conditions what other values would make of them.
	Fixed []string
}

// Rule is a rule of a guideline.
type Rule struct {
	ID     string
	Pos    place.Pos
	Level  int // of its verdict; -1 for a caution
	Step   int
	Safety bool
	When   *logic.Formula
}

// Option is an option of a guideline with what keeps it from being offered.
type Option struct {
	ID           string
	Pos          place.Pos
	Intervention string
	Stance       string
	Offers       bool  // the stance offers it; else an answer only says what is known
	OnlyWith     []int // levels: it is offered beside each of these verdicts alone
	Shown        *logic.Formula
	// Withheld is what withholds its intervention, or one that it includes, as they declare it.
	Withheld *logic.Formula
}

// Listed is a treatment that is compared.
type Listed struct {
	ID       string
	Pos      place.Pos
	Withheld *logic.Formula // as the comparison has it
	Declared *logic.Formula // as its parts declare it
}

// Item is an instruction of the protocol.
type Item struct {
	ID   string
	Pos  place.Pos
	When *logic.Formula
}
