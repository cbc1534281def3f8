package verify

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/model"
)

// unused finds what nothing names. It needs no diagram. Under overlays that is asked of what
// they declare alone: what they leave without a use in the bundle they cannot take away.
func (c *checker) unused() {
	for i := range c.inventory {
		e := &c.inventory[i]
		if e.Named || !e.Overlay && len(c.report.Guideline.Overlays) > 0 {
			continue
		}
		why := "nothing that answers names it"
		switch e.Kind {
		case model.TypeEntry:
			why = "no fact is of it"
		case model.GroupEntry:
			why = "nothing that answers names one of its facts, so that denying it says nothing"
		case model.DefinitionEntry:
			why = "no condition names it, nor comes to it by other definitions"
		case model.VerdictEntry:
			why = "no rule gives it"
		case model.StepEntry:
			why = "no rule belongs to it"
		case model.UrgencyEntry:
			why = "no rule has it"
		case model.InterventionEntry:
			why = "no option is of it, and no intervention includes it"
		case model.OptionCautionEntry:
			why = "no intervention names it"
		case model.ClaimEntry:
			why = "nothing cites it"
		case model.SourceEntry:
			why = "no claim names it, and nothing quotes it"
		}
		c.find(Unused, nil, []Entry{entryOf(e)}, "%s %q is of no use: %s", e.Kind, e.ID, why)
	}
}

// opaque says which comparisons stay opaque, once for each.
func (c *checker) opaque() {
	var texts []string
	for i := range c.inventory {
		for _, o := range c.inventory[i].Opaque {
			if !slices.Contains(texts, o) {
				texts = append(texts, o)
			}
		}
	}
	for _, text := range texts {
		var entries []Entry
		accepted := ""
		for i := range c.inventory {
			if e := &c.inventory[i]; slices.Contains(e.Opaque, text) {
				entries = append(entries, entryOf(e))
				if e.Accepts {
					accepted = "; a verdict depends on it, which its rule accepts"
				}
			}
		}
		c.find(Opaque, nil, entries, "%s compares numbers with numbers: here it was taken to come out either way, whatever the numbers%s", code(text), accepted)
	}
}
