package main

import "github.com/mskguide/mskguide/decision"

func (m *manual) invariants() {
	if len(m.review.Invariants) == 0 {
		return
	}
	m.line("Checked over all inputs, not sampled: over every complete case, and so over every answer that is settled while something is not known.\n")
	for _, k := range m.review.Invariants {
		held := "holds always: with every overlay and for every choice of params; nothing is opened of which it fails"
		if k.Holds == decision.HoldsByDefault {
			held = "holds by default: without overlays, with the params as they are"
		}
		m.line("#### %s\n", marked(k.Says))
		m.line("`%s`, %s; %s.\n", k.ID, k.Place, held)
		m.line("%s\n", marked(k.Claim))
	}
}
