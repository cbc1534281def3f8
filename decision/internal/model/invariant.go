package model

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// Invariant is something that a guideline says of itself and is held to. Exactly one form is
// filled in.
type Invariant struct {
	ID     string
	Pos    place.Pos
	Always bool // for every choice of local policy; else for what is in force

	// Where limits the forms that have a condition; nil is everywhere.
	Where *logic.Formula

	Bound       *Bound
	Clear       *Clear
	Monotone    []int // variables of yes/no facts
	Independent []int // variables
	NoOptions   bool
	StaysOut    bool // what is withheld
	Items       *Items
}

// Bound is a verdict that is at least so severe.
type Bound struct{ AtLeast int }

// Clear is a verdict that is given only where a condition holds.
type Clear struct {
	Gives int
	Only  *logic.Formula
}

// Items are instructions that are shown only where a condition holds.
type Items struct {
	IDs    []string
	Others bool // all but these
	Only   *logic.Formula
}

// Formulas are those that checking the invariant asks about, beside the verdict rules.
func (g *Guideline) Formulas(i *Invariant) (out []*logic.Formula) {
	out = append(out, i.Where)
	switch {
	case i.Clear != nil:
		out = append(out, i.Clear.Only)
	case i.NoOptions:
		for _, o := range g.Options {
			out = append(out, o.Shown)
		}
	case i.StaysOut:
		for _, o := range g.Options {
			out = append(out, o.Shown, o.Withheld)
		}
		for _, l := range g.Listed {
			out = append(out, l.Withheld, l.Declared)
		}
	case i.Items != nil:
		out = append(out, i.Items.Only)
		for _, it := range g.Items {
			out = append(out, it.When)
		}
	}
	return out
}

// Failure is where an invariant does not hold.
type Failure struct {
	Cases logic.Cases
	Var   int    // whose value tips it, of the forms that turn on one; -1 for the others
	What  string // the option, treatment or instruction at fault; "" for the others
}

// Fails finds where an invariant does not hold: for some choice of local policy when it is to
// hold always, else for what is in force. An invariant that holds has no failure.
func (a *Analysis) Fails(i *Invariant) (out []Failure) {
	s := a.Space
	within := a.Chosen
	if i.Always {
		within = s.All()
	}
	if i.Where != nil {
		within = s.And(within, s.Where(i.Where))
	}
	fails := func(cases logic.Cases, v int, what string) {
		if cases = s.And(cases, within); !cases.Empty() {
			out = append(out, Failure{cases, v, what})
		}
	}
	switch {
	case i.Bound != nil:
		fails(s.Minus(within, a.AtLeast[i.Bound.AtLeast]), -1, "")
	case i.Clear != nil:
		fails(s.Minus(a.Verdict(i.Clear.Gives), s.Where(i.Clear.Only)), -1, "")
	case i.Monotone != nil:
		for _, v := range i.Monotone {
			softened := s.None()
			for _, cases := range a.AtLeast {
				softened = s.Or(softened, s.Minus(s.Fix(cases, v, 0), s.Fix(cases, v, 1)))
			}
			fails(softened, v, "")
		}
	case i.Independent != nil:
		for _, v := range i.Independent {
			var only logic.VarSet
			only.Add(v)
			turns := s.None()
			for _, cases := range a.AtLeast {
				turns = s.Or(turns, s.Minus(s.Some(cases, only), s.Every(cases, only)))
			}
			fails(turns, v, "")
		}
	case i.NoOptions:
		for _, o := range a.Options {
			fails(s.Where(o.Shown), -1, o.ID)
		}
	case i.StaysOut:
		for _, o := range a.Options {
			if o.Offers {
				fails(s.And(s.Where(o.Shown), s.Where(o.Withheld)), -1, o.ID)
			}
		}
		for _, l := range a.Listed {
			fails(s.Minus(s.Where(l.Declared), s.Where(l.Withheld)), -1, l.ID)
		}
	case i.Items != nil:
		for _, it := range a.Items {
			if slices.Contains(i.Items.IDs, it.ID) != i.Items.Others {
				fails(s.Minus(s.Where(it.When), s.Where(i.Items.Only)), -1, it.ID)
			}
		}
	}
	return out
}
