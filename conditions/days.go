package conditions

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Days is a range of durations in days, written "under 28", "from 28 to 84", "over 84": from and to take the day itself in,
// over and under leave it out. The zero value holds nothing but day 0.
type Days struct {
	Least         int  // lower end, 0 when the range begins with the pain
	LeastExcluded bool // the lower end itself is outside
	Most          int  // upper end, meaningless when Endless
	MostExcluded  bool // the upper end itself is outside
	Endless       bool
}

// Contains says whether a duration lies in the range. No range contains a negative, infinite or undefined duration.
func (d Days) Contains(days float64) bool {
	if !(days >= 0) || math.IsInf(days, 1) {
		return false
	}
	least, most := float64(d.Least), float64(d.Most)
	if days < least || d.LeastExcluded && days == least {
		return false
	}
	return d.Endless || days < most || !d.MostExcluded && days == most
}

// String writes the range as it is read.
func (d Days) String() string {
	var words []string
	switch {
	case d.LeastExcluded:
		words = append(words, fmt.Sprintf("over %d", d.Least))
	case d.Least > 0 || d.Endless:
		words = append(words, fmt.Sprintf("from %d", d.Least))
	}
	switch {
	case d.Endless:
	case d.MostExcluded:
		words = append(words, fmt.Sprintf("under %d", d.Most))
	default:
		words = append(words, fmt.Sprintf("to %d", d.Most))
	}
	return strings.Join(words, " ")
}

// MarshalText writes the range as it is read.
func (d Days) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "from N" or "over N", "to N" or "under N", or one of each in that order.
func (d *Days) UnmarshalText(text []byte) error {
	days, err := parseDays(string(text))
	if err != nil {
		return err
	}
	*d = days
	return nil
}

func parseDays(text string) (Days, error) {
	words := strings.Fields(text)
	days := Days{Endless: true}
	bad := fmt.Errorf("cannot read %q as days; write \"from N\" or \"over N\", \"to N\" or \"under N\", or one of each", text)
	if len(words) == 0 || len(words)%2 != 0 {
		return Days{}, bad
	}
	next := 0 // 0 either end may come, 1 only the upper one, 2 none
	for i := 0; i < len(words); i += 2 {
		number, err := wholeDays(words[i+1])
		if err != nil {
			return Days{}, bad
		}
		switch word := words[i]; {
		case next == 0 && (word == "from" || word == "over"):
			days.Least, days.LeastExcluded, next = number, word == "over", 1
		case next <= 1 && (word == "to" || word == "under"):
			days.Most, days.MostExcluded, days.Endless, next = number, word == "under", false, 2
		default:
			return Days{}, bad
		}
	}
	if days.empty() {
		return Days{}, fmt.Errorf("no day lies in %q", text)
	}
	return days, nil
}

// wholeDays is stricter than strconv: no sign, and no more digits than a life has days.
func wholeDays(text string) (int, error) {
	if len(text) == 0 || len(text) > 5 || strings.Trim(text, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(text)
}

func (d Days) empty() bool {
	if d.Endless {
		return false
	}
	return d.Least > d.Most || d.Least == d.Most && (d.LeastExcluded || d.MostExcluded)
}

// before says whether every duration of d is shorter than every one of later.
func (d Days) before(later Days) bool {
	if d.Endless {
		return false
	}
	return d.Most < later.Least || d.Most == later.Least && (d.MostExcluded || later.LeastExcluded)
}
