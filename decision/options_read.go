package decision

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// Budgets, as those of the rules.
const (
	maxInterventions  = 100
	maxOptionCautions = 100
	maxOptions        = 200
)

// trialUnknown is what an answer says of a trial of which the outcome is not known.
const trialUnknown = "unknown"

// optionsBuilder reads what a bundle offers instead of the treatment it decides on, or
// besides.
type optionsBuilder struct {
	*builder
	interventions *index
	cautions      *index      // declared for options
	cautionAt     map[int]int // caution rule -> its place among the cautions of options
	read          []readIntervention
}

// readIntervention is an intervention with what it takes over from those it includes.
type readIntervention struct {
	done, reading bool
	withheld      []withheldReason // its own last
	cautions      []int
	trial         int   // fact; -1 for none
	only          []int // levels beside each of which alone it is offered
}

type withheldReason struct {
	Withheld
	when *condition
}

func (b *builder) assembleOptions() {
	o := &optionsBuilder{builder: b, interventions: newIndex("intervention"), cautions: newIndex("option caution"), cautionAt: map[int]int{}}
	b.g.options.barred = o.barred()
	o.readCautions()
	o.readInterventions()
	o.readOptions()
}

// tooMany reports a list that is over its budget, at the first item beyond it.
func tooMany[T any](errs *place.Errors, docs []T, most int, what string, id func(T) place.Text) bool {
	if len(docs) > most {
		errs.Addf(id(docs[most]).Pos, "%d %s are too many; at most %d", len(docs), what, most)
	}
	return len(docs) > most
}

// barred is what must not hold for any option to be offered: a member of a group, or a
// rule that gives a verdict. A bundle that says nothing bars nothing.
func (o *optionsBuilder) barred() barred {
	var out barred
	d := o.content.OptionsBarred
	if d == nil {
		return out
	}
	if len(d.Groups)+len(d.Verdicts) == 0 {
		o.errs.Addf(d.Pos, "options_barred names no group and no verdict; name one or leave it out")
	}
	for _, id := range d.Groups {
		if i, ok := o.groups.find(&o.errs, id); ok {
			out.facts = append(out.facts, o.g.groups[i].facts...)
		}
	}
	for _, id := range d.Verdicts {
		if level, ok := o.verdicts.find(&o.errs, id); ok {
			if level == 0 {
				o.errs.Addf(id.Pos, "%q is the least severe verdict; options are not barred beside it", id.Value)
			}
			out.levels = append(out.levels, level)
		}
	}
	slices.Sort(out.facts)
	out.facts = slices.Compact(out.facts)
	return out
}

func (o *optionsBuilder) readCautions() {
	docs := o.content.OptionCautions
	if tooMany(&o.errs, docs, maxOptionCautions, "option cautions", func(d optionCautionDoc) place.Text { return d.ID }) {
		return
	}
	for _, d := range docs {
		o.identifier("option caution", d.ID, hyphenated)
		if rival, ok := o.rules.pos[d.ID.Value]; ok {
			o.errs.Addf(d.ID.Pos, "option caution %q has the name of the rule at %s; an intervention names that rule as it is", d.ID.Value, rival)
		}
		o.cautions.add(&o.errs, d.ID)
		declared, unset, ok := o.condition(d.When)
		c := declared
		if !ok || len(unset) > 0 {
			c = constant(false)
		}
		o.g.options.cautions = append(o.g.options.cautions, optionCaution{rule: -1, when: c, declared: declared})
		o.g.options.texts = append(o.g.options.texts, CautionText{ID: d.ID.Value, When: d.When.Value, Title: d.Title, Says: d.Says, Claims: o.cited(d.Claims)})
	}
}

// caution finds a caution by name: one declared for options, or a rule that gives one.
func (o *optionsBuilder) caution(id place.Text) (int, bool) {
	if i, ok := o.cautions.at[id.Value]; ok {
		return i, true
	}
	rule, ok := o.rules.at[id.Value]
	if why, was := o.rules.gone[id.Value]; was && !ok {
		o.errs.Addf(id.Pos, "there is no caution %q any more: %s", id.Value, why)
		return 0, false
	}
	if !ok {
		o.errs.Addf(id.Pos, "there is no caution %q%s", id.Value, didYouMean(id.Value, slices.Concat(o.cautions.ids, o.rules.ids)))
		return 0, false
	}
	r := &o.g.rules[rule]
	if r.Gives != caution {
		o.errs.Addf(id.Pos, "rule %q gives a verdict; an intervention names cautions", id.Value)
		return 0, false
	}
	at, known := o.cautionAt[rule]
	if !known {
		at = len(o.g.options.texts)
		o.cautionAt[rule] = at
		o.g.options.cautions = append(o.g.options.cautions, optionCaution{rule: rule})
		o.g.options.texts = append(o.g.options.texts, CautionText{ID: r.ID, Rule: true, When: r.When, Title: r.Title, Says: r.Says, Claims: r.Claims})
	}
	return at, true
}

