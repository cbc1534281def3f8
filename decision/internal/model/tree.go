package model

import (
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Tree is a condition as it is written: an atom, or how atoms join.
type Tree struct {
	Join    Join
	Written string         // of an atom
	When    *logic.Formula // of an atom
	Params  []string       // whose values an atom takes
	Kids    []*Tree        // of the others; "all of" nothing always holds, "any of" nothing never does
}

// Join is how the parts of a condition join.
type Join uint8

// How parts join.
const (
	Atom Join = iota // a fact, a comparison, a membership or a definition: it has no parts
	Not
	AllOf
	AnyOf
)

// Formula is the condition over the plane.
func (t *Tree) Formula() *logic.Formula {
	if t.Join == Atom {
		return t.When
	}
	kids := make([]*logic.Formula, len(t.Kids))
	for i, k := range t.Kids {
		kids[i] = k.Formula()
	}
	switch t.Join {
	case Not:
		return logic.Not(kids[0])
	case AllOf:
		return logic.And(kids...)
	}
	return logic.Or(kids...)
}

// String writes the condition.
func (t *Tree) String() string {
	switch {
	case t.Join == Atom:
		return t.Written
	case t.Join == Not && t.Kids[0].Join == Atom && !strings.Contains(t.Kids[0].Written, " "):
		return "not " + t.Kids[0].Written
	case t.Join == Not:
		return "not (" + t.Kids[0].String() + ")"
	case len(t.Kids) == 0:
		return strconv.FormatBool(t.Join == AllOf)
	}
	joint := " and "
	if t.Join == AnyOf {
		joint = " or "
	}
	parts := make([]string, len(t.Kids))
	for i, k := range t.Kids {
		if parts[i] = k.String(); k.Join == AllOf || k.Join == AnyOf {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, joint)
}
