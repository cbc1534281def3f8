package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/verify"
)

// asPublished names the built-in guideline.
const asPublished = "as-published"

func diffCommand() *command {
	return &command{
		name: "diff", arguments: "A B [TABLE]", least: 2, most: 3,
		summary: "who gets another answer from guideline B than from A, and because of which rule or param",
		about: []string{
			"A and B are guidelines: " + asPublished + " is the built-in one, anything else is a folder with a guideline.yaml; +OVERLAY adds a local policy by its name or file, in that order: " +
				asPublished + "+literature.",
			"All complete cases are compared, with the params of each guideline as they are in force. A share is one of cells, all combinations of values that the two tell apart: it is exact, and no share of patients.",
			"With TABLE (CSV, or NDJSON by its name: .ndjson, .jsonl), a line for each row that gets another answer, of which anything may be unknown.",
			"Exit status 0: no difference, in the guidelines and the table. 1: some.",
		},
		flags: []flag{
			{name: "json", says: "the document mskguide.diff/1, and errors as mskguide.error/1"},
			{name: "markdown", says: "Markdown, to keep beside a guideline"},
			{name: "keep", value: "COLUMN", many: true, says: "a column of the table that is no fact, shown with its row"},
		},
		run: (*call).diff,
	}
}

func (c *call) diff() error {
	if err := c.oneFormOf("json", "markdown"); err != nil {
		return err
	}
	if len(c.args) == 2 && c.given.has("keep") {
		return problemf("-keep is about a TABLE; name one, or leave -keep out")
	}
	var gs [2]*decision.Guideline
	for i := range gs {
		g, err := c.namedGuideline(c.args[i])
		if err != nil {
			return err
		}
		gs[i] = g
	}
	d, err := verify.Diff(gs[0], gs[1])
	if err != nil {
		return problemf("%s and %s cannot be compared: %v", c.args[0], c.args[1], err)
	}
	if len(c.args) == 3 {
		if d.Table, err = c.diffTable(gs, c.args[2]); err != nil {
			return err
		}
	}
	c.found = !d.Same() || d.Table != nil && len(d.Table.List) > 0
	v := &diffView{Difference: d, page: c.out, sides: gs}
	switch {
	case c.given.has("json"):
		c.out.Write(d.JSON())
	case c.given.has("markdown"):
		v.markdown()
	default:
		v.text()
	}
	return nil
}

// namedGuideline opens what is called NAME or NAME+OVERLAY+OVERLAY.
func (c *call) namedGuideline(text string) (*decision.Guideline, error) {
	name, overlays := text, []string(nil)
	if info, err := os.Stat(text); err != nil || !info.IsDir() { // a folder may have a + in its name
		parts := strings.Split(text, "+")
		name, overlays = parts[0], parts[1:]
	}
	if name == asPublished {
		return c.open(overlays)
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, problem(decision.FactError{Got: name, Allowed: []string{asPublished},
			Message: fmt.Sprintf("there is no guideline %s: it is %s or the folder of a bundle, and +OVERLAY may follow", quoted(name), asPublished)})
	case err != nil:
		return nil, unreadable(name, err)
	case !info.IsDir():
		return nil, problem(decision.FactError{File: name, Message: "it is a file; name the folder that holds guideline.yaml"})
	}
	return c.openBundle(os.DirFS(name), overlays)
}
