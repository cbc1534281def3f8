package basis

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/evidence"
)

// answer is what the guideline says, in brief.
func (p *pages) answer() Section {
	s := Section{Title: "The answer"}
	p.doubts(&s)
	d := p.d
	v := p.verdict(d.Verdict)
	s.text(strings.TrimSpace(sentence(v.Title) + " " + v.Says))
	if d.Urgency != "" {
		u := named(p.g.Urgencies(), d.Urgency)
		text := "Urgency: "
		if len(d.UrgencyMissing) > 0 {
			text += "at least: "
		}
		s.Blocks = append(s.Blocks, Block{Urgent: true, Text: strings.TrimSpace(text + sentence(u.Title) + " " + u.Says)})
	}
	s.text(p.settled())
	if len(d.CouldBecome) > 0 {
		var titles []string
		for _, id := range d.CouldBecome {
			titles = append(titles, p.verdict(id).Title)
		}
		s.text("It could become: " + strings.Join(titles, "; ") + ".")
	}
	if d.Support != nil {
		s.text("How its best supported reason stands, by the weakest of its claims: " + evidence.Describe(d.Support.Standing, d.Support.Certainty) + ".")
	}
	for _, r := range d.Remarks {
		s.text(r.Says)
	}
	if !d.Exact {
		s.text("Not exact: what is missing, what it could become and what is possible may hold too much, never too little.")
	}
	return s
}

func (p *pages) settled() string {
	switch {
	case p.d.Settled:
		return "Settled: nothing that is not recorded can change it."
	case p.d.Verdict == p.g.NeedsInformation().ID:
		return "Not settled: what is not recorded decides it."
	}
	return "Not settled: what is not recorded can only make it firmer."
}

// use is what the guideline is meant for.
func (p *pages) use() Section {
	s := Section{Title: "What it is meant for"}
	s.text(p.said.IntendedUse)
	s.text("For whom:")
	s.texts(p.said.Users)
	s.text("Patients: " + p.said.Population)
	s.text("Settings:")
	s.texts(p.said.Settings)
	s.text("Not for:")
	s.texts(p.said.NotFor)
	return s
}

// inputs is what the answer rests on, with where each fact comes from.
func (p *pages) inputs() Section {
	s := Section{Title: "What it was told"}
	c := p.with.Chart
	if c != nil {
		s.text(fmt.Sprintf("Read from a record for the day %s, by the mapping %s. What a record does not mention is unknown.", c.At, c.Mapping.Digest))
	}
	if len(p.x.Given) == 0 {
		s.text("Nothing.")
	}
	header := []string{"fact", "value", "could it matter to the verdict", "from"}
	var rows [][]string
	for _, f := range p.x.Given {
		rows = append(rows, []string{f.Title, short(f.Value), yes(f.CouldMatter), p.from(f.Fact)})
	}
	s.table(header, rows)
	if len(rows) > 0 {
		s.text("A fact could matter when the verdict turns on it while all else stays as it is.")
	}
	if c != nil {
		p.record(&s)
	}
	return s
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// missing is what is not known, and what of it matters.
func (p *pages) missing() Section {
	s := Section{Title: "What is missing"}
	if len(p.d.Missing) == 0 {
		s.text("Nothing that could still change the verdict.")
	} else {
		s.text(capital(count(len(p.d.Missing), "fact that is", "facts that are")) + " not recorded, or known in part only, can still change the verdict:")
	}
	var items []Item
	for _, step := range p.d.Steps {
		if len(step.Open) > 0 {
			items = append(items, Item{Text: named(p.g.Steps(), step.ID).Title, Items: p.questions(step.Open)})
		}
	}
	s.list(items)
	if len(p.d.UrgencyMissing) > 0 {
		s.text("These could make it more urgent:")
		s.list(p.questions(p.d.UrgencyMissing))
	}
	if len(p.x.CouldNotMatter) > 0 {
		s.text("Not recorded, and could not matter to the verdict: " + strings.Join(p.titles(p.x.CouldNotMatter), "; ") + ".")
	}
	return s
}

// questions asks for facts, and for groups by their facts.
func (p *pages) questions(ids []string) (out []Item) {
	for _, id := range ids {
		if f, ok := p.g.Fact(id); ok {
			out = append(out, Item{Text: f.Question})
			continue
		}
		for _, g := range p.g.Groups() {
			if g.ID == id {
				out = append(out, Item{Text: fmt.Sprintf("%s: %s", g.Title, strings.Join(p.titles(g.Facts), "; "))})
			}
		}
	}
	return out
}
