package verify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// Example is a case that anyone can run: whatever else is learnt of it, it stays among those it
// is a witness of, and no fact of it can be left out.
type Example struct {
	// Facts is a document of facts. One that only one of the guidelines has is to be left out for
	// the other.
	Facts json.RawMessage `json:"facts"`

	// Unmet says why the facts do not suffice: what compares numbers with numbers, or looks at
	// outcome measures, and no numbers were found by which it comes out as it should.
	Unmet string `json:"unmet,omitempty"`
}

// said is a fact with its value as JSON.
type said struct{ name, value string }

func factsOf(list []said) json.RawMessage {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = fmt.Sprintf("%q: %s", s.name, s.value)
	}
	return json.RawMessage("{" + strings.Join(parts, ", ") + "}")
}

// witness finds the least that has to be said of a case in the set. Where that is that numbers
// compare with numbers in some way, it looks for numbers that do: is tells by the answers of
// the two guidelines.
func (c *comparer) witness(cases logic.Cases, is func([2]*answer) bool) Example {
	example := c.natural(cases)
	var list, other []said
	for _, f := range example {
		v := &c.sides[0].model.Variables[f.Var]
		if v.Kind == model.Fact {
			list = append(list, said{v.Name, v.Values[f.Region]})
		} else {
			other = append(other, said{v.Name, fmt.Sprint(f.Region == 1)})
		}
	}
	w := Example{Facts: factsOf(list)}
	if _, err := c.cases(list); err != nil {
		w.Unmet = err.Error()
	} else if len(other) == 0 {
		return w
	}
	if found, ok := c.search(list, other, is); ok {
		return Example{Facts: factsOf(found)}
	}
	if w.Unmet == "" {
		w.Unmet = "with " + describe(other)
	}
	return w
}

// avoided are the variables that a witness does without where it can: what is no fact, then the
// facts that only one guideline has.
func (c *comparer) avoided() []int {
	var first, then []int
	for v, x := range c.sides[0].model.Variables {
		if x.Kind != model.Fact {
			first = append(first, v)
			continue
		}
		if !c.sides[0].facts[x.Name] || !c.sides[1].facts[x.Name] {
			then = append(then, v)
		}
	}
	return slices.Concat(first, then)
}

func describe(other []said) string {
	parts := make([]string, len(other))
	for i, s := range other {
		switch {
		case strings.Trim(s.name, "0123456789") == "":
			parts[i] = "a measure changed by what matters: " + s.value
		case s.value == "true":
			parts[i] = s.name
		default:
			parts[i] = "not (" + s.name + ")"
		}
	}
	return strings.Join(parts, " and ")
}

// maxTries bounds the search for numbers.
const maxTries = 1000

// search tries numbers for the facts that comparisons name, and then leaves out what it can.
func (c *comparer) search(list, other []said, is func([2]*answer) bool) ([]said, bool) {
	holds := func(facts []said) bool {
		a, err := c.answers(facts)
		return err == nil && is(a)
	}
	tries := 0
	found := slices.Clone(list)
	var try func(names []string) bool
	try = func(names []string) bool {
		if len(names) == 0 {
			tries++
			return holds(found)
		}
		before := slices.Clone(found)
		for _, value := range c.values(names[0], list) {
			if tries > maxTries {
				return false
			}
			found = set(slices.Clone(before), names[0], value)
			if try(names[1:]) {
				return true
			}
		}
		found = before
		return false
	}
	if !try(c.compared(other)) {
		return nil, false
	}
	for i := len(found) - 1; i >= 0; i-- {
		if less := slices.Delete(slices.Clone(found), i, i+1); holds(less) {
			found = less
		}
	}
	return found, true
}

func set(list []said, name, value string) []said {
	for i := range list {
		if list[i].name == name {
			list[i].value = value
			return list
		}
	}
	return append(list, said{name, value})
}

// compared lists the facts that comparisons name.
func (c *comparer) compared(other []said) (names []string) {
	for _, s := range other {
		for _, name := range nameInText.FindAllString(s.name, -1) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// values are numbers to try for a fact: what is said of it, the ends of its range, a few small
// ones and some between.
func (c *comparer) values(name string, list []said) (out []string) {
	for _, s := range list {
		if s.name == name {
			out = append(out, s.value)
		}
	}
	for _, s := range c.sides {
		f, known := s.guideline.Fact(name)
		if !known {
			continue
		}
		for _, x := range []float64{f.Min, f.Max, 0, 1, 2, 3, 5, 10, f.Min + (f.Max-f.Min)/2, f.Min + 1, f.Max - 1, 20, 100} {
			if f.Type == decision.TypeInteger {
				x = float64(int64(x))
			}
			if text := fmt.Sprint(x); x >= f.Min && x <= f.Max && !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}
