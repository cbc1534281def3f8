package logic

import "errors"

// Condition answers for one formula alone. It is immutable and safe for
// concurrent use.
type Condition struct {
	holds *function // level 0 where it holds
}

// Condition prepares a formula over the variables of the engine: it answers for
// the cases of engines with these variables.
func (e *Engine) Condition(f *Formula) (*Condition, error) {
	if reason := misuse(f, e.vars); reason != "" {
		return nil, errors.New(reason)
	}
	rules := []Rule{{When: f}}
	if f.kind() == opOr { // operands without a common variable need no common diagram
		rules = nil
		for _, k := range f.kids {
			rules = append(rules, Rule{When: k})
		}
	}
	return &Condition{newFunction(e.vars, e.slots, rules, 1, e.limits)}, nil
}

// Answer is what is known of one formula.
type Answer struct {
	Certain, Possible bool   // it holds in all completions, in some
	Missing           VarSet // variables that can still change that
	Exact             bool   // false: over the limit, it may be more certain, and miss less
}

// Ask answers in full.
func (k *Condition) Ask(c *Case) Answer {
	a := k.holds.ask(c, 0)
	return Answer{a.reach&1 == 0, a.reach&2 != 0, a.missing, a.exact}
}

// Truth reports whether the formula holds in all completions, and in some.
func (k *Condition) Truth(c *Case) (certain, possible bool) {
	a := k.Ask(c)
	return a.Certain, a.Possible
}

// Missing is the set of the variables that can still change the truth.
func (k *Condition) Missing(c *Case) VarSet { return k.Ask(c).Missing }

// Ask answers for a formula over the variables of the engine of which there is
// no Condition. Where it takes more than a look at each operand, that costs as
// much as making one.
func (e *Engine) Ask(f *Formula, c *Case) (Answer, error) {
	if reason := misuse(f, e.vars); reason != "" {
		return Answer{}, errors.New(reason)
	}
	if certain, possible := f.kleene(c); certain == possible {
		return Answer{Certain: certain, Possible: possible, Exact: true}, nil
	}
	k, err := e.Condition(f)
	if err != nil {
		return Answer{}, err
	}
	return k.Ask(c), nil
}