func (o *optionsBuilder) readInterventions() {
	docs := o.content.Interventions
	if tooMany(&o.errs, docs, maxInterventions, "interventions", func(d interventionDoc) place.Text { return d.ID }) {
		return
	}
	for _, d := range docs {
		o.identifier("intervention", d.ID, underscored)
		o.interventions.add(&o.errs, d.ID)
	}
	if len(o.interventions.ids) < len(docs) {
		return // two of one name: what includes it would be either
	}
	o.read = make([]readIntervention, len(docs))
	for i := range docs {
		o.include(i, nil)
		o.g.options.interventions = append(o.g.options.interventions, o.described(i))
		var reasons []*condition
		for _, w := range o.read[i].withheld {
			reasons = append(reasons, w.when)
		}
		o.g.options.reasons = append(o.g.options.reasons, reasons)
		o.g.options.only = append(o.g.options.only, o.read[i].only)
	}
}

// include reads an intervention after those it includes. A circle is reported where it is
// entered.
func (o *optionsBuilder) include(i int, path []string) {
	d, r := &o.content.Interventions[i], &o.read[i]
	if r.done {
		return
	}
	r.reading, r.trial = true, -1
	path = append(slices.Clone(path), d.ID.Value)
	for _, id := range d.Includes {
		at, ok := o.interventions.find(&o.errs, id)
		if !ok {
			continue
		}
		if o.read[at].reading {
			o.errs.Addf(id.Pos, "intervention %q includes itself: %s", id.Value, strings.Join(append(path[slices.Index(path, id.Value):], id.Value), " > "))
			continue
		}
		o.include(at, path)
		r.takeOver(&o.read[at])
	}
	if d.OnlyWith.Value != "" {
		if level, ok := o.verdicts.find(&o.errs, d.OnlyWith); ok {
			r.only = append(r.only, level)
		}
	}
	for _, w := range d.WithheldWhen {
		r.withheld = append(r.withheld, o.reason(d.ID.Value, w))
	}
	for _, id := range d.Cautions {
		if at, ok := o.caution(id); ok {
			r.heed(at)
		}
	}
	o.trial(d.Trial, r)
	r.reading, r.done = false, true
}

func (r *readIntervention) takeOver(part *readIntervention) {
	r.only = append(r.only, part.only...)
	for _, w := range part.withheld {
		if !slices.ContainsFunc(r.withheld, func(own withheldReason) bool { return own.when == w.when }) {
			r.withheld = append(r.withheld, w)
		}
	}
	for _, at := range part.cautions {
		r.heed(at)
	}
}

func (r *readIntervention) heed(caution int) {
	if !slices.Contains(r.cautions, caution) {
		r.cautions = append(r.cautions, caution)
	}
}

func (o *optionsBuilder) reason(intervention string, d withheldWhenDoc) withheldReason {
	c, unset, ok := o.condition(d.When)
	if ok && len(unset) > 0 {
		o.errs.Addf(d.When.Pos, "what withholds an intervention cannot rest on param %q, which has no value", unset[0])
	}
	return withheldReason{Withheld{Intervention: intervention, When: d.When.Value, Says: d.Says, Claims: o.cited(d.Claims)}, c}
}

// trial finds the fact that tells what came of an intervention.
func (o *optionsBuilder) trial(id place.Text, r *readIntervention) {
	if id.Value == "" {
		return
	}
	i, ok := o.factNamed(id)
	if !ok {
		return
	}
	f := &o.g.facts[i]
	switch {
	case f.Type != TypeChoice:
		o.errs.Addf(id.Pos, "%q is a %s; what came of a trial is a choice", id.Value, f.Type)
	case !slices.ContainsFunc(f.Choices, func(c Choice) bool { return c.Failed }):
		o.errs.Addf(id.Pos, "no choice of %q says that a trial has failed; mark those that do with `failed: true`", id.Value)
	case f.choice(trialUnknown) >= 0:
		o.errs.Addf(id.Pos, "%q has the choice %q, which is a word of the library; choose another id", id.Value, trialUnknown)
	default:
		r.trial = i
	}
}

