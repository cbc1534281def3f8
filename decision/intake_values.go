package decision

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

func (in *intake) bool(e entry, i int) {
	f := &in.c.g.facts[i]
	region := -1
	switch v := e.value.(type) {
	case bool:
		region = 0
		if v {
			region = 1
		}
	case Bool:
		if v == No || v == Yes {
			region = int(v - No)
		}
	}
	if region < 0 {
		in.fail(e, f.ID, FactError{Got: shown(e.value), Allowed: []string{"true", "false", "null"},
			Message: fmt.Sprintf("%q is yes or no: true, false, or null for unknown, not %s", f.ID, shown(e.value))})
		return
	}
	in.given[i].is = givenYes
	if region == 0 {
		in.given[i].is = givenNo
	}
	in.c.setDigit(i, region)
}

func (in *intake) choice(e entry, i int) {
	f := &in.c.g.facts[i]
	var names []string
	switch v := e.value.(type) {
	case string:
		names = []string{v}
	case Choices:
		names = v.Choices()
	default:
		list, ok := in.oneOf(e, f)
		if !ok {
			return
		}
		names = list
	}
	var set logic.Set
	for _, name := range names {
		k := f.choice(name)
		if k < 0 {
			near := place.Nearest(name, f.choiceIDs())
			in.fail(e, f.ID, FactError{Got: abridge(name), Allowed: f.choiceIDs(), Nearest: near,
				Message: fmt.Sprintf("%q is not a choice of %q; it may be %s%s", abridge(name), f.ID, strings.Join(f.choiceIDs(), ", "), suggestion(near))})
			continue
		}
		set |= 1 << k
	}
	switch set.Len() {
	case 0:
	case 1:
		in.c.setDigit(i, set.First())
	default:
		in.c.encoding.parts = append(in.c.encoding.parts, logic.Part{Var: i, Set: set})
	}
}

// oneOf reads {"one_of": [...]}.
func (in *intake) oneOf(e entry, f *Fact) ([]string, bool) {
	bad := func(format string, args ...any) ([]string, bool) {
		in.fail(e, f.ID, FactError{Got: shown(e.value), Allowed: f.choiceIDs(), Message: fmt.Sprintf(format, args...)})
		return nil, false
	}
	parts, ok := fields(e.value)
	if !ok {
		return bad("%q is a choice in quotes, or {\"one_of\": [...]} where it is known in part, not %s", f.ID, shown(e.value))
	}
	if len(parts) != 1 || parts[0].name != "one_of" {
		return bad("%q known in part is {\"one_of\": [...]} and nothing else", f.ID)
	}
	list, ok := texts(parts[0].value)
	switch {
	case !ok:
		return bad("one_of is a list of choices of %q", f.ID)
	case len(list) == 0:
		return bad("one_of is empty: %q must be one of its choices; leave it out where nothing is known", f.ID)
	}
	return list, true
}

func (in *intake) number(e entry, i int) {
	g := in.c.g
	f := &g.facts[i]
	n, ok := toNumber(e.value)
	if !ok {
		parts, isPart := fields(e.value)
		if !isPart {
			in.fail(e, f.ID, FactError{Got: shown(e.value), Message: fmt.Sprintf("%q is a number%s, not %s", f.ID, of(f.Unit), shown(e.value))})
			return
		}
		if n, ok = in.bounds(e, f, parts); !ok {
			return
		}
	}
	at := g.layout.numberOf[i]
	in.c.encoding.Numbers[at] = n
	var err *FactError
	if n.isExact() {
		err = g.checkNumber(i, n)
	} else {
		err = in.c.part(at, n)
	}
	if err != nil {
		in.fail(e, f.ID, *err)
	}
}

func of(unit string) string {
	if unit == "" {
		return ""
	}
	return " of " + unit
}

// bounds reads {"at_least": 4, "at_most": 12} and its strict forms.
func (in *intake) bounds(e entry, f *Fact, parts []entry) (Number, bool) {
	var n bounds
	allowed := []string{"at_least", "at_most", "more_than", "less_than"}
	bad := func(format string, args ...any) (Number, bool) {
		in.fail(e, f.ID, FactError{Got: shown(e.value), Allowed: allowed, Message: fmt.Sprintf(format, args...)})
		return Number{}, false
	}
	if len(parts) == 0 {
		return bad("%q known in part needs at_least, at_most, more_than or less_than; leave it out where nothing is known", f.ID)
	}
	for _, p := range parts {
		if !slices.Contains(allowed, p.name) {
			near := place.Nearest(p.name, allowed)
			return bad("%q known in part has at_least, at_most, more_than or less_than, not %q%s", f.ID, abridge(p.name), suggestion(near))
		}
		x, isNumber := toNumber(p.value)
		value, isExact := x.Value()
		if !isNumber || !isExact || math.IsNaN(value) || math.IsInf(value, 0) {
			return bad("%s of %q is a number%s, not %s", p.name, f.ID, of(f.Unit), shown(p.value))
		}
		low, high := n.state&hasLow != 0, n.state&hasHigh != 0
		switch {
		case (p.name == "at_least" || p.name == "more_than") && !low:
			n.low, n.state = value, n.state|hasLow
			if p.name == "more_than" {
				n.state |= lowOpen
			}
		case (p.name == "at_most" || p.name == "less_than") && !high:
			n.high, n.state = value, n.state|hasHigh
			if p.name == "less_than" {
				n.state |= highOpen
			}
		default:
			return bad("%q has two bounds on the same side; keep one", f.ID)
		}
	}
	return known(n), true
}

// checkNumber holds a number to the range and type of its fact.
func (g *Guideline) checkNumber(fact int, n Number) *FactError {
	f := &g.facts[fact]
	fail := func(format string, args ...any) *FactError {
		return &FactError{Fact: f.ID, Got: n.String(), Allowed: []string{formatNumber(f.Min) + " to " + formatNumber(f.Max)}, Message: fmt.Sprintf(format, args...), offset: -1}
	}
	x, exactly := n.Value()
	low, high := x, x
	if n.part != nil {
		low, high = n.part.low, n.part.high
	}
	for _, x := range []float64{low, high} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fail("%q is not a finite number", f.ID)
		}
	}
	if f.Type == TypeInteger && exactly && x != math.Trunc(x) {
		return fail("%q is a whole number, not %s", f.ID, n)
	}
	if _, _, _, _, ok := n.within(f); !ok {
		if exactly {
			return fail("%q is %s to %s%s, not %s", f.ID, formatNumber(f.Min), formatNumber(f.Max), unit(f.Unit), n)
		}
		return fail("%q is %s to %s%s; %s leaves nothing of that", f.ID, formatNumber(f.Min), formatNumber(f.Max), unit(f.Unit), n)
	}
	return nil
}
