package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func factsFromFlags() []flag {
	return []flag{
		{name: "from", value: "RECORD.json", many: true, says: "instead: the facts that a FHIR R4 record gives, with their sources; the questions that it raises; what of it was not used, and why. A Bundle, a resource, lines of resources, or a folder of such files; - is standard input"},
		{name: "at", value: "DATE", says: "with -from: the day for which the record is read, such as 2026-11-22; today without it"},
		{name: "patient", value: "ID", says: "with -from: whose facts, where the record speaks of several patients"},
		{name: "codes", says: "instead: what of a FHIR record gives which fact, with every code, as Markdown; with -mapping those of a site too"},
		{name: "mapping", value: "FILE.yaml", many: true, says: "with -from or -codes: what the codes of a site mean, in addition (" + fhir.MappingFile + " of the bundle shows the form)"},
		overlayFlag(),
		{name: "facts", says: "with -from: the facts alone, as mskguide decide reads them"},
		{name: "json", says: "with -from: the document mskguide.chart/1, and errors as mskguide.error/1"},
	}
}

// factsFrom shows what a record says.
func (c *call) factsFrom() error {
	if c.given.has("csv") {
		return problemf("-csv is the header of a table, and -from reads a record; keep one")
	}
	if err := c.oneFormOf("json", "facts"); err != nil {
		return err
	}
	chart, err := c.readRecord()
	if err != nil {
		return err
	}
	c.found = c.found || len(chart.Problems) > 0
	switch {
	case c.given.has("json"):
		c.out.Write(chart.JSON())
	case c.given.has("facts"):
		if err := ofNobody(chart); err != nil {
			return err
		}
		c.out.Write(chart.FactsJSON())
		c.tellProblems(chart) // a decision on the facts would not tell of them
	default:
		c.chart(chart)
	}
	return nil
}

// ofNobody refuses facts of which it is not certain whose they are: there are none, and a decision on
// none would pass for one about somebody.
func ofNobody(chart *fhir.Chart) error {
	var list decision.FactErrors
	for _, p := range chart.Problems {
		if p.Kind == fhir.KindSeveralPatients || p.Kind == fhir.KindOtherPatient {
			list = append(list, &decision.FactError{Message: p.Says + "; no facts are written, for they would be nobody's: name the patient with -patient ID, or give the record of one"})
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// tellProblems names the problems of a record on standard error, for what does not show them first.
func (c *call) tellProblems(chart *fhir.Chart) {
	for _, p := range chart.Problems {
		fmt.Fprintln(c.stderr, where(p)+p.Says)
	}
}

// readRecord reads the record that -from names, as the other flags say.
func (c *call) readRecord() (*fhir.Chart, error) {
	at, err := c.day()
	if err != nil {
		return nil, err
	}
	m, err := c.mapping()
	if err != nil {
		return nil, err
	}
	docs, err := c.documents()
	if err != nil {
		return nil, err
	}
	chart := m.FactsOf(c.given.one("patient"), at, docs...)
	return chart, nothingRead(chart)
}

// day is that of -at, or today: only the command line knows what day it is.
func (c *call) day() (time.Time, error) {
	text := c.given.one("at")
	if text == "" {
		return time.Now(), nil
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, problem(decision.FactError{Got: text, Message: "-at is a day such as 2026-11-22, not " + quoted(text)})
	}
	return day, nil
}

func (c *call) mapping() (*fhir.Mapping, error) {
	var site []fhir.File
	for _, name := range c.given["mapping"] {
		file, data, err := c.read(name)
		if err != nil {
			return nil, err
		}
		site = append(site, fhir.File{Name: file, Data: data})
	}
	g, err := c.open(c.given["overlay"])
	if err != nil {
		return nil, err
	}
	return fhir.ReadMapping(g, dryneedling.Bundle(), site...)
}

// chart shows what a record says.
func (c *call) chart(chart *fhir.Chart) {
	title := "What the record says on " + chart.At
	if chart.Patient != "" {
		title += " of " + chart.Patient
	}
	c.out.text(0, strong, title)
	c.out.text(0, plain, "What is not among the facts is unknown, and never a no.")
	c.out.heading("Facts and where they come from")
	if len(chart.Facts) == 0 {
		c.out.text(2, plain, "None.")
	}
	before := ""
	for _, s := range chart.Sources {
		if s.Fact != before {
			c.out.row(2, 40, s.Fact, valueText(chart.Facts[s.Fact]))
			before = s.Fact
		}
		c.out.text(4, faint, from(s.Element, s.Resource, s.ID, s.Date)+": "+s.Says)
	}
	c.out.heading("Questions that the record raises")
	if len(chart.Prompts) == 0 {
		c.out.text(2, plain, "None.")
	}
	for _, p := range chart.Prompts {
		text := p.Question
		if p.Answered {
			text += " (something of it is known)"
		}
		c.out.row(2, 40, p.Fact, text)
		for _, b := range p.Because {
			c.out.text(4, faint, from(b.Element, b.Resource, b.ID, b.Date)+": "+b.Says)
		}
	}
	c.out.heading("Not used")
	if len(chart.Unused) == 0 {
		c.out.text(2, plain, "All that was read was used.")
	}
	for list := chart.Unused; len(list) > 0; {
		n := alike(list)
		name := from(list[0].Element, list[0].Resource, list[0].ID, "")
		for _, u := range list[1:n] {
			name += ", " + u.ID
		}
		c.out.entry(2, name+":", list[0].Reason)
		list = list[n:]
	}
	if len(chart.Problems) == 0 {
		return
	}
	c.out.heading("Problems of the record")
	for _, p := range chart.Problems {
		c.out.text(2, plain, where(p)+p.Says)
	}
}

// alike counts the resources at the head of a list that were not used for one reason.
func alike(list []fhir.Unused) int {
	n := 1
	for n < len(list) && list[n].Resource == list[0].Resource && list[n].Reason == list[0].Reason && list[n].ID != "" && list[0].ID != "" && list[n].Element+list[0].Element == "" {
		n++
	}
	return n
}

// from names a resource, or a part of it.
func from(element, resource, id, date string) string {
	text := resource
	if id != "" {
		text += "/" + id
	}
	if part := strings.TrimPrefix(element, resource+"."); part != "" {
		text += " " + part
	}
	if date != "" {
		text += ", " + date
	}
	return text
}

func where(p fhir.Problem) string {
	text := p.Document
	if p.Line > 0 {
		text += fmt.Sprintf(":%d:%d", p.Line, p.Column)
	}
	if p.Resource != "" {
		text = strings.TrimSpace(text + " " + from("", p.Resource, p.ID, ""))
	}
	if text == "" {
		return ""
	}
	return text + ": "
}

// valueText is the value of a fact as JSON writes it, without braces.
func valueText(value any) string {
	switch v := value.(type) {
	case float64:
		return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(v, 'f', 2, 64), "0"), ".")
	case map[string]any:
		var parts []string
		for name, bound := range v {
			if list, ok := bound.([]string); ok {
				return inWords(name) + " " + strings.Join(list, ", ")
			}
			parts = append(parts, inWords(name)+" "+valueText(bound))
		}
		slices.Sort(parts)
		return strings.Join(parts, ", ")
	}
	return fmt.Sprint(value)
}
