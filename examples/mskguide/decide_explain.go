package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// rules shows what came of every rule, by step and in words.
func (v *view) rules(rules []decision.RuleTruth) {
	if len(rules) == 0 {
		return
	}
	for _, s := range v.guideline.Steps() {
		first := true
		for _, r := range rules {
			if r.Step != s.ID {
				continue
			}
			if first {
				v.heading("Rules: " + s.Title)
				first = false
			}
			v.rule(r)
		}
	}
}

// columns: a truth is "holds", "fails" or "open", and "off" is as short.
const truthWidth = 6

func (v *view) rule(r decision.RuleTruth) {
	gives := "caution"
	if v.severity(r.Gives) >= 0 {
		gives = v.verdictNamed(r.Gives).Title
	}
	title := r.Title + " (" + r.Rule + "; gives: " + gives + ")"
	if r.Off != "" {
		v.row(2, 2+truthWidth, "off", title)
		v.text(4+truthWidth, plain, r.Off)
		return
	}
	v.row(2, 2+truthWidth, string(r.Condition.Truth), title)
	v.condition(4, r.Condition)
}

func (v *view) condition(indent int, x decision.Explained) {
	text := x.Says
	switch {
	case x.Given != "":
		text += " [" + x.Given + "]"
	case len(x.Unknown) > 0 && len(x.Parts) == 0:
		text += " [not recorded: " + strings.Join(x.Unknown, ", ") + "]"
	}
	v.row(indent, indent+truthWidth, string(x.Truth), text)
	for _, part := range x.Parts {
		v.condition(indent+2, part)
	}
}
