package decision

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// Facts is what is known, by fact name. A value may be nil or [Unknown] (unknown), a bool
// or [Bool], any Go integer or float, a json.Number or [Number], a string or a generated
// choice, or a map such as {"at_least": 4} or {"one_of": []string{…}} for what is known
// in part. The name "none_of" denies whole groups: []string{"red_flags"}. Anything else
// is an error. A name that is not there is unknown; it is never a no.
type Facts map[string]any

// JSON is a document of facts: one flat object of fact names, and none_of. Name is what
// errors call it.
type JSON struct {
	Name string
	Data []byte
}

// Choices is implemented by generated choices: the ids that are still possible.
type Choices interface{ Choices() []string }

const noneOf = "none_of"

// entry is one named value with its place in the text, if there is one.
type entry struct {
	name   string
	value  any // nil, bool, string, json.Number, float64, Number, Bool, []any, []entry, Choices
	offset int // of the value
	named  int // of the name
}

// take reads facts in any form into the case.
func (c *Case) take(facts any) FactErrors {
	var entries []entry
	var errs FactErrors
	doc, isText := JSON{}, false
	switch f := facts.(type) {
	case nil:
	case Facts:
		entries = f.entries()
	case map[string]any:
		entries = Facts(f).entries()
	case JSON:
		doc, isText = f, true
	case []byte:
		doc.Data, isText = f, true
	case json.RawMessage:
		doc.Data, isText = f, true
	default:
		return FactErrors{{Message: fmt.Sprintf("facts are given as decision.Facts, typed facts or JSON, not as %T", facts)}}
	}
	if isText {
		entries, errs = readJSON(doc.Data)
	}
	in := intake{c: c, given: make([]given, len(c.g.facts)), errs: errs}
	in.all(entries)
	if len(in.errs) == 0 {
		c.settle()
		in.contradictions()
	}
	if isText {
		in.errs.locate(doc)
	}
	return in.errs
}

func (f Facts) entries() []entry {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names)
	out := make([]entry, len(names))
	for i, name := range names {
		out[i] = entry{name: name, value: f[name], offset: -1, named: -1}
	}
	return out
}

// intake checks entries against the facts of the guideline.
type intake struct {
	c     *Case
	errs  FactErrors
	given []given // by fact

	unknown int // names so far that are no facts
}

// maxHints bounds how many unknown names are answered with a guess.
const maxHints = 50

type given struct {
	is     givenKind
	offset int
}

type givenKind uint8

const (
	givenNothing givenKind = iota
	givenUnknown
	givenNo
	givenYes
	givenOther // not yes, no or unknown: reported already
)

func (in *intake) fail(e entry, fact string, err FactError) {
	err.Fact, err.offset = abridge(fact), e.offset
	in.errs = append(in.errs, &err)
}

func (in *intake) all(entries []entry) {
	var denied *entry
	for i := range entries {
		if e := &entries[i]; e.name == noneOf {
			denied = e
		} else {
			in.fact(*e)
		}
	}
	if denied != nil {
		in.deny(*denied)
	}
}

func (in *intake) fact(e entry) {
	g := in.c.g
	i, ok := g.factIndex[e.name]
	if !ok {
		in.unknownName(e)
		return
	}
	if in.given[i].is != givenNothing {
		return // given twice: reported when it was read
	}
	f := &g.facts[i]
	in.given[i] = given{givenOther, e.offset}
	if isUnknown(e.value) {
		in.given[i].is = givenUnknown
		return
	}
	switch f.Type {
	case TypeBool:
		in.bool(e, i)
	case TypeChoice:
		in.choice(e, i)
	default:
		in.number(e, i)
	}
}

func isUnknown(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case Bool:
		return v == Unknown
	case Number:
		return v.IsUnknown()
	case Choices:
		return len(v.Choices()) == 0
	}
	return false
}

func (in *intake) unknownName(e entry) {
	e.offset = e.named
	g := in.c.g
	if _, ok := g.groupIndex[e.name]; ok {
		in.fail(e, e.name, FactError{Message: fmt.Sprintf("%q is a group; deny it as a whole with \"none_of\": [%q], or give its members", e.name, e.name)})
		return
	}
	names := make([]string, len(g.facts))
	for i := range g.facts {
		names[i] = g.facts[i].ID
	}
	near := ""
	if in.unknown++; in.unknown <= maxHints {
		near = place.Nearest(e.name, append(names, noneOf))
	}
	in.fail(e, e.name, FactError{Nearest: near, Message: fmt.Sprintf("there is no fact %q%s", abridge(e.name), suggestion(near))})
}

