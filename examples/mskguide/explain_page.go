package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/pathway"
)

// pathway shows where the case stands at each step, and what may end it there.
func (v *view) pathway(p *pathway.Path) {
	v.heading("Pathway")
	for i := range p.Steps {
		s := &p.Steps[i]
		v.entry(2, fmt.Sprintf("%d. %s:", i+1, s.Title), s.State())
		var exits []string
		for k := range s.Exits {
			if e := &s.Exits[k]; e.Truth != decision.Fails {
				exits = append(exits, e.State())
			}
		}
		if len(exits) > 0 {
			v.text(6, plain, strings.Join(exits, "; "))
		}
	}
}

// explanation shows what was given, what came of every rule by step, and what the named
// conditions stand for.
func (v *view) explanation(x *decision.Explanation) {
	v.givenFacts("Given, and could matter", x.Given, true)
	v.givenFacts("Given; another value, all else left as it is, would have changed nothing", x.Given, false)
	v.couldNotMatter(x.CouldNotMatter)
	v.rules(x.Rules)
	v.optionTruths(x)
	v.definitions(x.Definitions)
}

func (v *view) givenFacts(title string, given []decision.GivenFact, matters bool) {
	const column = 56
	for i, row := range v.givenRows(given, matters) {
		if i == 0 {
			v.heading(title)
		}
		v.row(2, column, row.Title, row.Value)
	}
}

// givenRow is what is known of a fact, or of a group of which nothing applies.
type givenRow struct{ Title, Value string }

// givenRows lists what was given and mattered, or did not; a group that is denied as a whole
// is one row.
func (v *view) givenRows(given []decision.GivenFact, matters bool) []givenRow {
	denied := map[string]bool{}
	for _, f := range given {
		denied[f.Fact] = f.CouldMatter == matters && f.Value == "no"
	}
	var rows []givenRow
	shown := map[string]bool{}
	for _, f := range given {
		switch g, ok := v.deniedGroup(f.Fact, denied); {
		case f.CouldMatter != matters || shown[f.Fact]:
		case ok:
			rows = append(rows, givenRow{g.Title, "none of " + strconv.Itoa(len(g.Facts))})
			mark(g.Facts, shown)
		default:
			rows = append(rows, givenRow{f.Title, f.Value})
		}
	}
	return rows
}

// deniedGroup is the largest group of a fact of which nothing applies.
func (v *view) deniedGroup(fact string, denied map[string]bool) (out decision.Group, ok bool) {
	for _, g := range v.guideline.Groups() {
		if len(g.Facts) > max(1, len(out.Facts)) && slices.Contains(g.Facts, fact) && !slices.ContainsFunc(g.Facts, func(f string) bool { return !denied[f] }) {
			out, ok = g, true
		}
	}
	return out, ok
}

func (v *view) couldNotMatter(ids []string) {
	if len(ids) == 0 {
		return
	}
	var titles []string
	for _, id := range ids {
		titles = append(titles, v.title(id))
	}
	v.heading("Not recorded, and could not matter to the verdict")
	v.text(2, plain, strings.Join(titles, "; ")+".")
}

// title is what a fact or a group of facts is called.
func (v *view) title(id string) string {
	if f, ok := v.guideline.Fact(id); ok {
		return f.Title
	}
	if g, ok := v.group(id); ok {
		return g.Title
	}
	return id
}

func (v *view) rules(rules []decision.RuleTruth) {
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
			v.truth(r.Off, r.When, r.Title+" ("+r.Rule+"; gives: "+v.gives(r.Gives)+")")
		}
	}
}

// gives is what a rule gives, in words.
func (v *view) gives(id string) string {
	if v.severity(id) >= 0 {
		return v.verdictNamed(id).Title
	}
	return id
}

func (v *view) definitions(definitions []decision.DefinitionTruth) {
	if len(definitions) == 0 {
		return
	}
	v.heading("What the named conditions stand for")
	for _, d := range definitions {
		v.truth(d.Off, d.When, d.Title)
	}
}

// columns: a truth is "holds", "fails" or "open", and "off" is as short.
const truthWidth = 6

// truth shows a rule or a definition with its condition below it.
func (v *view) truth(off string, when decision.Explained, title string) {
	if off != "" {
		v.row(2, 2+truthWidth, "off", title)
		v.text(4+truthWidth, plain, off)
		return
	}
	v.row(2, 2+truthWidth, string(when.Truth), title)
	v.condition(4, when)
}

func (v *view) condition(indent int, x decision.Explained) {
	v.row(indent, indent+truthWidth, string(x.Truth), saidWithGiven(x))
	for _, part := range x.Parts {
		v.condition(indent+2, part)
	}
}

// saidWithGiven is a condition in words and, in brackets, what is known of its facts.
func saidWithGiven(x decision.Explained) string {
	if x.Given == "" {
		return x.Says
	}
	return x.Says + " [" + x.Given + "]"
}
