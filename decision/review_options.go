package decision

// OptionsText is the options of a guideline, with what bars all of them, in words.
type OptionsText struct {
	Barred        *Phrase // nil: nothing does
	Options       []OptionText
	Interventions []InterventionText
	Cautions      []OptionCautionText
}

// OptionText is an option with the condition on which it applies in words.
type OptionText struct {
	OptionRule
	Place   string
	InWords Phrase
}

// InterventionText is an intervention with its own reasons to be withheld in words.
type InterventionText struct {
	Intervention
	Place       string
	OwnWithheld []WithheldText
}

// WithheldText is a reason to withhold an intervention in words.
type WithheldText struct {
	Withheld
	InWords Phrase
}

// OptionCautionText is a caution that is declared for options, with its condition in words.
type OptionCautionText struct {
	CautionText
	Place   string
	InWords Phrase
}

// keepOptionPlaces remembers where the entries about options stand.
func (b *builder) keepOptionPlaces() {
	for _, d := range b.content.Options {
		b.g.places["option "+d.ID.Value] = d.ID.Pos
	}
	for _, d := range b.content.Interventions {
		b.g.places["intervention "+d.ID.Value] = d.ID.Pos
	}
	for _, d := range b.content.OptionCautions {
		b.g.places["option caution "+d.ID.Value] = d.ID.Pos
	}
}

// optionsText is nil for a guideline without options.
func (g *Guideline) optionsText() *OptionsText {
	if len(g.options.list) == 0 {
		return nil
	}
	out := &OptionsText{}
	if bar := g.barConditions(); len(bar) > 0 {
		out.Barred = g.phrase(&condition{op: opOr, kids: bar})
	}
	for i, r := range g.OptionRules() {
		out.Options = append(out.Options, OptionText{OptionRule: r, Place: g.place("option", r.ID), InWords: *g.phrase(g.options.list[i].when)})
	}
	for i, n := range g.Interventions() {
		text := InterventionText{Intervention: n, Place: g.place("intervention", n.ID)}
		for k, w := range n.Withheld {
			if w.Intervention == n.ID {
				text.OwnWithheld = append(text.OwnWithheld, WithheldText{Withheld: w, InWords: *g.phrase(g.options.reasons[i][k])})
			}
		}
		out.Interventions = append(out.Interventions, text)
	}
	for i, k := range g.OptionCautions() {
		if !k.Rule {
			out.Cautions = append(out.Cautions, OptionCautionText{CautionText: k, Place: g.place("option caution", k.ID), InWords: *g.phrase(g.options.cautions[i].when)})
		}
	}
	return out
}
