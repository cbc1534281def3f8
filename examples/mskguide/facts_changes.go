package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// transitions says in words what can become of a fact by time or care; "" for nothing.
func transitions(f decision.Fact) string {
	var parts []string
	for _, t := range f.Transitions {
		text := transition(t)
		if t.How != "" {
			text += " (" + t.How + ")"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

func transition(t decision.Transition) string {
	if len(t.From) > 0 {
		return strings.Join(t.From, " or ") + " can become " + strings.Join(t.To, ", ")
	}
	if t.Becomes != decision.Unknown {
		return "can become " + t.Becomes.String()
	}
	var ways []string
	if t.Rises {
		ways = append(ways, "rise")
	}
	if t.Falls {
		ways = append(ways, "fall")
	}
	text := "can " + strings.Join(ways, " or ")
	if t.Until != nil {
		text += " to " + number(*t.Until)
	}
	return text
}
