package main

import (
	"github.com/mskguide/mskguide/decision"
)

func compareCommand() *command {
	return &command{
		name: "compare", arguments: "FACTS.json|-", least: 1, most: 1,
		summary: "hands-on therapies side by side for one case: what pages say, and how it stands",
		about: []string{
			"FACTS.json is as for mskguide decide. Nothing is scored or ranked: each therapy is shown with the reasons that pages give for choosing it, as far as " +
				"they hold for this case, with what withholds it, and with where the pages disagree. Beside a warning sign only the referral is shown.",
		},
		flags: []flag{
			{name: "json", says: "the comparison as the document mskguide.comparison/1, and errors as mskguide.error/1"},
			overlayFlag(),
			{name: "attributes", says: "add all that the pages say of each therapy, attribute by attribute; -json has it always"},
		},
		run: (*call).compare,
	}
}

func (c *call) compare() error {
	if c.given.has("json") && c.given.has("attributes") {
		return problemf("-attributes belongs to the readable comparison; -json has them always")
	}
	g, facts, err := c.asked()
	if err != nil {
		return err
	}
	k, err := g.Compare(facts)
	if err != nil {
		return placed(err, facts.Name)
	}
	if k == nil {
		return problemf("guideline %s compares nothing", g.Info().ID)
	}
	if c.given.has("json") {
		c.out.Write(k.JSON())
		return nil
	}
	d := &decision.Decision{Guideline: k.Guideline, Verdict: k.Verdict, Settled: k.Settled, Missing: k.Missing, CouldBecome: k.CouldBecome, Exact: k.Exact,
		Urgency: k.Urgency, UrgencyCouldBecome: k.UrgencyCouldBecome, UrgencyMissing: k.UrgencyMissing}
	v := &comparisonView{view: &view{page: c.out, guideline: g, decision: d}, comparison: k, told: map[decision.ModalityStatus]bool{}}
	v.show(c.given.has("attributes"))
	return nil
}
