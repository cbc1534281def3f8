package basis

import (
	"fmt"
	"strings"
)

// checks is how the rules are checked, with the figures that were measured for exactly them.
func (p *pages) checks() Section {
	s := Section{Title: "How the rules are checked"}
	info := p.g.Info()
	s.text(fmt.Sprintf("Guideline %s %s, %s.", strings.Join(append([]string{info.ID}, info.Overlays...), " with "), info.Version, info.Digest))
	always := 0
	for _, k := range p.g.Invariants() {
		if k.Holds == "always" {
			always++
		}
	}
	if always > 0 {
		s.text(fmt.Sprintf("%s that must hold in every case, for every choice of local policy, were checked when this guideline was opened, with its overlays:", capital(count(always, "statement", "statements"))))
		var items []Item
		for _, k := range p.g.Invariants() {
			if k.Holds == "always" {
				items = append(items, Item{Text: k.Says})
			}
		}
		s.list(items)
	}
	if c, ok := p.Checked(); ok {
		s.texts(c.inWords())
	} else {
		s.text("No further figures were measured for exactly this guideline with these overlays: mskguide verify and mskguide test measure them.")
	}
	s.text("Validation: " + p.said.Validation)
	return s
}

// inWords puts figures into sentences.
func (c Checked) inWords() []string {
	v := c.Verified
	found := "nothing was found that is not expected"
	if v.Found > 0 {
		found = count(v.Found, "finding", "findings")
	}
	out := []string{fmt.Sprintf("Over all inputs (%d conditions, %s choices of local policy, all complete cases that they tell apart): %s; %s expected, with the reason beside the rule.",
		v.Conditions, v.Choices, found, count(v.Expected, "finding is", "findings are"))}
	out = append(out, fmt.Sprintf("%s with the answers that are expected, written by hand. They reach %s of the outcomes of conditions that some case can have (%s %%), %s of the values of their parts (%s %%), and %s of the pairs of cases that show one part to decide (%s %%).",
		count(c.Scenarios, "named case", "named cases"), c.Rule, c.Rule.Percent(), c.Branch, c.Branch.Percent(), c.MCDC, c.MCDC.Percent()))
	out = append(out, fmt.Sprintf("Of the mistakes that were put into the rules one at a time and change some answer, the answers to these cases tell %s (%s %%).", c.Mutants, c.Mutants.Percent()))
	if n := len(c.Guideline.Overlays); n > 0 {
		out = append(out, "These are the cases written for it with exactly these overlays; what it has in common with the guideline without them is tried by the cases for that one.")
	}
	return out
}

func (s Share) String() string { return fmt.Sprintf("%d of %d", s.Have, s.Of) }

// limits is what to keep in mind.
func (p *pages) limits() Section {
	s := Section{Title: "Limits, and who answers for it"}
	s.texts(p.said.Limits)
	s.text("Developer: " + strings.Join(p.developer(), " "))
	s.text("Funding: " + strings.Join(stated(p.said.Funding), " "))
	var items []Item
	for _, q := range p.g.Params() {
		value := "no value; the rules that name it are off"
		if q.Set {
			value = strings.TrimSpace(q.Value + " " + q.Unit)
		}
		items = append(items, Item{Text: fmt.Sprintf("%s: %s (%s, since %s)", q.Title, value, q.Authority, q.Since)})
	}
	if len(items) > 0 {
		s.text("Local policy in force:")
		s.list(items)
	}
	basis := "Basis " + p.digest + "."
	if c := p.with.Chart; c != nil {
		basis += " Mapping " + strings.Join(c.Mapping.IDs, ", ") + ", " + c.Mapping.Digest + "."
	}
	s.text(basis)
	return s
}
