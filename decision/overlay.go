package decision

import (
	"time"

	"github.com/mskguide/mskguide/internal/place"
)

func (b *builder) readOverlays(overlays []Overlay) {
	seen := map[string]place.Pos{}
	for _, o := range overlays {
		var doc overlayDoc
		name := o.Name
		if name == "" {
			name = "overlay.yaml"
		}
		if _, err := place.Decode(name, o.Data, &doc); err != nil {
			b.errs.Merge(err)
			continue
		}
		if doc.Schema.Value != overlaySchema {
			b.errs.Addf(doc.Schema.Pos, "schema %q is not one this library reads; it reads %q", doc.Schema.Value, overlaySchema)
		}
		b.identifier("overlay", doc.ID, hyphenated)
		if first, ok := seen[doc.ID.Value]; ok {
			b.errs.Addf(doc.ID.Pos, "overlay %q is given twice; first at %s", doc.ID.Value, first)
		}
		seen[doc.ID.Value] = doc.ID.Pos
		if b.manifest.ID.Value != "" && doc.For.Value != b.manifest.ID.Value {
			b.errs.Addf(doc.For.Pos, "the overlay is for guideline %q, not for %q", doc.For.Value, b.manifest.ID.Value)
		}
		b.date("in_force", doc.InForce)
		b.overlays = append(b.overlays, doc)
	}
}

func (b *builder) date(what string, text place.Text) {
	if _, err := time.Parse(time.DateOnly, text.Value); err != nil {
		b.errs.Addf(text.Pos, "%s %q is not a date such as \"2026-01-31\"", what, text.Value)
	}
}

// applyOverlays sets params in the order of the overlays. Each `was` must match what is
// there, so that a policy notices when the guideline below it changes.
func (b *builder) applyOverlays() {
	for _, o := range b.overlays {
		set := newIndex("param")
		for _, s := range o.Set {
			if first, ok := set.pos[s.Param.Value]; ok {
				b.errs.Addf(s.Param.Pos, "param %q is set twice; first at %s", s.Param.Value, first)
				continue
			}
			set.add(&b.errs, s.Param)
			b.setParam(o, s)
		}
		b.g.info.Overlays = append(b.g.info.Overlays, o.ID.Value)
	}
}

func (b *builder) setParam(o overlayDoc, s setDoc) {
	named, ok := b.names[s.Param.Value]
	if !ok || named.kind != kindParam {
		ids := make([]string, len(b.g.params))
		for i, p := range b.g.params {
			ids[i] = p.ID
		}
		b.errs.Addf(s.Param.Pos, "there is no param %q%s", s.Param.Value, didYouMean(s.Param.Value, ids))
		return
	}
	p := &b.g.params[named.index]
	var was scalar
	if s.Was != nil {
		was = b.scalar(*s.Was)
	}
	switch {
	case s.Was == nil && p.Set:
		b.errs.Addf(s.Param.Pos, "param %q is %s; say so with `was: %s`, so that a later change of the guideline is noticed", p.ID, p.Value, p.Value)
		return
	case s.Was != nil && !p.Set:
		b.errs.Addf(s.Was.Pos, "param %q has no value to replace; leave `was` out", p.ID)
		return
	case s.Was != nil && !p.same(was):
		b.errs.Addf(s.Was.Pos, "param %q is %s, not %s: the guideline has changed since this overlay was written; check the policy against it", p.ID, p.Value, was.Value)
		return
	}
	b.assign(p, b.scalar(s.To))
	p.Authority, p.Since = o.Authority, o.InForce.Value
}
