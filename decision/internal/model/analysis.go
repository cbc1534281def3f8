package model

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Analysis is all complete cases of a guideline, for every choice of local policy, by what
// the guideline says of them. It is not safe for concurrent use.
type Analysis struct {
	*Guideline
	Space   *logic.Space
	Chosen  logic.Cases   // what local policy has chosen is in force
	AtLeast []logic.Cases // by level: some rule gives this verdict or a more severe one
}

// Analyse lays all cases out for questions about the rules that give a verdict and about the
// formulas named besides.
func Analyse(g *Guideline, besides []*logic.Formula, limits logic.Limits) (*Analysis, error) {
	formulas := append(slices.Clone(besides), g.InForce)
	for _, r := range g.Rules {
		if r.Level >= 0 {
			formulas = append(formulas, r.When)
		}
	}
	s, err := logic.NewSpace(g.Vars, formulas, nil, limits)
	if err != nil {
		return nil, err
	}
	a := &Analysis{Guideline: g, Space: s, Chosen: s.Where(g.InForce)}
	a.AtLeast = make([]logic.Cases, len(g.Verdicts)+1)
	a.AtLeast[len(g.Verdicts)] = s.None()
	for level := len(g.Verdicts) - 1; level >= 0; level-- {
		cases := a.AtLeast[level+1]
		for _, r := range g.Rules {
			if r.Level == level {
				cases = s.Or(cases, s.Where(r.When))
			}
		}
		a.AtLeast[level] = cases
	}
	return a, s.Err()
}

// Verdict is the cases that get the verdict.
func (a *Analysis) Verdict(level int) logic.Cases {
	return a.Space.Minus(a.AtLeast[level], a.AtLeast[level+1])
}

// Params are the variables that local policy chooses.
func (p *Plane) Params() (out []int) {
	for v := range p.Variables {
		if p.Variables[v].Kind == Param {
			out = append(out, v)
		}
	}
	return out
}
