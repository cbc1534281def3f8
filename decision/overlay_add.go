package decision

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// add puts what an overlay declares beside what the bundle declares.
func (b *builder) add(overlay int, rules *entries[ruleDoc], options *entries[optionDoc]) {
	a, c := &b.overlays[overlay].Add, &b.content
	for _, d := range a.Params {
		if _, known := b.paramFrom[d.ID.Value]; !known && !slices.ContainsFunc(c.Params, func(own paramDoc) bool { return own.ID.Value == d.ID.Value }) {
			b.paramFrom[d.ID.Value] = overlay
		}
	}
	c.Params = added(b, "param", "set it, or choose another id", c.Params, a.Params, func(d paramDoc) place.Text { return d.ID })
	c.Definitions = added(b, "definition", "no overlay redefines it; choose another id", c.Definitions, a.Definitions, func(d definitionDoc) place.Text { return d.ID })
	c.OptionCautions = added(b, "option caution", "no overlay redefines it; choose another id", c.OptionCautions, a.OptionCautions, func(d optionCautionDoc) place.Text { return d.ID })
	c.Interventions = added(b, "intervention", "no overlay redefines it; choose another id", c.Interventions, a.Interventions, func(d interventionDoc) place.Text { return d.ID })
	c.Invariants = added(b, "invariant", "no overlay redefines it; choose another id", c.Invariants, a.Invariants, func(d invariantDoc) place.Text { return d.ID })
	b.manifest.Remarks = added(b, "remark", "no overlay redefines it; choose another id", b.manifest.Remarks, a.Remarks, func(d remarkDoc) place.Text { return d.ID })
	rules.add(a.Rules)
	options.add(a.Options)
	for _, d := range a.Remarks {
		b.untold[textKey{TextRemark, d.ID.Value}] = d.ID.Pos
	}
	for _, d := range a.Interventions {
		b.untold[textKey{TextIntervention, d.ID.Value}] = d.ID.Pos
	}
	b.addWords(a.Words)
}

// added is the list with what is new to it; what is there already is reported.
func added[T any](b *builder, what, instead string, list, more []T, id func(T) place.Text) []T {
	out := list[:len(list):len(list)] // the bundle's own list stays as it is
	for _, d := range more {
		taken := false
		for _, old := range list {
			if id(old).Value == id(d).Value {
				b.errs.Addf(id(d).Pos, "%s %q is there already, at %s; %s", what, id(d).Value, id(old).Pos, instead)
				taken = true
			}
		}
		if !taken {
			out = append(out, d)
		}
	}
	return out
}

// addWords gives every language its texts for what the overlay adds.
func (b *builder) addWords(more []addedWordsDoc) {
	for _, w := range more {
		var tags []string
		found := false
		for i := range b.words {
			doc := &b.words[i].doc
			tags = append(tags, doc.Language.Value)
			if doc.Language.Value == w.Language.Value {
				doc.Remarks = append(doc.Remarks[:len(doc.Remarks):len(doc.Remarks)], w.Remarks...)
				doc.Interventions = append(doc.Interventions[:len(doc.Interventions):len(doc.Interventions)], w.Interventions...)
				found = true
			}
		}
		if !found {
			there := "it has none"
			if len(tags) > 0 {
				there = "there are " + strings.Join(tags, ", ")
			}
			b.errs.Addf(w.Language.Pos, "the guideline speaks no language %q to patients; %s%s", w.Language.Value, there, didYouMean(w.Language.Value, tags))
		}
	}
}
