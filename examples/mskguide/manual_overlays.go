package main

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// overlays tells what local policies, or another reading, make of the guideline.
func (m *manual) overlays() {
	for i, o := range m.review.Overlays {
		if i == 0 {
			m.line("What follows is the guideline with these overlays, in the order in which they apply.\n")
		}
		m.line("### %s\n", marked(o.Title))
		m.line("`%s`. Set by %s, in force since %s.%s\n", o.ID, marked(o.Authority), o.InForce, exclusive(o))
		m.paragraph(o.Says)
		for _, c := range o.Changes {
			m.line("- %s", overlayChange(c))
		}
		m.line("")
	}
}

func exclusive(o decision.OverlayInfo) string {
	if o.Exclusive == "" {
		return ""
	}
	return " At most one overlay of the group `" + o.Exclusive + "` can be given."
}

func overlayChange(c decision.OverlayChange) string {
	what := c.Kind
	if c.ID != "" {
		what += " `" + c.ID + "`"
	} else {
		what = "the " + what
	}
	text := capital(c.Does) + " " + what
	switch {
	case c.Does == decision.OverlaySets && c.Was == "":
		text += fmt.Sprintf(" to `%s`; it had no value", c.To)
	case c.Does == decision.OverlaySets:
		text += fmt.Sprintf(" to `%s`; it was `%s`", c.To, c.Was)
	case c.To != "" && c.To != c.ID:
		text += " by `" + c.To + "`"
	}
	if c.Because != "" {
		text += ": " + marked(c.Because)
	}
	return strings.TrimRight(text, ".") + "."
}
