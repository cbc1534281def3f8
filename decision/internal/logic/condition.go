package logic

import "errors"

// Condition answers for one formula alone. It is immutable and safe for
// concurrent use.
type Condition struct {
	formula *Formula
	holds   *function // level 0 where it holds
}

// NewCondition prepares a formula over the variables of an Engine.
func NewCondition(f *Formula, vars []Var, limits Limits) (*Condition, error) {
	if err := checkVars(vars); err != nil {
		return nil, err
	}
	if reason := misuse(f, vars); reason != "" {
		return nil, errors.New(reason)
	}
	return &Condition{f, newFunction(vars, []Rule{{When: f}}, 1, limits.withDefaults())}, nil
}

// Truth reports whether the formula holds in all completions, and in some.
func (k *Condition) Truth(c *Case) (certain, possible bool) {
	r := k.reach(c)
	return r.Levels&NoLevel == 0, r.Levels&1 != 0
}

// Missing is the set of the variables that can still change the truth.
func (k *Condition) Missing(c *Case) VarSet { return k.reach(c).Missing }

func (k *Condition) reach(c *Case) Reach {
	f := k.holds
	s := f.scratch.Get().(*scratch)
	defer f.scratch.Put(s)
	s.read(f, c)
	if f.diagram != nil {
		s.restrict(f)
	} else if !s.buildFor(f, -1) {
		out := Reach{Levels: NoLevel | 1}
		for d, v := range f.order {
			if s.class[d] >= partial {
				out.Missing.Add(v)
			}
		}
		return out
	}
	return s.answer()
}
