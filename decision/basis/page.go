package basis

import (
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

// Page is what stands behind one decision, for the clinician who is to judge it: ready to be
// written as Markdown or HTML.
type Page struct {
	Title    string
	Notice   string // what it is not
	Sections []Section
}

// Section is a part of a page.
type Section struct {
	Title  string
	Blocks []Block
}

// Block is a paragraph, a list or a table: whichever is not empty.
type Block struct {
	Text   string
	Urgent bool // of a text
	Items  []Item
	Header []string
	Rows   [][]string
}

// Item is a point of a list.
type Item struct {
	Mark  string // how a condition comes out: holds, open or fails; "" for what is none
	Text  string
	Link  string // where more is to be found, or ""
	Items []Item
}

// With is what a page takes besides the decision; all of it may be left out.
type With struct {
	// Chart is the record that facts were read from. Facts that it does not give count as told.
	Chart *fhir.Chart
	// At is the day for which the evidence is judged to be due for review. Without it, it is the
	// day of the chart, or none.
	At time.Time
}

// Page is what stands behind an answer of the guideline that the basis is of.
func (b *Basis) Page(x *decision.Explanation, with With) *Page {
	p := &pages{Basis: b, x: x, d: x.Decision, with: with}
	if c := with.Chart; c != nil && with.At.IsZero() {
		p.with.At, _ = time.Parse(time.DateOnly, c.At) // a chart has a day, or none is known
	}
	out := &Page{Title: "What stands behind: " + capital(b.g.Topic()) + ": " + p.verdict(x.Decision.Verdict).Title, Notice: notice}
	for _, s := range []Section{p.answer(), p.use(), p.inputs(), p.missing(), p.logic(), p.besides(), p.evidence(), p.checks(), p.limits()} {
		if len(s.Blocks) > 0 {
			out.Sections = append(out.Sections, s.clean())
		}
	}
	return out
}

const notice = "For clinicians, who judge for themselves. Not a medical device. The rules are checked; the guideline is not clinically validated."

// pages is a page in the making.
type pages struct {
	*Basis
	x    *decision.Explanation
	d    *decision.Decision
	with With
}

func (s *Section) text(text string) {
	if text != "" {
		s.Blocks = append(s.Blocks, Block{Text: text})
	}
}

func (s *Section) list(items []Item) {
	if len(items) > 0 {
		s.Blocks = append(s.Blocks, Block{Items: items})
	}
}

func (s *Section) texts(texts []string) {
	var items []Item
	for _, t := range texts {
		items = append(items, Item{Text: t})
	}
	s.list(items)
}

func (s *Section) table(header []string, rows [][]string) {
	if len(rows) > 0 {
		s.Blocks = append(s.Blocks, Block{Header: header, Rows: rows})
	}
}

func (p *pages) verdict(id string) decision.Named {
	return named(append(p.g.Verdicts(), p.g.NeedsInformation()), id)
}

func named(list []decision.Named, id string) decision.Named {
	for _, n := range list {
		if n.ID == id {
			return n
		}
	}
	return decision.Named{ID: id, Title: capital(inWords(id))}
}

// title is what a fact or a group of facts is called.
func (p *pages) title(id string) string {
	if f, ok := p.g.Fact(id); ok {
		return f.Title
	}
	for _, g := range p.g.Groups() {
		if g.ID == id {
			return g.Title
		}
	}
	return id
}

func (p *pages) titles(ids []string) (out []string) {
	for _, id := range ids {
		out = append(out, p.title(id))
	}
	return out
}
