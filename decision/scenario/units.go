package scenario

import "strings"

// factor converts into the unit of a fact. Both are whole numbers, so that what is a whole
// number of the fact's unit comes out exactly: 84 d are 12 weeks.
type factor struct{ times, over float64 }

func (f factor) of(x float64) float64 { return x * f.times / f.over }

const weeks = "weeks"

// inWeeks says what a unit of time is in weeks: a week has 7 days, a year 365.25 days and a
// month a twelfth of that.
func inWeeks(unit string) (factor, bool) {
	switch unit {
	case "days":
		return factor{1, 7}, true
	case "months":
		return factor{487, 112}, true
	case "years":
		return factor{1461, 28}, true
	}
	return factor{}, false
}

// unit finds how to convert into the unit of a fact. No unit is that of the fact.
func unit(written, of string) (factor, bool) {
	if written == "" {
		return factor{1, 1}, true
	}
	if of == "" {
		return factor{}, false
	}
	from, to := spelling(written), spelling(of)
	if from == to {
		return factor{1, 1}, true
	}
	if to == weeks {
		return inWeeks(from)
	}
	return factor{}, false
}

// units lists the units that a fact may be given in, for a message.
func units(of string) string {
	switch spelling(of) {
	case "":
		return "it has none"
	case weeks:
		return "it is in weeks (wk), and is also taken in days (d), months (mo, 365.25/12 days) and years (y, 365.25 days)"
	}
	return "it is in " + of
}

// spelling brings the usual ways to write a unit down to one.
func spelling(unit string) string {
	unit = strings.ToLower(unit)
	switch unit {
	case "w", "wk", "wks", "week":
		return weeks
	case "d", "day":
		return "days"
	case "mo", "mos", "mth", "mths", "month":
		return "months"
	case "y", "yr", "yrs", "year":
		return "years"
	case "h", "hr", "hrs", "hour":
		return "hours"
	case "min", "mins", "minute":
		return "minutes"
	case "%", "pct", "percent":
		return "percent"
	}
	if len(unit) > 3 && !strings.HasSuffix(unit, "s") { // pieces and piece, but not ms and m
		return unit + "s"
	}
	return unit
}
