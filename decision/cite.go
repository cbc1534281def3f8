package decision

import "slices"

// citation is a claim as answers show it, with its sources by their place in the library.
type citation struct {
	claim   Claim
	both    []string // the sources for, then those against
	sources []int    // of both
}

// library is the evidence as answers cite it.
type library struct {
	claims  []citation
	at      map[string]int
	sources []Source
	source  map[string]int // place by id
}

func (b *builder) citations() library {
	lib := library{at: map[string]int{}, source: map[string]int{}}
	for i, s := range b.g.evidence.Sources() {
		lib.source[s.ID] = i
		source := Source{ID: s.ID, Cite: s.Cite(), URL: s.Link()}
		source.written = &written[Source]{source, members(&source, (*jsonWriter).source)}
		lib.sources = append(lib.sources, source)
	}
	for i, c := range b.g.evidence.Claims() {
		lib.at[c.ID] = i
		k := citation{claim: Claim{Claim: c.ID, Text: c.Text, Standing: c.Standing, Certainty: c.Certainty,
			For: append([]string{}, c.For...), Against: append([]string{}, c.Against...)}}
		k.claim.written = &written[Claim]{k.claim, members(&k.claim, (*jsonWriter).claim)}
		k.both = slices.Concat(c.For, c.Against)
		for _, id := range k.both {
			k.sources = append(k.sources, lib.source[id])
		}
		lib.claims = append(lib.claims, k)
	}
	return lib
}

// cite resolves whatever rules and options mention.
func (b *builder) cite() {
	g := b.g
	if g.cited.at == nil { // else it is that of a guideline beside it
		g.cited = b.citations()
	}
	g.citing.New = func() any { return g.cited.newCiting() }
	for i := range g.rules {
		c, r := &g.compiled[i], &g.rules[i]
		c.claims = g.cited.resolve(r.Claims)
		if c.level < 0 {
			c.written = writeRuleCaution(r)
		} else {
			c.written = writeReason(r)
		}
	}
	for i := range g.options.list {
		o, r := &g.options.list[i], &g.options.rules[i]
		o.claims = g.cited.resolve(r.Claims)
		for _, s := range slices.Concat(r.For, r.Against) {
			o.speakers = append(o.speakers, g.cited.source[s])
		}
	}
	for i := range g.options.cautions {
		g.options.cautions[i].claims = g.cited.resolve(g.options.texts[i].Claims)
	}
}

// resolve finds claims in the library, so that answers need not look them up.
func (lib *library) resolve(ids []string) []int32 {
	var out []int32
	for _, id := range ids {
		if at, ok := lib.at[id]; ok {
			out = append(out, int32(at))
		}
	}
	return out
}

// cite mentions every claim of the answer, in order, and with them every source of those
// claims and of the options. Reasons, cautions and options have been mentioned when they
// were listed.
func (a *answer) cite(d *Decision) {
	c := a.citing
	if p := d.Protocol; p != nil {
		c.protocol(p)
	}
	if d.Course != nil {
		for i := range d.Course.Measures {
			c.add(d.Course.Measures[i].Claims)
		}
	}
	if d.SelfCheck != nil {
		c.add(d.SelfCheck.Claims)
		c.page(d.SelfCheck.Page)
	}
}

// citing collects what is mentioned, in order of first mention, by its place in the library.
// Answers take turns with its memory.
type citing struct {
	lib             *library
	cited           []bool // claims, then sources
	claims, sources []int32
}

func (lib *library) newCiting() *citing {
	return &citing{lib: lib, cited: make([]bool, len(lib.claims)+len(lib.sources))}
}

func (c *citing) reset() {
	clear(c.cited)
	c.claims, c.sources = c.claims[:0], c.sources[:0]
}

func (c *citing) protocol(p *Protocol) {
	c.add(p.Claims)
	for i := range p.Items {
		c.add(p.Items[i].Claims)
	}
	if p.Schedule != nil {
		c.add(p.Schedule.Claims)
	}
	for i := range p.Notes {
		c.add(p.Notes[i].Claims)
	}
}

func (c *citing) add(ids []string) { c.mention(c.lib.resolve(ids)) }

// mention adds claims and then the sources on either side of each.
func (c *citing) mention(claims []int32) {
	for _, at := range claims {
		if c.cited[at] {
			continue
		}
		c.cited[at] = true
		c.claims = append(c.claims, at)
		for _, s := range c.lib.claims[at].sources {
			c.publication(s)
		}
	}
}

// page mentions a source by itself.
func (c *citing) page(id string) {
	if at, ok := c.lib.source[id]; ok {
		c.publication(at)
	}
}

func (c *citing) publication(at int) {
	if seen := &c.cited[len(c.lib.claims)+at]; !*seen {
		*seen = true
		c.sources = append(c.sources, int32(at))
	}
}

// evidence gives a decision every claim and every source mentioned, in order of first mention.
func (a *answer) evidence(d *Decision) {
	d.Evidence, d.Sources = a.citing.evidence(a), a.citing.publications(a)
}

func (c *citing) evidence(a *answer) []Claim {
	out := lend(a, &a.asked.evidence, len(c.claims))[:len(c.claims)]
	for i, at := range c.claims {
		k, n := &c.lib.claims[at], len(c.lib.claims[at].claim.For)
		own := a.own(k.both)
		out[i] = k.claim
		out[i].For, out[i].Against = own[:n:n], own[n:]
	}
	return out
}

func (c *citing) publications(a *answer) []Source {
	out := lend(a, &a.asked.sources, len(c.sources))[:len(c.sources)]
	for i, at := range c.sources {
		out[i] = c.lib.sources[at]
	}
	return out
}
