package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// maxRecord is what the library reads of one document.
const maxRecord = 64 << 20

// documents are those of the record that -from names.
func (c *call) documents() (docs []fhir.Document, err error) {
	for _, name := range c.given["from"] {
		names, err := c.recordFiles(name)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			shown, data, err := c.readUpTo(name, maxRecord)
			if err != nil {
				return nil, err
			}
			docs = append(docs, fhir.Document{Name: shown, Data: data})
		}
	}
	return docs, nil
}

// recordFiles are the files that a name stands for: those of a folder whose names end with .json
// or .ndjson, as an export of a server leaves them. What else is in the folder, and is not hidden, may
// hold a part of the record: it is named.
func (c *call) recordFiles(name string) ([]string, error) {
	info, err := os.Stat(name)
	if name == standardInput || err != nil || !info.IsDir() {
		return []string{name}, nil // what is wrong with it is told by reading
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	var files, passed []string
	for _, e := range entries {
		path, ext := filepath.Join(name, e.Name()), filepath.Ext(e.Name())
		switch {
		case !e.IsDir() && (ext == ".json" || ext == ".ndjson"):
			files = append(files, path)
		case !strings.HasPrefix(e.Name(), "."):
			passed = append(passed, path)
		}
	}
	if len(files) == 0 {
		return nil, problem(decision.FactError{File: name, Message: "this folder holds no file whose name ends with .json or .ndjson"})
	}
	for _, path := range passed {
		c.found = true
		fmt.Fprintf(c.stderr, "%s: it is not read: of a folder, only files are whose names end with .json or .ndjson\n", printable(path))
	}
	return files, nil
}

// nothingRead is the mistake of giving something else than a record; nil where it is one.
func nothingRead(chart *fhir.Chart) error {
	if len(chart.Problems) == 0 || len(chart.Sources)+len(chart.Prompts)+len(chart.Unused) > 0 {
		return nil
	}
	var list decision.FactErrors
	for _, p := range chart.Problems {
		list = append(list, &decision.FactError{File: p.Document, Line: p.Line, Column: p.Column, Message: p.Says})
	}
	return list
}

// codes shows the mapping itself.
func (c *call) codes() error {
	for _, name := range []string{"from", "csv", "at", "patient", "facts", "json"} {
		if c.given.has(name) {
			return problemf("-codes is about the mapping, and -%s is not; keep one", name)
		}
	}
	m, err := c.mapping()
	if err != nil {
		return err
	}
	c.out.Write(m.Page())
	return nil
}
