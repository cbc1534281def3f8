package logic

import (
	"errors"
	"fmt"
)

// Space is all complete cases over some variables, and sets of them. Sets are
// diagrams that share their nodes: combining them is exact, whatever their
// number of cases, and comparing them is free. Not safe for concurrent use.
//
// A question that cannot be answered makes every later answer of the space
// worthless: see Err.
type Space struct {
	vars    []Var
	regions []*merged // by variable
	order   []int     // depth -> variable
	b       *builder
	marks   marks
	refused error // a question was misplaced
}

// Cases is a set of complete cases of one space. Equal sets of a space are
// equal values. The zero value has no case, in any space.
type Cases struct {
	of *Space
	n  node
}

// Empty reports whether the set has no case.
func (a Cases) Empty() bool { return a.n == 0 }

// NewSpace makes the space for questions about the given formulas, no others:
// regions that none of them tells apart are taken together, and a variable
// without such regions costs nothing. The order of the diagram begins with
// order, and goes on as suits the formulas. The limit is that on nodes.
func NewSpace(vars []Var, formulas []*Formula, order []int, limits Limits) (*Space, error) {
	if err := checkVars(vars); err != nil {
		return nil, err
	}
	for i, f := range formulas {
		if reason := misuse(f, vars); reason != "" {
			return nil, fmt.Errorf("formula %d: %s", i, reason)
		}
	}
	s := &Space{vars: vars, regions: merge(vars, formulas)}
	for v, m := range s.regions {
		if m == nil { // no formula names it
			s.regions[v] = &merged{class: make([]uint8, vars[v].Regions), first: []uint8{0}, sets: []Set{Full(vars[v].Regions)}}
		}
	}
	if err := s.arrange(order, formulas); err != nil {
		return nil, err
	}
	depthOf := make([]int16, len(vars))
	for v := range depthOf {
		depthOf[v] = -1
	}
	choices := make([][]uint8, len(s.order))
	for d, v := range s.order {
		depthOf[v] = int16(d)
		choices[d] = s.regions[v].first
	}
	s.b = newBuilder(depthOf, choices, 1, limits.withDefaults().Nodes)
	return s, nil
}

// arrange finds the order of the variables that some formula depends on.
func (s *Space) arrange(begin []int, formulas []*Formula) error {
	var taken VarSet
	take := func(v int) {
		if !taken.Has(v) && s.regions[v].classes() > 1 {
			s.order = append(s.order, v)
			taken.Add(v)
		}
	}
	for _, v := range begin {
		if v < 0 || v >= len(s.vars) {
			return fmt.Errorf("order: variable %d does not exist", v)
		}
		take(v)
	}
	var rules []Rule
	for _, f := range formulas {
		rules = append(rules, Rule{When: f})
	}
	for _, part := range independent(rules, s.regions) {
		for _, v := range part.order() {
			take(v)
		}
	}
	return nil
}

// Err is why every answer from some question on is worthless: the diagram
// outgrew its limit, or a question did not belong to the space. It is nil while
// all answers are exact.
func (s *Space) Err() error {
	if s.refused == nil && s.b.over {
		return fmt.Errorf("the diagram outgrows its limit of %d nodes", s.b.limit)
	}
	return s.refused
}

// Over reports whether Err does.
func (s *Space) Over() bool { return s.refused != nil || s.b.over }

// Nodes is the number of nodes made so far.
func (s *Space) Nodes() int { return len(s.b.depth) }

// All is the set of all cases.
func (s *Space) All() Cases { return s.cases(1) }

// None is the set without a case.
func (s *Space) None() Cases { return Cases{} }

func (s *Space) cases(n node) Cases {
	if n == 0 || s.Over() {
		return Cases{}
	}
	return Cases{s, n}
}

// ready begins a question about some sets; false when it has no answer. The
// steps that the limit allows are those of one question.
func (s *Space) ready(sets ...Cases) bool {
	for _, a := range sets {
		if a.n != 0 && a.of != s {
			s.refuse(errors.New("a set of another space"))
		}
	}
	s.b.steps = 0
	return !s.Over()
}

// refuse notes the first question that does not belong to the space.
func (s *Space) refuse(err error) {
	if s.refused == nil {
		s.refused = err
	}
}
