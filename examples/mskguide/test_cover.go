package main

import (
	"path"
	"strings"

	"github.com/mskguide/mskguide/decision/scenario/cover"
)

// coverFlags are those of test that measure what cases try.
func coverFlags() []flag {
	return []flag{
		{name: "cover", says: "measure what the cases try of every condition, in place of comparing answers: rule, branch and MC/DC coverage, with a case for every hole"},
		{name: "suggest", value: "FILE", says: "with -cover or -mutate, write the cases that would close all holes, or tell what none tells, to this file, as scenarios for which somebody is to say what is expected"},
	}
}

const coverAbout = "With -cover the cases are measured: whether every condition certainly held and certainly did not, whether everything in it was certainly true and certainly false, and whether it was what decided (MC/DC in its masking form). " +
	"What no case can show is proved and told apart. Of overlays that scenarios name, what they change is measured; with -overlay, everything. Exit status 1 says that there are holes."

// cover measures what cases try of the conditions of each guideline that they are for.
func (c *call) cover(list []mutated) error {
	d := cover.NewDocument()
	var missing []suggested
	for _, m := range list {
		r, err := covered(m)
		if err != nil {
			return err
		}
		d.Reports = append(d.Reports, r)
		missing = append(missing, suggested{r.Guideline.Overlays, r.Scenarios()})
	}
	if told, err := c.toldMeasurement(d, d.Holes(), missing); told || err != nil {
		return err
	}
	for _, r := range d.Reports {
		c.showCoverage(r)
	}
	return nil
}

func covered(m mutated) (*cover.Report, error) {
	return cover.Changed(m.g, m.others, m.examples)
}

// suggested is a file of scenarios that somebody is to finish.
type suggested struct {
	overlays []string
	text     string
}

// toldMeasurement ends what cover and mutate have in common: the cases that would close what was found
// open, and the document, where it is asked for instead of a text.
func (c *call) toldMeasurement(d interface{ JSON() ([]byte, error) }, open int, missing []suggested) (told bool, err error) {
	if c.given.has("suggest") {
		if err := c.suggest(missing); err != nil {
			return false, err
		}
	}
	c.found = open > 0
	if !c.given.has("json") {
		return false, nil
	}
	out, err := d.JSON()
	c.out.Write(out)
	return true, err
}

// suggest writes the cases that are missing, those of further overlays to files of their own.
func (c *call) suggest(list []suggested) error {
	name := c.given.one("suggest")
	for _, s := range list {
		file := name
		if len(list) > 1 && len(s.overlays) > 0 {
			ext := path.Ext(name)
			file = strings.TrimSuffix(name, ext) + "-" + strings.Join(s.overlays, "-") + ext
		}
		if err := c.writeWhole(file, []byte(s.text)); err != nil {
			return err
		}
	}
	return nil
}
