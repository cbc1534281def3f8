package basis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/fhir"
)

const told = "told, not from a record"

// from is where a fact comes from, each source with its date.
func (p *pages) from(fact string) string {
	if p.with.Chart == nil {
		return told
	}
	var out []string
	for _, s := range p.with.Chart.Sources {
		if s.Fact == fact {
			out = append(out, spot(s.Resource, s.ID, s.Element, s.Date)+": "+s.Says)
		}
	}
	if len(out) == 0 {
		return told
	}
	return strings.Join(out, "; ")
}

// spot names a part of a resource.
func spot(resource, id, element, date string) string {
	text := resource
	if id != "" {
		text += "/" + id
	}
	if part := strings.TrimPrefix(element, resource+"."); part != "" {
		text += " " + part
	}
	if date == "" {
		return text + ", no date"
	}
	return text + ", " + date
}

// doubts are what makes the whole record doubtful: whose it is, and whether the patient lives and it
// is still kept. It leads the page, for it comes before any answer.
func (p *pages) doubts(s *Section) {
	if p.with.Chart == nil {
		return
	}
	for _, q := range p.with.Chart.Problems {
		if q.Kind.Grave() {
			s.Blocks = append(s.Blocks, Block{Urgent: true, Text: "First of all: " + q.Says + "."})
		}
	}
}

// problemAt is what a problem is about, with a colon; nothing of one that is about all of a record.
func problemAt(q fhir.Problem) string {
	text := q.Document
	if q.Resource != "" {
		text = strings.TrimSpace(text + " " + strings.TrimSuffix(spot(q.Resource, q.ID, "", ""), ", no date"))
	}
	if text == "" {
		return ""
	}
	return text + ": "
}

// record is what a record holds besides facts: what is out of date or contradicts itself, what it
// asks, and how much of it was not used.
func (p *pages) record(s *Section) {
	c := p.with.Chart
	doubtful := []fhir.Reason{fhir.Older, fhir.Date, fhir.Contradicted, fhir.Value}
	var items []Item
	others := 0
	for _, u := range c.Unused {
		if !slices.Contains(doubtful, u.Kind) {
			others++
			continue
		}
		items = append(items, Item{Text: strings.TrimSuffix(spot(u.Resource, u.ID, u.Element, ""), ", no date") + ": " + u.Reason})
	}
	if len(items) > 0 {
		s.text("On record and not used, because it is out of date, contradicted or without a value that can be used:")
		s.list(items)
	}
	items = nil
	for _, q := range c.Prompts {
		if q.Answered {
			continue
		}
		var because []string
		for _, b := range q.Because {
			because = append(because, spot(b.Resource, b.ID, b.Element, b.Date)+": "+b.Says)
		}
		items = append(items, Item{Text: q.Question + " (" + strings.Join(because, "; ") + ")"})
	}
	if len(items) > 0 {
		s.text("Questions that the record raises and does not answer:")
		s.list(items)
	}
	items = nil
	for _, q := range c.Problems {
		items = append(items, Item{Text: problemAt(q) + q.Says})
	}
	if len(items) > 0 {
		s.text("Problems of the record:")
		s.list(items)
	}
	if others > 0 {
		s.text(fmt.Sprintf("%s of the record, or a part of one, gave no fact for other reasons: not read, no code with a meaning here, a status that does not count.", count(others, "further resource", "further resources")))
	}
}
