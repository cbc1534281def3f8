package main

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/evidence"
)

// claim is one claim in full.
func (c *call) claim(library *evidence.Library, claim evidence.Claim) {
	c.out.text(0, strong, claim.ID+": "+standing(claim.Standing, claim.Certainty))
	c.out.text(2, plain, claim.Text)
	c.side(library, "For", claim.For)
	c.side(library, "Against", claim.Against)
	c.positions(claim.Positions)
	if claim.Note != "" {
		c.out.heading("Note")
		c.out.text(2, plain, capital(claim.Note))
	}
	c.unverified(library, claim)
	if rules := c.citing(claim.ID); len(rules) > 0 {
		c.out.heading("Cited by")
		c.out.text(2, plain, strings.Join(rules, ", "))
	}
}

func (c *call) side(library *evidence.Library, title string, ids []string) {
	c.out.heading(title)
	if len(ids) == 0 {
		c.out.text(2, plain, "No source.")
	}
	for _, id := range ids {
		source, ok := library.Source(id)
		if !ok {
			continue
		}
		c.out.entry(2, id+":", source.Cite())
		if link := source.Link(); link != "" {
			c.out.text(4, faint, link)
		}
	}
}

// positions are in the words of each source; what one body calls conditional is not
// turned into the scheme of another.
func (c *call) positions(positions []evidence.Position) {
	if len(positions) == 0 {
		return
	}
	c.out.heading("What they say of the treatment, each in its own terms")
	for _, p := range positions {
		parts := []string{inWords(p.Direction.String())}
		if p.Strength != evidence.StrengthUnstated {
			parts = append(parts, "“"+inWords(p.Strength.String())+"”")
		}
		if p.Certainty != evidence.CertaintyUnstated {
			parts = append(parts, inWords(p.Certainty.String())+" certainty")
		}
		text := strings.Join(parts, ", ")
		if p.Note != "" {
			text += ": " + p.Note
		}
		c.out.entry(2, p.Source+":", text)
	}
}

// unverified says how far the claim and its sources were checked.
func (c *call) unverified(library *evidence.Library, claim evidence.Claim) {
	c.out.heading("How far this was checked")
	text := "No check of its wording is on record."
	if claim.Verification != "" {
		text = sentence(capital(claim.Verification))
	}
	c.out.text(2, plain, text)
	var unconfirmed []string
	for _, id := range sourcesOf(claim) {
		source, _ := library.Source(id)
		switch {
		case !source.Verified:
			unconfirmed = append(unconfirmed, id)
		case source.Read != "":
			c.out.entry(2, id+":", "read: "+source.Read)
		}
	}
	if len(unconfirmed) > 0 {
		c.out.entry(2, "Identity not verified:", strings.Join(unconfirmed, ", "))
	}
}

// sourcesOf lists every source that a claim names, once.
func sourcesOf(claim evidence.Claim) []string {
	var ids []string
	add := func(id string) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, id := range slices.Concat(claim.For, claim.Against) {
		add(id)
	}
	for _, p := range claim.Positions {
		add(p.Source)
	}
	return ids
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
