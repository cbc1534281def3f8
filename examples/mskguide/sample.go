package main

import (
	"fmt"
	"io"
	"strconv"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/sample"
)

func sampleCommand() *command {
	return &command{
		name:    "sample",
		summary: "made-up cases as a table, for trying things out",
		about: []string{
			"The first column, " + sample.SyntheticID + ", labels each row as synthetic: keep it with -keep " + sample.SyntheticID + ". Each fact is drawn by itself, so how facts go together in people is not in such a table, and nothing follows from it about patients. As long as that column is there, mskguide summary and sweep say that the rows are made up.",
			"-show-dist prints what is drawn from, as YAML to edit and to give with -dist: the share of cases in which a fact is unknown or known in part, the share of yes, the weights of choices, numbers by quantiles. What it says by itself has no epidemiological meaning.",
			"The same seed gives the same table everywhere. A case that contradicts itself (more sessions attended than due) is drawn again.",
		},
		flags: []flag{
			{name: "n", value: "NUMBER", says: "how many cases; 10 if not given"},
			{name: "seed", value: "NUMBER", says: "what the cases are drawn by; 1 if not given"},
			{name: "missing", value: "SHARE", says: "make every fact unknown in this share of the cases: 0.3"},
			{name: "dist", value: "FILE", says: "draw from a distribution of your own (YAML, mskguide.distribution/1)"},
			{name: "fact", value: "FACT", many: true, says: "draw this fact, and no others that are not named so"},
			{name: "show-dist", says: "print the distribution instead of cases"},
			{name: "o", value: "FILE", says: "write FILE, in place when it is complete"},
			overlayFlag(),
		},
		run: (*call).sample,
	}
}

func (c *call) sample() error {
	d, err := c.distribution()
	if err != nil {
		return err
	}
	if c.given.has("show-dist") {
		if c.given.has("n") || c.given.has("seed") {
			return problemf("-show-dist draws no cases; leave -n and -seed out")
		}
		return c.send(func(to io.Writer) error {
			_, err := to.Write(d.YAML())
			return err
		})
	}
	n, err := c.count("n", 10, 1)
	if err != nil {
		return err
	}
	seed, err := c.count("seed", 1, 0)
	if err != nil {
		return err
	}
	for _, err := range d.Cases(seed) { // nothing is written before it is known that there are cases
		if err != nil {
			return err
		}
		break
	}
	return c.send(func(to io.Writer) error { return d.WriteCSV(to, int(n), seed) })
}

// send writes to the file that is named, or as it comes to standard output.
func (c *call) send(write func(io.Writer) error) error {
	if name := c.given.one("o"); name != "" {
		return c.writeFile(name, write)
	}
	return write(c.stdout)
}

func (c *call) distribution() (*sample.Distribution, error) {
	g, err := c.open(c.given["overlay"])
	if err != nil {
		return nil, err
	}
	d := sample.Default(g)
	if name := c.given.one("dist"); name != "" {
		file, data, err := c.read(name)
		if err != nil {
			return nil, err
		}
		if d, err = sample.Read(g, file, data); err != nil {
			return nil, err
		}
	}
	if c.given.has("missing") {
		text := c.given.one("missing")
		share, err := strconv.ParseFloat(text, 64)
		if err != nil || !(share >= 0 && share <= 1) {
			return nil, problem(decision.FactError{Got: text, Message: "-missing is a share from 0 to 1, not " + quoted(text)})
		}
		d = d.Missing(share)
	}
	if facts := c.given["fact"]; len(facts) > 0 {
		return d.Only(facts)
	}
	return d, nil
}

// count is a flag that is a whole number.
func (c *call) count(name string, otherwise, least uint64) (uint64, error) {
	const most = 1_000_000_000
	if !c.given.has(name) {
		return otherwise, nil
	}
	text := c.given.one(name)
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || n < least || n > most {
		return 0, problem(decision.FactError{Got: text, Message: fmt.Sprintf("-%s is a whole number from %d to %d, not %s", name, least, most, quoted(text))})
	}
	return n, nil
}
