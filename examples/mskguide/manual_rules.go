package main

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

func (m *manual) rules() {
	for i, step := range m.Steps() {
		m.line("### Step %d: %s\n", i+1, marked(step.Title))
		m.paragraph(step.Says)
		for _, r := range m.review.Rules {
			if r.Step == step.ID {
				m.rule(r)
			}
		}
	}
}

func (m *manual) rule(r decision.RuleText) {
	m.line("#### %s\n", marked(r.Title))
	m.line("`%s`, %s. Gives: **%s**%s.\n", r.ID, r.Place, marked(m.gives(r.Gives)), ruleNotes(r, m.Urgencies()))
	if r.Off != "" {
		m.line("Off in this guideline: %s. As written: `%s`\n", marked(r.Off), r.When)
	} else {
		m.line("Holds when:\n")
		m.phrase(0, r.InWords)
		m.line("")
	}
	m.quote(r.Says)
	for _, a := range r.Also {
		m.line("Also, when %s:\n", oneLine(a.InWords))
		m.quote(a.Says)
	}
	m.line("Claims: %s.\n", m.evidence(r.Claims))
}

// gives is what a rule gives, in words.
func (m *manual) gives(id string) string {
	for _, v := range m.Verdicts() {
		if v.ID == id {
			return v.Title
		}
	}
	return id
}

func ruleNotes(r decision.RuleText, urgencies []decision.Named) string {
	var notes []string
	if r.Overlay != "" {
		notes = append(notes, "by overlay `"+r.Overlay+"`")
	}
	if r.Urgency != "" {
		notes = append(notes, "urgency: "+marked(named(urgencies, r.Urgency).Title))
	}
	if r.Scope != "" {
		notes = append(notes, "concerns: "+r.Scope)
	}
	if r.Safety {
		notes = append(notes, "safety rule: no overlay may remove or weaken it")
	}
	if r.Approximate {
		notes = append(notes, "accepted as inexact while its numbers are unknown")
	}
	if len(notes) == 0 {
		return ""
	}
	return "; " + strings.Join(notes, "; ")
}

// quote sets off a text that is shown as it stands.
func (m *manual) quote(text string) {
	if text != "" {
		m.line("> %s\n", marked(text))
	}
}

func (m *manual) definitions() {
	for _, d := range m.review.Definitions {
		m.line("#### %s\n", marked(d.Title))
		m.line("`%s`, %s.\n", d.ID, d.Place)
		if d.Off != "" {
			m.line("Off in this guideline: %s. As written: `%s`\n", marked(d.Off), d.When)
		} else {
			m.phrase(0, d.InWords)
			m.line("")
		}
		m.quote(d.Says)
	}
}

func (m *manual) params() {
	for _, p := range m.review.Params {
		m.line("#### %s\n", marked(p.Title))
		m.line("`%s`, %s. %s. Set by %s, in force since %s.\n", p.ID, p.Place, paramValue(p.Param), marked(p.Authority), p.Since)
		m.quote(p.Says)
		if p.UnsetCaution != "" {
			m.line("While it has no value, `%s` says so, where it holds.\n", p.UnsetCaution)
		}
		m.line("Claims: %s.\n", m.evidence(p.Claims))
	}
}

// paramValue is the value of a param and what local policy may set it to.
func paramValue(p decision.Param) string {
	value, may := "No value", "may be `"+strings.Join(p.Choices, "` or `")+"`"
	if p.Set {
		value = "Value: **`" + p.Value + "`**"
		if p.Unit != "" {
			value += " " + p.Unit
		}
	}
	if len(p.Choices) == 0 {
		may = fmt.Sprintf("may be %s to %s", p.Min, p.Max)
		if p.Unit != "" {
			may += " " + p.Unit
		}
		if p.Type == decision.TypeInteger {
			may += ", whole"
		}
	}
	return value + "; " + may
}
