package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// claims lists what the sections above cite, with who speaks for it and against it and how they
// disagree.
func (m *manual) claims() {
	m.line("What is cited above. What each source found is shown by `mskguide evidence` with the id of a claim; the digest binds that as well.\n")
	for _, id := range m.cited {
		c, _ := m.Evidence().Claim(id)
		m.line("#### %s\n", id)
		m.line("%s. For: %s. Against: %s.\n", capital(evidence.Describe(c.Standing, c.Certainty)), m.sources(c.For), m.sources(c.Against))
		m.quote(c.Text)
		for _, d := range c.Disagreements {
			m.line("- %s: %s (`%s` — `%s`)", disagreementInWords(d.Kind), marked(sentence(d.Says)), strings.Join(d.One, "`, `"), strings.Join(d.Other, "`, `"))
		}
		m.line("")
		if c.Note != "" {
			m.paragraph("Note: " + sentence(c.Note))
		}
		if c.Verification != "" {
			m.paragraph("How far it was checked: " + sentence(c.Verification))
		}
		if !c.ReviewBy.IsZero() {
			m.line("Review is due by %s.\n", c.ReviewBy)
		}
	}
}

func (m *manual) sources(ids []string) string {
	if len(ids) == 0 {
		return "no source"
	}
	var cites []string
	for _, id := range ids {
		if s, ok := m.Evidence().Source(id); ok {
			cites = append(cites, marked(shortCite(s))+" (`"+id+"`)")
		}
	}
	return strings.Join(cites, "; ")
}

// shownWhen says when a protocol item is shown.
func shownWhen(p *decision.Phrase) string {
	if p == nil {
		return "Always shown"
	}
	return "Shown only where it is certain that " + oneLine(*p)
}
