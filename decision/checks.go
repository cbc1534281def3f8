package decision

// Check is a relation between facts that contradicts itself: facts of which it certainly
// holds are refused.
type Check struct {
	ID    string
	When  string // as written
	Says  string
	Facts []string // that it relates, in asking order
}

// Checks lists the checks in file order.
func (g *Guideline) Checks() []Check {
	out := make([]Check, len(g.checks))
	for i := range g.checks {
		k := &g.checks[i]
		out[i] = Check{ID: k.id, When: g.content.Checks[i].When.Value, Says: k.says}
		for _, f := range k.facts {
			out[i].Facts = append(out[i].Facts, g.facts[f].ID)
		}
	}
	return out
}
