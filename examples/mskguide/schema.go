package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/verify"
	"github.com/mskguide/mskguide/internal/place"
)

func schemaCommand() *command {
	return &command{
		name: "schema", arguments: "NAME", least: 1, most: 1,
		summary: "the JSON Schema of a document that mskguide reads or writes",
		about:   []string{"NAME is one of " + strings.Join(schemaNames(), ", ") + ". The schema of facts is that of this guideline; the others are the same for all."},
		run:     (*call).schema,
	}
}

func (c *call) schema() error {
	name, names := c.args[0], schemaNames()
	if !slices.Contains(names, name) {
		near := place.Nearest(name, names)
		return problem(decision.FactError{Got: name, Allowed: names, Nearest: near,
			Message: fmt.Sprintf("there is no schema %s; there are %s%s", quoted(name), strings.Join(names, ", "), suggestion(near))})
	}
	text, err := schemaNamed(name, c.guideline)
	if err != nil {
		return err
	}
	c.out.Write(text)
	return nil
}

// schemaNames lists the documents of the library and those that other packages write.
func schemaNames() []string {
	names := append(decision.SchemaNames(), "coverage", "diff", "manifest", "mutation", "scenario", "test", "verify")
	slices.Sort(names)
	return names
}

func schemaNamed(name string, g *decision.Guideline) ([]byte, error) {
	switch name {
	case "coverage":
		return scenario.CoverageSchema()
	case "mutation":
		return scenario.MutationSchema()
	case "diff":
		return verify.DiffSchema()
	case "scenario":
		return scenario.Schema()
	case "test":
		return scenario.TestSchema()
	case "manifest":
		return scenario.ManifestSchema()
	case "verify":
		return verify.Schema()
	}
	return decision.Schema(name, g)
}
