package main

import (
	"errors"
	"strings"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/internal/place"
)

func conditionsCommand() *command {
	return &command{
		name: "conditions", arguments: "[ID|CODE|WORDS…]", most: -1,
		summary: "the catalogue of clinical conditions: all, or what a name or a code means",
		about: []string{
			"A name is an id, a name or a synonym: low_back_pain, lumbago, frozen shoulder. A code stands alone or after its system: M54.50, 'SNOMED CT|279039007', " +
				"'http://hl7.org/fhir/sid/icd-10-cm|M54.2'. Where several conditions are meant all are listed: the choice is the clinician's.",
			"A name or code that means nothing here, or a code that is refused because it circulates for something it does not mean, is an answer too: " +
				"it is written to standard output with the reason, and the exit status is 1.",
		},
		run: (*call).conditions,
	}
}

func (c *call) conditions() error {
	catalogue := c.guideline.Conditions()
	text := strings.TrimSpace(strings.Join(c.args, " "))
	system, code, isCoding := strings.Cut(text, "|")
	switch {
	case len(c.args) == 0:
		c.conditionList(catalogue.Conditions())
	case isCoding:
		c.coding(catalogue, strings.TrimSpace(system), strings.TrimSpace(code))
	default:
		c.named(catalogue, text)
	}
	return nil
}

// coding looks up a code of a stated system.
func (c *call) coding(catalogue *conditions.Catalogue, system, code string) {
	match, err := catalogue.ByCode(system, code)
	if err != nil {
		c.refuse(err)
		return
	}
	c.match(catalogue, match)
}

// named looks for a name, then for a code of whichever system has it.
func (c *call) named(catalogue *conditions.Catalogue, text string) {
	if found := catalogue.Lookup(text); len(found) > 0 {
		c.candidates(catalogue, quoted(text)+" may mean any of these; the choice is the clinician's:", found)
		return
	}
	var refusals []error
	for _, s := range catalogue.Systems() {
		match, err := catalogue.ByCode(s.ID, text)
		if err == nil {
			c.match(catalogue, match)
			return
		}
		if worthSaying(err, s) {
			refusals = append(refusals, err)
		}
	}
	for _, err := range refusals {
		c.refuse(err)
	}
	if len(refusals) == 0 {
		c.unknown(catalogue, text)
	}
}

// worthSaying tells a refusal that is about this code from those of systems it was never
// meant for.
func worthSaying(err error, s conditions.System) bool {
	var refusal *conditions.CodeError
	if !errors.As(err, &refusal) {
		return true
	}
	switch refusal.Reason {
	case conditions.ReasonWrongCode, conditions.ReasonUnconfirmed, conditions.ReasonCheckDigit:
		return true
	case conditions.ReasonUnmapped:
		return s.Form != conditions.FormAny // to such a system every word is a code
	}
	return false
}

func (c *call) refuse(err error) {
	c.found = true
	c.out.entry(0, "Refused:", sentence(err.Error()))
}

func (c *call) unknown(catalogue *conditions.Catalogue, text string) {
	c.found = true
	var names []string
	for _, k := range catalogue.Conditions() {
		names = append(append(names, k.ID, k.Name, k.PlainName), k.Synonyms...)
	}
	says := "no condition or code of the catalogue is called that"
	if near := place.Nearest(text, names); near != "" {
		says += suggestion(near)
	}
	c.out.entry(0, quoted(text)+":", sentence(says))
}

// match shows what a code says of the condition.
func (c *call) match(catalogue *conditions.Catalogue, m conditions.Match) {
	c.out.text(0, plain, systemName(catalogue, m.Code.System)+" "+codeText(m.Code))
	switch len(m.Conditions) {
	case 0:
		c.out.text(0, plain, "It says how long the pain has lasted and not what it is.")
	default:
		c.out.gap()
		c.candidates(catalogue, "It may mean any of these; the choice is the clinician's:", m.Conditions)
	}
}

// candidates shows one condition in full, and several as a choice.
func (c *call) candidates(catalogue *conditions.Catalogue, heading string, found []conditions.Condition) {
	if len(found) == 1 {
		c.condition(catalogue, found[0])
		return
	}
	c.out.text(0, plain, heading)
	c.conditionList(found)
}

func (c *call) conditionList(list []conditions.Condition) {
	const column = 32
	for _, k := range list {
		c.out.row(2, column, k.ID, k.Name+" ("+inWords(k.Region)+")")
	}
}
