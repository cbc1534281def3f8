package scenario

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// number reads a number of a fact, known exactly or in part.
func number(text string, f *decision.Fact) (any, *decision.FactError) {
	lower, upper, isRange := strings.Cut(text, "..")
	if isRange {
		return between(text, lower, upper, f)
	}
	sign, rest := comparison(text)
	q := amount(rest, f)
	if q.flaw != "" {
		return nil, noNumber(f, q.flaw)
	}
	if sign == "" {
		return q.value(), nil
	}
	return map[string]any{bound(sign): q.value()}, nil
}

// between reads 4..12 and its strict forms. A unit at the end holds for both.
func between(text, lower, upper string, f *decision.Fact) (any, *decision.FactError) {
	above, lower := comparison(lower)
	below, upper := comparison(upper)
	low, high := amount(lower, f), amount(upper, f)
	switch {
	case strings.Contains(text, "..."), strings.HasPrefix(above, "<"), strings.HasPrefix(below, ">"):
		return nil, noNumber(f, forms)
	case low.flaw != "" || high.flaw != "":
		return nil, noNumber(f, cmp.Or(low.flaw, high.flaw))
	case low.unit == "":
		low.factor = high.factor
	case high.unit == "":
		return nil, noNumber(f, "a unit at the start of a range needs one at the end")
	}
	if above == "" {
		above = ">="
	}
	if below == "" {
		below = "<="
	}
	return map[string]any{bound(above): low.value(), bound(below): high.value()}, nil
}

func noNumber(f *decision.Fact, flaw string) *decision.FactError {
	what := "a number"
	if f.Unit != "" {
		what += " of " + f.Unit
	}
	return &decision.FactError{Message: what + " (" + flaw + ")"}
}

const forms = "written like 12, 4..12, >12, >=4, <4 or <=12"

// comparison parts the sign from what is compared with.
func comparison(text string) (sign, rest string) {
	text = strings.TrimSpace(text)
	for _, sign := range []string{">=", "<=", ">", "<"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return sign, rest
		}
	}
	return "", text
}

// bound is what facts call it.
func bound(sign string) string {
	switch sign {
	case ">=":
		return "at_least"
	case "<=":
		return "at_most"
	case ">":
		return "more_than"
	}
	return "less_than"
}

// quantity is a number with its unit.
type quantity struct {
	x      float64
	unit   string
	factor factor
	flaw   string
}

// value is the quantity in the unit of the fact.
func (q quantity) value() float64 { return q.factor.of(q.x) }

func amount(text string, f *decision.Fact) quantity {
	text = strings.TrimSpace(text)
	n := wording.Digits(text)
	if n == 0 {
		return quantity{flaw: forms}
	}
	q := quantity{unit: strings.TrimSpace(text[n:])}
	// A number out of range is infinite, which the guideline refuses.
	q.x, _ = strconv.ParseFloat(text[:n], 64)
	q.x += 0 // -0 is 0
	known := false
	q.factor, known = unit(q.unit, f.Unit)
	switch {
	case known:
	case strings.HasPrefix(q.unit, ","):
		q.flaw = "with a point, not a comma, before a fraction, and none between thousands"
	case strings.HasPrefix(q.unit, "-"), strings.HasPrefix(q.unit, "–"):
		q.flaw = "a range is written like 4..12"
	default:
		q.flaw = fmt.Sprintf("%q is not a unit of it; %s", wording.Abridge(q.unit), units(f.Unit))
	}
	return q
}
