package evidence

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Date is a day, or as much of one as is known: a month without its day, a year without its month. The zero value is no
// date. What is not known is zero, so that a month sorts before each of its days.
type Date struct {
	Year  int
	Month time.Month // 0 when not known
	Day   int        // 0 when not known
}

var dateForm = regexp.MustCompile(`^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$`)

// ParseDate reads 2022, 2022-04 or 2022-04-30.
func ParseDate(text string) (Date, error) {
	m := dateForm.FindStringSubmatch(text)
	if m == nil {
		return Date{}, notADate(text)
	}
	number := func(digits string) int { n, _ := strconv.Atoi(digits); return n } // "" is 0
	d := Date{number(m[1]), time.Month(number(m[2])), number(m[3])}
	// Days that do not exist, such as 31 April, come back as others.
	day := time.Date(d.Year, max(d.Month, 1), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	if d.Year == 0 || m[2] != "" && day.Month() != d.Month || m[3] != "" && day.Day() != d.Day {
		return Date{}, notADate(text)
	}
	return d, nil
}

func notADate(text string) error {
	return fmt.Errorf("%q is not a date: write 2022, 2022-04 or 2022-04-30", text)
}

// DateOf returns the day of a time, where the time is.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Compare is negative when d comes before other, positive when after: 2021 < 2022 < 2022-04 < 2022-04-01.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// String writes what ParseDate reads, "" for no date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the text form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the text form.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}
