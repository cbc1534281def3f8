package conditions

import "fmt"

// Reason is why a coding could not be turned into a condition.
type Reason uint8

// The reasons.
const (
	ReasonUnstated      Reason = iota
	ReasonUnknownSystem        // the catalogue does not know the code system
	ReasonMalformed            // not a code of that system by its length or characters
	ReasonCheckDigit           // the check digit does not fit: a misprint or an invented code
	ReasonWrongCode            // known to circulate for something it does not mean
	ReasonUnconfirmed          // on record, but its meaning was never confirmed
	ReasonUnmapped             // may well be a code, but no condition of the catalogue lists it
)

func reasonNames() []string {
	return []string{"", "unknown_system", "malformed", "check_digit", "wrong_code", "unconfirmed", "unmapped"}
}

// String returns the text form, "" when unstated.
func (r Reason) String() string { return nameOf(uint8(r), reasonNames()) }

// MarshalText writes the text form.
func (r Reason) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// CodeError refuses a coding. Every error of [Catalogue.ByCode] and [Catalogue.CheckCode] is one.
type CodeError struct {
	System string // the system's name where it is known, else as given
	Code   string // in the usual spelling where there is one, else as given
	Reason Reason
	Says   string // what is wrong, as a clause without the code
}

// Error names the code and says what is wrong with it.
func (e *CodeError) Error() string {
	if e.Reason == ReasonUnknownSystem {
		return fmt.Sprintf("code system %q: %s", e.System, e.Says)
	}
	return fmt.Sprintf("%s code %q: %s", e.System, e.Code, e.Says)
}
