package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/mutate"
)

// mutateFlags are those of the test of the tests.
func mutateFlags() []flag {
	return []flag{
		{name: "mutate", says: "whether the answers tell guidelines that are wrong in one place, in place of comparing them: a boundary moved, an exclusion dropped, a verdict softened"},
		{name: "sample", value: "N", says: "with -mutate: N of those guidelines, drawn by -seed"},
		{name: "seed", value: "N", says: "with -sample: which (0 where it is left out)"},
	}
}

const mutateAbout = "With -mutate guidelines are tried that are wrong in one place, as somebody might make them who edits this one: whether some answer differs, and whether anything that a scenario expects does. " +
	"One that answers alike in every complete case, which is proved, does not count. For each that no answer tells there is a case that would. Exit status 1 says that there are some."

// mutated is a guideline with what it is tried with.
type mutated struct {
	g         *decision.Guideline
	others    []*decision.Guideline // those with some of its overlays; what they have just so is measured there
	scenarios []*scenario.Scenario
	examples  []scenario.Example // the scenarios are among them
}

// mutate tries mutants of guidelines and tells what came of them. Something is found where one
// survives.
func (c *call) mutate(list []mutated) error {
	sample, seed, err := c.sampled()
	if err != nil {
		return err
	}
	d := mutate.NewDocument()
	var missing []suggested
	for _, m := range list {
		r, err := mutate.Try(context.Background(), m.g, m.examples, mutate.Options{Scenarios: m.scenarios, Without: m.others, Sample: sample, Seed: seed})
		if err != nil {
			return err
		}
		d.Reports = append(d.Reports, r)
		missing = append(missing, suggested{r.Guideline.Overlays, r.Scenarios()})
	}
	if told, err := c.toldMeasurement(d, d.Survivors(), missing); told || err != nil {
		return err
	}
	for _, r := range d.Reports {
		c.showMutation(r)
	}
	c.out.gap()
	switch n := d.Survivors(); n {
	case 0:
		c.out.text(0, strong, "The answers tell every guideline that is wrong in one place from the right one.")
	default:
		c.out.text(0, alarm, fmt.Sprintf("%s that no answer tells.", counted(n, "wrong guideline")))
	}
	return nil
}

// sampled reads the flags that say which mutants to try.
func (c *call) sampled() (sample int, seed uint64, err error) {
	if text := c.given.one("sample"); text != "" {
		if sample, err = strconv.Atoi(text); err != nil || sample < 1 {
			return 0, 0, problem(decision.FactError{Got: text, Message: "-sample is a whole number above 0, not " + quoted(text)})
		}
	}
	if text := c.given.one("seed"); text != "" {
		if sample == 0 {
			return 0, 0, problemf("-seed says which are drawn by -sample; give both, or leave -seed out")
		}
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			return 0, 0, problem(decision.FactError{Got: text, Message: "-seed is a whole number from 0 on, not " + quoted(text)})
		}
	}
	return sample, seed, nil
}

func (c *call) showMutation(r *mutate.Report) {
	c.out.heading(reportTitle(r.Guideline))
	drawn := ""
	if s := r.Sampled; s != nil {
		drawn = fmt.Sprintf(", drawn from %d by seed %d", s.Of, s.Seed)
	}
	c.out.text(0, plain, fmt.Sprintf("%s, each wrong in one place%s, and %s. %d answer alike in every complete case, which is proved; %d nobody could open. These do not count.",
		counted(r.Made, "guideline"), drawn, counted(r.Examples, "example"), r.Equivalent, r.Refused))
	c.out.gap()
	const column = 26
	c.out.row(0, column, "Told by the answers:", scored(r.Answers))
	if r.Expectations != nil {
		c.out.row(0, column, "by what is expected:", scored(*r.Expectations))
	}
	for _, f := range r.Fields {
		c.out.row(2, column, string(f.Field), scored(f.Score))
	}
	c.out.gap()
	c.out.text(0, plain, "By what is wrong:")
	for _, k := range r.Kinds {
		if k.Score.Counted > 0 {
			c.out.row(2, column, mistake(k.Kind), scored(k.Score))
		}
	}
	for i := range r.Survivors {
		c.showMutant("Not told:", &r.Survivors[i])
	}
	for i := range r.Unexpected {
		c.showMutant("Not expected otherwise:", &r.Unexpected[i])
	}
}

// scored never rounds up to all of them.
func scored(s mutate.Score) string {
	if s.Counted == 0 {
		return "none"
	}
	return fmt.Sprintf("%d of %d (%s %%)", s.Killed, s.Counted, strconv.FormatFloat(float64(int(s.Percent()*10))/10, 'f', 1, 64))
}

// mistake is a kind of mistake in words.
func mistake(kind string) string {
	words := map[string]string{
		"boundary": "a boundary moved", "number": "a number moved", "part-dropped": "a part dropped", "joint": "and for or, or for and",
		"negation": "a negation dropped", "member": "a member dropped", "lost": "an entry lost", "gate-lost": "a gate lost",
		"verdict": "a verdict softened", "urgency": "an urgency softened", "stance": "a stance changed", "caution": "a caution dropped",
		"bar": "a bar dropped", "param": "a param nudged",
	}
	if text, ok := words[kind]; ok {
		return text
	}
	return kind
}

func (c *call) showMutant(label string, m *mutate.Mutant) {
	c.out.gap()
	c.out.entry(0, label, m.Says)
	c.out.WriteString("  " + m.Place() + ": " + m.Entry + " " + m.Of + "\n")
	if m.By != "" {
		c.out.text(2, plain, "The answer to "+m.By+" differs, in nothing that a scenario expects: "+fieldNames(m.Shows)+".")
		return
	}
	if m.Note != "" {
		c.out.text(2, plain, "No case was found that tells it: "+m.Note+".")
		return
	}
	c.out.text(2, plain, "This case tells it, by "+fieldNames(m.Shows)+"; as a scenario, for somebody to say what is expected:")
	c.verbatim(m.Scenario())
}

func fieldNames(list []mutate.Field) string {
	var names []string
	for _, f := range list {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}
