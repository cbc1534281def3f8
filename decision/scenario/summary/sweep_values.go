package summary

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

// maxSteps bounds a sweep: each step keeps a guideline of its own in memory.
const maxSteps = 120

// sweepValues lists the values of a sweep.
func sweepValues(p decision.Param, text string) (out []string, err error) {
	fail := func(format string, args ...any) error {
		return decision.FactErrors{{Fact: p.ID, Got: wording.Abridge(text), Message: fmt.Sprintf(format, args...)}}
	}
	numeric := p.Type == decision.TypeNumber || p.Type == decision.TypeInteger
	from, rest, isRange := strings.Cut(text, "..")
	switch {
	case isRange && !numeric:
		return nil, fail("param %q is one of %s; list the values: %s", p.ID, strings.Join(p.Choices, ", "), strings.Join(p.Choices, "|"))
	case isRange:
		out, err = arithmetic(p, from, rest)
	default:
		for value := range strings.SplitSeq(text, "|") {
			out = append(out, strings.TrimSpace(value))
		}
	}
	if err != nil {
		return nil, fail("%s", err)
	}
	if len(out) > maxSteps {
		return nil, fail("%d steps are too many; a sweep has at most %d", len(out), maxSteps)
	}
	for i, value := range out {
		if flaw := unfit(p, value); flaw != "" {
			return nil, fail("%s", flaw)
		}
		if numeric {
			out[i] = wording.Number(numberOf(value))
		}
		if slices.Contains(out[:i], out[i]) {
			return nil, fail("the value %s is there twice", out[i])
		}
	}
	return out, nil
}

// arithmetic goes from one number to another by steps that add up exactly.
func arithmetic(p decision.Param, from, rest string) (out []string, err error) {
	to, by, stepped := strings.Cut(rest, ":")
	if !stepped {
		if by = "1"; p.Type != decision.TypeInteger {
			return nil, fmt.Errorf("a step is missing: %s..%s:STEP", from, to)
		}
	}
	var x [3]*big.Rat
	places := 0
	for i, text := range []string{from, to, by} {
		text = strings.TrimSpace(text)
		r, ok := exact(text)
		if !ok {
			return nil, fmt.Errorf("%q is not a number; a range is written like 0..120:10", wording.Abridge(text))
		}
		x[i] = r
		if _, fraction, ok := strings.Cut(text, "."); ok {
			places = max(places, len(fraction))
		}
	}
	way := x[1].Cmp(x[0])
	switch {
	case x[2].Sign() == 0 || way != 0 && x[2].Sign() != way:
		return nil, fmt.Errorf("steps of %s never get from %s to %s", by, from, to)
	case new(big.Rat).Quo(new(big.Rat).Sub(x[1], x[0]), x[2]).Cmp(big.NewRat(maxSteps-1, 1)) > 0:
		return nil, fmt.Errorf("more than %d steps are too many for a sweep; take larger ones", maxSteps)
	}
	for at := x[0]; at.Cmp(x[1])*x[2].Sign() <= 0; at = new(big.Rat).Add(at, x[2]) {
		out = append(out, at.FloatString(places))
	}
	if end := x[1].FloatString(places); out[len(out)-1] != end { // the last step is a shorter one
		out = append(out, end)
	}
	return out, nil
}

// exact reads a decimal number without an exponent.
func exact(text string) (*big.Rat, bool) {
	const longest = 30
	if text == "" || wording.Digits(text) != len(text) || len(text) > longest || strings.ContainsAny(text, "eE") {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// numberOf reads what is known to be a number.
func numberOf(text string) float64 {
	x, _ := strconv.ParseFloat(text, 64) // out of range it is infinite
	return x + 0
}

// unfit says why a param may not have a value.
func unfit(p decision.Param, value string) string {
	switch p.Type {
	case decision.TypeNumber, decision.TypeInteger:
		x := numberOf(value)
		switch {
		case value == "" || wording.Digits(value) != len(value):
			return fmt.Sprintf("param %q is a number, not %q", p.ID, wording.Abridge(value))
		case x < numberOf(p.Min) || x > numberOf(p.Max):
			return fmt.Sprintf("param %q may be %s to %s, not %s", p.ID, p.Min, strings.TrimSpace(p.Max+" "+p.Unit), value)
		case p.Type == decision.TypeInteger && !new(big.Float).SetFloat64(x).IsInt():
			return fmt.Sprintf("param %q is a whole number, not %s", p.ID, value)
		}
		return ""
	}
	if !slices.Contains(p.Choices, value) {
		return fmt.Sprintf("param %q may be %s, not %q%s", p.ID, strings.Join(p.Choices, ", "), wording.Abridge(value), wording.DidYouMean(place.Nearest(value, p.Choices)))
	}
	return ""
}

func sameValue(p decision.Param, value string) bool {
	if p.Type == decision.TypeNumber || p.Type == decision.TypeInteger {
		return p.Set && numberOf(p.Value) == numberOf(value)
	}
	return p.Set && p.Value == value
}

// yamlValue writes a value as an overlay has it.
func yamlValue(p decision.Param, value string) string {
	if p.Type == decision.TypeChoice {
		return strconv.Quote(value)
	}
	return value
}
