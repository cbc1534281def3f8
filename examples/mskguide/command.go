package main

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// command is one of the things that mskguide does.
type command struct {
	name      string
	arguments string // as shown in its usage
	least     int    // arguments it needs
	most      int    // and takes; -1 for any number
	summary   string
	about     []string // paragraphs
	flags     []flag
	run       func(*call) error
}

func commands() []*command {
	return []*command{
		decideCommand(), askCommand(), explainCommand(), changesCommand(), leafletCommand(), compareCommand(),
		runCommand(), summaryCommand(), sweepCommand(), sampleCommand(), testCommand(),
		diffCommand(), verifyCommand(), guidelineCommand(), safetyCommand(),
		factsCommand(), evidenceCommand(), conditionsCommand(), fhirCommand(),
		basisCommand(), dsiCommand(), replayCommand(),
		schemaCommand(), versionCommand(), helpCommand(),
	}
}

func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

func findCommand(name string) (*command, error) {
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
	}
	names := commandNames()
	near := place.Nearest(name, names)
	return nil, problem(decision.FactError{Got: name, Allowed: names, Nearest: near,
		Message: fmt.Sprintf("there is no command %s; the commands are %s%s", quoted(name), strings.Join(names, ", "), suggestion(near))})
}

func (c *command) usage() string {
	words := []string{"mskguide", c.name}
	for _, f := range c.flags {
		words = append(words, "["+f.usage()+"]")
	}
	if c.arguments != "" {
		words = append(words, c.arguments)
	}
	return strings.Join(words, " ")
}

func (c *command) checkCount(args []string) error {
	switch {
	case len(args) < c.least:
		return problemf("%s needs %s: %s", c.name, c.arguments, c.usage())
	case c.most >= 0 && len(args) > c.most:
		extra := args[c.most]
		return problem(decision.FactError{Got: extra, Message: fmt.Sprintf("%s has no use for %s: %s", c.name, quoted(extra), c.usage())})
	}
	return nil
}
