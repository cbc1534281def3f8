package main

import (
	"fmt"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
)

// measured is the guidelines that cases are for, each with its cases. With overlays that
// scenarios name, only what they change is measured; with those of -overlay, everything.
func (c *call) measured(what *tested) (out []mutated, err error) {
	if c.given.has("junit") {
		return nil, problemf("-junit writes how answers compare, which -cover and -mutate do not tell; leave it out")
	}
	sets := c.overlaySets(what.scenarios)
	if len(sets) == 0 {
		sets = [][]string{c.given["overlay"]}
	}
	slices.SortStableFunc(sets, func(a, b []string) int { return len(a) - len(b) })
	for _, overlays := range sets {
		m := mutated{}
		if m.g, err = c.guidelineOf(what, overlays); err != nil {
			return nil, underOverlays(what.scenarios, overlays, err)
		}
		if !c.given.has("overlay") {
			m.beside(out)
		}
		for _, s := range what.scenarios {
			if slices.Equal(s.Overlays, overlays) {
				m.scenarios = append(m.scenarios, s)
			}
		}
		if m.examples, err = scenario.Examples(m.g, m.scenarios); err != nil {
			return nil, err
		}
		if slices.Equal(overlays, c.given["overlay"]) {
			for _, name := range what.tables {
				rows, err := c.rows(m.g, name)
				if err != nil {
					return nil, err
				}
				m.examples = append(m.examples, rows...)
			}
		}
		out = append(out, m)
	}
	return out, nil
}

// beside finds which of some guidelines have fewer of the same overlays; those are sorted by how
// many they have.
func (m *mutated) beside(others []mutated) {
	has := m.g.Info().Overlays
	for _, o := range others {
		if !slices.ContainsFunc(o.g.Info().Overlays, func(id string) bool { return !slices.Contains(has, id) }) {
			m.others = append(m.others, o.g)
		}
	}
}

// maxMeasured bounds the rows of a table that are measured: all of them are held.
const maxMeasured = 50_000

// rows are the cases of a table.
func (c *call) rows(g *decision.Guideline, name string) (out []scenario.Example, err error) {
	in, err := c.openInput(name, aTable)
	if err != nil {
		return nil, err
	}
	defer in.close()
	table, err := c.table(g, in)
	if err != nil {
		return nil, err
	}
	for row, err := range table.Rows() {
		if err != nil {
			return nil, err
		}
		facts, err := row.Facts()
		if err != nil {
			return nil, err
		}
		if len(out) == maxMeasured {
			return nil, problem(decision.FactError{File: name, Message: fmt.Sprintf("more than %d rows are not measured at once; take a part of them", maxMeasured)})
		}
		out = append(out, scenario.Example{Name: row.String(), Facts: facts})
	}
	return out, nil
}