func suggestion(near string) string {
	if near == "" {
		return ""
	}
	return "; did you mean " + strconv.Quote(near) + "?"
}

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
	if n.state == exact {
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
func (in *intake) bounds(e entry, f *Fact, parts []entry) (n Number, ok bool) {
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
	return n, true
}

// checkNumber holds a number to the range and type of its fact.
func (g *Guideline) checkNumber(fact int, n Number) *FactError {
	f := &g.facts[fact]
	lowest, highest := formatNumber(f.Min), formatNumber(f.Max)
	fail := func(format string, args ...any) *FactError {
		return &FactError{Fact: f.ID, Got: n.String(), Allowed: []string{lowest + " to " + highest}, Message: fmt.Sprintf(format, args...), offset: -1}
	}
	for _, x := range []float64{n.low, n.high} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fail("%q is not a finite number", f.ID)
		}
	}
	if f.Type == TypeInteger && n.state == exact && n.low != math.Trunc(n.low) {
		return fail("%q is a whole number, not %s", f.ID, n)
	}
	if _, _, _, _, ok := n.within(f); !ok {
		if n.state == exact {
			return fail("%q is %s to %s%s, not %s", f.ID, lowest, highest, unit(f.Unit), n)
		}
		return fail("%q is %s to %s%s; %s leaves nothing of that", f.ID, lowest, highest, unit(f.Unit), n)
	}
	return nil
}

// contradictions reports every declared relation that what is given breaks, at the last of
// its facts that was given.
func (in *intake) contradictions() {
	for _, k := range in.c.broken() {
		last := entry{offset: -1}
		for _, f := range k.facts {
			last.offset = max(last.offset, in.given[f].offset)
		}
		in.fail(last, in.c.g.facts[k.facts[len(k.facts)-1]].ID, FactError{Message: k.message()})
	}
}

// deny makes every member of the groups an explicit no. A member that is given as true,
// or as unknown, contradicts the denial.
func (in *intake) deny(e entry) {
	g := in.c.g
	names, ok := texts(e.value)
	if !ok {
		in.fail(e, noneOf, FactError{Got: shown(e.value), Message: fmt.Sprintf("none_of is a list of groups such as [\"red_flags\"], not %s", shown(e.value))})
		return
	}
	ids := make([]string, len(g.groups))
	for i := range g.groups {
		ids[i] = g.groups[i].ID
	}
	for _, name := range names {
		i, ok := g.groupIndex[name]
		if !ok {
			near := place.Nearest(name, ids)
			message := fmt.Sprintf("there is no group %q%s", abridge(name), suggestion(near))
			if _, isFact := g.factIndex[name]; isFact {
				message = fmt.Sprintf("%q is a fact, not a group; write \"%s\": false", name, name)
			}
			in.fail(e, noneOf, FactError{Got: abridge(name), Allowed: ids, Nearest: near, Message: message})
			continue
		}
		in.denyGroup(e, &g.groups[i])
	}
}

func (in *intake) denyGroup(e entry, group *Group) {
	for _, f := range group.facts {
		id := in.c.g.facts[f].ID
		switch in.given[f].is {
		case givenNothing:
			in.given[f] = given{givenNo, e.offset}
			in.c.setDigit(f, 0)
		case givenUnknown:
			in.fail(entry{offset: in.given[f].offset}, id, FactError{Got: "null", Message: fmt.Sprintf("%q is given as unknown, but none_of denies its group %q; leave one of them out", id, group.ID)})
		case givenYes:
			in.fail(entry{offset: in.given[f].offset}, id, FactError{Got: "true", Message: fmt.Sprintf("%q is given as true, but none_of denies its group %q; leave one of them out", id, group.ID)})
		}
	}
}

func toNumber(v any) (Number, bool) {
	switch v := v.(type) {
	case Number:
		return v, true
	case json.Number:
		x, err := strconv.ParseFloat(string(v), 64)
		if err != nil && !math.IsInf(x, 0) || !json.Valid([]byte(v)) {
			return Number{}, false
		}
		return Exactly(positiveZero(x)), true
	case bool, string, Bool, time.Duration, uintptr:
		return Number{}, false // a duration counts nanoseconds, which is no fact's unit
	}
	r := reflect.ValueOf(v)
	switch {
	case !r.IsValid():
		return Number{}, false
	case r.CanInt():
		return Exactly(float64(r.Int())), true
	case r.CanUint():
		return Exactly(float64(r.Uint())), true
	case r.CanFloat():
		return Exactly(positiveZero(r.Float())), true
	}
	return Number{}, false
}

func positiveZero(x float64) float64 {
	if x == 0 {
		return 0
	}
	return x
}

// fields reads a value known in part, from JSON or from Go.
func fields(v any) ([]entry, bool) {
	switch v := v.(type) {
	case []entry:
		return v, true
	case map[string]any:
		return Facts(v).entries(), true
	case Facts:
		return v.entries(), true
	}
	return nil, false
}

func texts(v any) ([]string, bool) {
	switch v := v.(type) {
	case []string:
		return v, true
	case []any:
		out := make([]string, len(v))
		for i, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, false
			}
			out[i] = s
		}
		return out, true
	}
	return nil, false
}

// shown is a value as a message quotes it.
func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return strconv.Quote(abridge(v))
	case json.Number:
		return abridge(string(v))
	case []entry, map[string]any, Facts:
		return "an object"
	case []any, []string:
		return "a list"
	case bool, Number, Bool, int, float64:
		return fmt.Sprint(v)
	}
	return fmt.Sprintf("a %T", v)
}
