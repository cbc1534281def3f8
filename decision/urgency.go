package decision

import "github.com/mskguide/mskguide/decision/internal/logic"

// urgency is that of the most urgent rule that certainly holds. Beside the verdict that urgencies go
// with it can be too little: another rule that gives the same verdict may hold and be more urgent,
// which changes no verdict and so is not among what is missing. Those urgencies follow, by rising
// urgency, with the facts that decide the rules.
func (a *answer) urgency() (urgency string, couldBecome, missing []string) {
	g := a.g
	most := len(g.urgencies)
	for i := range a.outcome.Certain.All() {
		if u := g.compiled[i].urgency; u >= 0 {
			most = min(most, u)
		}
	}
	if most < len(g.urgencies) {
		urgency = g.urgencies[most].ID
	}
	if g.urgent < 0 || a.verdict != g.urgent {
		return urgency, nil, nil
	}
	could, vars, named := make([]bool, 0, 16), logic.VarSet{}, logic.VarSet{}
	for i := range a.outcome.Possible.Minus(a.outcome.Certain).All() {
		c := &g.compiled[i]
		if c.urgency < 0 || c.urgency >= most {
			continue
		}
		for len(could) <= c.urgency {
			could = append(could, false)
		}
		could[c.urgency] = true
		vars, named = vars.Union(c.condition.Missing(&a.c.inner)), named.Union(c.vars)
	}
	if len(could) == 0 {
		return urgency, nil, nil
	}
	couldBecome = a.room(len(could))
	for u := len(could) - 1; u >= 0; u-- {
		if could[u] {
			couldBecome = append(couldBecome, g.urgencies[u].ID)
		}
	}
	return urgency, couldBecome, a.deciding(vars, named)
}
