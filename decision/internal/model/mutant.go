package model

import (
	"maps"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// Mutant is a guideline that is wrong in one place, as it is written.
type Mutant struct {
	ID    string // of the entry, what is wrong, and a number
	Kind  MutantKind
	Entry EntryKind
	Of    string // id of the entry
	Pos   place.Pos
	Says  string // what is wrong, for clinicians
	Edits []Edit
}

// Edit is a value of an entry that is written otherwise.
type Edit struct {
	Key     string // as in YAML
	Pos     place.Pos
	Was, Is string // "" for none; of a list, what is left out of it
}

// MutantKind is what is wrong.
type MutantKind string

// What can be wrong.
const (
	BoundaryMoved  MutantKind = "boundary"     // more than became at least
	NumberMoved    MutantKind = "number"       // another number to compare with
	PartDropped    MutantKind = "part-dropped" // one of the conditions that and, or or, joins
	JointSwapped   MutantKind = "joint"        // and became or, or became and
	NegationGone   MutantKind = "negation"     // not was left out
	MemberDropped  MutantKind = "member"       // of a list
	EntryLost      MutantKind = "lost"         // never holds
	GateLost       MutantKind = "gate-lost"    // always holds
	VerdictSoft    MutantKind = "verdict"      // the next less severe one
	UrgencySoft    MutantKind = "urgency"      // the next less urgent one, or none
	StanceChanged  MutantKind = "stance"       // of an option
	CautionDropped MutantKind = "caution"      // of an intervention
	BarDropped     MutantKind = "bar"          // of what bars all options
	ParamNudged    MutantKind = "param"        // another value of a param
)

// MutantKinds lists what can be wrong, in the order of reports.
func MutantKinds() []MutantKind {
	return []MutantKind{BoundaryMoved, NumberMoved, PartDropped, JointSwapped, NegationGone, MemberDropped, EntryLost, GateLost,
		VerdictSoft, UrgencySoft, StanceChanged, CautionDropped, BarDropped, ParamNudged}
}

// Observed is what an answer is made of, over the plane. What two of them share is one and the
// same formula.
type Observed struct {
	Rules    []ObservedRule // in file order
	Options  []ObservedOption
	Cautions map[string]*logic.Formula // of options, by id; those that a rule gives too
	Bar      *logic.Formula            // of all options
	Items    []*logic.Formula          // of the protocol
	Schedule string                    // of the protocol, as far as it can be told apart; "" for none
	Checks   []*logic.Formula          // facts with which one of them holds are refused
}

// ObservedRule is a rule in an answer.
type ObservedRule struct {
	ID          string
	Level, Step int // -1 for a caution
	Urgency     int // -1 for none
	When        *logic.Formula
	Further     []*logic.Formula
}

// ObservedOption is an option in an answer: shown where it applies, is not withheld and nothing
// bars options.
type ObservedOption struct {
	ID       string
	Stance   string
	Applies  *logic.Formula
	Withheld *logic.Formula
	Cautions []string // ids
}

// Formulas are all that the answer is made of.
func (o *Observed) Formulas() (out []*logic.Formula) {
	add := func(list ...*logic.Formula) {
		for _, f := range list {
			if f != nil {
				out = append(out, f)
			}
		}
	}
	for i := range o.Rules {
		add(o.Rules[i].When)
		add(o.Rules[i].Further...)
	}
	for i := range o.Options {
		add(o.Options[i].Applies, o.Options[i].Withheld)
	}
	for _, id := range slices.Sorted(maps.Keys(o.Cautions)) {
		add(o.Cautions[id])
	}
	add(o.Bar)
	add(o.Items...)
	add(o.Checks...)
	return out
}
