package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"gopkg.in/yaml.v3"
)

// standingFacts reads what holds of practitioners whatever the patient, such as their training:
// facts by "Practitioner/123". A real site would ask its directory.
func standingFacts(g *decision.Guideline, name string) (func(ctx context.Context, practitioner, location string) (decision.Facts, error), error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	known := map[string]decision.Facts{}
	if err := yaml.Unmarshal(data, &known); err != nil { // JSON is YAML too
		return nil, fmt.Errorf("%s: want facts by practitioner, as in Practitioner/123: {fact: value}: %w", name, err)
	}
	for _, who := range slices.Sorted(maps.Keys(known)) { // a mistake shows now and not in a call
		if _, err := g.Case(known[who]); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", name, who, err)
		}
	}
	return func(_ context.Context, practitioner, _ string) (decision.Facts, error) {
		return maps.Clone(known[practitioner]), nil
	}, nil
}
