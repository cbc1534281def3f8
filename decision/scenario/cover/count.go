package cover

import "slices"

// count counts the requirements.
func (c *Report) count() {
	for i := range c.Decisions {
		d := &c.Decisions[i]
		at := slices.IndexFunc(c.Files, func(f File) bool { return f.File == d.File })
		if at < 0 {
			at = len(c.Files)
			c.Files = append(c.Files, File{File: d.File})
		}
		d.count(&c.Files[at].Total)
		d.count(&c.Total)
	}
}

func (d *Decision) count(t *Counts) {
	for i := range d.Requirements {
		switch r := &d.Requirements[i]; {
		case r.Measure == Rule:
			t.Rule.add(r.State)
		case r.Measure == Branch:
			t.Branch.add(r.State)
		case r.Value: // the half that is false follows
			t.MCDC.add(ofPair(r.State, d.Requirements[i+1].State))
		}
	}
}

// ofPair is the state of a pair by its halves.
func ofPair(one, other State) State {
	for _, s := range []State{Infeasible, Undecided, Open} {
		if one == s || other == s {
			return s
		}
	}
	return Covered
}

// Holes is the requirements of the decision that are open, but for those that others of them imply.
func (d *Decision) Holes() (out []*Requirement) {
	for i := range d.Requirements {
		r := &d.Requirements[i]
		implied := func(other *Requirement) bool {
			switch {
			case other.State != Open || other.Measure != MCDC:
				return false
			case r.Measure == Branch:
				return other.Atom == r.Atom && other.Value == r.Value
			}
			return r.Measure == Rule && other.Holds == r.Holds
		}
		if r.State == Open && !slices.ContainsFunc(d.Requirements, func(other Requirement) bool { return implied(&other) }) {
			out = append(out, r)
		}
	}
	return out
}

// leaveOut leaves out the decisions that are among others just so.
func (c *covering) leaveOut(others []Decision) {
	gone := make([]bool, len(c.report.Decisions))
	for i := range c.report.Decisions {
		gone[i] = slices.ContainsFunc(others, c.report.Decisions[i].same)
	}
	c.goals = slices.DeleteFunc(c.goals, func(r *goal) bool { return gone[r.at] })
	at, kept := make([]int, len(gone)), []Decision{}
	for i, d := range c.report.Decisions {
		if at[i] = len(kept); !gone[i] {
			kept = append(kept, d)
		}
	}
	for _, r := range c.goals {
		r.at = at[r.at]
	}
	c.report.Decisions = kept
}

// same reports whether another decision asks for the same.
func (d *Decision) same(other Decision) bool {
	never := func(r Requirement) bool { return r.State == Infeasible && !r.Other } // by itself, whatever examples there are
	alike := func(a, b Requirement) bool { return never(a) == never(b) }
	return d.Kind == other.Kind && d.ID == other.ID && d.When == other.When && d.Off == other.Off &&
		slices.Equal(d.Params, other.Params) && slices.EqualFunc(d.Requirements, other.Requirements, alike)
}
