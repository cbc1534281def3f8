package evidence

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// Certainty is how sure the body of evidence makes us of a claim as it is worded. The zero value is unstated and sorts
// below every stated one, so values can be compared with <.
type Certainty uint8

// The certainties, least to most.
const (
	CertaintyUnstated Certainty = iota
	VeryLow
	Low
	Moderate
	High
)

func certaintyNames() [5]string { return [5]string{"", "very_low", "low", "moderate", "high"} }

// String returns the text form, "" when unstated.
func (c Certainty) String() string { names := certaintyNames(); return nameOf(uint8(c), names[:]) }

// MarshalText writes the text form.
func (c Certainty) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (c *Certainty) UnmarshalText(text []byte) error {
	names := certaintyNames()
	return setByName((*uint8)(c), "certainty", string(text), names[:])
}

// Strength is the force a source itself gives its recommendation, in its own word. The zero value is unstated. The order
// of the constants means nothing: "can" of one body and "conditional" of another are not comparable.
type Strength uint8

// The strengths, each in the words of the scheme it comes from.
const (
	StrengthUnstated Strength = iota
	Conditional               // GRADE as WHO and ACR use it
	Weak                      // GRADE as VA/DoD uses it, ACP
	Strong                    // GRADE, ACP
	Limited                   // AAOS
	Consensus                 // AAOS
	Can                       // APTA, 2021
	May                       // APTA, 2021
	Should                    // APTA
	Consider                  // NICE, SIGN
	Offer                     // NICE; with direction against it is "do not offer"
)

func strengthNames() [11]string {
	return [11]string{"", "conditional", "weak", "strong", "limited", "consensus", "can", "may", "should", "consider", "offer"}
}

// String returns the text form, "" when unstated.
func (s Strength) String() string { names := strengthNames(); return nameOf(uint8(s), names[:]) }

// MarshalText writes the text form.
func (s Strength) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (s *Strength) UnmarshalText(text []byte) error {
	names := strengthNames()
	return setByName((*uint8)(s), "strength", string(text), names[:])
}

// Direction is which way a source points on a treatment. The zero value is unstated. Only For and Against take a side:
// the others are different states of knowledge, kept apart on purpose.
type Direction uint8

// The directions.
const (
	DirectionUnstated Direction = iota
	For
	Against
	NoRecommendation // looked, and declines to recommend either way
	Insufficient     // finds too little evidence to say
	NoAddedBenefit   // finds nothing gained by adding it to other care
	NoDifference     // shows no difference from the comparator, which is not equivalence
	Mixed            // points both ways
)

func directionNames() [8]string {
	return [8]string{
		"", "for", "against", "no_recommendation", "insufficient", "no_added_benefit", "no_difference", "mixed",
	}
}

// String returns the text form, "" when unstated.
func (d Direction) String() string { names := directionNames(); return nameOf(uint8(d), names[:]) }

// MarshalText writes the text form.
func (d Direction) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (d *Direction) UnmarshalText(text []byte) error {
	names := directionNames()
	return setByName((*uint8)(d), "direction", string(text), names[:])
}

// Standing is how a claim fares against the literature that was read. The zero value is unstated, which [Open] refuses.
type Standing uint8

// The standings.
const (
	StandingUnstated Standing = iota
	Supported                 // what was read bears it out
	Partly                    // true of a part, or borne out by weak or second-hand texts only
	Disputed                  // what was read contradicts it, or sources of weight disagree
	Untraced                  // no source was found behind it beyond whoever states it
)

func standingNames() [5]string {
	return [5]string{"", "supported", "partly", "disputed", "untraced"}
}

// String returns the text form, "" when unstated.
func (s Standing) String() string { names := standingNames(); return nameOf(uint8(s), names[:]) }

// MarshalText writes the text form.
func (s Standing) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (s *Standing) UnmarshalText(text []byte) error {
	names := standingNames()
	return setByName((*uint8)(s), "standing", string(text), names[:])
}

// Describe says for a reader how a claim fares and, where that is stated, how certain it is:
// "supported in part, very low certainty".
func Describe(s Standing, c Certainty) string {
	text := s.String()
	if s == Partly {
		text = "supported in part"
	}
	if c != CertaintyUnstated {
		text += ", " + strings.ReplaceAll(c.String(), "_", " ") + " certainty"
	}
	return text
}

// nameOf prints a value that no constant has as unstated: a number out of range must not pass for a grade.
func nameOf(value uint8, names []string) string {
	if int(value) >= len(names) {
		return ""
	}
	return names[value]
}

func setByName(to *uint8, kind, text string, names []string) error {
	for i, name := range names {
		if name == text {
			*to = uint8(i)
			return nil
		}
	}
	return errors.New(unknownName(kind, text, names[1:]))
}

func unknownName(kind, got string, allowed []string) string {
	near := ""
	if name := place.Nearest(got, allowed); name != "" {
		near = fmt.Sprintf("did you mean %q? ", name)
	}
	return fmt.Sprintf("unknown %s %q; %sone of %s", kind, got, near, strings.Join(allowed, ", "))
}
