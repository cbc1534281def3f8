package main

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/basis"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func basisCommand() *command {
	return &command{
		name: "basis", arguments: "[FACTS.json|-]", most: 1,
		summary: "a page on what stands behind the answer for one case, for the clinician who is to judge it",
		about: []string{
			"What the guideline is meant for and what not; what it was told, from which record and of which day, and what of the record is out of date or contradicted; what is missing; " +
				"how the answer follows, in words; the evidence for and against, with its certainty and in whom; how the rules are checked; limits, developer and funding.",
			"FACTS.json is as for mskguide decide. With -from, the facts are those of a FHIR R4 record, as mskguide facts -from reads it; FACTS.json may then add what no record holds, such as the practitioner's training, and may not contradict it. Exit status 1 when the record has problems, as of mskguide facts -from: standard error and the page name them.",
		},
		flags: []flag{
			{name: "html", says: "a page on its own, to read and to print: no script, and nothing that it fetches. Markdown without it"},
			{name: "o", value: "FILE", says: "write FILE, in place when it is complete"},
			overlayFlag(),
			{name: "from", value: "RECORD.json", many: true, says: "a record: a Bundle, a resource, or lines of resources"},
			{name: "at", value: "DATE", says: "the day for which the record is read and the evidence is due for review, such as 2026-11-22; today without it"},
			{name: "patient", value: "ID", says: "with -from: whose facts, where the record speaks of several patients"},
			{name: "mapping", value: "FILE.yaml", many: true, says: "with -from: what the codes of a site mean, in addition"},
		},
		run: (*call).basis,
	}
}

func (c *call) basis() error {
	if len(c.args) == 0 && !c.given.has("from") {
		return problemf("basis needs FACTS.json, or a record with -from: %s", c.command.usage())
	}
	for _, name := range []string{"patient", "mapping"} {
		if c.given.has(name) && !c.given.has("from") {
			return problemf("-%s is about a record; name one with -from, or leave -%s out", name, name)
		}
	}
	at, err := c.day()
	if err != nil {
		return err
	}
	g, err := c.open(c.given["overlay"])
	if err != nil {
		return err
	}
	b, err := basis.Read(g, dryneedling.Bundle())
	if err != nil {
		return err
	}
	x, chart, err := c.explained(g)
	if err != nil {
		return err
	}
	if err := c.writePage(b.Page(x, basis.With{Chart: chart, At: at})); err != nil || chart == nil {
		return err
	}
	c.found = c.found || len(chart.Problems) > 0
	c.tellProblems(chart)
	return nil
}

// explained explains the facts of a record, of a file, or of both. The chart is nil without a
// record.
func (c *call) explained(g *decision.Guideline) (*decision.Explanation, *fhir.Chart, error) {
	told := decision.JSON{Name: "the record", Data: []byte("{}")}
	if len(c.args) > 0 {
		name, data, err := c.read(c.args[0])
		if err != nil {
			return nil, nil, err
		}
		told = decision.JSON{Name: name, Data: data}
		if _, err := g.Case(told); err != nil {
			return nil, nil, placed(err, name)
		}
	}
	if !c.given.has("from") {
		x, err := g.Explain(told)
		return x, nil, err
	}
	chart, err := c.readRecord()
	if err != nil {
		return nil, nil, err
	}
	facts, err := asFacts(told)
	if err != nil {
		return nil, nil, err
	}
	for name, value := range chart.Facts {
		if before, twice := facts[name]; twice && before != nil && !sameJSON(before, value) {
			return nil, nil, problem(decision.FactError{File: told.Name, Fact: name, Message: "the record says something of " + quoted(name) + " too; leave it out here, or the record"})
		}
		facts[name] = value
	}
	x, err := g.Explain(facts)
	return x, chart, placed(err, told.Name)
}

// sameJSON reports that two values of facts are written alike.
func sameJSON(a, b any) bool {
	one, err := json.Marshal(a)
	other, otherErr := json.Marshal(b)
	return err == nil && otherErr == nil && bytes.Equal(one, other)
}

func (c *call) writePage(p *basis.Page) error {
	write := func(to io.Writer) error {
		_, err := io.WriteString(to, p.Markdown())
		return err
	}
	if c.given.has("html") {
		write = p.WriteHTML
	}
	if name := c.given.one("o"); name != "" {
		return c.writeFile(name, write)
	}
	return write(c.out)
}

func dsiCommand() *command {
	return &command{
		name:    "dsi",
		summary: "the source attributes of the guideline as a decision support intervention (45 CFR 170.315(b)(11))",
		about: []string{
			"The thirteen attributes of an evidence-based intervention. Which data are used (attributes 5 to 13) is computed from the facts that rules, cautions, options, the protocol, " +
				"follow-up, the comparison and checks use, with the overlays and params in force. In JSON the keys are those that OpenEMR has for them. No certification and no legal advice.",
		},
		flags: []flag{
			{name: "json", says: "the document mskguide.dsi/1, and errors as mskguide.error/1; Markdown without it"},
			overlayFlag(),
		},
		run: (*call).dsi,
	}
}

func (c *call) dsi() error {
	g, err := c.open(c.given["overlay"])
	if err != nil {
		return err
	}
	b, err := basis.Read(g, dryneedling.Bundle())
	if err != nil {
		return err
	}
	if d := b.DSI(); c.given.has("json") {
		c.out.Write(d.JSON())
	} else {
		c.out.WriteString(d.Markdown())
	}
	return nil
}
