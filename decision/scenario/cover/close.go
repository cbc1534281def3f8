package cover

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/decision/scenario/internal/sought"
)

// close finds few cases that meet all that is open: for one requirement, and as many of the
// others as go with it, and so on. For a reader's sake the others make no further rule hold.
func (c *covering) close() {
	open := c.waiting()
	for len(open) > 0 {
		first := open[0]
		f := c.together(first, open[1:])
		k := ClosingCase{ID: c.id(first), Title: c.title(first), Facts: sought.Facts(c.g, c.seeker, f.found)}
		open = slices.DeleteFunc(open, func(r *goal) bool {
			meets := r == first || c.seeker.Space.Holds(r.cases, f.left)
			if meets {
				k.Closes = append(k.Closes, c.title(r))
			}
			return meets
		})
		c.report.Closing = append(c.report.Closing, k)
	}
}

// waiting is what is open: first what makes a rule hold, and pairs before what they mostly imply.
func (c *covering) waiting() (open []*goal) {
	for _, measure := range []Measure{MCDC, Branch, Rule} {
		for _, r := range c.goals {
			if r.State == Open && r.Measure == measure {
				open = append(open, r)
			}
		}
	}
	slices.SortStableFunc(open, func(a, b *goal) int {
		switch {
		case a.makes == b.makes:
			return 0
		case a.makes:
			return -1
		}
		return 1
	})
	return open
}

// together finds a case that meets a requirement and others.
func (c *covering) together(first *goal, others []*goal) finding {
	alone := c.find(first.cases)
	x := &model.Sought{Region: maps.Clone(alone.found.Region), Number: alone.found.Number}
	left := slices.Clone(alone.left)
	var refused []logic.Cases
	for _, k := range c.checks {
		refused = append(refused, k.breaks)
	}
	for _, rule := range c.rules {
		if !c.seeker.Space.Holds(rule, left) {
			refused = append(refused, rule)
		}
	}
	for _, r := range others {
		if !r.turns {
			c.join(x, left, r.cases, refused)
		}
	}
	if f := c.run(x, first.cases); f.state == Open {
		return f
	}
	return alone
}

// join makes a case meet another requirement too, where that goes with what is said of it and
// leads to nothing that is refused.
func (c *covering) join(x *model.Sought, left []logic.Set, cases logic.Cases, refused []logic.Cases) {
	said, ok := c.seeker.Space.Reach(cases, left)
	if !ok || len(said) == 0 {
		return
	}
	was := slices.Clone(left)
	for _, f := range said {
		left[f.Var] = 1 << f.Region
	}
	for _, set := range refused {
		if c.seeker.Space.Holds(set, left) {
			copy(left, was)
			return
		}
	}
	for _, f := range said {
		x.Region[f.Var] = f.Region
	}
}

func (c *covering) title(r *goal) string {
	d := &c.report.Decisions[r.at]
	return fmt.Sprintf("%s %s: %s", d.Kind, d.ID, d.Says(r.Requirement))
}

// id is made of what a requirement is about.
func (c *covering) id(r *goal) string {
	d := &c.report.Decisions[r.at]
	id := "cover-" + strings.NewReplacer(" ", "-").Replace(d.Kind) + "-" + strings.NewReplacer("_", "-", "/", "-", ".", "-").Replace(d.ID)
	if r.Atom > 0 {
		id += fmt.Sprintf("-%d", r.Atom)
	}
	return fmt.Sprintf("%s-%t", id, r.Value)
}
