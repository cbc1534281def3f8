package main

import (
	"encoding/json"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// references are the sources alone, in a form that other programs read.
func (c *call) references(chosen choice) error {
	if c.given.has("json") {
		return problemf("-format has a form of its own; leave out -json or -format")
	}
	text, err := evidence.Export(c.given.one("format"), chosen.sources)
	if err != nil {
		return problem(decision.FactError{Got: c.given.one("format"), Allowed: evidence.Formats(), Message: "-format: " + err.Error()})
	}
	c.out.WriteString(text)
	return nil
}

// evidenceJSON writes what was chosen as data. Of a claim, its sources show only what they found on it.
func (c *call) evidenceJSON(chosen choice) error {
	if chosen.claim != nil {
		for i, s := range chosen.sources {
			chosen.sources[i].Findings = slices.DeleteFunc(s.Findings, func(f evidence.Finding) bool {
				return !slices.Contains(f.Claims, chosen.claim.ID)
			})
		}
	}
	return c.evidenceDocument(chosen.claims, chosen.sources)
}

func (c *call) evidenceDocument(claims []evidence.Claim, sources []evidence.Source) error {
	w := json.NewEncoder(c.out)
	w.SetEscapeHTML(false)
	return w.Encode(struct {
		Schema  string            `json:"schema"`
		Claims  []evidence.Claim  `json:"claims"`
		Sources []evidence.Source `json:"sources"`
	}{"mskguide.evidence/1", append([]evidence.Claim{}, claims...), append([]evidence.Source{}, sources...)})
}

// overdue lists what is to be looked at again by a day. Finding some is exit status 1.
func (c *call) overdue(library *evidence.Library) error {
	switch {
	case c.given.has("format"):
		return problemf("-overdue lists and does not export; leave out -overdue or -format")
	case len(c.args) > 0:
		return problem(decision.FactError{Got: c.args[0], Message: "-overdue asks of all claims; leave out " + quoted(c.args[0])})
	}
	on, err := evidence.ParseDate(c.given.one("overdue"))
	if err != nil {
		return problem(decision.FactError{Got: c.given.one("overdue"), Message: "-overdue: " + err.Error()})
	}
	claims, sources := library.Overdue(on), library.Outdated(on)
	c.found = len(claims) > 0
	if c.given.has("json") {
		return c.evidenceDocument(claims, sources)
	}
	c.overduePage(on, claims, sources)
	return nil
}

func (c *call) overduePage(on evidence.Date, claims []evidence.Claim, sources []evidence.Source) {
	const claimColumn, sourceColumn = 12, 24
	c.out.text(0, strong, count(len(claims), "claim is", "claims are")+" due for review before "+on.String())
	for _, claim := range claims {
		due := "no date for a review is given"
		if !claim.ReviewBy.IsZero() {
			due = "by " + claim.ReviewBy.String()
		}
		c.out.row(2, claimColumn, claim.ID, due+": "+claim.Text)
	}
	c.out.heading(count(len(sources), "source is", "sources are") + " no longer current on " + on.String())
	for _, source := range sources {
		c.out.row(2, sourceColumn, source.ID, age(source))
	}
}

// age says what has become of a source, "" when nothing has.
func age(s evidence.Source) string {
	switch {
	case s.SupersededBy != "":
		return "superseded by " + s.SupersededBy
	case !s.Lapses.IsZero() && s.LapsesWhy != "":
		return "not current from " + s.Lapses.String() + " on: " + s.LapsesWhy
	case !s.Lapses.IsZero():
		return "not current from " + s.Lapses.String() + " on"
	}
	return ""
}
