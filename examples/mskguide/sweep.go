package main

import (
	"context"
	"encoding/csv"
	"io"
	"path/filepath"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/summary"
)

func sweepCommand() *command {
	return &command{
		name: "sweep", arguments: "TABLE", least: 1, most: 1,
		summary: "who in a table gets another answer along the values of a param",
		about: []string{
			"TABLE is one for mskguide run. -param NAME=FROM..TO:STEP goes from one number to another, both included, -param NAME=a|b|c through a list. Each value is set as a local policy would set it, over the overlays that are given; the table is read once for all of them.",
			"For each value: the rows that certainly and possibly have each verdict, and how many have another answer than at the value before, from which possible verdicts to which. -who FILE lists those rows, one change a line, with the columns that are kept.",
			"CSV has one line for each quantity at each value, in the columns of mskguide summary with param and value in place of by and group.",
			"Exit status 0: done. 1: done, but for rows that could not be read.",
		},
		flags: append(append([]flag{
			{name: "param", value: "NAME=VALUES", says: "training_hours_over=0..120:20, or pregnancy_policy=caution|contraindicated"},
			{name: "weight", value: "COLUMN", says: "what each row counts for"},
			{name: "who", value: "FILE", says: "write the rows that change to FILE as CSV, in place when it is complete"},
			overlayFlag(),
		}, append(sheetFlags(), tableFlags()...)...), formatFlag()),
		run: (*call).sweep,
	}
}

func (c *call) sweep() error {
	form, err := c.form()
	if err != nil {
		return err
	}
	if o := c.given.one("o"); o != "" && filepath.Clean(o) == filepath.Clean(c.given.one("who")) {
		return problemf("-o and -who are the same file, %s; name two", quoted(o))
	}
	s, err := c.openSweep()
	if err != nil {
		return err
	}
	options := summary.Options{Weight: c.given.one("weight")}
	in, table, err := c.someTable(s.Base(), options.Columns()...)
	if err != nil {
		return err
	}
	defer in.close()
	var found *summary.SweepResult
	if name := c.given.one("who"); name != "" {
		err = c.writeFile(name, func(to io.Writer) error {
			found, err = c.sweepWho(s, table, options, to)
			return err
		})
	} else {
		found, err = s.Run(context.Background(), table, options, nil)
	}
	if err != nil {
		return err
	}
	c.tellBad(found.Bad, found.Rows, found.Errors)
	return c.write(found, form)
}

func (c *call) openSweep() (*summary.Sweep, error) {
	if !c.given.has("param") {
		return nil, problemf("sweep needs a param and its values: -param NAME=FROM..TO:STEP, or -param NAME=a|b|c")
	}
	text := c.given.one("param")
	name, values, ok := strings.Cut(text, "=")
	if !ok {
		return nil, problem(decision.FactError{Got: text, Message: "-param is NAME=FROM..TO:STEP or NAME=a|b|c, not " + quoted(text)})
	}
	overlays, err := c.overlays(dryneedling.Bundle(), c.given["overlay"])
	if err != nil {
		return nil, err
	}
	base := c.guideline
	if len(overlays) > 0 {
		if base, err = decision.Open(dryneedling.Bundle(), overlays...); err != nil {
			return nil, err
		}
	}
	return summary.OpenSweep(base, dryneedling.Bundle(), overlays, strings.TrimSpace(name), strings.TrimSpace(values))
}

// sweepWho is a sweep that lists who changes.
func (c *call) sweepWho(s *summary.Sweep, table *scenario.Table, options summary.Options, to io.Writer) (*summary.SweepResult, error) {
	w := csv.NewWriter(to)
	if err := w.Write(summary.SweepRowHeader(table)); err != nil {
		return nil, err
	}
	found, err := s.Run(context.Background(), table, options, func(r *summary.SweepRow) error { return w.WriteAll(r.Record(s)) })
	if err != nil {
		return nil, err
	}
	w.Flush()
	return found, w.Error()
}
