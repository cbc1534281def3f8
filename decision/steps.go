package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// steps says where the case stands at each step of the guideline.
func (a *answer) steps() []Step {
	out := lend(a, &a.asked.steps, len(a.g.steps))[:len(a.g.steps)]
	last := len(out) - 1
	stopped := false
	for i := range out {
		s := &out[i]
		s.ID, s.Open, s.Status = a.g.steps[i].ID, []string{}, StepNotReached
		switch {
		case stopped:
		case i == last && a.settled && a.verdict == 0:
			s.Status = StepPassed
		case i == last:
			s.Status = StepOpen
		default:
			s.Status = a.status(&a.g.steppers[i])
		}
		stopped = stopped || s.Status == StepStopped
		if s.Status != StepNotReached {
			s.Open = a.g.byGroup(a.missing.Intersect(a.g.steppers[i].facts))
		}
	}
	return out
}

func (a *answer) status(s *stepper) StepStatus {
	if a.outcome.Possible.Intersect(s.rules).Empty() {
		return StepPassed
	}
	if !a.outcome.Certain.Intersect(s.rules).Empty() {
		return StepStopped
	}
	any := s.any.Ask(&a.c.inner)
	if any.Certain {
		return StepStopped
	}
	a.exact = a.exact && any.Exact // over the node limit it may be stopped without our seeing it
	return StepOpen
}

// byGroup names facts by the largest groups that they fill, then one by one.
func (g *Guideline) byGroup(facts logic.VarSet) []string {
	out := []string{}
	if facts.Empty() {
		return out
	}
	bySize := make([]int, len(g.groups))
	for i := range bySize {
		bySize[i] = i
	}
	slices.SortStableFunc(bySize, func(x, y int) int { return len(g.groups[y].facts) - len(g.groups[x].facts) })
	type named struct {
		first int
		id    string
	}
	var groups []named
	for _, i := range bySize {
		members := g.groups[i].facts
		if len(members) == 0 || slices.ContainsFunc(members, func(f int) bool { return !facts.Has(f) }) {
			continue
		}
		groups = append(groups, named{members[0], g.groups[i].ID})
		for _, f := range members {
			facts.Remove(f)
		}
	}
	slices.SortStableFunc(groups, func(x, y named) int { return x.first - y.first })
	for _, n := range groups {
		out = append(out, n.id)
	}
	for f := range facts.All() {
		out = append(out, g.facts[f].ID)
	}
	return out
}
