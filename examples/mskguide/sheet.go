package main

import (
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// sheet is something that is written as CSV, Markdown or JSON.
type sheet interface {
	WriteCSV(io.Writer) error
	Markdown() string
	JSON() []byte
}

// sheetFlags choose the form of a sheet and where it goes.
func sheetFlags() []flag {
	return []flag{
		{name: "o", value: "FILE", says: "write FILE, in place when it is complete: .csv, .md or .json says how"},
		{name: "markdown", says: "tables in Markdown instead of CSV"},
		{name: "json", says: "a JSON document instead of CSV, and errors as mskguide.error/1"},
	}
}

// form is csv, markdown or json.
func (c *call) form() (string, error) {
	if err := c.oneFormOf("json", "markdown"); err != nil {
		return "", err
	}
	forms := map[string]string{".csv": "csv", ".md": "markdown", ".json": "json"}
	for _, name := range []string{"markdown", "json"} {
		if c.given.has(name) {
			return name, nil
		}
	}
	name := c.given.one("o")
	if name == "" {
		return "csv", nil
	}
	form, ok := forms[strings.ToLower(path.Ext(name))]
	if !ok {
		return "", problem(decision.FactError{File: name, Message: "its name does not say how to write it: .csv, .md or .json; or give -markdown or -json"})
	}
	return form, nil
}

// write writes a sheet to standard output, or to the file that is named.
func (c *call) write(r sheet, form string) error {
	if name := c.given.one("o"); name != "" {
		return c.writeFile(name, func(to io.Writer) error { return writeSheet(to, r, form) })
	}
	return writeSheet(c.out, r, form)
}

func writeSheet(to io.Writer, r sheet, form string) (err error) {
	switch form {
	case "markdown":
		_, err = io.WriteString(to, r.Markdown())
	case "json":
		_, err = to.Write(r.JSON())
	default:
		err = r.WriteCSV(to)
	}
	return err
}

// tellBad says on standard error that rows are missing from what is written. A document says
// so itself.
func (c *call) tellBad(bad, read int, errors []string) {
	c.found = bad > 0
	if bad > 0 && !c.given.has("json") {
		fmt.Fprintf(c.stderr, "mskguide: %d of %s could not be read, and are in no other number; the first: %s\n", bad, counted(bad+read, "row"), errors[0])
	}
}

// writeFile writes a file that is put in its place when it is complete.
func (c *call) writeFile(name string, write func(io.Writer) error) error {
	out, err := c.newTarget(name)
	if err != nil {
		return err
	}
	defer c.drop(out)
	if err := write(out); err != nil {
		return err
	}
	if err := out.finish(); err != nil {
		return err
	}
	return c.leftovers.rename(out)
}
