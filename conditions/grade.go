package conditions

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// Phase is how long pain has lasted, in a word. The zero value is unstated; the stated ones rise with duration.
type Phase uint8

// The phases, shortest first.
const (
	PhaseUnstated Phase = iota
	Acute
	Subacute
	Chronic
)

func phaseNames() []string { return []string{"", "acute", "subacute", "chronic"} }

// String returns the text form, "" when unstated.
func (p Phase) String() string { return nameOf(uint8(p), phaseNames()) }

// MarshalText writes the text form.
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (p *Phase) UnmarshalText(text []byte) error {
	return setByName((*uint8)(p), "phase", string(text), phaseNames())
}

// Checked is how far a code and its name were confirmed. The zero value is unstated, which [Open] refuses.
type Checked uint8

// The degrees of confirmation.
const (
	CheckedUnstated Checked = iota
	NotChecked              // "no": kept on record, never used for lookup
	CheckedWeakly           // "weak": seen, but not where it can be relied on; used, and marked
	CheckedWell             // "yes": code and name confirmed in a published file
)

func checkedNames() []string { return []string{"", "no", "weak", "yes"} }

// String returns the text form, "" when unstated.
func (c Checked) String() string { return nameOf(uint8(c), checkedNames()) }

// MarshalText writes the text form.
func (c Checked) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (c *Checked) UnmarshalText(text []byte) error {
	return setByName((*uint8)(c), "degree of confirmation", string(text), checkedNames())
}

// nameOf prints a value that no constant has as unstated: a number out of range must not pass for an answer.
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
	return fmt.Errorf("unknown %s %q; %s", kind, text, oneOf(text, names[1:]))
}

// oneOf says what may stand instead of got.
func oneOf(got string, allowed []string) string {
	hint := ""
	if near := place.Nearest(got, allowed); near != "" {
		hint = fmt.Sprintf("did you mean %q? ", near)
	}
	return hint + "one of " + strings.Join(allowed, ", ")
}
