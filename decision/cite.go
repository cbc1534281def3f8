package decision

// cite lists every claim that the answer mentions, in order of first mention, and then
// every source of those claims.
func (a *answer) cite(d *Decision) {
	claims, sources := map[string]bool{}, map[string]bool{}
	add := func(ids []string) {
		for _, id := range ids {
			if claims[id] {
				continue
			}
			claims[id] = true
			c, ok := a.g.cited[id]
			if !ok {
				continue
			}
			own := c.claim
			own.For, own.Against = a.own(own.For), a.own(own.Against)
			d.Evidence = append(d.Evidence, own)
			for _, s := range c.sources {
				if !sources[s.ID] {
					sources[s.ID] = true
					d.Sources = append(d.Sources, s)
				}
			}
		}
	}
	for _, r := range d.Reasons {
		add(r.Claims)
	}
	for _, c := range d.Cautions {
		add(c.Claims)
	}
	for _, o := range d.Options {
		add(o.Claims)
	}
	if p := d.Protocol; p != nil {
		add(p.Claims)
		for _, it := range p.Items {
			add(it.Claims)
		}
		if p.Schedule != nil {
			add(p.Schedule.Claims)
		}
		for _, n := range p.Notes {
			add(n.Claims)
		}
	}
	if d.Course != nil {
		for _, m := range d.Course.Measures {
			add(m.Claims)
		}
	}
}

// citation is a claim as answers show it, with its sources.
type citation struct {
	claim   Claim
	sources []Source
}

func (b *builder) citations() map[string]citation {
	out := map[string]citation{}
	lib := b.g.evidence
	for _, c := range lib.Claims() {
		k := citation{claim: Claim{Claim: c.ID, Text: c.Text, Standing: c.Standing, Certainty: c.Certainty,
			For: append([]string{}, c.For...), Against: append([]string{}, c.Against...)}}
		for _, id := range append(append([]string{}, c.For...), c.Against...) {
			if s, ok := lib.Source(id); ok {
				k.sources = append(k.sources, Source{ID: s.ID, Cite: s.Cite(), URL: s.Link()})
			}
		}
		out[c.ID] = k
	}
	return out
}
