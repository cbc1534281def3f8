package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/basis"
	"github.com/mskguide/mskguide/decision/cdshooks"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/receipt"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/cover"
	"github.com/mskguide/mskguide/decision/scenario/mutate"
	"github.com/mskguide/mskguide/decision/scenario/summary"
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

// schemaNames lists the documents of the library and those of other packages.
func schemaNames() []string {
	names := append(decision.SchemaNames(), slices.Collect(maps.Keys(otherSchemas()))...)
	slices.Sort(names)
	return names
}

// otherSchemas are those of documents that other packages read or write.
func otherSchemas() map[string]func() ([]byte, error) {
	return map[string]func() ([]byte, error){
		"basis":    basis.Schema,
		"chart":    fhir.ChartSchema,
		"coverage": cover.Schema,
		"diff":     verify.DiffSchema,
		"dsi":      basis.DSISchema,
		"feedback": cdshooks.FeedbackSchema,
		"hooks":    cdshooks.Schema,
		"manifest": scenario.ManifestSchema,
		"mapping":  fhir.Schema,
		"mutation": mutate.Schema,
		"receipt":  receipt.Schema,
		"replay":   receipt.ReplaySchema,
		"scenario": scenario.Schema,
		"shown":    cdshooks.ShownSchema,
		"summary":  summary.Schema,
		"sweep":    summary.SweepSchema,
		"test":     scenario.TestSchema,
		"verify":   verify.Schema,
	}
}

func schemaNamed(name string, g *decision.Guideline) ([]byte, error) {
	if other, ok := otherSchemas()[name]; ok {
		return other()
	}
	return decision.Schema(name, g)
}
