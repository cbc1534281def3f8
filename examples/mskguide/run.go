package main

import (
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// What a run ends with.
const (
	exitDone        = 0
	exitFound       = 1 // done, and there is something to look into
	exitFailed      = 2 // could not be done: a message on standard error, nothing on standard output
	exitInterrupted = 130
)

// call is one use of a command.
type call struct {
	guideline *decision.Guideline
	command   *command
	given     given
	args      []string
	stdin     io.Reader
	out       *page
	found     bool // exit 1

	line      []string  // the command line
	stdout    io.Writer // for what is too long for the page
	stderr    io.Writer // for progress
	env       func(string) string
	leftovers *leftovers
	reads     []fs.FileInfo // the files that were read: nothing that is written replaces them
}

// run carries out one command line. Output is written once, at the end, so that a failure
// leaves nothing on standard output; only tables of answers are written as they come.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	return runWith(&leftovers{}, args, stdin, stdout, stderr, env)
}

// runWith is run for a caller that may be interrupted.
func runWith(l *leftovers, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	c := &call{stdin: stdin, out: &page{colour: coloured(stdout, env)}, line: args, stdout: stdout, stderr: stderr, env: env, leftovers: l}
	err := c.do(args)
	if err == nil {
		_, err = io.WriteString(stdout, c.out.String())
	}
	switch {
	case err != nil:
		_, _ = stderr.Write(report(err, wantsJSON(args))) // there is nowhere left to say that this failed
		return exitFailed
	case c.found:
		return exitFound
	}
	return exitDone
}

func (c *call) do(args []string) error {
	name, args, err := commandName(args)
	if err != nil {
		return err
	}
	if c.command, err = findCommand(name); err != nil {
		return err
	}
	if c.given, c.args, err = c.command.parse(args); err != nil {
		return err
	}
	if c.given.has(helpFlag.name) {
		c.commandHelp(c.command)
		return nil
	}
	if err := c.command.checkCount(c.args); err != nil {
		return err
	}
	c.guideline = dryneedling.AsPublished()
	return c.command.run(c)
}

// commandName takes the command off the front; the usual spellings of asking for help or
// the version are commands too.
func commandName(args []string) (string, []string, error) {
	if len(args) == 0 {
		return "", nil, problemf("a command is missing: %s; see mskguide help", strings.Join(commandNames(), ", "))
	}
	name := args[0]
	switch strings.TrimLeft(name, "-") {
	case "h", "help":
		name = "help"
	case "version":
		name = "version"
	}
	if strings.HasPrefix(name, "-") {
		return "", nil, problem(decision.FactError{Got: name, Allowed: commandNames(),
			Message: quoted(name) + " comes before any command; the command comes first, as in mskguide decide " + name + " FACTS.json"})
	}
	return name, args[1:], nil
}

// coloured reports whether a reader at a terminal would see colours rather than codes.
func coloured(stdout io.Writer, env func(string) string) bool {
	return terminal(stdout) && env("NO_COLOR") == "" && env("TERM") != "dumb"
}

func terminal(stream io.Writer) bool {
	f, ok := stream.(interface{ Stat() (os.FileInfo, error) })
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
