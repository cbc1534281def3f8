package oracle

import (
	"fmt"
	"slices"
)

// say puts what was found into the words of an answer.
func (g *Guideline) say(open []Open, c completions) Answer {
	a := Answer{}
	lowest := slices.Index(c.could, true)
	for level, could := range c.could {
		if could {
			a.Could = append(a.Could, g.Verdicts[level])
		}
	}
	settled := len(a.Could) == 1
	if settled || lowest > 0 {
		a.Verdict = g.Verdicts[lowest]
	}
	a.Missing = g.facts(open, func(i int) bool { return c.turns[i].level })
	for _, r := range g.Rules {
		if c.certain.Has(r.Bit) {
			a.Certain = append(a.Certain, r.ID)
		}
		if !c.possible.Has(r.Bit) {
			continue
		}
		a.Possible = append(a.Possible, r.ID)
		if r.Level < 0 {
			a.Cautions = append(a.Cautions, Caution{r.ID, !c.certain.Has(r.Bit),
				g.facts(open, func(i int) bool { return c.turns[i].rules.Has(r.Bit) })})
		}
	}
	a.Reasons = g.reasons(&a, c, lowest)
	a.Steps = g.steps(&a, c)
	a.Offers = g.offers(open, c)
	a.OptionRemarks = g.optionRemarks(&a, c)
	return a
}

func (g *Guideline) facts(open []Open, changes func(i int) bool) []string {
	var out []string
	for i, o := range open {
		if changes(i) {
			out = append(out, g.Facts[o.Fact])
		}
	}
	return out
}

// reasons lists the rules that certainly hold and, where none of them gives the verdict,
// those that may hold and give it or a more severe one.
func (g *Guideline) reasons(a *Answer, c completions, verdict int) []Reason {
	var out []Reason
	given := a.Verdict == ""
	for level := len(g.Verdicts) - 1; level >= 0; level-- {
		for _, r := range g.Rules {
			if r.Level == level && c.certain.Has(r.Bit) {
				out = append(out, Reason{Rule: r.ID})
				given = given || level == verdict
			}
		}
	}
	for level := len(g.Verdicts) - 1; level >= verdict && !given; level-- {
		for _, r := range g.Rules {
			if r.Level == level && c.possible.Has(r.Bit) && !c.certain.Has(r.Bit) {
				out = append(out, Reason{r.ID, true})
			}
		}
	}
	return out
}

func (g *Guideline) steps(a *Answer, c completions) []Step {
	out := make([]Step, len(g.Steps))
	stopped := false
	for i, id := range g.Steps {
		s := Step{ID: id, Status: "open"}
		switch last := i == len(g.Steps)-1; {
		case stopped:
			s.Status = "not_reached"
		case last && len(a.Could) == 1 && a.Verdict == g.Verdicts[0], !last && c.passed[i]:
			s.Status = "passed"
		case !last && c.stopped[i]:
			s.Status, stopped = "stopped", true
		}
		for _, f := range a.Missing {
			if s.Status != "not_reached" && g.names(id, f) {
				s.Open = append(s.Open, f)
			}
		}
		out[i] = s
	}
	return out
}

// names reports whether a rule of the step that gives more than the least severe verdict
// names the fact.
func (g *Guideline) names(step, fact string) bool {
	return slices.ContainsFunc(g.Rules, func(r Rule) bool {
		return r.Step == step && r.Level >= 1 && slices.Contains(r.Facts, fact)
	})
}

// Covers reports what an answer that is not exact leaves out of the exact one: it may hold
// too much for possible, never too little. nil when it leaves nothing out.
func (a *Answer) Covers(exact *Answer) error {
	for _, err := range []error{
		within("could become", exact.Could, a.Could),
		within("missing", exact.Missing, a.Missing),
		within("possible", exact.Possible, a.Possible),
		within("certain", a.Certain, exact.Certain),
	} {
		if err != nil {
			return err
		}
	}
	for _, c := range exact.Cautions {
		i := slices.IndexFunc(a.Cautions, func(k Caution) bool { return k.Rule == c.Rule })
		if i < 0 {
			return fmt.Errorf("caution %s is left out", c.Rule)
		}
		if err := within("missing for "+c.Rule, c.Missing, a.Cautions[i].Missing); err != nil {
			return err
		}
	}
	return a.coversOffers(exact)
}

func within(what string, part, whole []string) error {
	for _, x := range part {
		if !slices.Contains(whole, x) {
			return fmt.Errorf("%s: %q is in %q but not in %q", what, x, part, whole)
		}
	}
	return nil
}
