package main

import (
	"context"

	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/summary"
)

func summaryCommand() *command {
	return &command{
		name: "summary", arguments: "TABLE", least: 1, most: 1,
		summary: "how many rows of a table get what, certainly and possibly",
		about: []string{
			"TABLE is one for mskguide run. For every verdict: the rows that certainly have it, and those that could have it if what is missing were known; between the two lies what the guideline would say of complete records. " +
				"The same for every rule and caution; for every fact, the rows that miss it and nothing else, and those that miss it at all.",
			"-by groups by the values of a column, -by A,B by those of two together; given again, it adds groups. -weight counts each row for what a column says: 0, or from 1e-9 to 1e12. Both columns are kept without -keep. A row that cannot be read, or has no weight, is counted as bad and is in no other number.",
			"CSV has one line for each quantity of each group: by, group, kind, id, title, certain, possible, their shares of the rows, their weights, and their shares of the weight.",
			"Exit status 0: done. 1: done, but for rows that could not be read.",
		},
		flags: append(append([]flag{
			{name: "by", value: "COLUMN", many: true, says: "group by a column, a fact or not; A,B by two together"},
			{name: "weight", value: "COLUMN", says: "what each row counts for"},
			overlayFlag(),
		}, append(sheetFlags(), tableFlags()...)...), formatFlag()),
		run: (*call).summarise,
	}
}

func (c *call) summarise() error {
	form, err := c.form()
	if err != nil {
		return err
	}
	g, err := c.open(c.given["overlay"])
	if err != nil {
		return err
	}
	options := summary.Options{By: c.given["by"], Weight: c.given.one("weight")}
	in, table, err := c.someTable(g, options.Columns()...)
	if err != nil {
		return err
	}
	defer in.close()
	counter, err := summary.NewCounter(table, g, options)
	if err != nil {
		return err
	}
	p, rows := c.newProgress(in), 0
	err = scenario.Run(context.Background(), table, g, counter.Count, func(part *summary.Subtotal) error {
		rows += part.Rows()
		p.show(rows)
		return counter.Add(part)
	})
	p.clear()
	if err != nil {
		return err
	}
	s := counter.Report()
	c.tellBad(s.Bad(), s.Groups[0].Rows, s.Errors)
	return c.write(s, form)
}
