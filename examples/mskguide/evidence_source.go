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
		{"Verified", checked}, {"Read", s.Read}, {"Finding", s.Finding}, {"Population", s.Population},
		{"Comparator", s.Comparator}, {"Follow-up", s.FollowUp}, {"Level", s.Level}, {"Grade", s.Grade},
		{"Grading", s.GradingScheme}, {"Note", s.Note}, {"Supersedes", s.Supersedes},
		{"Superseded by", s.SupersededBy}, {"Lapses", s.Lapses},
	} {
		const column = 17
		if line[1] != "" {
			c.out.row(2, column, line[0], line[1])
		}
	}
	c.mentions(library, s.ID)
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
	c.out.heading("Claims")
	if len(speaksFor)+len(against) == 0 {
		c.out.text(2, plain, "None names it for or against.")
	}
	if len(speaksFor) > 0 {
		c.out.entry(2, "For:", strings.Join(speaksFor, ", "))
	}
	if len(against) > 0 {
		c.out.entry(2, "Against:", strings.Join(against, ", "))
	}
}
