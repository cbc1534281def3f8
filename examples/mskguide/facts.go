package main

import (
	"encoding/csv"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// denial is the name that denies whole groups, in JSON and in a table.
const denial = "none_of"

func factsCommand() *command {
	return &command{
		name:    "facts",
		summary: "the facts that may be given: names, types, units, ranges, choices, questions; or those that a FHIR record gives",
		about: []string{
			"In asking order. Facts of a group stand under it; the whole group is denied with \"none_of\": [\"GROUP\"].",
			"With -from, the facts of a patient are read from FHIR R4 JSON. Nothing is false because the record does not mention it; risk factors, prescriptions and what is not confirmed raise questions. Exit status 0; 1 when the record has problems, which are named; 2 when nothing of it is a FHIR resource, and with -facts when it is not certain whose record it is.",
		},
		flags: append([]flag{{name: "csv", says: "the names alone, as the header of a table with one case a row"}}, factsFromFlags()...),
		run:   (*call).facts,
	}
}

func (c *call) facts() error {
	if c.given.has("codes") {
		return c.codes()
	}
	if c.given.has("from") {
		return c.factsFrom()
	}
	for _, name := range []string{"at", "patient", "mapping", "overlay", "facts", "json"} {
		if c.given.has(name) {
			return problemf("-%s is about a record; name one with -from, or leave -%s out", name, name)
		}
	}
	if c.given.has("csv") {
		return c.factsHeader()
	}
	g := c.guideline
	c.out.text(0, strong, "Facts of "+g.Info().ID+" "+g.Info().Version+", in asking order")
	c.out.text(0, plain, "Give what is known; leave out the rest, or write null. Nothing is taken for a no unless it is given as one.")
	before := ""
	for i, f := range g.Facts() {
		if section := strings.Join(f.Groups, " "); i == 0 || section != before {
			c.factSection(f)
			before = section
		}
		c.fact(f)
	}
	return nil
}

func (c *call) factsHeader() error {
	var header []string
	for _, f := range c.guideline.Facts() {
		header = append(header, f.ID)
	}
	w := csv.NewWriter(c.out)
	if err := w.Write(append(header, denial)); err != nil {
		return err
	}
	w.Flush()
	return w.Error()
}

// factSection is the heading over facts that share their groups.
func (c *call) factSection(f decision.Fact) {
	var titles []string
	for i, id := range f.Groups {
		for _, g := range c.guideline.Groups() {
			if g.ID != id {
				continue
			}
			title := g.Title + " (" + g.ID + ")"
			if i > 0 {
				title = "in " + title
			}
			titles = append(titles, title)
		}
	}
	if len(titles) == 0 {
		titles = []string{"In no group"}
	}
	c.out.heading(strings.Join(titles, ", "))
}

func (c *call) fact(f decision.Fact) {
	const column = 40
	c.out.row(2, column, f.ID, factType(f))
	c.out.text(4, plain, f.Question)
	if f.Help != "" {
		c.out.text(4, faint, f.Help)
	}
	if len(f.Choices) > 0 {
		var choices []string
		for _, k := range f.Choices {
			choices = append(choices, choiceText(k))
		}
		c.out.entry(4, "Choices:", strings.Join(choices, "; "))
	}
	if text := transitions(f); text != "" {
		c.out.entry(4, "By time or care:", text)
	}
}

func factType(f decision.Fact) string {
	text := string(f.Type)
	switch f.Type {
	case decision.TypeBool:
		text = "true or false"
	case decision.TypeNumber, decision.TypeInteger:
		text += ", " + number(f.Min) + " to " + number(f.Max)
		if f.Unit != "" {
			text += " " + f.Unit
		}
	}
	if f.SiteProfile {
		text += "; once for the site"
	}
	if f.Preference {
		text += "; preference: never moves a verdict by itself"
	}
	if f.Fixed {
		text += "; fixed: never among what would change a verdict"
	}
	return text
}

func choiceText(k decision.Choice) string {
	if k.Title == "" || strings.EqualFold(k.Title, inWords(k.ID)) {
		return k.ID
	}
	return k.ID + " (" + k.Title + ")"
}
