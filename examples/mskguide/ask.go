package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"

	"github.com/mskguide/mskguide/decision"
)

func askCommand() *command {
	return &command{
		name: "ask", arguments: "[FACTS.json]", most: 1,
		summary: "ask for what is missing, one question at a time, while the answer firms up",
		about: []string{
			"Starts from FACTS.json, or from nothing, and asks what the guideline needs: what it declares to come first, then the question of which the worst answer leaves least to ask, what it declares to come last at the end. " +
				"After a certain no only what comes first is asked; what could still bring or lift a caution comes before what is last. While something else is not known, what comes last is not asked.",
			"A line is an answer. Enter says that it is not known: it stays unknown, which is never a no, and is not asked again. ? says why it is asked, z takes the last answer back, q stops.",
			"A group is asked at once: none, only when each was asked about or looked for; or the numbers of those that apply, as in 2 5, and 2 5 only when the others were asked and do not; or no 1-3 for some that do not. What is not named stays unknown. " +
				"A number may be known in part (4..12, >12) and have a unit, as in a table; so may a choice (1|3).",
			"-o FILE holds the facts from the first answer on, complete at any time, however the interview ends. A FILE that is there already must be FACTS.json itself.",
			"With -json there is no interview: the next question as a document, or null when there is none.",
		},
		flags: []flag{
			{name: "o", value: "FILE", says: "keep what was said as facts, for mskguide decide"},
			{name: "skip", value: "NAME", many: true, says: "a fact or a group that nobody can tell, so that it is not asked"},
			{name: "json", says: "only the next question, as the document mskguide.question/1, and errors as mskguide.error/1"},
			overlayFlag(),
		},
		run: (*call).ask,
	}
}

func (c *call) ask() error {
	if c.given.has("json") && c.given.has("o") {
		return problemf("-o keeps the answers of an interview, and with -json there is none; leave one of them out")
	}
	name, facts, err := c.startingFacts()
	if err != nil {
		return err
	}
	g, err := c.open(c.given["overlay"])
	if err != nil {
		return err
	}
	if _, err := g.Case(facts); err != nil {
		return placed(err, name)
	}
	skip := c.given["skip"]
	q, ok, err := g.Next(facts, skip...)
	if err != nil {
		return err
	}
	if c.given.has("json") {
		c.nextAsJSON(q, ok)
		return nil
	}
	if err := c.canKeep(); err != nil {
		return err
	}
	known, err := asFacts(facts)
	if err != nil {
		return placed(err, name)
	}
	return newInterview(c, g, known, skip).run()
}

// startingFacts is what is known before the first question.
func (c *call) startingFacts() (string, decision.JSON, error) {
	if len(c.args) == 0 {
		return "", decision.JSON{Data: []byte("{}")}, nil
	}
	if c.args[0] == standardInput && !c.given.has("json") {
		return "", decision.JSON{}, problemf("answers are read from standard input; give the facts in a file")
	}
	name, data, err := c.read(c.args[0])
	return name, decision.JSON{Name: name, Data: data}, err
}

func (c *call) nextAsJSON(q decision.Question, ok bool) {
	if ok {
		c.out.Write(q.JSON())
	} else {
		c.out.WriteString("null\n")
	}
}

// canKeep sees, before anything is asked, that the answers can be kept.
func (c *call) canKeep() error {
	name := c.given.one("o")
	if name == "" {
		return nil
	}
	if err := c.mayKeep(name); err != nil {
		return err
	}
	t, err := c.replacement(name)
	if err != nil {
		return err
	}
	c.drop(t)
	return nil
}

// mayKeep refuses to write over a file that the interview does not start from.
func (c *call) mayKeep(name string) error {
	kept, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unwritable(name, err)
	}
	if len(c.args) > 0 {
		if given, err := os.Stat(c.args[0]); err == nil && os.SameFile(kept, given) {
			return nil
		}
	}
	return problem(decision.FactError{File: name, Message: "it is there already; go on from it with mskguide ask " + quoted(name) + " -o " + quoted(name) + ", or name another file"})
}

// asFacts is a document of facts that was found in order, as facts that can be added to.
func asFacts(doc decision.JSON) (decision.Facts, error) {
	facts := decision.Facts{}
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(doc.Data, []byte("\xef\xbb\xbf"))))
	d.UseNumber()
	if err := d.Decode(&facts); err != nil {
		return nil, problem(decision.FactError{File: doc.Name, Message: err.Error()})
	}
	return facts, nil
}
