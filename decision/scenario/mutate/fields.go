package mutate

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Field is a part of an answer in which a mutant can differ.
type Field string

// The fields of an answer. Missing is what else the verdict could become, and the facts that
// decide it. Options are with their stances and cautions; the protocol is which instructions are
// shown. The texts of rules and cautions count with them, evidence does not.
const (
	FieldVerdict  Field = "verdict"
	FieldMissing  Field = "missing"
	FieldUrgency  Field = "urgency"
	FieldSteps    Field = "steps"
	FieldRules    Field = "rules"
	FieldCautions Field = "cautions"
	FieldOptions  Field = "options"
	FieldProtocol Field = "protocol"
)

// Fields lists them, in the order of an answer.
func Fields() []Field {
	return []Field{FieldVerdict, FieldMissing, FieldUrgency, FieldSteps, FieldRules, FieldCautions, FieldOptions, FieldProtocol}
}

// SchemaValues are the fields, for the JSON Schema.
func (Field) SchemaValues() (out []string) {
	for _, f := range Fields() {
		out = append(out, string(f))
	}
	return out
}

// fields is a set of them: bit i is the i-th.
type fields uint16

const (
	verdictField fields = 1 << iota
	missingField
	urgencyField
	stepsField
	rulesField
	cautionsField
	optionsField
	protocolField
	allFields fields = 1<<iota - 1
)

func (f fields) list() (out []Field) {
	for i, name := range Fields() {
		if f>>i&1 == 1 {
			out = append(out, name)
		}
	}
	return out
}

// Differing lists the fields in which two answers are not alike.
func Differing(right, wrong *decision.Decision) []Field { return differing(right, wrong).list() }

// differing is the fields in which two answers are not alike.
func differing(right, wrong *decision.Decision) (out fields) {
	note := func(f fields, same bool) {
		if !same {
			out |= f
		}
	}
	note(verdictField, right.Verdict == wrong.Verdict)
	note(missingField, right.Settled == wrong.Settled && slices.Equal(right.CouldBecome, wrong.CouldBecome) && slices.Equal(right.Missing, wrong.Missing))
	note(urgencyField, right.Urgency == wrong.Urgency)
	note(stepsField, slices.EqualFunc(right.Steps, wrong.Steps, sameStep))
	note(rulesField, slices.EqualFunc(right.Reasons, wrong.Reasons, sameReason))
	note(cautionsField, slices.EqualFunc(right.Cautions, wrong.Cautions, sameCaution))
	note(optionsField, slices.EqualFunc(right.Options, wrong.Options, sameOption))
	note(protocolField, sameProtocol(right.Protocol, wrong.Protocol))
	return out
}

func sameStep(a, b decision.Step) bool {
	return a.ID == b.ID && a.Status == b.Status && slices.Equal(a.Open, b.Open)
}

func sameReason(a, b decision.Reason) bool {
	return a.Rule == b.Rule && a.Verdict == b.Verdict && a.Possible == b.Possible && a.Says == b.Says
}

func sameCaution(a, b decision.Caution) bool {
	return a.Rule == b.Rule && a.Possible == b.Possible && a.Says == b.Says && slices.Equal(a.Missing, b.Missing)
}

func sameOption(a, b decision.Option) bool {
	return a.ID == b.ID && a.Stance == b.Stance && a.Possible == b.Possible && a.Tried == b.Tried && a.Failed == b.Failed &&
		slices.Equal(a.Missing, b.Missing) && slices.EqualFunc(a.Cautions, b.Cautions, sameOptionCaution)
}

func sameOptionCaution(a, b decision.OptionCaution) bool {
	return a.Caution == b.Caution && a.Possible == b.Possible && a.Says == b.Says && slices.Equal(a.Missing, b.Missing)
}

func sameProtocol(a, b *decision.Protocol) bool {
	if a == nil || b == nil {
		return a == b
	}
	return sameSchedule(a.Schedule, b.Schedule) && slices.EqualFunc(a.Items, b.Items, func(x, y decision.ProtocolItem) bool { return x.ID == y.ID && x.Withheld == y.Withheld })
}

func sameSchedule(a, b *decision.Schedule) bool {
	if a == nil || b == nil {
		return a == b
	}
	return slices.Equal(a.Phases, b.Phases)
}
