package decision

import "github.com/mskguide/mskguide/decision/internal/logic"

// why tells which rules are open that an answer bears on.
func (s *seeker) why(k candidate, stage Stage) Why {
	var asked logic.VarSet
	for _, f := range k.facts {
		asked.Add(f)
	}
	w := Why{Stage: stage, Verdicts: []string{}, Rules: []string{}}
	open := s.g.order.inFileOrder(s.now.outcome.Possible.Minus(s.now.outcome.Certain))
	if s.then {
		s.rules(&w, open, -1, asked)
		return w
	}
	lowest := logic.Set(s.now.levels).First()
	for level := len(s.g.verdicts) - 1; level > lowest; level-- {
		if s.now.levels>>level&1 == 0 {
			continue
		}
		before := len(w.Rules)
		if s.rules(&w, open, level, asked); len(w.Rules) > before && !s.fixed(&k) {
			w.Verdicts = append(w.Verdicts, s.g.verdicts[level].ID)
		}
	}
	return w
}

// rules adds those of a level that turn on a fact that is asked about.
func (s *seeker) rules(w *Why, open logic.RuleSet, level int, asked logic.VarSet) {
	for i := range open.All() {
		if s.g.compiled[i].level == level && s.turns(i, asked) {
			w.Rules = append(w.Rules, s.g.rules[i].ID)
		}
	}
}

// turns reports whether a rule that is open turns on a fact that is asked about.
func (s *seeker) turns(rule int, asked logic.VarSet) bool {
	if s.g.compiled[rule].facts.Intersect(asked).Empty() {
		return false
	}
	return !s.decides(s.c, rule).Intersect(asked).Empty()
}

// decides is the facts that decide whether a rule holds.
func (s *seeker) decides(c *Case, rule int) logic.VarSet {
	r := &s.g.compiled[rule]
	var missing logic.VarSet
	if r.condition != nil {
		missing = r.condition.Missing(&c.inner)
	} else {
		a, err := s.g.engine.Ask(s.g.ruleFormula(rule), &c.inner)
		if err != nil { // it was compiled before: it can be asked
			return r.facts
		}
		missing = a.Missing
	}
	facts, _ := c.factsMissing(missing)
	return facts
}
