package verify

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// natural is an example with choices that go together, as far as names and cautions tell. Each
// choice is tried in turn, with those before it as they were chosen.
func (c *comparer) natural(cases logic.Cases) []logic.Fixed {
	avoid := c.avoided()
	best, _ := c.space.Example(cases, avoid)
	fit, ok := c.fitOf(best)
	if !ok {
		return best
	}
	var prefer []logic.Fixed
	for _, f := range best {
		v := &c.sides[0].model.Variables[f.Var]
		if !chosen(v) {
			continue
		}
		taken := f
		for r := range v.Values {
			other := logic.Fixed{Var: f.Var, Region: r}
			tried, _ := c.space.Example(cases, avoid, append(slices.Clone(prefer), other)...)
			if now, ok := c.fitOf(tried); ok && now.better(fit) {
				best, fit, taken = tried, now, other
			}
		}
		prefer = append(prefer, taken)
	}
	return best
}

// chosen reports whether a variable is a fact with a value by name.
func chosen(v *model.Variable) bool {
	return v.Kind == model.Fact && len(v.Values) > 0 && strings.HasPrefix(v.Values[0], `"`)
}

// fit is how well the values of an example go together.
type fit struct {
	named    int // choices that the name of another choice names, as low_back_pain does low_back
	cautions int // that certainly hold, before and after
}

func (f fit) better(than fit) bool {
	if f.named != than.named {
		return f.named > than.named
	}
	return f.cautions < than.cautions
}

// fitOf is false for an example that says more than facts, or that a check refuses.
func (c *comparer) fitOf(example []logic.Fixed) (out fit, ok bool) {
	var list []said
	var names []string
	for _, f := range example {
		v := &c.sides[0].model.Variables[f.Var]
		if v.Kind != model.Fact {
			return out, false
		}
		list = append(list, said{v.Name, v.Values[f.Region]})
		if chosen(v) {
			names = append(names, "_"+strings.Trim(v.Values[f.Region], `"`)+"_")
		}
	}
	for _, name := range names {
		if slices.ContainsFunc(names, func(other string) bool { return other != name && strings.Contains(other, name) }) {
			out.named++
		}
	}
	answers, err := c.answers(list)
	if err != nil {
		return out, false
	}
	for _, a := range answers {
		for _, k := range a.Cautions {
			if !k.Possible {
				out.cautions++
			}
		}
	}
	return out, true
}
