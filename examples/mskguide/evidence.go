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
				"what each of them found and in whom, how they disagree, and what of it was never verified.",
			"References can be taken along: those of a claim, of one source or of all.",
		},
		flags: []flag{
			{name: "format", value: "FORMAT", says: "the references alone, as " + strings.Join(evidence.Formats(), ", ")},
			{name: "overdue", value: "DATE", says: "the claims whose review is due before that day, and the sources that are no longer current on it"},
			{name: "json", says: "the claims and sources as the document mskguide.evidence/1; of a claim its sources with what they found on it"},
		},
		run: (*call).evidence,
	}
}

func (c *call) evidence() error {
	library := c.guideline.Evidence()
	if c.given.has("overdue") {
		return c.overdue(library)
	}
	chosen, err := c.chosen(library)
	switch {
	case err != nil:
		return err
	case c.given.has("format"):
		return c.references(chosen)
	case c.given.has("json"):
		return c.evidenceJSON(chosen)
	case chosen.claim != nil:
		c.claim(library, *chosen.claim)
	case chosen.source != nil:
		c.source(library, *chosen.source)
	default:
		c.evidenceList(library)
	}
	return nil
}

// choice is what the command line names: one claim with its sources, one source, or neither and with it everything.
type choice struct {
	claim   *evidence.Claim
	source  *evidence.Source
	claims  []evidence.Claim
	sources []evidence.Source
}

func (c *call) chosen(library *evidence.Library) (choice, error) {
	if len(c.args) == 0 {
		return choice{claims: library.Claims(), sources: library.Sources()}, nil
	}
	id := c.args[0]
	for _, claim := range library.Claims() {
		if strings.EqualFold(claim.ID, id) {
			return choice{claim: &claim, claims: []evidence.Claim{claim}, sources: library.SourcesOn(claim.ID)}, nil
		}
	}
	for _, source := range library.Sources() {
		if strings.EqualFold(source.ID, id) {
			return choice{source: &source, sources: []evidence.Source{source}}, nil
		}
	}
	near := place.Nearest(id, evidenceIDs(library))
	return choice{}, problem(decision.FactError{Got: id, Nearest: near,
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
		sides := fmt.Sprintf(" (%s; %d for, %d against)", evidence.Describe(claim.Standing, claim.Certainty), len(claim.For), len(claim.Against))
		c.out.row(2, column, claim.ID, claim.Text+sides)
	}
	c.out.heading("Sources: " + strconv.Itoa(len(library.Sources())))
	for _, source := range library.Sources() {
		const column = 28
		c.out.row(2, column, source.ID, shortCite(source))
	}
}
