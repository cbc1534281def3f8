package decision

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// revise applies what overlays add, replace and retract to the documents of the bundle, before
// anything in them is declared or compiled: what an overlay brings is checked like the rest,
// and keeps the place of the file that it stands in. Overlays apply in the order in which they
// are given, and each sees what those before it have left.
func (b *builder) revise() {
	b.content.Rules, b.content.Options = slices.Clone(b.content.Rules), slices.Clone(b.content.Options)
	rules := &entries[ruleDoc]{what: "rule", list: &b.content.Rules, gone: b.rules.gone, errs: &b.errs, show: ruleDoc.was, alike: b.alike,
		id: func(d ruleDoc) place.Text { return d.ID }, mark: func(d *ruleDoc, overlay string) { d.overlay = overlay }}
	options := &entries[optionDoc]{what: "option", list: &b.content.Options, gone: map[string]string{}, errs: &b.errs, show: optionDoc.was, alike: b.alike,
		id: func(d optionDoc) place.Text { return d.ID }, mark: func(d *optionDoc, overlay string) { d.overlay = overlay }}
	for i := range b.overlays {
		o := &b.overlays[i]
		rules.overlay, rules.own = o.ID.Value, map[string]place.Pos{}
		options.overlay, options.own = o.ID.Value, map[string]place.Pos{}
		b.retract(o, rules, options)
		b.replace(o, rules, options)
		b.add(i, rules, options)
		b.g.info.Overlays = append(b.g.info.Overlays, o.ID.Value)
	}
}

func (b *builder) retract(o *overlayDoc, rules *entries[ruleDoc], options *entries[optionDoc]) {
	for _, d := range o.Retract.Rules {
		if at := rules.find(d.Rule, "retract"); at >= 0 && rules.matches(at, d.Was.Pos, ruleDoc{Gives: d.Was.Gives, When: d.Was.When}) && b.mayRetract(at, d) {
			rules.retract(at, d.Rule)
		}
	}
	for _, d := range o.Retract.Options {
		if at := options.find(d.Option, "retract"); at >= 0 && options.matches(at, d.Was.Pos, optionDoc{Stance: Stance(d.Was.Stance.Value), When: d.Was.When}) {
			options.retract(at, d.Option)
		}
	}
	if d := o.Retract.Attendance; d != nil {
		switch {
		case b.content.Attendance != nil:
			b.content.Attendance = nil
			b.attendanceGone = fmt.Sprintf("overlay %q retracts it at %s", o.ID.Value, d.Pos)
		case b.attendanceGone != "":
			b.errs.Addf(d.Pos, "there is no attendance rule any more: %s", b.attendanceGone)
		default:
			b.errs.Addf(d.Pos, "the guideline has no attendance rule to retract")
		}
	}
}

func (b *builder) replace(o *overlayDoc, rules *entries[ruleDoc], options *entries[optionDoc]) {
	for _, d := range o.Replace.Rules {
		if at := rules.find(d.Rule, "replace"); at >= 0 && rules.matches(at, d.Was.Pos, ruleDoc{Gives: d.Was.Gives, When: d.Was.When}) && b.mayReplace(at, d) {
			b.guard(b.content.Rules[at], d)
			rules.replace(at, d.Rule, d.With)
		}
	}
	for _, d := range o.Replace.Options {
		if at := options.find(d.Option, "replace"); at >= 0 && options.matches(at, d.Was.Pos, optionDoc{Stance: Stance(d.Was.Stance.Value), When: d.Was.When}) {
			if now := b.content.Options[at]; now.Intervention.Value != d.With.Intervention.Value {
				b.errs.Addf(d.With.Intervention.Pos, "option %q offers %q, at %s, with what withholds it and what to heed; what replaces it offers the same", now.ID.Value, now.Intervention.Value, now.Intervention.Pos)
			}
			options.replace(at, d.Option, d.With)
		}
	}
	d := o.Replace.Protocol
	if d == nil {
		return
	}
	now := b.content.Protocol
	switch {
	case now == nil:
		b.errs.Addf(d.Was.Pos, "the guideline has no protocol to replace")
	case strings.TrimSpace(now.Title) != strings.TrimSpace(d.Was.Title.Value):
		b.errs.Addf(d.Was.Pos, "the protocol is not what this overlay takes it to be; check the policy against what is there now, at %s, and say so with `was: {title: %q}`", now.Pos, now.Title)
	case b.alike(*now, d.With):
		b.errs.Addf(d.With.Pos, "this is the protocol as it is there already, at %s; leave it out", now.Pos)
	default:
		for _, it := range now.Items {
			b.itemsGone = append(b.itemsGone, it.ID.Value)
		}
		b.content.Protocol = &d.With
	}
}

// alike reports whether two documents say the same.
func (b *builder) alike(one, other any) bool {
	w := canonical{known: map[reflect.Type][]canonicalField{}, parse: b.parsed}
	return bytes.Equal(w.append(nil, reflect.ValueOf(one)), w.append(nil, reflect.ValueOf(other)))
}

// was writes what an overlay must say of a rule to show that it knows it.
func (d ruleDoc) was() string {
	out := "was: {gives: " + d.Gives.Value
	if when := strings.TrimSpace(d.When.Value); when != "" {
		out += fmt.Sprintf(", when: %q", when)
	}
	return out + "}"
}

func (d optionDoc) was() string {
	return fmt.Sprintf("was: {stance: %s, when: %q}", d.Stance, strings.TrimSpace(d.When.Value))
}
