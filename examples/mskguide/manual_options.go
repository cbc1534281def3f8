package main

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

func (m *manual) options() {
	o := m.review.Options
	if o == nil {
		return
	}
	m.line("What else there is to do. An option is offered where its condition holds and nothing withholds its intervention.\n")
	if o.Barred != nil {
		m.line("None is offered when:\n")
		m.phrase(0, *o.Barred)
		m.line("")
	}
	for _, s := range decision.Stances() {
		first := true
		for _, option := range o.Options {
			if option.Stance != s {
				continue
			}
			if first {
				m.line("### %s (`%s`)\n", stanceHeading(s), s)
				first = false
			}
			m.option(option)
		}
	}
}

func (m *manual) option(o decision.OptionText) {
	m.line("#### %s\n", marked(o.Title))
	notes := ""
	if c := o.Certainty.String(); c != "" {
		notes = "; " + inWords(c) + " certainty"
	}
	if o.Overlay != "" {
		notes += "; by overlay `" + o.Overlay + "`"
	}
	if o.Off != "" {
		notes += "; off in this guideline: " + marked(o.Off)
	}
	m.line("`%s`, %s. Intervention: `%s`%s.\n", o.ID, o.Place, o.Intervention, notes)
	m.line("Applies when:\n")
	m.phrase(0, o.InWords)
	m.line("")
	m.quote(o.Says)
	for _, side := range []struct {
		title string
		ids   []string
	}{{"For it", o.For}, {"Against it", o.Against}} {
		if len(side.ids) > 0 {
			m.line("%s: `%s`.\n", side.title, strings.Join(side.ids, "`, `"))
		}
	}
	m.line("Claims: %s.\n", m.evidence(o.Claims))
}

func (m *manual) interventions() {
	if m.review.Options == nil {
		return
	}
	for _, i := range m.review.Options.Interventions {
		m.line("#### %s\n", marked(i.Title))
		m.line("`%s`, %s%s.\n", i.ID, i.Place, interventionNotes(i))
		for _, w := range i.OwnWithheld {
			m.line("Withheld when %s:\n", oneLine(w.InWords))
			m.quote(w.Says)
			m.line("Claims: %s.\n", m.evidence(w.Claims))
		}
		if len(i.Cautions) > 0 {
			m.line("Cautions: `%s`.\n", strings.Join(i.Cautions, "`, `"))
		}
	}
}

func interventionNotes(i decision.InterventionText) string {
	notes := ""
	if i.OnlyWith != "" {
		notes += fmt.Sprintf("; offered beside `%s` alone", i.OnlyWith)
	}
	if len(i.Includes) > 0 {
		notes += fmt.Sprintf("; withheld and cautioned as `%s` is", strings.Join(i.Includes, "`, `"))
	}
	if i.Trial != "" {
		notes += fmt.Sprintf("; what came of it: `%s`", i.Trial)
	}
	return notes
}

func (m *manual) optionCautions() {
	if m.review.Options == nil {
		return
	}
	for _, k := range m.review.Options.Cautions {
		m.line("#### %s\n", marked(k.Title))
		m.line("`%s`, %s. Holds when:\n", k.ID, k.Place)
		m.phrase(0, k.InWords)
		m.line("")
		m.quote(k.Says)
		m.line("Claims: %s.\n", m.evidence(k.Claims))
	}
}
