package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

func (c *call) tellTested(d *scenario.Document) error {
	c.found = d.Failed > 0
	if c.given.has("junit") {
		out, err := d.JUnit()
		if err == nil {
			err = writeWhole(c.given.one("junit"), out)
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
	switch {
	case d.Failed == 0:
		c.out.text(0, strong, fmt.Sprintf("All %s agree.", counted(d.Total, "case")))
	default:
		c.out.text(0, alarm, fmt.Sprintf("%d of %s do not agree.", d.Failed, counted(d.Total, "case")))
	}
	return nil
}

func (c *call) tellReport(r *scenario.Report) {
	silent := ""
	if r.Silent > 0 {
		silent = fmt.Sprintf(", %d of them expect nothing", r.Silent)
	}
	c.out.text(0, plain, fmt.Sprintf("%s, %s: %s%s, %d do not agree", reportTitle(r.Guideline), r.Of, counted(r.Total, "case"), silent, r.Failed))
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

// writeWhole writes a file beside its target and then puts it in its place, so that there
// never is half a file.
func writeWhole(name string, data []byte) error {
	failed := func(err error) error {
		var at *fs.PathError // of the file beside it, whose name nobody gave
		if errors.As(err, &at) {
			err = at.Err
		}
		return problem(decision.FactError{File: name, Message: "it cannot be written: " + err.Error()})
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return failed(err)
	}
	_, err = f.Write(data)
	if failing := f.Close(); err == nil {
		err = failing
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // what counts is why it could not be written
		return failed(err)
	}
	return nil
}
