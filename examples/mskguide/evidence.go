package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
	"github.com/mskguide/mskguide/internal/place"
)

func evidenceCommand() *command {
	return &command{
		name: "evidence", arguments: "[ID]", most: 1,
		summary: "what the rules rest on: all claims and sources, or one of them in full",
		about: []string{
			"ID is that of a claim, such as C04, or of a source, such as george-2021. A claim is shown with the sources for and against it, " +
				"what each says in its own words, and what of it was never verified.",
		},
		run: (*call).evidence,
	}
}

func (c *call) evidence() error {
	library := c.guideline.Evidence()
	if len(c.args) == 0 {
		c.evidenceList(library)
		return nil
	}
	id := c.args[0]
	for _, claim := range library.Claims() {
		if strings.EqualFold(claim.ID, id) {
			c.claim(library, claim)
			return nil
		}
	}
	for _, source := range library.Sources() {
		if strings.EqualFold(source.ID, id) {
			c.source(library, source)
			return nil
		}
	}
	near := place.Nearest(id, evidenceIDs(library))
	return problem(decision.FactError{Got: id, Nearest: near,
		Message: fmt.Sprintf("there is no claim or source %s; mskguide evidence lists them%s", quoted(id), suggestion(near))})
}

func evidenceIDs(library *evidence.Library) []string {
	var ids []string
	for _, claim := range library.Claims() {
		ids = append(ids, claim.ID)
	}
	for _, source := range library.Sources() {
		ids = append(ids, source.ID)
	}
	return ids
}

func (c *call) evidenceList(library *evidence.Library) {
	c.out.text(0, strong, "Claims: "+strconv.Itoa(len(library.Claims())))
	for _, claim := range library.Claims() {
		const column = 10
		sides := fmt.Sprintf(" (%s; %d for, %d against)", standing(claim.Standing, claim.Certainty), len(claim.For), len(claim.Against))
		c.out.row(2, column, claim.ID, claim.Text+sides)
	}
	c.out.heading("Sources: " + strconv.Itoa(len(library.Sources())))
	for _, source := range library.Sources() {
		const column = 28
		c.out.row(2, column, source.ID, shortCite(source))
	}
}
