package decision

import "slices"

// Stances that are told to patients; an option of any other one is for clinicians to weigh.
const (
	stanceRecommend = "recommend"
	stanceMay       = "may"
)

// optionTexts lists what the options of the bundle need words for: their interventions, and
// what a trial of one can have come to. A bundle without options needs none.
func (b *builder) optionTexts() (interventions, tried []string) { return nil, nil }

// intervention is what an option's text for patients is kept under.
func (g *Guideline) intervention(option string) string { return option }

// options tells what may be done instead or besides. Of several options of one intervention
// the first is told. Where the language has no words for any, the guideline has none.
func (w *leafletWriter) options() {
	if !slices.ContainsFunc(w.t.texts, func(t PatientText) bool { return t.Kind == TextIntervention }) {
		return
	}
	var told []string
	var items []LeafletItem
	for i := range w.d.Options {
		o := &w.d.Options[i]
		intervention := w.g.intervention(o.ID)
		if o.Stance != stanceRecommend && o.Stance != stanceMay || slices.Contains(told, intervention) {
			continue
		}
		told = append(told, intervention)
		items = append(items, w.option(o, w.text(TextIntervention, intervention)))
	}
	s := LeafletSection{ID: SectionOptions, Title: w.t.headings.Options, Items: items}
	if len(items) == 0 {
		s.Paragraphs = paragraphs(w.t.phrases.NoOptions)
	}
	w.section(s)
}

// option is told as something to ask about: what it is, how it is meant for this patient,
// what came of it, what to ask first. A possible one is asked about anyway.
func (w *leafletWriter) option(o *Option, t PatientText) LeafletItem {
	p := w.t.phrases
	stance := p.May
	if o.Stance == stanceRecommend {
		stance = p.Recommend
	}
	if o.Possible {
		stance = p.Possible
	}
	says := slices.Concat(t.Says, paragraphs(stance))
	if tried, ok := w.t.text(TextTried, o.Tried); ok {
		says = append(says, tried.Says...)
	}
	if len(o.Cautions) > 0 && !o.Possible {
		says = append(says, paragraphs(p.Cautioned)...)
	}
	return LeafletItem{ID: o.ID, Title: t.Title, Paragraphs: append(says, t.Then...)}
}
