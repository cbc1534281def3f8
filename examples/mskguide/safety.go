package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
)

func safetyCommand() *command {
	return &command{
		name: "safety", arguments: "[BUNDLE]", most: 1,
		summary: "the safety log of a guideline, as Markdown, for safety officers: its hazards and what controls them",
		about: []string{
			"What the guideline is meant for, by whom, and what it is not for; then every hazard with its cause, the harm, each control with the rules that carry it out " +
				"and the invariants and tests that verify it, and the risk that is left to whoever deploys it. BUNDLE is a folder with a guideline.yaml; without one, the built-in guideline.",
		},
		flags: []flag{overlayFlag()},
		run:   (*call).writeSafety,
	}
}

func (c *call) writeSafety() error {
	g, err := c.reviewed()
	if err != nil {
		return err
	}
	if g.Safety() == nil {
		return problemf("guideline %s has no safety log; a bundle carries one under the key safety", quoted(g.Info().ID))
	}
	m := &manual{Guideline: g}
	m.safetyLog(g.Safety())
	c.out.WriteString(m.finished())
	return nil
}

// safety points to the log, which is a document of its own.
func (m *manual) safety() {
	s := m.Safety()
	if s == nil {
		return
	}
	m.purpose(s)
	m.line("What could harm a patient. `mskguide safety` gives each hazard's cause, its controls, what verifies them, and the risk that is left:\n")
	for _, h := range s.Hazards {
		m.line("- %s (`%s`)", marked(h.Title), h.ID)
	}
}

func (m *manual) purpose(s *decision.Safety) {
	m.paragraph(s.IntendedUse)
	m.line("For:\n")
	m.bullets(s.Users)
	m.line("Not for:\n")
	m.bullets(s.NotFor)
}

func (m *manual) bullets(texts []string) {
	for _, text := range texts {
		m.line("- %s", marked(text))
	}
	m.line("")
}

func (m *manual) safetyLog(s *decision.Safety) {
	m.line("# Safety log: %s\n", marked(m.Title()))
	m.line("<!-- Written by mskguide safety from the bundle; change that, not this. -->\n")
	m.line("%s.\n", m.identity())
	m.line("**%s** %s\n", disclaimer, m.reviewed())
	m.line("The hazards were named and the controls chosen by those who wrote the guideline. Whoever deploys it appoints a safety officer, who " +
		"weighs how likely and how severe each one is in the place where it is used; no such weighing is given here.\n")
	m.underOverlays()
	m.line("## Intended use\n")
	m.purpose(s)
	m.line("## Hazards\n")
	for _, h := range s.Hazards {
		m.hazard(h)
	}
}

// underOverlays says what the log is worth with overlays in force.
func (m *manual) underOverlays() {
	for i, o := range m.Overlays() {
		if i == 0 {
			m.line("With overlays in force. The log was written for the guideline without them: a control is marked where its rule was replaced or is gone, " +
				"or where what verifies it is not held to under an overlay. Such a control is not to be relied on before a safety officer has looked at it:\n")
		}
		m.line("- %s (`%s`); %s, in force %s", marked(o.Title), o.ID, marked(o.Authority), o.InForce)
	}
	if len(m.Overlays()) > 0 {
		m.line("")
	}
}

// reviewed says who has signed the guideline off.
func (m *manual) reviewed() string {
	s := m.SignOff()
	if s == (decision.SignOff{}) {
		return "It is pending clinical review: nobody has signed it off."
	}
	return "Signed off by " + marked(s.Name) + " (" + marked(s.Role) + ") on " + marked(s.Date) + "."
}

func (m *manual) hazard(h decision.Hazard) {
	m.line("### %s\n", marked(h.Title))
	m.line("`%s`, %s\n", h.ID, h.Place)
	m.line("- Cause: %s", marked(h.Cause))
	m.line("- Harm: %s", marked(h.Harm))
	m.line("- Controls:")
	for _, c := range h.Controls {
		m.line("  - %s%s", marked(c.Says), m.control(c))
	}
	m.line("- Residual risk, left to the deployer's safety officer: %s\n", marked(h.Residual))
}

func (m *manual) control(c decision.Control) string {
	var text string
	for _, part := range []struct {
		before string
		ids    []string
		mark   func(id string) string
	}{{"Rules", c.Rules, m.ruleChanged}, {"Verified over all inputs by", c.Invariants, m.notUnderOverlays},
		{"Verified by", c.Tests, func(string) string { return "" }}} {
		var named []string
		for _, id := range part.ids {
			named = append(named, "`"+id+"`"+part.mark(id))
		}
		if len(named) > 0 {
			text += " " + part.before + ": " + strings.Join(named, ", ") + "."
		}
	}
	return text
}

// ruleChanged marks a rule that is no longer the guideline's own.
func (m *manual) ruleChanged(id string) string {
	for _, r := range m.Rules() {
		switch {
		case r.ID != id:
		case r.Overlay != "":
			return " (**replaced** by overlay `" + r.Overlay + "`)"
		default:
			return ""
		}
	}
	return " (**gone**: retracted, or replaced under another id, by an overlay)"
}

// notUnderOverlays marks an invariant that is not held to here.
func (m *manual) notUnderOverlays(id string) string {
	for _, k := range m.Invariants() {
		if k.ID == id && k.Holds == decision.HoldsByDefault && len(m.Overlays()) > 0 {
			return " (**of the guideline without overlays**)"
		}
	}
	return ""
}
