package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// patientTexts is all that patients may read, language by language: the same texts that a
// leaflet is put together from.
func (m *manual) patientTexts() {
	for _, l := range m.review.Languages {
		m.line("### %s (`%s`, %s): “%s”\n", marked(l.Name), l.Tag, l.Direction, marked(l.Title))
		m.line("What a leaflet in this language is put together from. No text for clinicians is shown to patients.\n")
		for _, part := range []struct{ kind, title, then string }{
			{decision.TextHeading, "Headings", ""},
			{decision.TextPhrase, "Phrases", ""},
			{decision.TextVerdict, "Answers for patients", "What comes next:"},
			{decision.TextUrgency, "Urgencies for patients", ""},
			{decision.TextStep, "Said of a step that is open", ""},
			{decision.TextRemark, "Remarks for patients", ""},
			{decision.TextIntervention, "Interventions for patients", "What to ask first:"},
			{decision.TextTried, "Said of what was tried", ""},
			{decision.TextEducation, "Education", ""},
		} {
			m.patientTextsOf(l, part.kind, part.title, part.then)
		}
	}
}

func (m *manual) patientTextsOf(l decision.LanguageText, kind, title, then string) {
	for _, t := range l.Texts {
		if t.Kind != kind {
			continue
		}
		if title != "" {
			m.line("#### %s\n", title)
			title = ""
		}
		name := "`" + t.ID + "`"
		if t.Title != "" {
			name = "**" + marked(t.Title) + "** (" + name + ")"
		}
		m.line("%s, %s:\n", name, t.Place)
		m.patientText(t, then)
		if kind == decision.TextEducation {
			m.education(t.ID)
		}
	}
}

// patientText shows a text paragraph by paragraph, as a leaflet does.
func (m *manual) patientText(t decision.PlacedText, then string) {
	for _, p := range t.Says {
		m.quote(p)
	}
	for _, entry := range t.List {
		m.line("> - %s", marked(entry))
	}
	if len(t.List) > 0 {
		m.line("")
	}
	if len(t.Then) > 0 && then != "" {
		m.line("%s\n", then)
	}
	for _, p := range t.Then {
		m.quote(p)
	}
}

// education says where a text stands in a leaflet, who says it and how that stands.
func (m *manual) education(id string) {
	for _, e := range m.review.Education {
		if e.ID != id {
			continue
		}
		text := "Section `" + e.Section + "`, beside any answer."
		if len(e.Verdicts) > 0 {
			text = "Section `" + e.Section + "`, beside `" + strings.Join(e.Verdicts, "`, `") + "` only."
		}
		if len(e.Pages) > 0 {
			text += " Pages: " + m.sources(e.Pages) + "."
		}
		if len(e.Sources) > 0 {
			text += " Further sources: " + m.sources(e.Sources) + "."
		}
		m.line("%s Claims: %s.\n", text, m.evidence(e.Claims))
	}
}
