package cover

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/model"
)

// require lists what is required of an entry with a condition.
func (c *covering) require(e *model.Laid) {
	if e.Kind == model.CheckEntry || e.Tree == nil && e.Off == "" {
		return
	}
	d := Decision{Kind: string(e.Kind), ID: e.ID, File: e.Pos.File, Line: e.Pos.Line, Column: e.Pos.Column,
		When: strings.TrimSpace(e.Written), Off: e.Off, Params: []ParamChoice{}, Atoms: []string{}, Requirements: []Requirement{}}
	var goals []*goal
	if e.Tree != nil {
		d.Params = c.choices(params(e.Tree))
		goals = c.outcomes(e.Tree)
		c.descend(e.Tree, nil, true, func(atom *model.Tree, unmasked []demand, denied bool) {
			d.Atoms = append(d.Atoms, atom.Written)
			goals = append(goals, c.ofAtom(len(d.Atoms), atom, unmasked, denied)...)
		})
	}
	if e.Tree != nil && e.Kind == model.RuleEntry && len(d.Atoms) > 0 {
		c.rules = append(c.rules, c.where(e.Tree, true))
	}
	slices.SortStableFunc(goals, func(a, b *goal) int { return a.Measure.order() - b.Measure.order() })
	for _, r := range goals {
		d.Requirements = append(d.Requirements, *r.Requirement)
	}
	for i, r := range goals {
		r.Requirement, r.at = &d.Requirements[i], len(c.report.Decisions)
		r.makes = e.Kind == model.RuleEntry && c.seeker.Space.Minus(r.cases, c.where(e.Tree, true)).Empty()
		vars := c.seeker.Space.Vars(r.cases)
		r.turns = slices.ContainsFunc(c.seeker.Hidden(), vars.Has)
		if r.Measure == MCDC && r.Value {
			c.pairs = append(c.pairs, [2]*goal{r, goals[i+1]})
		}
	}
	c.goals = append(c.goals, goals...)
	c.report.Decisions = append(c.report.Decisions, d)
}

func (m Measure) order() int { return slices.Index(m.SchemaValues(), string(m)) }

// demand is that a part of a condition comes out one way.
type demand struct {
	of    *model.Tree
	value bool
}

// outcomes are the two of a decision. One without atoms has one only.
func (c *covering) outcomes(t *model.Tree) (out []*goal) {
	for _, value := range []bool{true, false} {
		if r := c.goal(Requirement{Measure: Rule, Value: value, Holds: value}, []demand{{t, value}}); atoms(t) != nil || !r.cases.Empty() {
			out = append(out, r)
		}
	}
	return out
}

// descend visits the atoms of a condition, each with what has to be so for it not to be masked.
// same says that the decision holds when the part does.
func (c *covering) descend(t *model.Tree, unmasked []demand, same bool, visit func(atom *model.Tree, unmasked []demand, same bool)) {
	switch t.Join {
	case model.Atom:
		visit(t, unmasked, same)
	case model.Not:
		c.descend(t.Kids[0], unmasked, !same, visit)
	default:
		for i, k := range t.Kids {
			besides := slices.Clone(unmasked)
			for n, other := range t.Kids {
				if n != i {
					besides = append(besides, demand{other, t.Join == model.AllOf})
				}
			}
			c.descend(k, besides, same, visit)
		}
	}
}

// ofAtom are the values of an atom, and the halves of its pair.
func (c *covering) ofAtom(at int, atom *model.Tree, unmasked []demand, same bool) (out []*goal) {
	for _, value := range []bool{true, false} {
		is := []demand{{atom, value}}
		out = append(out, c.goal(Requirement{Measure: Branch, Atom: at, Value: value}, is),
			c.goal(Requirement{Measure: MCDC, Atom: at, Value: value, Holds: value == same}, append(is, unmasked...)))
	}
	return out
}

// goal is a requirement by what it demands at once.
func (c *covering) goal(r Requirement, demands []demand) *goal {
	out := &goal{Requirement: &r, cases: c.seeker.Space.All()}
	out.State = Open
	for _, d := range demands {
		out.cases = c.seeker.Space.And(out.cases, c.where(d.of, d.value))
		out.parts = append(out.parts, c.apart(d)...)
	}
	return out
}

// apart takes a demand apart into those that have to be met together.
func (c *covering) apart(d demand) (out []named) {
	if t := d.of; t.Join == model.Not {
		return c.apart(demand{t.Kids[0], !d.value})
	} else if t.Join != model.Atom && (t.Join == model.AllOf) == d.value {
		for _, k := range t.Kids {
			out = append(out, c.apart(demand{k, d.value})...)
		}
		return out
	}
	return []named{{fmt.Sprintf("`%s` %t", d.of, d.value), c.where(d.of, d.value), params(d.of)}}
}

func params(t *model.Tree) []string {
	out := t.Params
	for _, k := range t.Kids {
		out = append(out, params(k)...)
	}
	return out
}

// choices are the values that params have in force, each once.
func (c *covering) choices(ids []string) []ParamChoice {
	out := []ParamChoice{}
	for _, p := range c.g.Params() {
		if slices.Contains(ids, p.ID) {
			out = append(out, ParamChoice{p.ID, p.Value})
		}
	}
	return out
}
