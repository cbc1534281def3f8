package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// interview asks one question after the other and shows what the answer comes to.
type interview struct {
	*call
	g        *decision.Guideline
	facts    map[string]decision.Fact
	in       *bufio.Scanner
	echo     bool // what is read is not on the screen yet
	now      state
	past     []state
	stage    decision.Stage
	could    []string // verdicts in reach, as last shown; nil where none were
	saved    bool
	question decision.Question
	numbers  []int // of what a group asks about, as shown
}

// state is what an answer changes, and undoing brings back.
type state struct {
	known    decision.Facts
	skip     []string // not known, or known in part and not asked again
	said     string
	answered int
}

// maxLine is longer than any answer.
const maxLine = 1 << 16

func newInterview(c *call, g *decision.Guideline, known decision.Facts, skip []string) *interview {
	iv := &interview{call: c, g: g, facts: map[string]decision.Fact{}, in: bufio.NewScanner(c.stdin), now: state{known: known, skip: skip}}
	iv.in.Buffer(nil, maxLine)
	iv.echo = !fromTerminal(c.stdin)
	for _, f := range g.Facts() {
		iv.facts[f.ID] = f
	}
	return iv
}

func fromTerminal(in io.Reader) bool {
	f, ok := in.(interface{ Stat() (os.FileInfo, error) })
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// run asks until there is nothing left to ask, or no answer comes.
func (iv *interview) run() error {
	iv.welcome()
	iv.standing()
	for {
		q, ok, err := iv.g.Next(iv.now.known, iv.now.skip...)
		if err != nil {
			return err
		}
		if !ok {
			iv.heldBack()
			again, err := iv.lastChance()
			switch {
			case err != nil:
				return err
			case !again:
				return iv.end(true)
			}
			continue
		}
		iv.question = q
		iv.ask()
		if goOn, err := iv.answered(); err != nil {
			return err
		} else if !goOn {
			return iv.end(false)
		}
	}
}

// answered reads lines until one is an answer, or takes one back; it reports false when the
// interview is to stop.
func (iv *interview) answered() (bool, error) {
	for {
		line, ok, err := iv.read()
		if err != nil || !ok {
			return false, err
		}
		switch strings.ToLower(line) {
		case "q", "quit":
			return false, nil
		case "?", "why":
			iv.why()
			continue
		case "h", "help":
			iv.keys()
			continue
		case "z", "undo":
			if iv.undo() {
				return true, iv.keepAnswers()
			}
			continue
		}
		if iv.take(line) {
			iv.standing()
			return true, iv.keepAnswers()
		}
	}
}

// lastChance lets the answer that ended the interview be taken back.
func (iv *interview) lastChance() (again bool, err error) {
	if len(iv.past) == 0 {
		return false, nil
	}
	iv.out.WriteString("\n")
	iv.out.text(0, plain, "There is nothing more to ask. Enter ends; z takes the last answer back.")
	for {
		line, ok, err := iv.read()
		if err != nil || !ok {
			return false, err
		}
		switch strings.ToLower(line) {
		case "", "q", "quit":
			return false, nil
		case "z", "undo":
			iv.undo()
			return true, iv.keepAnswers()
		}
		iv.out.text(0, plain, "Not taken: there is no question. Enter ends; z takes the last answer back.")
	}
}

// read shows the prompt and reads a line.
func (iv *interview) read() (line string, ok bool, err error) {
	iv.out.WriteString("> ")
	if err := iv.flush(); err != nil {
		return "", false, err
	}
	ok = iv.in.Scan()
	line = strings.TrimSpace(iv.in.Text())
	switch err := iv.in.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return "", false, problem(decision.FactError{File: "standard input", Message: fmt.Sprintf("a line of more than %d bytes is no answer", maxLine)})
	case err != nil:
		return "", false, unreadable("standard input", err)
	}
	switch {
	case !ok:
		iv.out.WriteString("(no more answers)\n")
	case iv.echo:
		iv.out.WriteString(printable(line) + "\n")
	}
	return line, ok, nil
}

