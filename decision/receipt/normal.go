package receipt

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

const noneOf = "none_of"

// normal is what is known in one form: by name, with the values that JSON has; a group that is
// denied is the denial of each of its facts; what is unknown is not there.
func normal(g *decision.Guideline, facts any) (decision.Facts, error) {
	if _, err := g.Case(facts); err != nil { // with the place of each mistake
		return nil, err
	}
	given, err := byName(facts)
	if err != nil {
		return nil, err
	}
	out := decision.Facts{}
	for name, value := range given {
		if name == noneOf {
			deny(g, out, value)
			continue
		}
		f, _ := g.Fact(name)
		if v, known := plain(&f, value); known {
			out[name] = v
		}
	}
	return out, nil
}

func byName(facts any) (decision.Facts, error) {
	var data []byte
	switch f := facts.(type) {
	case nil:
		return nil, nil
	case decision.Facts:
		return f, nil
	case map[string]any:
		return f, nil
	case decision.JSON:
		data = f.Data
	case []byte:
		data = f
	case json.RawMessage:
		data = f
	default:
		return nil, fmt.Errorf("a receipt needs the facts by name, as decision.Facts or JSON, not as %T", facts)
	}
	out := decision.Facts{}
	return out, decode(data, &out)
}

func deny(g *decision.Guideline, out decision.Facts, groups any) {
	named := texts(groups)
	for _, group := range g.Groups() {
		if slices.Contains(named, group.ID) {
			for _, f := range group.Facts {
				out[f] = false
			}
		}
	}
}

// plain is a value that the guideline has accepted, as JSON has it.
func plain(f *decision.Fact, value any) (v any, known bool) {
	switch v := value.(type) {
	case nil:
		return nil, false
	case bool:
		return v, true
	case decision.Bool:
		return v == decision.Yes, v != decision.Unknown
	case decision.Number:
		return number(v)
	case string:
		return v, true
	case decision.Choices:
		return choice(f, v.Choices())
	case map[string]any:
		return part(f, v)
	case decision.Facts:
		return part(f, v)
	}
	return amount(value), true
}

// number is one of Go's: exact, or in part as it says of itself.
func number(n decision.Number) (any, bool) {
	if n.IsUnknown() {
		return nil, false
	}
	if x, exactly := n.Value(); exactly {
		return x, true
	}
	out := map[string]any{}
	for _, bound := range strings.Split(n.String(), ", ") {
		words := strings.Fields(bound) // at least 4
		x, err := strconv.ParseFloat(words[len(words)-1], 64)
		if err != nil { // a bound is a number
			panic(err)
		}
		out[strings.Join(words[:len(words)-1], "_")] = x
	}
	return out, true
}

// part is what is known of a value in part.
func part(f *decision.Fact, v map[string]any) (any, bool) {
	out := map[string]any{}
	for name, bound := range v {
		if name == "one_of" {
			return choice(f, texts(bound))
		}
		out[name] = amount(bound)
	}
	return out, len(out) > 0
}

// choice lists what is possible in the order of the guideline.
func choice(f *decision.Fact, ids []string) (any, bool) {
	var out []string
	for _, c := range f.Choices {
		if slices.Contains(ids, c.ID) {
			out = append(out, c.ID)
		}
	}
	switch len(out) {
	case 0, len(f.Choices):
		return nil, false
	case 1:
		return out[0], true
	}
	return map[string]any{"one_of": out}, true
}

// amount is a number of any of Go's types, as the guideline reads it.
func amount(value any) any {
	switch n := value.(type) {
	case decision.Number:
		x, _ := n.Value()
		return x
	case json.Number:
		x, _ := n.Float64() // the guideline has read it
		return x + 0        // -0 is 0
	}
	switch r := reflect.ValueOf(value); {
	case r.CanInt():
		return float64(r.Int())
	case r.CanUint():
		return float64(r.Uint())
	case r.CanFloat():
		return r.Float() + 0
	}
	return value
}

func texts(list any) (out []string) {
	switch l := list.(type) {
	case []string:
		return l
	case string:
		return []string{l}
	case decision.Choices:
		return l.Choices()
	case []any:
		for _, v := range l {
			out = append(out, fmt.Sprint(v))
		}
	}
	return out
}
