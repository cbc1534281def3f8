package pathway

import (
	"fmt"
	"strings"
)

// Description says in words what the picture shows.
func (p *Path) Description() string {
	var out []string
	for i := range p.Steps {
		out = append(out, p.Steps[i].describe(i+1))
	}
	switch {
	case p.Case == nil:
		out = append(out, fmt.Sprintf("A case that no step stops: %s.", p.Mildest.Title))
	case p.Case.Settled:
		out = append(out, fmt.Sprintf("The answer: %s, settled.", p.Case.Verdict.Title))
	default:
		out = append(out, fmt.Sprintf("The answer so far: %s, not settled.", p.Case.Verdict.Title))
	}
	return strings.Join(out, " ")
}

func (s *Step) describe(number int) string {
	words := fmt.Sprintf("Step %d, %s", number, s.Title)
	if s.Status != "" {
		words += ": " + s.State()
	}
	var exits []string
	for k := range s.Exits {
		exits = append(exits, s.Exits[k].State())
	}
	if len(exits) > 0 {
		words += "; may end in " + strings.Join(exits, ", ")
	}
	return words + "."
}
