package cdshooks

import (
	"maps"
	"slices"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// ordering reads of which facts an order speaks.
func (b *builder) ordering(d *orderDoc) {
	for _, f := range []struct {
		from place.Text
		into *string
		kind decision.Type
	}{{d.Site, &b.p.order.site, decision.TypeChoice}, {d.Reason, &b.p.order.reason, decision.TypeChoice}, {d.Lasting, &b.p.order.lasting, decision.TypeNumber}} {
		if !b.exists("fact", f.from, slices.Sorted(maps.Keys(b.p.known.facts))) {
			continue
		}
		if kind := b.p.known.facts[f.from.Value].Type; kind != f.kind {
			b.errs.Addf(f.from.Pos, "%q is a %s, and not the %s that is wanted here", f.from.Value, kind, f.kind)
		}
		*f.into = f.from.Value
	}
}

// sites reads codes of body sites. What they mean is taken for a fact, so each has to be checked.
func (b *builder) sites(list []siteDoc) {
	var choices []string
	for _, c := range b.p.known.facts[b.p.order.site].Choices {
		choices = append(choices, c.ID)
	}
	for _, s := range list {
		code, ok := b.code(s.Code)
		if !b.exists("choice of the fact", s.Value, choices) || !ok {
			continue
		}
		if s.Code.Checked != conditions.CheckedWell {
			b.errs.Addf(s.Code.Code.Pos, "code %q tells where, so it has to be checked: yes", s.Code.Code.Value)
		}
		if rival, twice := b.codes[code]; twice {
			b.errs.Addf(s.Code.Code.Pos, "code %q has its meaning already, at %s", s.Code.Code.Value, rival)
			continue
		}
		b.codes[code] = s.Code.Code.Pos
		for _, uri := range b.systems[s.Code.System.Value] {
			b.p.order.sites[Coding{System: uri, Code: code.Code}] = site{s.Value.Value, s.Code.Display.Value}
		}
	}
}
