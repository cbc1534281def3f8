package decision

import "github.com/mskguide/mskguide/decision/internal/logic"

// remarks are the bundle's sentences about the answer as a whole that apply to it.
func (a *answer) remarks(d *Decision) []Remark {
	var out []Remark
	for i := range a.g.remarks {
		if r := &a.g.remarks[i]; a.applies(r, d) {
			out = append(out, Remark{ID: r.id, Says: r.says})
		}
	}
	return out
}

func (a *answer) applies(r *remark, d *Decision) bool {
	switch {
	case r.level >= 0 && r.level != a.verdict,
		r.given != nil && *r.given != (a.verdict >= 0),
		r.caseSplit && !a.split,
		r.scope != "" && !a.allInScope(r.scope),
		r.onlyStep >= 0 && !a.onlyOpen(r.onlyStep, d),
		r.onlyMissing != nil && (a.missing.Empty() || !a.missing.Minus(*r.onlyMissing).Empty()),
		r.beyond != nil && a.missingAt(r.onlyStep).Minus(*r.beyond).Empty(),
		r.options == optionsNoneLeft && !a.noneLeft(),
		r.options == optionsBarOpen && !a.barOpen(d):
		return false
	}
	return true
}

// missingAt is what is missing that a step looks at; all that is where step is negative.
func (a *answer) missingAt(step int) logic.VarSet {
	if step < 0 {
		return a.missing
	}
	return a.missing.Intersect(a.g.steppers[step].facts)
}

// allInScope reports whether every rule that gives the verdict or a more severe one, and
// holds or still may, is of one scope. What is open may be of another: it does not pass.
func (a *answer) allInScope(scope string) bool {
	found := false
	for i := range a.outcome.Possible.All() {
		if level := a.g.compiled[i].level; a.verdict < 0 || level < a.verdict {
			continue
		}
		if a.g.rules[i].Scope != scope {
			return false
		}
		found = true
	}
	return found
}

// onlyOpen reports whether a step is the only one that is open, leaving aside the last,
// which waits for all of them.
func (a *answer) onlyOpen(step int, d *Decision) bool {
	for i, s := range d.Steps[:len(d.Steps)-1] {
		if (s.Status == StepOpen) != (i == step) {
			return false
		}
	}
	return true
}

// support is that of the best supported reason for the verdict; among reasons that are
// only possible, nobody knows which, so it is that of the worst.
func (a *answer) support(reasons []Reason) *Support {
	var out *Support
	for _, r := range reasons {
		if a.verdict < 0 || r.Verdict != a.g.verdicts[a.verdict].ID && !r.Possible {
			continue
		}
		s := a.weakest(r.Claims)
		switch {
		case out == nil:
			out = &s
		case r.Possible == s.weaker(*out):
			out = &s
		}
	}
	return out
}

func (a *answer) weakest(claims []string) Support {
	var out Support
	for i, id := range claims {
		claim := &a.g.cited.claims[a.g.cited.at[id]].claim
		s := Support{Standing: claim.Standing, Certainty: claim.Certainty}
		if i == 0 || s.weaker(out) {
			out = s
		}
	}
	return out
}

// weaker orders by standing, then by certainty; an unstated certainty is the weakest.
func (s Support) weaker(t Support) bool {
	if s.Standing != t.Standing {
		return s.Standing > t.Standing // supported, partly, disputed, untraced
	}
	return s.Certainty < t.Certainty
}