// flush writes what there is to the screen.
func (iv *interview) flush() error {
	_, err := io.WriteString(iv.stdout, iv.out.String())
	iv.out.Reset()
	return err
}

// take records an answer, unless something is wrong with it.
func (iv *interview) take(line string) bool {
	a, err := iv.parse(line)
	if err == nil {
		next := state{known: maps.Clone(iv.now.known), skip: append(slices.Clone(iv.now.skip), a.skip...), said: a.said, answered: iv.now.answered + 1}
		maps.Copy(next.known, a.facts)
		if _, err = iv.g.Case(next.known); err == nil {
			iv.past = append(iv.past, iv.now)
			iv.now = next
			iv.out.text(0, plain, "Recorded: "+sentence(a.said))
			return true
		}
	}
	for _, e := range flatten(err) {
		iv.out.text(0, plain, "Not taken: "+sentence(e.Error()))
	}
	return false
}

// undo brings back what was before the last answer.
func (iv *interview) undo() bool {
	if len(iv.past) == 0 {
		iv.out.text(0, plain, "There is no answer to take back.")
		return false
	}
	iv.out.text(0, plain, "Taken back: "+sentence(iv.now.said))
	iv.now, iv.past = iv.past[len(iv.past)-1], iv.past[:len(iv.past)-1]
	iv.could = nil
	iv.standing()
	return true
}

// keepAnswers keeps the answers so far, where they are to be kept.
func (iv *interview) keepAnswers() error {
	iv.saved = false
	return iv.keep()
}

// keep writes the facts beside their file and puts them in its place.
func (iv *interview) keep() error {
	name := iv.given.one("o")
	if name == "" || iv.saved {
		return nil
	}
	t, err := iv.replacement(name)
	if err != nil {
		return err
	}
	defer iv.drop(t)
	if _, err := t.Write(iv.document()); err != nil {
		return err
	}
	if err := t.finish(); err != nil {
		return err
	}
	if err := iv.leftovers.rename(t); err != nil {
		return err
	}
	iv.saved = true
	return nil
}

// document is the facts, one a line, in asking order.
func (iv *interview) document() []byte {
	var names []string
	for _, f := range append(iv.g.Facts(), decision.Fact{ID: denial}) {
		if _, ok := iv.now.known[f.ID]; ok {
			names = append(names, f.ID)
		}
	}
	var out strings.Builder
	out.WriteString("{")
	for i, name := range names {
		value, err := json.Marshal(iv.now.known[name])
		if err != nil { // what a guideline took can be written
			value = []byte("null")
		}
		if i > 0 {
			out.WriteString(",")
		}
		fmt.Fprintf(&out, "\n  %q: %s", name, value)
	}
	if len(names) > 0 {
		out.WriteString("\n")
	}
	out.WriteString("}\n")
	return []byte(out.String())
}

// end shows the answer: in full when all was asked.
func (iv *interview) end(asked bool) error {
	if err := iv.keep(); err != nil {
		return errors.Join(iv.flush(), err)
	}
	d, err := iv.g.Decide(iv.now.known)
	if err != nil {
		return err
	}
	iv.out.WriteString("\n")
	if asked {
		iv.out.text(0, plain, "All was asked. What is not known stays unknown.")
	} else {
		iv.out.text(0, plain, "Stopped. What was not asked stays unknown.")
	}
	if err := iv.flush(); err != nil {
		return err
	}
	iv.out.WriteString("\n")
	v := &view{page: iv.out, guideline: iv.g, decision: d}
	if asked {
		v.answer(nil)
	} else {
		v.verdict()
		v.notRecorded()
		v.couldBecome()
		v.footer()
	}
	if name := iv.given.one("o"); name != "" {
		iv.out.WriteString("\n")
		iv.out.text(0, plain, "The facts are in "+name+".")
	}
	return nil
}
