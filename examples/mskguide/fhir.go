package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/fhir/export"
	"github.com/mskguide/mskguide/internal/place"
)

func fhirCommand() *command {
	return &command{
		name: "fhir", arguments: "decision|answers FACTS.json|- or guideline|questions", least: 1, most: 2,
		summary: "decisions, facts, questions and the guideline as FHIR R4",
		about: []string{
			"decision FACTS.json is a Bundle: the GuidanceResponse, with what data it still needs, a DetectedIssue for each reason of the safety screen that certainly holds, and a " +
				"RequestGroup of drafts where options are offered; none are before the safety screen is finished. Nothing in it is an order. answers FACTS.json is the facts as a QuestionnaireResponse, which mskguide facts -from reads back; " +
				"it needs -at, the day on which the facts were told, for answers go out of date: facts that were read from a record last month are of last month, and would pass for new if they bore the day of the export. It ends with exit status 1 when a number is told more widely than it is known, and standard error says which. questions is the Questionnaire to it. guideline is the PlanDefinition, with the evidence for and against every rule.",
			"To decide by a record: mskguide facts -from RECORD.json -facts | mskguide fhir decision -. What comes out is one line of JSON, valid by the JSON schema of R4; no profile is claimed.",
		},
		flags: []flag{
			{name: "at", value: "TIME", says: "when it was decided, such as 2026-11-22 or 2026-11-22T09:30:00+01:00; now without it. Of a day the day is written and no time. Of answers, when the facts were told, which has to be given: nobody else knows it. Of guideline and questions, the date they bear; none without it"},
			{name: "patient", value: "REFERENCE", says: "whom it is about, such as Patient/123"},
			{name: "encounter", value: "REFERENCE", says: "during which encounter, such as Encounter/123"},
			{name: "practitioner", value: "REFERENCE", says: "who asked, such as Practitioner/123"},
			{name: "request", value: "ID", says: "what the request is called"},
			{name: "mapping", value: "FILE.yaml", many: true, says: "what the codes of a site mean, in addition (" + fhir.MappingFile + " of the bundle shows the form)"},
			overlayFlag(),
			{name: "json", says: "errors as mskguide.error/1; what is written is JSON in any case"},
		},
		run: (*call).fhir,
	}
}

func (c *call) fhir() error {
	what, kinds := c.args[0], []string{"decision", "answers", "guideline", "questions"}
	ofFacts := what == "decision" || what == "answers"
	switch {
	case !slices.Contains(kinds, what):
		near := place.Nearest(what, kinds)
		return problem(decision.FactError{Got: what, Allowed: kinds, Nearest: near,
			Message: fmt.Sprintf("fhir writes %s, not %s%s", strings.Join(kinds, ", "), quoted(what), suggestion(near))})
	case ofFacts && len(c.args) == 1:
		return problemf("fhir %s needs FACTS.json, or - for standard input", what)
	case !ofFacts && len(c.args) == 2:
		return problem(decision.FactError{Got: c.args[1], Message: fmt.Sprintf("fhir %s has no use for %s", what, quoted(c.args[1]))})
	}
	o, err := c.exportOptions(what)
	if err != nil {
		return err
	}
	m, err := c.mapping()
	if err != nil {
		return err
	}
	var document []byte
	switch what {
	case "decision":
		document, err = c.decisionAsFHIR(m, o)
	case "answers":
		document, err = c.answersAsFHIR(m, o)
	case "guideline":
		document, err = export.Guideline(m, o)
	default:
		document, err = export.Questions(m, o)
	}
	c.out.Write(document)
	return err
}

// exportOptions are those of the command line. Only the command line knows what time it is, and that
// facts were told now not even the command line knows.
func (c *call) exportOptions(what string) (export.Options, error) {
	o := export.Options{Patient: c.given.one("patient"), Encounter: c.given.one("encounter"), Practitioner: c.given.one("practitioner"), Request: c.given.one("request")}
	text := c.given.one("at")
	if text == "" {
		switch what {
		case "answers":
			return o, problemf("fhir answers needs -at, the day on which the facts were told, such as 2026-11-22: an answer that bears a later day passes for newer than it is")
		case "decision":
			o.At = time.Now()
		}
		return o, nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if at, err := time.Parse(layout, text); err == nil {
			o.At, o.Day = at, layout == time.DateOnly
			return o, nil
		}
	}
	return o, problem(decision.FactError{Got: text, Message: "-at is a day such as 2026-11-22, or a time such as 2026-11-22T09:30:00Z, not " + quoted(text)})
}

func (c *call) decisionAsFHIR(m *fhir.Mapping, o export.Options) ([]byte, error) {
	name, data, err := c.read(c.args[1])
	if err != nil {
		return nil, err
	}
	d, err := m.Guideline().Decide(decision.JSON{Name: name, Data: data})
	if err != nil {
		return nil, placed(err, name)
	}
	return export.Decision(m, d, o)
}

func (c *call) answersAsFHIR(m *fhir.Mapping, o export.Options) ([]byte, error) {
	name, data, err := c.read(c.args[1])
	if err != nil {
		return nil, err
	}
	document, wider, err := export.Answers(m, decision.JSON{Name: name, Data: data}, o)
	if len(wider) > 0 {
		c.found = true
		fmt.Fprintf(c.stderr, "mskguide: told more widely than known: %s\n", strings.Join(wider, ", "))
	}
	return document, placed(err, name)
}
