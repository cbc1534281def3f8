package cdshooks

import (
	"maps"
	"slices"

	"github.com/mskguide/mskguide/decision/fhir"
)

// choose leaves of several conditions on record those that an order is for. One that is or may be of
// the same place is left out only where what is meant is barred by itself and with the others would
// not be: of one place the most severe verdict stands.
func (p *Policy) choose(c *call, chart *fhir.Chart, said, recorded, meant []string) *fhir.Chart {
	kept := p.near(recorded, meant)
	chosen := p.only(c, chart, said, kept)
	if len(kept) > len(meant) && !p.bars(chosen) {
		if strict := p.only(c, chart, said, meant); p.bars(strict) {
			chosen, kept = strict, meant
		}
	}
	switch left := common(choicesOf(chosen.Facts[p.order.reason]), kept); len(left) {
	case 0:
		p.dispute(c, chosen, p.order.reason, said, p.order.lasting)
	case 1:
	default:
		p.leave(c, said)
	}
	return chosen
}

// bars reports whether what is known gives a no that is certain.
func (p *Policy) bars(chart *fhir.Chart) bool {
	d, err := p.g.Decide(chart.Facts)
	return err == nil && p.known.level[d.Verdict] > 0
}

// only is a chart in which only some of its conditions are left, with what is known of how long they
// have lasted: the record is read again without the others.
func (p *Policy) only(c *call, from *fhir.Chart, said, kept []string) *fhir.Chart {
	copied := *from
	chart := &copied
	chart.Facts, chart.Sources, chart.Prompts, chart.Unused = maps.Clone(from.Facts), slices.Clone(from.Sources), slices.Clone(from.Prompts), slices.Clone(from.Unused)
	others, apart := map[string]bool{}, true
	for _, s := range chart.Sources {
		if s.Fact == p.order.reason && s.Resource == "Condition" && len(common(choicesOf(s.Value), kept)) == 0 {
			others["Condition/"+s.ID] = true
			apart = apart && s.ID != ""
		}
	}
	if len(others) > 0 && apart {
		again := p.m.Brief(c.patient, c.at, without(c.record, others)...)
		for _, fact := range []string{p.order.reason, p.order.lasting} {
			take(chart, again, fact)
		}
	} else if len(others) > 0 {
		p.forget(chart, p.order.lasting, said)
	}
	switch left := common(choicesOf(chart.Facts[p.order.reason]), kept); len(left) {
	case 0:
	case 1:
		chart.Facts[p.order.reason] = left[0]
	default:
		chart.Facts[p.order.reason] = map[string]any{"one_of": left}
	}
	return chart
}

// leave leaves a choice among conditions to the clinician, who sees what the orders say: also where
// only how long the one or the other has lasted makes a difference.
func (p *Policy) leave(c *call, said []string) {
	c.hear(p.order.reason, said)
	c.hear(p.order.lasting, said)
}

// near are those of some conditions that are meant, or may be of one place with one that is.
func (p *Policy) near(recorded, meant []string) (kept []string) {
	here := map[string]bool{}
	for _, id := range meant {
		here[p.regionOf(id)] = true
	}
	for _, id := range recorded {
		if region := p.regionOf(id); slices.Contains(meant, id) || region == "" || here[""] || here[region] {
			kept = append(kept, id)
		}
	}
	return kept
}

// regionOf is the region to which the catalogue ties a condition, "" where it ties it to none.
func (p *Policy) regionOf(id string) string {
	known, ok := p.g.Conditions().ByID(id)
	if !ok || known.Region == anyRegion {
		return ""
	}
	return known.Region
}

// anyRegion is what the catalogue calls no region of its own.
const anyRegion = "any"

// take gives a chart what another one knows of a fact.
func take(to, from *fhir.Chart, fact string) {
	delete(to.Facts, fact)
	if value, known := from.Facts[fact]; known {
		to.Facts[fact] = value
	}
	of := func(s fhir.Source) bool { return s.Fact == fact }
	asks := func(p fhir.Prompt) bool { return p.Fact == fact }
	to.Sources, to.Prompts = replaced(to.Sources, from.Sources, of), replaced(to.Prompts, from.Prompts, asks)
}

// replaced puts those of another list in the place of some of one.
func replaced[T any](list, other []T, some func(T) bool) []T {
	var out []T
	at := -1
	for _, one := range list {
		if some(one) {
			at = max(at, len(out))
			continue
		}
		out = append(out, one)
	}
	var in []T
	for _, one := range other {
		if some(one) {
			in = append(in, one)
		}
	}
	if at < 0 {
		at = len(out)
	}
	return slices.Insert(out, at, in...)
}
