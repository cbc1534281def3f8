package decision

import "slices"

// optionTexts lists what the options of the bundle need words for: their interventions, and
// what a trial of one can have come to. Both are nil where there are no options.
func (b *builder) optionTexts() (interventions, tried []string) {
	add := func(to *[]string, id string) {
		if !slices.Contains(*to, id) {
			*to = append(*to, id)
		}
	}
	for _, o := range b.g.options.rules {
		add(&interventions, o.Intervention)
		if i, ok := b.g.factIndex[o.Trial]; ok {
			for _, c := range b.g.facts[i].Choices {
				add(&tried, c.ID)
			}
		}
	}
	return interventions, tried
}

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
		if !o.Stance.Offers() || slices.Contains(told, o.Intervention) {
			continue
		}
		told = append(told, o.Intervention)
		items = append(items, w.option(o, w.text(TextIntervention, o.Intervention)))
	}
	s := LeafletSection{ID: SectionOptions, Title: w.t.headings.Options, Items: items}
	if len(items) == 0 {
		s.Paragraphs = paragraphs(w.t.phrases.NoOptions)
	}
	w.section(s)
}

// option is told as something to ask about: what it is, how it is meant for this patient,
// what came of it, what to ask first. A possible one is asked about anyway. One that has
// failed is told as that and not put forward.
func (w *leafletWriter) option(o *Option, t PatientText) LeafletItem {
	p := w.t.phrases
	tried, _ := w.t.text(TextTried, o.Tried)
	says := slices.Clone(t.Says)
	if o.Failed {
		return LeafletItem{ID: o.ID, Title: t.Title, Paragraphs: append(says, tried.Says...)}
	}
	stance := p.May
	if o.Stance == StanceRecommend {
		stance = p.Recommend
	}
	if o.Possible {
		stance = p.Possible
	}
	says = slices.Concat(says, paragraphs(stance), tried.Says)
	if len(o.Cautions) > 0 && !o.Possible {
		says = append(says, paragraphs(p.Cautioned)...)
	}
	return LeafletItem{ID: o.ID, Title: t.Title, Paragraphs: append(says, t.Then...)}
}
