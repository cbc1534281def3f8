package decision

import (
	"math"

	"github.com/mskguide/mskguide/internal/place"
)

// maxTransitions bounds what a bundle can declare of one fact.
const maxTransitions = 64

// factChanges takes what is declared to become of a fact: its own, or else that of its type.
func (b *builder) factChanges(d factDoc, f *Fact) {
	why := ""
	switch {
	case f.Fixed:
		why = "is fixed"
	case f.Preference:
		why = "is a preference"
	}
	if len(d.Changes) > 0 && why != "" {
		b.errs.Addf(d.Changes[0].Pos, "fact %q %s: no change of it is ever looked for; leave out one of the two", f.ID, why)
		return
	}
	f.Transitions = b.transitions("fact", f, d.Changes)
	if i, ok := b.types.at[f.Named]; ok && why == "" && len(d.Changes) == 0 {
		f.Transitions = b.typeChanges[i]
	}
}

// transitions checks what is declared to become of a fact, or of the facts of a type.
func (b *builder) transitions(kind string, f *Fact, docs []changeDoc) (out []Transition) {
	if len(docs) > maxTransitions {
		b.errs.Addf(docs[maxTransitions].Pos, "%d changes of %s %q are too many; at most %d", len(docs), kind, f.ID, maxTransitions)
		docs = docs[:maxTransitions]
	}
	for i := range docs {
		d := &docs[i]
		if b.hasNoUse(kind, f, d) {
			continue
		}
		t := Transition{How: d.How}
		switch {
		case f.Type == TypeChoice:
			t.From, t.To = b.ends(f, d)
		case f.numeric():
			t.Rises, t.Falls, t.Until = d.Rises, d.Falls, b.until(f, d)
		case d.Becomes == nil:
			b.errs.Addf(d.Pos, "a change of %q, which is yes or no, says `becomes: true` or `becomes: false`", f.ID)
		default:
			t.Becomes = Known(*d.Becomes)
		}
		out = append(out, t)
	}
	return out
}

// hasNoUse refuses the keys that belong to facts of other types.
func (b *builder) hasNoUse(kind string, f *Fact, d *changeDoc) (refused bool) {
	refuse := func(given bool, pos place.Pos, key, of string) {
		if given {
			b.errs.Addf(pos, "%s %q is a %s and has no use for `%s`: that is for a %s", kind, f.ID, f.Type, key, of)
			refused = true
		}
	}
	at := func(list []place.Text) place.Pos {
		if len(list) > 0 {
			return list[0].Pos
		}
		return d.Pos
	}
	if f.Type != TypeChoice {
		refuse(len(d.From) > 0, at(d.From), "from", "choice")
		refuse(len(d.To) > 0, at(d.To), "to", "choice")
	}
	if f.Type != TypeBool {
		refuse(d.Becomes != nil, d.Pos, "becomes", "bool")
	}
	if !f.numeric() {
		refuse(d.Rises, d.Pos, "rises", "number")
		refuse(d.Falls, d.Pos, "falls", "number")
		if d.Until != nil {
			refuse(true, d.Until.Pos, "until", "number")
		}
	}
	return refused
}

// ends is from what and to what a choice changes.
func (b *builder) ends(f *Fact, d *changeDoc) (from, to []string) {
	if len(d.From) == 0 || len(d.To) == 0 {
		b.errs.Addf(d.Pos, "a change of %q, which is a choice, says `from` what and `to` what", f.ID)
	}
	seen := map[string]place.Pos{}
	ids := func(list []place.Text) (out []string) {
		for _, c := range list {
			if first, again := seen[c.Value]; again {
				b.errs.Addf(c.Pos, "%q stands in this change twice, first at %s: nothing becomes itself", c.Value, first)
				continue
			}
			seen[c.Value] = c.Pos
			if len(f.Choices) > 0 && f.choice(c.Value) < 0 {
				b.errs.Addf(c.Pos, "%q is not a choice of %q%s", c.Value, f.ID, didYouMean(c.Value, f.choiceIDs()))
			}
			out = append(out, c.Value)
		}
		return out
	}
	return ids(d.From), ids(d.To)
}

// until is how far a number rises or falls.
func (b *builder) until(f *Fact, d *changeDoc) *float64 {
	if !d.Rises && !d.Falls {
		b.errs.Addf(d.Pos, "a change of %q, which is a number, says `rises: true` or `falls: true`", f.ID)
	}
	if d.Until == nil {
		return nil
	}
	x := d.Until.Value
	switch {
	case d.Rises && d.Falls:
		b.errs.Addf(d.Until.Pos, "`until` says how far %q rises, or how far it falls; declare the two apart", f.ID)
	case x < f.Min || x > f.Max:
		b.errs.Addf(d.Until.Pos, "%s is not within the range of %q, %s to %s", d.Until.Text, f.ID, formatNumber(f.Min), formatNumber(f.Max))
	case f.Type == TypeInteger && x != math.Trunc(x):
		b.errs.Addf(d.Until.Pos, "%s is not a whole number, as %q is", d.Until.Text, f.ID)
	}
	return &x
}
