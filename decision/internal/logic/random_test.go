package logic_test

import (
	"math/rand/v2"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// source makes random problems and cases from a seed.
type source struct{ *rand.Rand }

func newSource(seed uint64) source { return source{rand.New(rand.NewPCG(seed, 7))} }

func (s source) subset(n int) logic.Set { return logic.Set(s.Uint64()) & logic.Full(n) }

func (s source) formula(vars []logic.Var, depth int) *logic.Formula {
	if depth == 0 || s.IntN(3) == 0 {
		v := s.IntN(len(vars))
		return logic.In(v, s.subset(vars[v].Regions))
	}
	kids := make([]*logic.Formula, 1+s.IntN(3))
	for i := range kids {
		kids[i] = s.formula(vars, depth-1)
	}
	switch s.IntN(5) {
	case 0:
		return logic.Not(kids[0])
	case 1, 2:
		return logic.Or(kids...)
	}
	return logic.And(kids...)
}

func (s source) problem() logic.Problem {
	p := logic.Problem{Levels: 1 + s.IntN(5)}
	for range 3 + s.IntN(10) {
		regions := 2
		if s.IntN(2) == 0 {
			regions = 1 + s.IntN(9)
		}
		p.Vars = append(p.Vars, logic.Var{Regions: regions, Alone: s.IntN(8) == 0})
	}
	rules := 1 + s.IntN(12)
	if s.IntN(20) == 0 {
		rules = 40 + s.IntN(160)
	}
	for range rules {
		p.Rules = append(p.Rules, logic.Rule{
			When:  s.formula(p.Vars, 1+s.IntN(3)),
			Level: s.IntN(p.Levels+1) - 1,
		})
	}
	if s.IntN(3) == 0 {
		p.Rules = append(p.Rules, logic.Rule{When: logic.True()})
	}
	p.Limits.Lows = s.IntN(2) * (1 + s.IntN(20)) // often too few, so that the diagram is asked
	return p
}

// chain is a large problem whose rules look at variables that are near each
// other, so that its diagram stays small.
func (s source) chain(vars, rules int) logic.Problem {
	p := logic.Problem{Levels: 1 + s.IntN(logic.MaxLevels)}
	for range vars {
		p.Vars = append(p.Vars, logic.Var{Regions: 2 + s.IntN(2)*s.IntN(4)})
	}
	for range rules {
		at := s.IntN(vars - 2)
		var kids []*logic.Formula
		for v := at; v < at+3; v++ {
			kids = append(kids, logic.In(v, s.subset(p.Vars[v].Regions)))
		}
		f := logic.And(kids...)
		if s.IntN(3) == 0 {
			f = logic.Not(f)
		}
		p.Rules = append(p.Rules, logic.Rule{When: f, Level: s.IntN(p.Levels+1) - 1})
	}
	return p
}

// knowledge is what may be known of a case: the regions left of each variable.
type knowledge []logic.Set

// knowledge leaves at most limit completions.
func (s source) knowledge(vars []logic.Var, limit int) knowledge {
	k := make(knowledge, len(vars))
	left := limit
	for _, v := range s.Perm(len(vars)) {
		n := vars[v].Regions
		k[v] = 1 << s.IntN(n)
		switch s.IntN(4) {
		case 0, 1:
			k[v] = logic.Full(n)
		case 2:
			k[v] |= s.subset(n)
		}
		if k[v].Len() > left {
			k[v] = 1 << s.IntN(n)
		}
		left /= k[v].Len()
	}
	return k
}

// codes is the knowledge in the form that Load takes.
func (k knowledge) codes(vars []logic.Var) (codes []uint8, parts []logic.Part) {
	for _, unit := range logic.Units(vars) {
		code, weight := 0, 1
		for _, v := range unit {
			switch {
			case k[v].Len() == 1:
				code += weight * (k[v].First() + 1)
			case k[v] != logic.Full(vars[v].Regions):
				parts = append(parts, logic.Part{Var: v, Set: k[v]})
			}
			weight *= 3
		}
		codes = append(codes, uint8(code))
	}
	return codes, parts
}
