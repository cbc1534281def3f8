package model

import (
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// Entry is something that a bundle declares, as far as it can be told without a plane.
type Entry struct {
	Kind    EntryKind
	ID      string // of a part of another entry: the id of that entry, a slash and a number
	Pos     place.Pos
	Overlay bool     // an overlay declares it
	Written string   // its condition; "" for none
	Opaque  []string // comparisons of numbers with numbers in its condition
	Held    []string // params in its condition that are held at the value in force
	Named   bool     // something that answers, or is checked, names it
	Accepts bool     // that its condition is an approximation
	Expects []Expectation
}

// EntryKind is what an entry is called.
type EntryKind string

// What is declared.
const (
	TypeEntry          EntryKind = "type"
	FactEntry          EntryKind = "fact"
	GroupEntry         EntryKind = "group"
	ParamEntry         EntryKind = "param"
	DefinitionEntry    EntryKind = "definition"
	CheckEntry         EntryKind = "check"
	RuleEntry          EntryKind = "rule"
	FurtherEntry       EntryKind = "further text"
	ChangeEntry        EntryKind = "important change" // only where it was asked for
	InterventionEntry  EntryKind = "intervention"
	ReasonEntry        EntryKind = "reason to withhold"
	OptionCautionEntry EntryKind = "option caution"
	OptionEntry        EntryKind = "option"
	ItemEntry          EntryKind = "protocol item"
	ComparisonEntry    EntryKind = "comparison rule"
	ModalityEntry      EntryKind = "modality"
	EducationEntry     EntryKind = "education item"
	VerdictEntry       EntryKind = "verdict"
	StepEntry          EntryKind = "step"
	UrgencyEntry       EntryKind = "urgency"
	InvariantEntry     EntryKind = "invariant"
	ClaimEntry         EntryKind = "claim"
	SourceEntry        EntryKind = "source"
	BarEntry           EntryKind = "bar of options"
)

// Expectation is that a check over all inputs finds something that is meant to be so.
type Expectation struct {
	Finding string
	With    []string // ids of the other entries that are involved; none: whichever they are
	Reason  string
	Pos     place.Pos
}

// Findings are the kinds of what a check over all inputs can find.
func Findings() []string {
	return []string{Gap, Conflict, BrokenInvariant, NeverTrue, Shadowed, Subsumed, NeverMatters, Duplicate, Unused, Opaque, Stale}
}

// What can be found.
const (
	Gap             = "gap"
	Conflict        = "conflict"
	BrokenInvariant = "invariant"
	NeverTrue       = "never-true"
	Shadowed        = "shadowed"
	Subsumed        = "subsumed"
	NeverMatters    = "never-matters"
	Duplicate       = "duplicate"
	Unused          = "unused"
	Opaque          = "opaque"
	Stale           = "expectation"
)

// Laid is an entry with its condition over the plane.
type Laid struct {
	*Entry
	When  *logic.Formula // nil for what has no condition
	Shown *logic.Formula // where an answer has it
	Parts []Part         // that have to hold together for When; fewer than two are none

	// Only where it was asked for: the condition as it is written, nil for what has none, or is off
	// as long as the params have the values in force, and why it is off.
	Tree *Tree
	Off  string
}

// Part is one of the conditions that another one joins by "and".
type Part struct {
	Written string
	Named   string // the definition that it is, or ""
	When    *logic.Formula
}
