package evidence

import (
	"errors"
	"regexp"
	"strconv"
)

// FollowUp is when an outcome was measured: words that may begin with a span of time, as in "3 months after discharge" or
// "2 to 12 weeks". The zero value is unstated.
type FollowUp struct {
	Text string
	From float64 // of the span; 0 when the text begins with none
	To   float64 // the same as From for a single time
	Unit string  // minutes, hours, days, weeks, months or years
}

var span = regexp.MustCompile(`^(\d+(?:\.\d+)?)(?: to (\d+(?:\.\d+)?))? (minute|hour|day|week|month|year)s?\b`)

// ParseFollowUp reads the text form. A span must not run backwards.
func ParseFollowUp(text string) (FollowUp, error) {
	f := FollowUp{Text: text}
	m := span.FindStringSubmatch(text)
	if m == nil {
		return f, nil
	}
	value := func(digits string) float64 { n, _ := strconv.ParseFloat(digits, 64); return n } // the pattern lets numbers through only
	f.From, f.To, f.Unit = value(m[1]), value(m[1]), m[3]+"s"
	if m[2] != "" {
		f.To = value(m[2])
	}
	if f.To < f.From {
		return FollowUp{}, errors.New("follow_up " + strconv.Quote(text) + " runs backwards: write the shorter time first")
	}
	return f, nil
}

// String returns the text.
func (f FollowUp) String() string { return f.Text }

// MarshalText writes the text.
func (f FollowUp) MarshalText() ([]byte, error) { return []byte(f.Text), nil }

// UnmarshalText reads the text form.
func (f *FollowUp) UnmarshalText(text []byte) (err error) {
	*f, err = ParseFollowUp(string(text))
	return err
}
