package model

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Witness is as little as has to be known for a case to be in some set.
type Witness struct {
	Facts   []Said // in the order of the variables
	Choices []Said // of local policy
	Other   []Said // comparisons of numbers and what was measured
}

// Said is the value of a variable.
type Said struct {
	Var   int
	Name  string
	Value string // JSON; "" for a param without a value; true or false of a comparison
}

// Witness finds the least that has to be said of a case in the set, saying nothing of local
// policy where it can; ok is false for a set without cases.
func (a *Analysis) Witness(cases logic.Cases) (w Witness, ok bool) {
	said, ok := a.Space.Example(cases, a.Params())
	for _, f := range said {
		w.add(a.Plane, f)
	}
	return w, ok
}

func (w *Witness) add(p *Plane, f logic.Fixed) {
	v := &p.Variables[f.Var]
	s := Said{Var: f.Var, Name: v.Name, Value: v.Values[f.Region]}
	switch v.Kind {
	case Fact:
		w.Facts = append(w.Facts, s)
	case Param:
		w.Choices = append(w.Choices, s)
	default:
		s.Value = fmt.Sprint(f.Region == 1)
		w.Other = append(w.Other, s)
	}
}

// JSON is the facts as a document.
func (w Witness) JSON() string {
	parts := make([]string, len(w.Facts))
	for i, s := range w.Facts {
		parts[i] = fmt.Sprintf("%q: %s", s.Name, s.Value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// String is the facts, and what is chosen or compared besides.
func (w Witness) String() string {
	text := w.JSON()
	joint := " with "
	for _, s := range append(w.Choices, w.Other...) {
		value := s.Value
		if value == "" {
			value = "without a value"
		}
		text += joint + s.Name + ": " + value
		joint = ", "
	}
	return text
}

// Says tells of a failure by a case.
func (a *Analysis) Says(i *Invariant, f Failure) string {
	w, ok := a.Witness(f.Cases)
	if !ok {
		return "some case"
	}
	switch {
	case i.Bound != nil:
		return fmt.Sprintf("%s gets a verdict below %s", w, a.Verdicts[i.Bound.AtLeast])
	case i.Clear != nil:
		return fmt.Sprintf("%s gets %s", w, a.Verdicts[i.Clear.Gives])
	case i.Monotone != nil:
		return fmt.Sprintf("%s gets a less severe verdict once %s is true", w, a.Variables[f.Var].Name)
	case i.Independent != nil:
		return fmt.Sprintf("the verdict of %s turns on %s", w, a.Variables[f.Var].Name)
	case i.NoOptions:
		return fmt.Sprintf("%s is listed option %s", w, f.What)
	case i.StaysOut:
		return fmt.Sprintf("%s is offered %s, which is withheld", w, f.What)
	}
	return fmt.Sprintf("%s is shown %s", w, f.What)
}
