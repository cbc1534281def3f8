package main

import (
	"github.com/mskguide/mskguide/decision/pathway"
)

func explainCommand() *command {
	return &command{
		name: "explain", arguments: "FACTS.json|-", least: 1, most: 1,
		summary: "why the answer for one case is what it is: every rule in words, with what is known of the case",
		about: []string{
			"FACTS.json is as for mskguide decide. A rule holds, fails or is open; so does each part of its condition, with what is known of it in brackets. " +
				"A named condition is one line; what it stands for comes at the end.",
			"A given fact could not matter when no other value of it, all else left as it is, could give another verdict; two facts that each settle the answer " +
				"therefore both could not. What is not recorded could not matter when no answer to it can change the verdict, whatever else is learnt.",
			"So with options: one holds where it applies and nothing withholds it. Which reasons of the pages hold for a hands-on therapy, may hold, " +
				"or withhold it, is for mskguide compare.",
		},
		flags: []flag{
			{name: "html", says: "a page on its own, to read and to print: no script, and nothing that it fetches"},
			{name: "svg", says: "only the picture of the pathway, with the path of this case"},
			{name: "json", says: "the document mskguide.explanation/1, and errors as mskguide.error/1"},
			overlayFlag(),
		},
		run: (*call).explain,
	}
}

func overlayFlag() flag {
	return flag{name: "overlay", value: "NAME|FILE", many: true,
		says: "apply a local policy: one that the guideline ships by name, or a file (a name with a / or .yaml)"}
}

func (c *call) explain() error {
	if err := c.oneFormOf("html", "svg", "json"); err != nil {
		return err
	}
	g, facts, err := c.asked()
	if err != nil {
		return err
	}
	x, err := g.Explain(facts)
	if err != nil {
		return placed(err, facts.Name)
	}
	switch {
	case c.given.has("json"):
		c.out.Write(x.JSON())
	case c.given.has("svg"):
		c.out.WriteString(pathway.OfCase(g, x).SVG())
	case c.given.has("html"):
		return explanationPage(c.out, g, x)
	default:
		v := &view{page: c.out, guideline: g, decision: x.Decision}
		v.verdict()
		v.couldBecome()
		v.remarks()
		v.pathway(pathway.OfCase(g, x))
		v.notRecorded()
		v.explanation(x)
		v.footer()
	}
	return nil
}

// oneFormOf refuses two forms of the same answer.
func (c *call) oneFormOf(names ...string) error {
	first := ""
	for _, name := range names {
		switch {
		case !c.given.has(name):
		case first != "":
			return problemf("-%s and -%s are two forms of the same answer; keep one", first, name)
		default:
			first = name
		}
	}
	return nil
}