func (o *optionsBuilder) described(i int) Intervention {
	d, r := &o.content.Interventions[i], &o.read[i]
	out := Intervention{ID: d.ID.Value, Title: d.Title, OnlyWith: d.OnlyWith.Value}
	if r.trial >= 0 {
		out.Trial = d.Trial.Value
	}
	for _, id := range d.Includes {
		out.Includes = append(out.Includes, id.Value)
	}
	for _, w := range r.withheld {
		out.Withheld = append(out.Withheld, w.Withheld)
	}
	for _, at := range r.cautions {
		out.Cautions = append(out.Cautions, o.g.options.texts[at].ID)
	}
	return out
}

func (o *optionsBuilder) readOptions() {
	docs := o.content.Options
	if tooMany(&o.errs, docs, maxOptions, "options", func(d optionDoc) place.Text { return d.ID }) {
		return
	}
	x := newIndex("option")
	for _, d := range docs {
		o.identifier("option", d.ID, underscored)
		x.add(&o.errs, d.ID)
		if at, ok := o.interventions.find(&o.errs, d.Intervention); ok && at < len(o.read) {
			o.option(d, at)
		} else {
			o.condition(d.When) // for the mistakes
			o.cited(d.Claims)
		}
	}
}

func (o *optionsBuilder) option(d optionDoc, intervention int) {
	from, r := &o.g.options.interventions[intervention], &o.read[intervention]
	rule := OptionRule{ID: d.ID.Value, Intervention: from.ID, Title: d.Title, When: d.When.Value, Trial: from.Trial,
		Stance: d.Stance, Certainty: d.Certainty, Says: d.Says, Claims: o.cited(d.Claims), Cautions: from.Cautions, Overlay: d.overlay}
	if rule.Title == "" {
		rule.Title = from.Title
	}
	named := o.named(d)
	rule.For, rule.Against = o.sources(d, named, d.For, nil), o.sources(d, named, d.Against, d.For)
	compiled := option{trial: r.trial, cautions: r.cautions}
	when, unset, ok := o.condition(d.When)
	compiled.declared = when
	if ok && len(unset) > 0 {
		slices.Sort(unset)
		rule.Off = "param " + strings.Join(slices.Compact(unset), ", ") + " has no value"
		when = constant(false)
	}
	compiled.when = when
	compiled.withheld = o.g.options.reasons[intervention]
	if r.trial >= 0 {
		for i, c := range o.g.facts[r.trial].Choices {
			if c.Failed {
				compiled.failed |= logic.Set(1) << i
				rule.Failed = append(rule.Failed, c.ID)
			}
		}
	}
	o.g.options.rules = append(o.g.options.rules, rule)
	o.g.options.list = append(o.g.options.list, compiled)
}

// sources checks who speaks for an option or against it: sources that its claims name, none
// of them on both sides.
func (o *optionsBuilder) sources(d optionDoc, named []string, side, other []place.Text) []string {
	var out []string
	x := newIndex("source")
	for _, s := range side {
		switch {
		case !x.add(&o.errs, s):
			continue
		case slices.ContainsFunc(other, func(t place.Text) bool { return t.Value == s.Value }):
			o.errs.Addf(s.Pos, "source %q cannot speak both for and against option %q", s.Value, d.ID.Value)
		case o.g.evidence != nil && !slices.Contains(named, s.Value):
			o.errs.Addf(s.Pos, "no claim of option %q names a source %q%s", d.ID.Value, s.Value, didYouMean(s.Value, named))
		}
		out = append(out, s.Value)
	}
	return out
}

// named lists the sources that the claims of an option name.
func (o *optionsBuilder) named(d optionDoc) (named []string) {
	for _, id := range d.Claims {
		if c, ok := o.g.evidence.Claim(id.Value); ok {
			named = append(append(named, c.For...), c.Against...)
			for _, f := range o.g.evidence.Findings(id.Value) {
				named = append(named, f.Source)
			}
		}
	}
	return named
}
