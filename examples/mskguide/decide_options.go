package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// stanceHeading says in words what an option's stance means, for the options under it.
func stanceHeading(s decision.Stance) string {
	switch s {
	case decision.StanceRecommend:
		return "Recommended"
	case decision.StanceMay:
		return "May be considered"
	case decision.StanceNoAddedBenefit:
		return "No difference shown beyond other care"
	case decision.StanceInsufficient:
		return "Too little evidence to say"
	case decision.StanceNoRecommendation:
		return "No recommendation for or against"
	case decision.StanceAgainst:
		return "Recommended against"
	}
	return capital(inWords(string(s)))
}

// optionGroup is options under one heading.
type optionGroup struct {
	Heading string
	Options []decision.Option
}

// optionGroups orders options by stance. What was tried in vain comes last, so that nobody
// offers it as new.
func (v *view) optionGroups() []optionGroup {
	var groups []optionGroup
	add := func(heading string, of func(decision.Option) bool) {
		g := optionGroup{Heading: heading}
		for _, o := range v.decision.Options {
			if of(o) {
				g.Options = append(g.Options, o)
			}
		}
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	for _, s := range decision.Stances() {
		add(stanceHeading(s), func(o decision.Option) bool { return o.Stance == s && !o.Failed })
	}
	add("Tried already, or unsuitable: not offered as new", func(o decision.Option) bool { return o.Failed })
	return groups
}

const optionsHeading = "Options: what else there is to do"

// options shows what else there is to do. Options that offer nothing and are only possible
// are named in one line.
func (v *view) options() {
	for i, g := range v.optionGroups() {
		if i == 0 {
			v.heading(optionsHeading)
		}
		v.text(2, strong, g.Heading)
		var named []string
		for _, o := range g.Options {
			if o.Possible && !o.Failed && !o.Stance.Offers() {
				named = append(named, o.Title)
				continue
			}
			v.option(o)
		}
		if len(named) > 0 {
			v.entry(4, "Possible, as far as is recorded:", strings.Join(named, "; ")+".")
		}
	}
}

// optionLabel names an option; of one that was tried in vain it tells the stance.
func optionLabel(o decision.Option) string {
	if o.Failed {
		return o.Title + " (otherwise: " + strings.ToLower(stanceHeading(o.Stance)) + ")"
	}
	return o.Title
}

// option is shown in full when it is certainly offered, else only named.
func (v *view) option(o decision.Option) {
	label := optionLabel(o)
	if o.Possible {
		v.entry(4, label+":", v.optionStatus(o))
		return
	}
	v.entry(4, label+":", v.optionStatus(o)+" "+o.Says+v.standings(o.Claims))
	v.sides(o)
	v.optionCautions(o.Cautions)
}

// optionStatus is what is known of an option for this patient.
func (v *view) optionStatus(o decision.Option) string {
	var parts []string
	if o.Possible {
		parts = append(parts, "possible; depends on "+v.openFacts(o.Missing))
	}
	if o.Certainty.String() != "" {
		parts = append(parts, inWords(o.Certainty.String())+" certainty")
	}
	if o.Tried != "" && o.Tried != "unknown" {
		parts = append(parts, v.outcome(o))
	}
	if len(parts) == 0 {
		return ""
	}
	return capital(strings.Join(parts, "; ")) + "."
}

// openFacts names facts in asking order, a group that is open as a whole by its title; of
// many, it says how many more there are.
func (v *view) openFacts(facts []string) string {
	const most = 4
	var names []string
	left := map[string]bool{}
	mark(facts, left)
	for _, f := range facts {
		if !left[f] {
			continue
		}
		group := decision.Group{Title: v.factTitle(f), Facts: []string{f}}
		for _, g := range v.guideline.Groups() {
			if len(g.Facts) > len(group.Facts) && slices.Contains(g.Facts, f) && all(g.Facts, left) {
				group = g
			}
		}
		names = append(names, lower(group.Title))
		for _, f := range group.Facts {
			delete(left, f)
		}
	}
	if n := len(names); n > most {
		names = append(names[:most], strconv.Itoa(n-most)+" more")
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return strings.Join(names, "")
}

func all(facts []string, in map[string]bool) bool {
	return !slices.ContainsFunc(facts, func(f string) bool { return !in[f] })
}

func (v *view) factTitle(id string) string {
	f, ok := v.guideline.Fact(id)
	if !ok {
		return id
	}
	return f.Title
}

// outcome is what came of an option, in the words of its trial.
func (v *view) outcome(o decision.Option) string {
	for _, r := range v.guideline.OptionRules() {
		if r.ID != o.ID {
			continue
		}
		f, _ := v.guideline.Fact(r.Trial)
		for _, c := range f.Choices {
			if c.ID == o.Tried {
				return c.Title
			}
		}
	}
	return o.Tried
}

// sides shows who speaks for an option and against it, where both do or only the latter.
func (v *view) sides(o decision.Option) {
	if len(o.Against) == 0 {
		return
	}
	if len(o.For) > 0 {
		v.entry(6, "For it:", v.sources(o.For))
	}
	v.entry(6, "Against it:", v.sources(o.Against))
}

func (v *view) sources(ids []string) string {
	var cites []string
	for _, id := range ids {
		if s, ok := v.guideline.Evidence().Source(id); ok {
			cites = append(cites, shortCite(s))
		}
	}
	return strings.Join(cites, "; ") + "."
}

// optionCautions are shown in full when they certainly apply, unless a rule gives them: then
// they stand among the cautions above. Possible ones are only named.
func (v *view) optionCautions(cautions []decision.OptionCaution) {
	known := map[string]decision.CautionText{}
	for _, k := range v.guideline.OptionCautions() {
		known[k.ID] = k
	}
	var above, possible []string
	for _, c := range cautions {
		k := known[c.Caution]
		switch {
		case c.Possible:
			possible = append(possible, k.Title)
		case k.Rule:
			above = append(above, k.Title)
		default:
			v.entry(6, "Caution, "+lower(k.Title)+":", c.Says+v.standings(c.Claims))
		}
	}
	if len(above) > 0 {
		v.entry(6, "Cautions, as above:", strings.Join(above, "; ")+".")
	}
	if len(possible) > 0 {
		v.entry(6, "Possible cautions:", strings.Join(possible, "; ")+".")
	}
}

// lower begins a title in the middle of a line; NSAID and other abbreviations stay.
func lower(title string) string {
	if len(title) > 1 && title[1] >= 'A' && title[1] <= 'Z' {
		return title
	}
	return strings.ToLower(title[:min(1, len(title))]) + title[min(1, len(title)):]
}
