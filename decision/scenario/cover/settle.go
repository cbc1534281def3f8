package cover

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// finding is what was found out about a set of cases.
type finding struct {
	state State         // Open, Infeasible or Undecided
	found *model.Sought // nil unless it is open
	facts json.RawMessage
	left  []logic.Set // by those facts
}

// settle finds out what becomes of the requirements that no example meets.
func (c *covering) settle() {
	for _, r := range c.goals {
		if r.State == Covered {
			continue
		}
		f := c.find(r.cases)
		r.State, r.Facts = f.state, f.facts
		switch f.state {
		case Infeasible:
			r.Why = c.why(r)
		case Undecided:
			r.Why = "it turns on comparisons of numbers, and no numbers were found that give it; perhaps there are none"
		}
	}
	for _, p := range c.pairs {
		for i, r := range p {
			if other := p[1-i].State; r.State == Open && (other == Infeasible || other == Undecided) {
				r.State, r.Facts, r.Other, r.Why = other, nil, true, "the other half of its pair is "+string(other)
			}
		}
	}
}

// find looks for a case of a set.
func (c *covering) find(cases logic.Cases) finding {
	f, known := c.found[cases]
	if known {
		return f
	}
	if f.state = Infeasible; !c.seeker.Space.And(cases, c.allowed).Empty() {
		f = c.seek(cases)
	}
	c.found[cases] = f
	return f
}

// seek finds a case that certainly is in the set.
func (c *covering) seek(cases logic.Cases) finding {
	x := c.seeker.Seek([]logic.Cases{cases})
	if x == nil || !x.Runs() {
		return finding{state: Undecided}
	}
	return c.run(x, cases)
}

// run looks whether the guideline sees a case as one of the set.
func (c *covering) run(x *model.Sought, cases logic.Cases) finding {
	f := finding{state: Open, found: x, facts: c.seeker.Facts(x)}
	k, err := c.g.Case([]byte(f.facts))
	if err != nil {
		return finding{state: Undecided}
	}
	if f.left = c.left(k); !c.seeker.Space.Holds(cases, f.left) {
		return finding{state: Undecided}
	}
	return f
}

// why names as little as never holds together of what a requirement demands.
func (c *covering) why(r *goal) string {
	s := c.seeker.Space
	parts, checks := slices.Clone(r.parts), slices.Clone(c.checks)
	never := func() bool {
		cases := s.All()
		for _, p := range parts {
			cases = s.And(cases, p.cases)
		}
		for _, k := range checks {
			cases = s.Minus(cases, k.breaks)
		}
		return cases.Empty()
	}
	checks = fewest(checks, &checks, never)
	parts = fewest(parts, &parts, never)
	var says, broken []string
	for _, p := range parts {
		says = append(says, p.says)
	}
	for _, k := range checks {
		broken = append(broken, k.id)
	}
	text := "no case has " + sentence(says, "and")
	if broken != nil {
		text += " without breaking check " + sentence(broken, "or")
	}
	return text + inForce(parts)
}

// fewest leaves out of a list whatever can be left out; the list is also where never looks.
func fewest[T any](all []T, list *[]T, never func() bool) []T {
	for i := len(all) - 1; i >= 0; i-- {
		if *list = slices.Delete(slices.Clone(all), i, i+1); never() {
			all = *list
		}
	}
	*list = all
	return all
}

func sentence(words []string, joint string) string {
	if n := len(words) - 1; n > 0 {
		return strings.Join(words[:n], ", ") + " " + joint + " " + words[n]
	}
	return strings.Join(words, "")
}

// inForce says which params hold some conditions as they are.
func inForce(parts []named) string {
	var params []string
	for _, p := range parts {
		for _, id := range p.params {
			if !slices.Contains(params, id) {
				params = append(params, id)
			}
		}
	}
	switch {
	case params == nil:
		return ""
	case len(params) == 1:
		return " while param " + params[0] + " has the value in force"
	}
	return " while params " + sentence(params, "and") + " have the values in force"
}
