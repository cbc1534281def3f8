package main

import (
	"io/fs"
	"os"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func guidelineCommand() *command {
	return &command{
		name: "guideline", arguments: "[BUNDLE]", most: 1,
		summary: "a whole guideline in words, as Markdown, for those who review and sign it",
		about: []string{
			"Every rule with its condition in words, what it gives, what it says, where it stands in the bundle and how its claims stand; every named condition, " +
				"param, fact, remark, option, comparison and protocol item; every text for patients, language by language; the claims themselves; and the sign-off. BUNDLE is a folder with a guideline.yaml; without one, the built-in guideline.",
		},
		flags: []flag{overlayFlag()},
		run:   (*call).writeGuideline,
	}
}

func (c *call) writeGuideline() error {
	g, err := c.reviewed()
	if err != nil {
		return err
	}
	c.out.WriteString(newManual(g).write())
	return nil
}

// reviewed is the guideline in the folder that was named, or the built-in one.
func (c *call) reviewed() (*decision.Guideline, error) {
	if len(c.args) == 0 {
		return c.open(c.given["overlay"])
	}
	folder := c.args[0]
	if err := isFolder(folder); err != nil {
		return nil, err
	}
	return c.openBundle(os.DirFS(folder), c.given["overlay"])
}

func isFolder(name string) error {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return unreadable(name, err)
	case !info.IsDir():
		return problem(decision.FactError{File: name, Message: "it is a file; BUNDLE is the folder that holds guideline.yaml"})
	}
	return nil
}

// asked is the guideline with the overlays asked for, and the facts of the case.
func (c *call) asked() (*decision.Guideline, decision.JSON, error) {
	name, data, err := c.read(c.args[0])
	if err != nil {
		return nil, decision.JSON{}, err
	}
	g, err := c.open(c.given["overlay"])
	return g, decision.JSON{Name: name, Data: data}, err
}

// open is the built-in guideline with the overlays asked for, in their order.
func (c *call) open(overlays []string) (*decision.Guideline, error) {
	if len(overlays) == 0 {
		return c.guideline, nil
	}
	return c.openBundle(dryneedling.Bundle(), overlays)
}

func (c *call) openBundle(bundle fs.FS, overlays []string) (*decision.Guideline, error) {
	loaded, err := c.overlays(bundle, overlays)
	if err != nil {
		return nil, err
	}
	return decision.Open(bundle, loaded...)
}

func (c *call) overlays(bundle fs.FS, names []string) (loaded []decision.Overlay, err error) {
	for _, name := range names {
		o, err := c.overlay(bundle, name)
		if err != nil {
			return nil, err
		}
		loaded = append(loaded, o)
	}
	return loaded, nil
}
