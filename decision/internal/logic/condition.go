package logic

import "errors"

// Condition answers for one formula alone. It is immutable and safe for
// concurrent use.
type Condition struct {
	holds *function // level 0 where it holds
}

// NewCondition prepares a formula over the variables of an Engine.
func NewCondition(f *Formula, vars []Var, limits Limits) (*Condition, error) {
	if err := checkVars(vars); err != nil {
		return nil, err
	}
	if reason := misuse(f, vars); reason != "" {
		return nil, errors.New(reason)
	}
	rules := []Rule{{When: f}}
	if f.kind() == opOr { // operands without a common variable need no common diagram
		rules = nil
		for _, k := range f.kids {
			rules = append(rules, Rule{When: k})
		}
	}
	return &Condition{newFunction(vars, rules, 1, limits.withDefaults())}, nil
}

// Truth reports whether the formula holds in all completions, and in some.
func (k *Condition) Truth(c *Case) (certain, possible bool) {
	a := k.holds.ask(c, 0)
	return a.reach&1 == 0, a.reach&2 != 0
}

// Missing is the set of the variables that can still change the truth.
func (k *Condition) Missing(c *Case) VarSet { return k.holds.ask(c, 0).missing }
