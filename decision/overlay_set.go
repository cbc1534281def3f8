package decision

// setParams sets params in the order of the overlays. Each `was` must match what is there, so
// that a policy notices when the guideline below it changes.
func (b *builder) setParams() {
	for i, o := range b.overlays {
		set := newIndex("param")
		for _, s := range o.Set {
			if first, ok := set.pos[s.Param.Value]; ok {
				b.errs.Addf(s.Param.Pos, "param %q is set twice; first at %s", s.Param.Value, first)
				continue
			}
			set.add(&b.errs, s.Param)
			b.setParam(i, s)
		}
	}
}

func (b *builder) setParam(overlay int, s setDoc) {
	o := b.overlays[overlay]
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
	if from, added := b.paramFrom[p.ID]; added && from >= overlay {
		hint := "give it its value there"
		if from > overlay {
			hint = "give that overlay first"
		}
		b.errs.Addf(s.Param.Pos, "there is no param %q yet: overlay %q adds it at %s; %s", p.ID, b.overlays[from].ID.Value, named.pos, hint)
		return
	}
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
	to := b.scalar(s.To)
	if p.Set && p.same(to) {
		b.errs.Addf(s.To.Pos, "param %q is %s already; leave it out", p.ID, p.Value)
		return
	}
	b.assign(p, to)
	p.Authority, p.Since = o.Authority, o.InForce.Value
}
