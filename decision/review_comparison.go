package decision

import (
	"slices"

	"github.com/mskguide/mskguide/internal/place"
)

// ComparisonText is the comparison of a guideline, with its conditions in words.
type ComparisonText struct {
	Title      string
	Says       string
	Barred     *ComparisonBarText // nil: nothing bars it
	Statuses   []Named            // what a treatment can come out as
	Modalities []ModalityText
	Rules      []ComparisonRuleText // indicators, then what withholds, then equals
	Attributes []AttributeText
	Claims     []string
}

// ComparisonBarText is the verdict beside which, or beside a more severe one, nothing is compared.
type ComparisonBarText struct {
	Verdict string
	Says    string
	Open    string // said while that verdict is still possible
}

// ModalityText is a treatment that is compared, or a combination of some.
type ModalityText struct {
	ID       string
	Place    string
	Title    string
	Says     string
	Parts    []string // of a combination
	OnlyWith []string // verdicts that it needs, those that its parts need included
	Claims   []string
}

// ComparisonRuleText is an indicator, a reason to withhold or an equality, with its condition
// in words.
type ComparisonRuleText struct {
	ComparisonRule
	Place   string
	InWords Phrase
}

// AttributeText is one side of the treatments and all that the pages say of it.
type AttributeText struct {
	ID         string
	Title      string
	Statements []StatementText // in file order
	Disagree   []string        // modalities of which the pages say different things
}

// StatementText is what one page says, of which treatments.
type StatementText struct {
	Place  string
	Of     []string // modalities
	Page   string   // a source
	Value  string
	Says   string
	Claims []string
}

// SelfCheckText is a count of answers that a page sets its readers.
type SelfCheckText struct {
	Place                     string
	Title                     string
	Page                      string // a source
	AtLeast                   int    // answers that have to count
	Items                     []SelfCheckItemText
	Says                      string
	Reached, NotReached, Open string // what is said of the count
	Claims                    []string
}

// SelfCheckItemText is one question and the answers to it that count.
type SelfCheckItemText struct {
	Fact   string
	Counts []string // titles of choices
}

// keepComparisonPlaces remembers where the entries of the comparison stand.
func (b *builder) keepComparisonPlaces() {
	at := func(kind string, id place.Text) { b.g.places[kind+" "+id.Value] = id.Pos }
	if d := b.content.SelfCheck; d != nil {
		b.g.places["self-check "+d.Title] = d.Pos
	}
	d := b.content.Comparison
	if d == nil {
		return
	}
	for _, m := range d.Modalities {
		at("modality", m.ID)
	}
	for _, r := range d.Indicators {
		at("comparison rule", r.ID)
	}
	for _, r := range d.Withheld {
		at("comparison rule", r.ID)
	}
	for _, r := range d.Equals {
		at("comparison rule", r.ID)
	}
}

// comparisonText is nil for a guideline that compares nothing.
func (g *Guideline) comparisonText() *ComparisonText {
	k := g.comparison
	if k == nil {
		return nil
	}
	out := &ComparisonText{Title: k.title, Says: k.says, Statuses: slices.Clone(k.statuses), Claims: slices.Clone(k.claims)}
	if k.bar != nil {
		out.Barred = &ComparisonBarText{Verdict: g.verdicts[k.bar.level].ID, Says: k.bar.says, Open: k.bar.open}
	}
	for i := range k.modalities {
		m := &k.modalities[i]
		text := ModalityText{ID: m.id, Place: g.place("modality", m.id), Title: m.title, Says: m.says, Claims: slices.Clone(m.claims)}
		for _, p := range m.parts {
			text.Parts = append(text.Parts, k.modalities[p].id)
		}
		for _, level := range m.only {
			text.OnlyWith = append(text.OnlyWith, g.verdicts[level].ID)
		}
		out.Modalities = append(out.Modalities, text)
	}
	for i := range k.rules {
		r := &k.rules[i]
		out.Rules = append(out.Rules, ComparisonRuleText{ComparisonRule: r.clone(), Place: g.place("comparison rule", r.ID), InWords: *g.phrase(r.when)})
	}
	out.Attributes = cloneAll(k.attributes, AttributeText.clone)
	return out
}

func (a AttributeText) clone() AttributeText {
	a.Disagree = slices.Clone(a.Disagree)
	a.Statements = cloneAll(a.Statements, func(s StatementText) StatementText {
		s.Of, s.Claims = slices.Clone(s.Of), slices.Clone(s.Claims)
		return s
	})
	return a
}

// selfCheckText is nil for a guideline without one.
func (g *Guideline) selfCheckText() *SelfCheckText {
	s := g.selfCheck
	if s == nil {
		return nil
	}
	out := &SelfCheckText{Place: g.place("self-check", s.Title), Title: s.Title, Page: s.Page, AtLeast: s.AtLeast, Says: s.Says,
		Reached: s.words[SelfCheckReached], NotReached: s.words[SelfCheckNotReached], Open: s.words[SelfCheckOpen], Claims: slices.Clone(s.Claims)}
	for _, it := range s.items {
		out.Items = append(out.Items, SelfCheckItemText{Fact: g.facts[it.fact].ID, Counts: slices.Clone(it.titles)})
	}
	return out
}
