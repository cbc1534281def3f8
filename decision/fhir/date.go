package fhir

import (
	"strconv"
	"strings"
	"time"
)

// day counts civil days from 1 January 1970.
type day int

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return civil(y, int(m), d)
}

func civil(year, month, dom int) day {
	return day(time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (d day) String() string { return d.time().Format(time.DateOnly) }

func (d day) time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// plus adds calendar years and months: 29 February and the 31st become the last day of their month.
func (d day) plus(years, months int) day {
	y, m, dom := d.time().Date()
	first := time.Date(y+years, m+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return civil(first.Year(), int(first.Month()), min(dom, last))
}

// years are the full years from a day to another.
func years(from, to day) int {
	fy, fm, fd := from.time().Date()
	ty, tm, td := to.time().Date()
	n := ty - fy
	if tm < fm || tm == fm && td < fd {
		n--
	}
	return n
}

// span is a time known to the day or less exactly: some day from first to last.
type span struct {
	first, last       day
	hasFirst, hasLast bool
	written           string
}

func (s span) known() bool { return s.hasFirst || s.hasLast }

// parseDate reads a FHIR date, dateTime or instant. Of a time of day only the day is kept, as
// written: the place where it was written knows best what day it was.
func parseDate(s string) (span, bool) {
	date, clock, timed := strings.Cut(s, "T")
	if timed && (len(date) != 10 || !isClock(clock)) {
		return span{}, false
	}
	parts := strings.Split(date, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return span{}, false
	}
	var n [3]int
	for i, part := range parts {
		if i > 0 && len(part) != 2 {
			return span{}, false
		}
		x, err := strconv.ParseUint(part, 10, 16)
		if err != nil || x == 0 {
			return span{}, false
		}
		n[i] = int(x)
	}
	out := span{hasFirst: true, hasLast: true, written: s}
	switch {
	case len(parts) == 1:
		out.first, out.last = civil(n[0], 1, 1), civil(n[0], 12, 31)
	case n[1] > 12:
		return span{}, false
	case len(parts) == 2:
		out.first = civil(n[0], n[1], 1)
		out.last = out.first.plus(0, 1) - 1
	default:
		out.first = civil(n[0], n[1], n[2])
		if _, _, dom := out.first.time().Date(); dom != n[2] {
			return span{}, false
		}
		out.last = out.first
	}
	return out, true
}

// isClock reports whether s is a time of day with its zone, or without: records leave it out.
func isClock(s string) bool {
	for _, layout := range []string{"15:04:05Z07:00", "15:04:05.999999999Z07:00", "15:04:05", "15:04Z07:00", "15:04"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}
