package verify

import "github.com/mskguide/mskguide/decision/internal/model"

// Kind is what sort of finding it is. The kinds keep their names.
type Kind string

// What can be found.
const (
	// Gap is a case without a verdict, for some choice of local policy.
	Gap Kind = model.Gap
	// Conflict is two options of one intervention, or of one and another that includes it, with
	// opposite stances in one case.
	Conflict Kind = model.Conflict
	// Invariant is something that the guideline says of itself and that does not hold.
	Invariant Kind = model.BrokenInvariant
	// NeverTrue is something that no answer ever has, whatever is known and local policy chooses.
	NeverTrue Kind = model.NeverTrue
	// Shadowed is a rule that holds only where one with a more severe verdict does: it never decides.
	Shadowed Kind = model.Shadowed
	// Subsumed is a rule that holds only where another one with the same verdict does, and not
	// wherever that one does.
	Subsumed Kind = model.Subsumed
	// NeverMatters is a rule that is neither shadowed nor subsumed nor a duplicate, and without
	// which every verdict would be the same: several other rules together cover it.
	NeverMatters Kind = model.NeverMatters
	// Duplicate is two entries that mean the same.
	Duplicate Kind = model.Duplicate
	// Unused is an entry that nothing names.
	Unused Kind = model.Unused
	// Opaque is a comparison of numbers with numbers: it cannot be checked over all inputs, and
	// was taken to come out either way.
	Opaque Kind = model.Opaque
	// Expectation is a finding that is expected and does not occur.
	Expectation Kind = model.Stale
)

// Kinds lists the kinds in the order of a report.
func Kinds() []Kind {
	var out []Kind
	for _, k := range model.Findings() {
		out = append(out, Kind(k))
	}
	return out
}

// SchemaValues are the kinds, for the JSON Schema.
func (Kind) SchemaValues() []string { return model.Findings() }

// Severity is how much a finding matters.
type Severity string

// How much findings matter.
const (
	Error   Severity = "error"   // patients may get a wrong answer
	Warning Severity = "warning" // the guideline says something to no effect, or twice
	Note    Severity = "note"    // to be known; nothing to mend
)

// SchemaValues are the severities, for the JSON Schema.
func (Severity) SchemaValues() []string {
	return []string{string(Error), string(Warning), string(Note)}
}

func (k Kind) severity() Severity {
	switch k {
	case Gap, Conflict, Invariant:
		return Error
	case Opaque:
		return Note
	}
	return Warning
}

// Says is what the kind is, in a sentence.
func (k Kind) Says() string {
	switch k {
	case Gap:
		return "A case without a verdict, for some choice of local policy."
	case Conflict:
		return "Two options of one intervention, or of one and another that it includes, with opposite stances in one case."
	case Invariant:
		return "Something that the guideline says of itself and that does not hold."
	case NeverTrue:
		return "Something that no answer ever has, whatever is known and whatever local policy chooses."
	case Shadowed:
		return "A rule that holds only where one with a more severe verdict does: it never decides."
	case Subsumed:
		return "A rule that holds only where another one with the same verdict does."
	case NeverMatters:
		return "A rule that several others together cover: without it every verdict is the same."
	case Duplicate:
		return "Two entries that mean the same."
	case Unused:
		return "An entry that nothing names."
	case Opaque:
		return "A comparison of numbers with numbers, which was taken to come out either way."
	case Expectation:
		return "A finding that is expected and does not occur."
	}
	return ""
}
