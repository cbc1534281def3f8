package main

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/evidence"
)

// claim is one claim in full, for someone who wants to know what to make of it.
func (c *call) claim(library *evidence.Library, claim evidence.Claim) {
	c.out.text(0, strong, claim.ID+": "+evidence.Describe(claim.Standing, claim.Certainty))
	c.out.text(2, plain, claim.Text)
	c.out.heading("How it fares")
	c.out.text(2, plain, standingInWords(claim.Standing)+certaintyInWords(claim.Certainty))
	if claim.Note != "" {
		c.out.text(2, plain, sentence(claim.Note))
	}
	sources := library.SourcesOn(claim.ID)
	c.side("For", claim, sources[:len(claim.For)])
	c.side("Against", claim, sources[len(claim.For):len(claim.For)+len(claim.Against)])
	if others := sources[len(claim.For)+len(claim.Against):]; len(others) > 0 {
		c.side("On neither side", claim, others)
	}
	c.disagreements(claim.Disagreements)
	c.checks(claim, sources)
	c.review(claim)
	if rules := c.citing(claim.ID); len(rules) > 0 {
		c.out.heading("Cited by")
		c.out.text(2, plain, strings.Join(rules, ", "))
	}
}

func standingInWords(s evidence.Standing) string {
	switch s {
	case evidence.Supported:
		return "What was read bears it out."
	case evidence.Partly:
		return "It holds in part, or rests on weak or second-hand texts only."
	case evidence.Disputed:
		return "What was read contradicts it, or sources of weight disagree."
	case evidence.Untraced:
		return "No source was found behind it, beyond whoever states it."
	}
	return ""
}

func certaintyInWords(certainty evidence.Certainty) string {
	switch certainty {
	case evidence.VeryLow:
		return " Very low certainty: it may well be otherwise."
	case evidence.Low:
		return " Low certainty: better studies may well change it."
	case evidence.Moderate:
		return " Moderate certainty: probably so, though better studies could change it."
	case evidence.High:
		return " High certainty: further studies are unlikely to change it."
	}
	return " How certain it is was not judged."
}

func (c *call) side(title string, claim evidence.Claim, sources []evidence.Source) {
	c.out.heading(title)
	if len(sources) == 0 {
		c.out.text(2, plain, "No source.")
	}
	for _, source := range sources {
		c.out.entry(2, source.ID+":", source.Cite())
		for _, line := range []string{source.Link(), capital(age(source))} {
			if line != "" {
				c.out.text(4, faint, line)
			}
		}
		c.study(source)
		found := slices.DeleteFunc(source.Findings, func(f evidence.Finding) bool { return !slices.Contains(f.Claims, claim.ID) })
		c.findings(4, source, found)
		if len(found) == 0 {
			c.out.text(4, plain, "What it says on this was not taken down.")
		}
	}
}

// study is in whom a source looked, and how good its evidence is by its own account.
func (c *call) study(source evidence.Source) {
	if source.Population != "" {
		c.out.entry(4, "Population:", source.Population)
	}
	if source.Level != "" {
		level := source.Level
		if source.GradingScheme != "" && !strings.Contains(level, source.GradingScheme) {
			level += " (" + source.GradingScheme + ")"
		}
		c.out.entry(4, "Quality:", level)
	}
}

func (c *call) disagreements(all []evidence.Disagreement) {
	if len(all) == 0 {
		return
	}
	c.out.heading("How they disagree")
	for _, d := range all {
		c.out.entry(2, disagreementInWords(d.Kind)+":", sentence(d.Says))
		c.out.text(4, faint, strings.Join(d.One, ", ")+" — "+strings.Join(d.Other, ", "))
	}
}

func disagreementInWords(kind evidence.DisagreementKind) string {
	switch kind {
	case evidence.InDirection:
		return "They point different ways"
	case evidence.InPopulation:
		return "Different people"
	case evidence.InComparator:
		return "Different comparisons"
	case evidence.InTreatment:
		return "Different treatments"
	case evidence.InOutcome:
		return "Different outcomes"
	case evidence.InFollowUp:
		return "Different times"
	case evidence.InStrength:
		return "Different force"
	case evidence.InDefinition:
		return "Different definitions"
	case evidence.InInterpretation:
		return "The same figures, read differently"
	case evidence.InMethod:
		return "Different methods"
	case evidence.InAttribution:
		return "Different authors named"
	}
	return "Otherwise"
}

// checks says how far the claim and its sources were checked.
func (c *call) checks(claim evidence.Claim, sources []evidence.Source) {
	c.out.heading("How far this was checked")
	text := "No check of its wording is on record."
	if claim.Verification != "" {
		text = sentence(capital(claim.Verification))
	}
	c.out.text(2, plain, text)
	var unconfirmed []string
	for _, source := range sources {
		if !source.Verified {
			unconfirmed = append(unconfirmed, source.ID)
		}
		c.out.entry(2, source.ID+":", "read: "+reading(source))
	}
	if len(unconfirmed) > 0 {
		c.out.entry(2, "Identity not verified:", strings.Join(unconfirmed, ", "))
	}
}

func (c *call) review(claim evidence.Claim) {
	c.out.heading("Review")
	text := "It has no date of review."
	if !claim.Reviewed.IsZero() {
		text = "Last gone over on " + claim.Reviewed.String() + "."
	}
	if !claim.ReviewBy.IsZero() {
		text += " Due again by " + claim.ReviewBy.String() + "."
	}
	c.out.text(2, plain, text+" This is no sign-off by a clinician.")
}

// citing lists the rules, and what is compared, that rest on a claim.
func (c *call) citing(id string) []string {
	var rules []string
	for _, r := range c.guideline.Rules() {
		if slices.Contains(r.Claims, id) {
			rules = append(rules, r.ID)
		}
	}
	for _, r := range c.guideline.ComparisonRules() {
		if slices.Contains(r.Claims, id) {
			rules = append(rules, r.ID)
		}
	}
	return rules
}
