package main

import (
	"errors"
	"time"

	"github.com/mskguide/mskguide/decision"
)

func decideCommand() *command {
	return &command{
		name: "decide", arguments: "FACTS.json|-", least: 1, most: 1,
		summary: "what the guideline says for one case, and why",
		about: []string{
			"FACTS.json is one flat object of facts such as {\"condition\": \"low_back_pain\", \"pain_duration_weeks\": 8}; - reads it from standard input. " +
				"What is left out, or null, is unknown and never a no. A number may be known in part, {\"at_least\": 4, \"less_than\": 12}, and so may a choice, " +
				"{\"one_of\": [\"neck_pain\", \"migraine\"]}; \"none_of\": [\"red_flags\"] denies a whole group. mskguide facts lists them all.",
			"Every verdict, refer and contraindicated among them, ends with exit status 0: read the answer, not the status.",
		},
		flags: []flag{
			{name: "json", says: "the answer as the document mskguide.decision/1, and errors as mskguide.error/1"},
			overlayFlag(),
			{name: "explain", says: "add what came of every rule, by step and in words"},
			{name: "start", value: "DATE", says: "date the sessions of the protocol from a day such as 2026-03-02, where there is a protocol"},
			{name: "receipt", value: "FILE", says: "append what the answer rests on to a file of receipts, for mskguide replay: the guideline, the facts, the day and a hash of the answer. It is a health record, and is written to by one program at a time"},
		},
		run: (*call).decide,
	}
}

func (c *call) decide() error {
	start, err := c.start()
	if err != nil {
		return err
	}
	g, facts, err := c.asked()
	if err != nil {
		return err
	}
	d, x, err := answer(g, facts, c.given.has("explain"))
	if err != nil {
		return placed(err, facts.Name)
	}
	if err := c.keep(g, facts, d); err != nil {
		return err
	}
	if c.given.has("json") {
		c.out.Write(d.JSON())
		return nil
	}
	v := &view{page: c.out, guideline: g, decision: d, start: start}
	v.answer(x)
	return nil
}

// start is the day a plan begins with. JSON is the contract of the library and holds
// neither a plan nor an explanation.
func (c *call) start() (time.Time, error) {
	for _, name := range []string{"start", "explain"} {
		if c.given.has("json") && c.given.has(name) {
			return time.Time{}, problemf("-%s belongs to the readable answer; leave out -json or -%s", name, name)
		}
	}
	if !c.given.has("start") {
		return time.Time{}, nil
	}
	text := c.given.one("start")
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return day, problem(decision.FactError{Got: text, Message: "-start is a day such as 2026-03-02, not " + quoted(text)})
	}
	return day, nil
}

// answer decides; where an explanation is not asked for it is nil.
func answer(g *decision.Guideline, facts decision.JSON, explain bool) (*decision.Decision, *decision.Explanation, error) {
	if !explain {
		d, err := g.Decide(facts)
		return d, nil, err
	}
	x, err := g.Explain(facts)
	if err != nil {
		return nil, nil, err
	}
	return x.Decision, x, nil
}

// placed names the file in mistakes that have no line, such as facts that contradict.
func placed(err error, file string) error {
	var list decision.FactErrors
	if errors.As(err, &list) {
		for _, e := range list {
			if e.File == "" {
				e.File = file
			}
		}
	}
	return err
}
