package main

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

func leafletCommand() *command {
	return &command{
		name: "leaflet", arguments: "FACTS.json|-", least: 1, most: 1,
		summary: "the same answer for the patient, in plain words",
		about: []string{
			"FACTS.json is as for decide. The leaflet is Markdown, or with -html one page that needs nothing else and can be printed. " +
				"It tells what the answer means, what comes next and when to get help; beside a referral, nothing more than that.",
		},
		flags: []flag{
			{name: "lang", value: "TAG", says: "the language, such as en, which is the default"},
			{name: "html", says: "a page for a browser or a printer"},
			{name: "json", says: "the leaflet as the document mskguide.leaflet/1, and errors as mskguide.error/1"},
			overlayFlag(),
		},
		run: (*call).leaflet,
	}
}

const defaultLanguage = "en"

func (c *call) leaflet() error {
	if err := c.oneFormOf("html", "json"); err != nil {
		return err
	}
	language := defaultLanguage
	if c.given.has("lang") {
		language = c.given.one("lang")
	}
	g, facts, err := c.asked()
	if err != nil {
		return err
	}
	d, err := g.Decide(facts)
	if err != nil {
		return placed(err, facts.Name)
	}
	l, err := g.Leaflet(d, language)
	switch {
	case err != nil:
		return err
	case c.given.has("json"):
		c.out.Write(l.JSON())
	case c.given.has("html"):
		return leafletHTML(c.out, l)
	default:
		c.out.WriteString(leafletMarkdown(l))
	}
	return nil
}

// references are the numbers under which a leaflet lists the sources of an item.
func references(l *decision.Leaflet, it decision.LeafletItem) []int {
	var numbers []int
	for i, s := range l.Sources {
		if slices.Contains(it.Sources, s.ID) {
			numbers = append(numbers, i+1)
		}
	}
	return numbers
}
