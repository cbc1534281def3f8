package main

import (
	"fmt"

	"github.com/mskguide/mskguide/decision/scenario"
)

func (c *call) tellTested(d *scenario.Document) error {
	c.found = d.Failed > 0
	if c.given.has("junit") {
		out, err := d.JUnit()
		if err == nil {
			err = c.writeWhole(c.given.one("junit"), out)
		}
		if err != nil {
			return err
		}
	}
	if c.given.has("json") {
		out, err := d.JSON()
		c.out.Write(out)
		return err
	}
	for _, r := range d.Reports {
		c.tellReport(r)
	}
	c.out.gap()
	if d.Failed == 0 {
		c.out.text(0, strong, agreement(d.Total, 0))
	} else {
		c.out.text(0, alarm, agreement(d.Total, d.Failed))
	}
	return nil
}

// agreement counts the cases, and those that do not agree.
func agreement(total, failed int) string {
	switch {
	case failed == 0 && total == 1:
		return "1 case, which agrees."
	case failed == 0:
		return fmt.Sprintf("%d cases, which all agree.", total)
	case failed == 1:
		return counted(total, "case") + ", 1 of which does not agree."
	}
	return fmt.Sprintf("%d cases, %d of which do not agree.", total, failed)
}

func (c *call) tellReport(r *scenario.Report) {
	text := fmt.Sprintf("%s, %s: %s", reportTitle(r.Guideline), r.Of, agreement(r.Total, r.Failed))
	if r.Silent > 0 {
		text += fmt.Sprintf(" Nothing is expected of %s.", counted(r.Silent, "case"))
	}
	c.out.text(0, plain, text)
	for i := range r.Cases {
		k := &r.Cases[i]
		if !k.Failed() {
			continue
		}
		c.out.entry(2, k.ID+":", k.Title)
		for _, e := range k.Errors {
			c.out.WriteString("    " + e.Error() + "\n")
		}
		for _, d := range k.Differences {
			c.out.WriteString("    " + d.String() + "\n")
		}
	}
}

// writeWhole writes a file beside its place and then puts it there, so that there never is half
// a file.
func (c *call) writeWhole(name string, data []byte) error {
	t, err := c.newTarget(name)
	if err != nil {
		return err
	}
	defer c.drop(t)
	if _, err := t.Write(data); err != nil {
		return err
	}
	if err := t.finish(); err != nil {
		return err
	}
	return c.leftovers.rename(t)
}
