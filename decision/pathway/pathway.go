// Package pathway draws a guideline: its steps in order and, beside each, the verdicts that a
// case may leave it with. With an explanation it lights the path of that case. It knows no
// disease: what it draws, and every word in it, comes from the guideline.
package pathway

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Path is the pathway of a guideline, alone or with what came of one case.
type Path struct {
	Title   string
	Steps   []Step
	Mildest decision.Named // what stands at the end, when nothing on the way stopped the case
	Case    *Case          // nil: no case
}

// Case is what came of one case.
type Case struct {
	Verdict decision.Named
	Settled bool
	Allows  bool // the mildest verdict stands, settled
}

// Step is one step, the most severe exit first.
type Step struct {
	decision.Named
	Status   decision.StepStatus // "" without a case
	Open     int                 // facts of the step that can still change the verdict
	Exits    []Exit
	Cautions []string // rules that only caution
	Supports []string // rules that give the mildest verdict: no exit, a reason for what stands
}

// Exit is a verdict with which a step may end a case.
type Exit struct {
	Verdict decision.Named
	Rules   []string       // that give it, in file order
	Truth   decision.Truth // holds: some rule does; open: some may; fails: none can; "" without a case
	Answer  string         // how it is the verdict of the case: "the answer", "the answer so far"; "" when it is not
}

const caution = "caution" // what a rule gives that moves no verdict

// Of is the pathway of a guideline.
func Of(g *decision.Guideline) *Path { return OfCase(g, nil) }

// OfCase is the pathway of a guideline with what came of the case that x explains.
func OfCase(g *decision.Guideline, x *decision.Explanation) *Path {
	p := &Path{Title: g.FullTitle(), Mildest: g.Verdicts()[0]}
	rules := g.Rules()
	for _, named := range g.Steps() {
		s := Step{Named: named, Supports: given(rules, named.ID, p.Mildest.ID)}
		for _, verdict := range slices.Backward(g.Verdicts()[1:]) {
			if ids := given(rules, named.ID, verdict.ID); len(ids) > 0 {
				s.Exits = append(s.Exits, Exit{Verdict: verdict, Rules: ids})
			}
		}
		s.Cautions = given(rules, named.ID, caution)
		p.Steps = append(p.Steps, s)
	}
	if x != nil {
		p.light(g, x)
	}
	return p
}

func given(rules []decision.Rule, step, gives string) []string {
	var ids []string
	for _, r := range rules {
		if r.Step == step && r.Gives == gives {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

func (p *Path) light(g *decision.Guideline, x *decision.Explanation) {
	d := x.Decision
	p.Case = &Case{Verdict: g.NeedsInformation(), Settled: d.Settled, Allows: d.Allows()}
	for _, v := range g.Verdicts() {
		if v.ID == d.Verdict {
			p.Case.Verdict = v
		}
	}
	truth := map[string]decision.Truth{}
	for _, r := range x.Rules {
		truth[r.Rule] = r.When.Truth
	}
	for i := range p.Steps {
		s := &p.Steps[i]
		s.Status, s.Open = d.Steps[i].Status, openFacts(g, d.Steps[i].Open)
		for k := range s.Exits {
			e := &s.Exits[k]
			e.Truth = best(e.Rules, truth)
		}
	}
	answer := "the answer so far"
	if d.Settled {
		answer = "the answer"
	}
	if !p.mark(d.Verdict, decision.Holds, answer) { // no single rule decides: one of these does
		p.mark(d.Verdict, decision.Undecided, answer)
	}
}

// mark marks the exits that give the answer.
func (p *Path) mark(verdict string, truth decision.Truth, answer string) (found bool) {
	for i := range p.Steps {
		for k := range p.Steps[i].Exits {
			e := &p.Steps[i].Exits[k]
			if e.Verdict.ID == verdict && e.Truth == truth {
				e.Answer, found = answer, true
			}
		}
	}
	return found
}

// best is the truth of the rule that comes nearest to holding.
func best(rules []string, truth map[string]decision.Truth) decision.Truth {
	out := decision.Fails
	for _, id := range rules {
		switch truth[id] {
		case decision.Holds:
			return decision.Holds
		case decision.Undecided:
			out = decision.Undecided
		}
	}
	return out
}

// openFacts counts the facts behind groups and single facts.
func openFacts(g *decision.Guideline, open []string) int {
	n := 0
	for _, id := range open {
		size := 1
		for _, group := range g.Groups() {
			if group.ID == id {
				size = len(group.Facts)
			}
		}
		n += size
	}
	return n
}
