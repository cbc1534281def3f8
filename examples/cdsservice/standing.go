package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

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
		if err := ofSite(g, known[who]); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", name, who, err)
		}
	}
	return func(_ context.Context, practitioner, _ string) (decision.Facts, error) {
		return maps.Clone(known[practitioner]), nil
	}, nil
}

// ofSite refuses what can hold of nobody beforehand: a warning sign that was denied for every
// patient would pass for one that was asked.
func ofSite(g *decision.Guideline, facts decision.Facts) error {
	var may []string
	for _, f := range g.Facts() {
		if f.SiteProfile {
			may = append(may, f.ID)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		if !slices.Contains(may, name) {
			return fmt.Errorf("%s is asked of each patient; what may stand here: %s", name, strings.Join(may, ", "))
		}
	}
	return nil
}
