package cover

import (
	"encoding/json"
	"fmt"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/decision/scenario"
)

// Of measures what examples try of a guideline. The error says which example the guideline
// refuses, or that there is too much to tell apart.
func Of(g *decision.Guideline, examples []scenario.Example) (*Report, error) {
	c, err := measure(g, examples)
	if err != nil {
		return nil, err
	}
	return c.finish()
}

// Changed is [Of] of what overlays change: it leaves out the decisions that one of other
// guidelines, those without some of them, has just so, with the same values of the params in them
// and the same requirements that can be met. A definition in them may differ: it is measured.
func Changed(g *decision.Guideline, without []*decision.Guideline, examples []scenario.Example) (*Report, error) {
	c, err := measure(g, examples)
	if err != nil {
		return nil, err
	}
	for _, w := range without {
		other, err := measure(w, nil)
		if err != nil {
			return nil, err
		}
		c.leaveOut(other.report.Decisions)
	}
	return c.finish()
}

// measure measures everything.
func measure(g *decision.Guideline, examples []scenario.Example) (*covering, error) {
	m, err := g.Written()
	if err != nil {
		return nil, err
	}
	c := &covering{g: g, left: g.Completions(m), cases: map[*model.Tree]logic.Cases{}, found: map[logic.Cases]finding{},
		report: &Report{Guideline: g.Info(), Examples: len(examples), Files: []File{}, Decisions: []Decision{}, Closing: []ClosingCase{}}}
	if err := c.open(m); err != nil {
		return nil, err
	}
	for i := range m.Entries {
		c.require(&m.Entries[i])
	}
	for i := range examples {
		if err := c.try(&examples[i]); err != nil {
			return nil, err
		}
	}
	c.settle()
	return c, c.seeker.Space.Err()
}

// finish finds what would meet the rest, and counts.
func (c *covering) finish() (*Report, error) {
	c.close()
	c.report.count()
	return c.report, c.seeker.Space.Err()
}

// covering is a measurement under way.
type covering struct {
	g       *decision.Guideline
	seeker  *model.Seeker
	left    func(*decision.Case) []logic.Set
	checks  []check
	allowed logic.Cases // what no check refuses
	cases   map[*model.Tree]logic.Cases
	found   map[logic.Cases]finding // what was found out about sets of cases
	goals   []*goal
	rules   []logic.Cases // in which each rule holds that does not always
	pairs   [][2]*goal
	report  *Report
}

// named is a set of cases by what is said of it.
type named struct {
	says   string
	cases  logic.Cases
	params []string // whose values are in it
}

// check is a check of the guideline with the cases that it refuses.
type check struct {
	id     string
	breaks logic.Cases
}

// goal is a requirement with the cases that meet it.
type goal struct {
	*Requirement
	at    int  // of the decision
	makes bool // every such case makes the decision, a rule, hold
	turns bool // it depends on comparisons of numbers, or on what was measured
	cases logic.Cases
	parts []named // which have to hold together
}

// open lays all cases out.
func (c *covering) open(m *model.Guideline) error {
	var formulas []*logic.Formula
	var checks []*model.Laid
	for i := range m.Entries {
		e := &m.Entries[i]
		if e.Tree != nil {
			formulas = append(formulas, atoms(e.Tree)...)
		}
		if e.Kind == model.CheckEntry {
			formulas = append(formulas, e.When)
			checks = append(checks, e)
		}
	}
	a, err := model.Analyse(m, formulas, logic.Limits{})
	if err != nil {
		return err
	}
	c.seeker = &model.Seeker{Analysis: a, Accepts: c.accepts}
	c.allowed = a.Space.All()
	for _, e := range checks {
		c.seeker.Refused = append(c.seeker.Refused, e.When)
		breaks := a.Space.Where(e.When)
		c.checks = append(c.checks, check{e.ID, breaks})
		c.allowed = a.Space.Minus(c.allowed, breaks)
	}
	return a.Space.Err()
}

func atoms(t *model.Tree) (out []*logic.Formula) {
	if t.Join == model.Atom {
		return []*logic.Formula{t.When}
	}
	for _, k := range t.Kids {
		out = append(out, atoms(k)...)
	}
	return out
}

func (c *covering) accepts(facts json.RawMessage) bool {
	_, err := c.g.Case([]byte(facts))
	return err == nil
}

// where is the cases in which a condition comes out as given.
func (c *covering) where(t *model.Tree, value bool) logic.Cases {
	s := c.seeker.Space
	cases, known := c.cases[t]
	if !known {
		switch t.Join {
		case model.Atom:
			cases = s.Where(t.When)
		case model.Not:
			cases = c.where(t.Kids[0], false)
		case model.AllOf:
			cases = s.All()
			for _, k := range t.Kids {
				cases = s.And(cases, c.where(k, true))
			}
		default:
			for _, k := range t.Kids {
				cases = s.Or(cases, c.where(k, true))
			}
		}
		c.cases[t] = cases
	}
	if value {
		return cases
	}
	return s.Minus(s.All(), cases)
}

// try looks which requirements an example meets that none before it met.
func (c *covering) try(e *scenario.Example) error {
	k, err := c.g.Case(e.Facts)
	if err != nil {
		return fmt.Errorf("example %q: %w", e.Name, err)
	}
	left := c.left(k)
	for _, r := range c.goals {
		if r.State != Covered && c.seeker.Space.Holds(r.cases, left) {
			r.State, r.Example = Covered, e.Name
		}
	}
	return nil
}
