package decision

import "slices"

// citation is a claim as answers show it, with its sources by their place in the library.
type citation struct {
	claim   Claim
	sources []int
}

// library is the evidence as answers cite it.
type library struct {
	claims   []citation
	at       map[string]int
	sources  []Source
	sourceAt map[string]int
}

func (b *builder) citations() library {
	lib := library{at: map[string]int{}, sourceAt: map[string]int{}}
	for i, s := range b.g.evidence.Sources() {
		lib.sourceAt[s.ID] = i
		source := Source{ID: s.ID, Cite: s.Cite(), URL: s.Link()}
		source.written = &written[Source]{source, members(&source, (*jsonWriter).source)}
		lib.sources = append(lib.sources, source)
	}
	for i, c := range b.g.evidence.Claims() {
		lib.at[c.ID] = i
		k := citation{claim: Claim{Claim: c.ID, Text: c.Text, Standing: c.Standing, Certainty: c.Certainty,
			For: append([]string{}, c.For...), Against: append([]string{}, c.Against...)}}
		k.claim.written = &written[Claim]{k.claim, members(&k.claim, (*jsonWriter).claim)}
		for _, id := range slices.Concat(c.For, c.Against) {
			k.sources = append(k.sources, lib.sourceAt[id])
		}
		lib.claims = append(lib.claims, k)
	}
	return lib
}

// cite resolves whatever rules and options mention.
func (b *builder) cite() {
	g := b.g
	g.cited = b.citations()
	g.citing.New = func() any { return g.cited.newCiting() }
	for i := range g.rules {
		g.compiled[i].claims = g.cited.resolve(g.rules[i].Claims)
	}
	for i := range g.options.list {
		o, r := &g.options.list[i], &g.optionRules[i]
		o.claims = g.cited.resolve(r.Claims)
		for _, s := range slices.Concat(r.For, r.Against) {
			o.speakers = append(o.speakers, int32(g.cited.sourceAt[s]))
		}
	}
	for i := range g.options.cautions {
		g.options.cautions[i].claims = g.cited.resolve(g.cautionTexts[i].Claims)
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

// citing collects what an answer mentions, in order of first mention: claims and sources by
// their place in the library. Answers take turns with its memory.
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

// mention adds claims and then the sources on either side of each.
func (c *citing) mention(claims []int32) {
	for _, at := range claims {
		if c.cited[at] {
			continue
		}
		c.cited[at] = true
		c.claims = append(c.claims, at)
		for _, s := range c.lib.claims[at].sources {
			c.source(int32(s))
		}
	}
}

// source adds one that is named beside a claim rather than on a side of it.
func (c *citing) source(at int32) {
	if seen := &c.cited[len(c.lib.claims)+int(at)]; !*seen {
		*seen = true
		c.sources = append(c.sources, at)
	}
}

// cite lists every claim that the answer mentions, in order of first mention, and then
// every source of those claims and of the options.
func (a *answer) cite(d *Decision) {
	c := a.citing
	if p := d.Protocol; p != nil {
		c.protocol(p)
	}
	if d.Course != nil {
		for i := range d.Course.Measures {
			c.mention(c.lib.resolve(d.Course.Measures[i].Claims))
		}
	}
	d.Evidence, d.Sources = make([]Claim, len(c.claims)), make([]Source, len(c.sources))
	for i, at := range c.claims {
		own := c.lib.claims[at].claim
		own.For, own.Against = a.own(own.For), a.own(own.Against)
		d.Evidence[i] = own
	}
	for i, at := range c.sources {
		d.Sources[i] = c.lib.sources[at]
	}
}

func (c *citing) protocol(p *Protocol) {
	c.mention(c.lib.resolve(p.Claims))
	for i := range p.Items {
		c.mention(c.lib.resolve(p.Items[i].Claims))
	}
	if p.Schedule != nil {
		c.mention(c.lib.resolve(p.Schedule.Claims))
	}
	for i := range p.Notes {
		c.mention(c.lib.resolve(p.Notes[i].Claims))
	}
}
