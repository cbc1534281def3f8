package main

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/evidence"
)

// source is one source in full.
func (c *call) source(library *evidence.Library, s evidence.Source) {
	c.out.text(0, strong, s.ID+": "+strings.ReplaceAll(s.Kind, "-", " "))
	c.out.text(2, plain, s.Cite())
	checked := "record and identifiers confirmed on a published page"
	if !s.Verified {
		checked = "no: the record was not confirmed"
	}
	address := s.URL
	if address == s.Link() {
		address = ""
	}
	c.out.gap()
	for _, line := range [][2]string{
		{"Link", s.Link()}, {"DOI", s.DOI}, {"PMID", s.PMID}, {"PMCID", s.PMCID}, {"Address", address},
		{"Verified", checked}, {"Read", reading(s)}, {"Population", s.Population}, {"Quality", s.Level},
		{"Grading", s.GradingScheme}, {"Note", s.Note}, {"Supersedes", strings.Join(library.Supersedes(s.ID), ", ")},
		{"Status", capital(age(s))},
	} {
		const column = 15
		if line[1] != "" {
			c.out.row(2, column, line[0], line[1])
		}
	}
	c.sourceFindings(s)
	c.mentions(library, s.ID)
}

// sourceFindings are all findings of a source, each with the claims it bears on.
func (c *call) sourceFindings(s evidence.Source) {
	if len(s.Findings) == 0 {
		return
	}
	c.out.heading("What it found")
	for _, f := range s.Findings {
		c.findings(2, s, []evidence.Finding{f})
		if len(f.Claims) > 0 {
			c.out.text(4, faint, "Bears on "+strings.Join(f.Claims, ", "))
		}
	}
}

// mentions lists the claims that a source speaks for and against.
func (c *call) mentions(library *evidence.Library, id string) {
	var speaksFor, against []string
	for _, claim := range library.Claims() {
		if slices.Contains(claim.For, id) {
			speaksFor = append(speaksFor, claim.ID)
		}
		if slices.Contains(claim.Against, id) {
			against = append(against, claim.ID)
		}
	}
	c.out.heading("Sides it takes")
	if len(speaksFor)+len(against) == 0 {
		c.out.text(2, plain, "No claim names it for or against.")
	}
	if len(speaksFor) > 0 {
		c.out.entry(2, "For:", strings.Join(speaksFor, ", "))
	}
	if len(against) > 0 {
		c.out.entry(2, "Against:", strings.Join(against, ", "))
	}
}
