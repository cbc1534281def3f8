package fhir

import (
	"math"
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
	moment            int64 // seconds from 1970, where the hour and its zone are told
	timed             bool
	written           string
}

func (s span) known() bool { return s.hasFirst || s.hasLast }

// parse reads a FHIR date, dateTime or instant. Of a time of day only the day is kept, as
// written: the place where it was written knows best what day it was. A server that writes the
// hour of Greenwich tells no place: that is of the day that it was where the record is read. And
// what has happened by the end of the day for which it is read is not in the future.
func (r *reader) parse(s string) (span, bool) {
	when, ok := parseDate(s)
	if !ok || !when.timed {
		return when, ok
	}
	here := dayOf(time.Unix(when.moment, 0).In(r.zone))
	switch {
	case strings.HasSuffix(s, "Z") || strings.HasSuffix(s, "+00:00") || strings.HasSuffix(s, "-00:00"):
		when.first, when.last = here, here
	case when.first > r.at && here <= r.at:
		when.first, when.last = r.at, r.at
	}
	return when, ok
}

// reach are the first and the last second at which something may have been: the second where the
// hour and its zone are told, or else the days where the record is read. By them two times compare
// alike, however they are written.
func (r *reader) reach(s span) (from, to int64) {
	from, to = math.MinInt64, math.MaxInt64
	switch {
	case s.hasFirst && s.timed:
		from = s.moment
	case s.hasFirst:
		from = r.begins(s.first)
	}
	switch {
	case s.hasLast && s.timed:
		to = s.moment
	case s.hasLast:
		to = r.begins(s.last+1) - 1
	}
	return from, to
}

// SurelyBefore reports whether one date of a record was before another, wherever in what it tells that
// may have been: a date without an hour is its whole day in the location where the record is read, one
// that is not exact all that it may be. It is false where one of them is no date.
func SurelyBefore(earlier, later string, here *time.Location) bool {
	r := &reader{zone: here, at: math.MaxInt32} // nothing lies in the future
	e, dated := r.parse(earlier)
	l, also := r.parse(later)
	return dated && also && r.surelyBefore(e, l)
}

// surelyBefore reports whether one time was before another, wherever in it that may have been. Of a
// day alone nobody knows in which zone it was written: beside an hour only days that differ are
// compared, each as it was written.
func (r *reader) surelyBefore(s, later span) bool {
	if s.timed != later.timed && s.last >= later.first {
		return false
	}
	_, to := r.reach(s)
	from, _ := r.reach(later)
	return to < from
}

// begins is the second with which a day begins where the record is read.
func (r *reader) begins(d day) int64 {
	y, m, dom := d.time().Date()
	return time.Date(y, m, dom, 0, 0, 0, 0, r.zone).Unix()
}

func parseDate(s string) (span, bool) {
	date, clock, timed := strings.Cut(s, "T")
	if timed && len(date) != 10 {
		return span{}, false
	}
	parts := [3]string{date}
	n, rest := 1, date
	for more := false; ; n++ {
		if parts[n-1], rest, more = strings.Cut(rest, "-"); !more {
			break
		}
		if n == len(parts) {
			return span{}, false
		}
	}
	var of [3]int
	for i, part := range parts[:n] {
		if len(part) != 4 && i == 0 || len(part) != 2 && i > 0 {
			return span{}, false
		}
		x, ok := digitsOf(part)
		if !ok || x == 0 {
			return span{}, false
		}
		of[i] = x
	}
	out := span{hasFirst: true, hasLast: true, written: s}
	switch {
	case n == 1:
		out.first, out.last = civil(of[0], 1, 1), civil(of[0], 12, 31)
	case of[1] > 12:
		return span{}, false
	case n == 2:
		out.first = civil(of[0], of[1], 1)
		out.last = out.first.plus(0, 1) - 1
	default:
		out.first = civil(of[0], of[1], of[2])
		if _, _, dom := out.first.time().Date(); dom != of[2] {
			return span{}, false
		}
		out.last = out.first
	}
	if timed {
		seconds, zoned, ok := clockOf(clock)
		if !ok {
			return span{}, false
		}
		out.moment, out.timed = int64(out.first)*86400+int64(seconds), zoned
	}
	return out, true
}

// clockOf reads a time of day, in seconds of Greenwich where it has a zone. Records leave out
// the zone, and the seconds.
func clockOf(s string) (seconds int, zoned, ok bool) {
	clock, zone := s, ""
	if i := strings.IndexAny(s, "Z+-"); i >= 0 {
		clock, zone = s[:i], s[i:]
	}
	clock, fraction, fine := strings.Cut(clock, ".")
	if _, ok := digitsOf(fraction); fine && !ok || fine && len(clock) != 8 {
		return 0, false, false
	}
	of := func(i, most int) int {
		x, ok := 0, len(clock) >= i+2 && (i == 0 || clock[i-1] == ':')
		if ok {
			x, ok = digitsOf(clock[i : i+2])
		}
		if !ok || x > most {
			return -1
		}
		return x
	}
	hour, minute, second := of(0, 23), of(3, 59), 0
	if len(clock) != 5 {
		second = of(6, 60) // a leap second
	}
	if hour < 0 || minute < 0 || second < 0 || len(clock) != 5 && len(clock) != 8 {
		return 0, false, false
	}
	seconds = hour*3600 + minute*60 + second
	switch {
	case zone == "":
		return seconds, false, true
	case zone == "Z":
		return seconds, true, true
	case len(zone) != 6 || zone[3] != ':':
		return 0, false, false
	}
	h, okH := digitsOf(zone[1:3])
	m, okM := digitsOf(zone[4:6])
	if !okH || !okM || h > 14 || m > 59 {
		return 0, false, false
	}
	if zone[0] == '-' {
		h, m = -h, -m
	}
	return seconds - h*3600 - m*60, true, true
}

// digitsOf is a number without a sign.
func digitsOf(s string) (int, bool) {
	x := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		x = min(x*10+int(c-'0'), 1_000_000_000)
	}
	return x, s != ""
}
