package main

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

func changesCommand() *command {
	return &command{
		name: "changes", arguments: "FACTS.json|-", least: 1, most: 1,
		summary: "what would have to be otherwise for the guideline to say something else for one case",
		about: []string{
			"FACTS.json is what mskguide decide takes. Listed are the smallest sets of changes with which, all else being as it is recorded, the verdict would be settled and another: " +
				"what is not recorded turns out to have some value, or a recorded fact comes to another one in a way that the guideline declares, such as a treatment that did not help.",
			fmt.Sprintf("Nothing else is taken to change: no warning sign goes away here, and consent, preferences and whatever else the guideline marks as fixed are left as they are, recorded or not. "+
				"At most %d sets are listed for a verdict, of at most %d changes each; where there are more, the answer says so.", decision.MaxChangeSets, decision.MaxChanges),
			"It is arithmetic on the guideline, no plan and no advice.",
		},
		flags: []flag{
			{name: "json", says: "the document mskguide.changes/1, and errors as mskguide.error/1"},
			overlayFlag(),
		},
		run: (*call).changes,
	}
}

func (c *call) changes() error {
	g, facts, err := c.asked()
	if err != nil {
		return err
	}
	known, err := g.Case(facts)
	if err != nil {
		return placed(err, facts.Name)
	}
	x := g.WhatWouldChangeCase(known)
	if c.given.has("json") {
		c.out.Write(x.JSON())
		return nil
	}
	v := &changesView{view{page: c.out, guideline: g, decision: g.DecideCase(known)}, x}
	v.show()
	return nil
}

type changesView struct {
	view
	*decision.Changes
}

func (v *changesView) show() {
	v.verdict()
	if len(v.Sets) == 0 {
		v.heading("What would change it")
		v.text(2, plain, v.none())
	} else {
		v.sets()
	}
	v.rest()
	v.footer()
}

func (v *changesView) sets() {
	v.heading("What would change it")
	v.text(2, plain, v.Note)
	before := ""
	for _, s := range v.Sets {
		if s.Verdict != before {
			before = s.Verdict
			v.gap()
			v.text(2, strong, v.verdictNamed(s.Verdict).Title)
		}
		indent := 4
		if len(s.Changes) > 1 {
			v.text(4, plain, "All of:")
			indent = 6
		}
		for _, k := range s.Changes {
			v.change(indent, k)
		}
		if len(s.Cautions) > 0 {
			v.entry(indent, "With these cautions then:", strings.Join(s.Cautions, "; ")+".")
		}
	}
}

func (v *changesView) change(indent int, k decision.Change) {
	now, ifSo := "Now "+k.Now+". ", "If it becomes: "
	if k.Kind == decision.ChangeLearnt {
		ifSo = "If it is found to be: "
	}
	if k.Now == "not recorded" {
		now = "Not recorded. "
	}
	text := now + ifSo + k.Says
	if len(k.How) > 0 {
		text += " (" + strings.Join(k.How, "; ") + ")"
	}
	if len(k.Cautions) > 0 {
		text += ". Caution: " + strings.Join(k.Cautions, "; ")
	}
	v.entry(indent, "- "+capital(k.Title)+" ("+k.Fact+").", text+".")
}

// none says why there is nothing to list.
func (v *changesView) none() string {
	switch v.None {
	case decision.NoneWhileHeld:
		return "Nothing settles another verdict while what is listed below is not recorded."
	case decision.NoneStands:
		return "The patient's answer stands, so nothing is listed."
	case decision.NoneWithheld:
		return "Nothing is listed: something speaks against what could be tried, or may, as said below."
	case decision.NoneSmall:
		return fmt.Sprintf("It would take more than %d changes at once.", decision.MaxChanges)
	case decision.NoneSearched:
		return "The guideline is too large to find out for this case."
	}
	return "Not by anything that is declared to change, nor by anything that is not recorded."
}

// rest says what the list leaves out.
func (v *changesView) rest() {
	if len(v.More) > 0 {
		var titles []string
		for _, id := range v.More {
			titles = append(titles, v.verdictNamed(id).Title)
		}
		v.gap()
		v.entry(0, "Not listed:", fmt.Sprintf("further sets, or sets of more than %d changes, that lead to: %s.", decision.MaxChanges, strings.Join(titles, "; ")))
	}
	if len(v.Held) > 0 && v.None != decision.NoneStands {
		v.gap()
		v.entry(0, "Not recorded and not looked into:", strings.Join(v.Held, ", ")+". These can still change the verdict, and no change of them is ever listed.")
	}
	for _, w := range v.Withheld {
		v.gap()
		v.entry(0, "Not listed, "+w.Title+" ("+w.Fact+"):", withheldWords(w))
	}
	if !v.Exact {
		v.gap()
		v.entry(0, "Not exact:", "sets may be missing; those that are listed hold.")
	}
}

// withheldWords says why what could come of a treatment is not listed.
func withheldWords(w decision.WithheldChange) string {
	if len(w.Says) > 0 {
		return "this treatment is withheld. " + strings.Join(w.Says, " ")
	}
	return "something may speak against this treatment. To be asked first: " + strings.Join(w.Missing, ", ") + "."
}
