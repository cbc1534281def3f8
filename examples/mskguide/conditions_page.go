package main

import (
	"strings"

	"github.com/mskguide/mskguide/conditions"
)

// condition is one condition in full.
func (c *call) condition(catalogue *conditions.Catalogue, k conditions.Condition) {
	c.out.text(0, strong, k.ID+": "+k.Name)
	c.out.entry(2, "To a patient:", k.PlainName)
	c.out.entry(2, "Region:", inWords(k.Region))
	if len(k.Synonyms) > 0 {
		c.out.entry(2, "Also called:", strings.Join(k.Synonyms, ", "))
	}
	if k.Note != "" {
		c.out.entry(2, "Note:", sentence(capital(k.Note)))
	}
	c.phases(catalogue, k.Region)
	if len(k.Codes) > 0 {
		c.out.heading("Codes")
	}
	for _, code := range k.Codes {
		const column = 14
		c.out.row(2, column, systemName(catalogue, code.System), codeText(code))
	}
}

// phases says how the default scheme of a region divides the duration of pain.
func (c *call) phases(catalogue *conditions.Catalogue, region string) {
	scheme, ok := catalogue.DefaultScheme(region)
	if !ok {
		return
	}
	var spans []string
	for _, s := range scheme.Spans {
		spans = append(spans, s.Phase.String()+" "+s.Written)
	}
	c.out.entry(2, "Phases:", strings.Join(spans, ", ")+" ("+scheme.Title+"; "+scheme.ID+")")
}

func codeText(code conditions.Code) string {
	text := code.Code + ": " + code.Display
	if code.Phase != conditions.PhaseUnstated {
		text += "; says " + code.Phase.String()
	}
	if code.Shared {
		text += "; may mean other conditions too"
	}
	if code.Retired != "" {
		text += "; retired " + code.Retired
	}
	switch code.Checked {
	case conditions.NotChecked:
		text += "; not confirmed, never used for lookup"
	case conditions.CheckedWeakly:
		text += "; weakly confirmed"
	}
	if code.Note != "" {
		text += "; " + code.Note
	}
	return text
}

func systemName(catalogue *conditions.Catalogue, id string) string {
	for _, s := range catalogue.Systems() {
		if s.ID == id {
			return s.Name
		}
	}
	return id
}
