package basis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/evidence"
)

// evidence is what speaks for and against the claims behind the answer, then behind what holds
// besides. A claim stands once, where it weighs most.
func (p *pages) evidence() Section {
	s := Section{Title: "Evidence for and against"}
	s.text("Each claim with how it stands: supported, supported in part, disputed, or untraced (no source was found behind it). Sources are listed for a claim or against it, or on neither side; that none is listed on a side does not say that there is none.")
	var behind, besides []string
	for _, r := range p.d.Reasons {
		switch {
		case p.level(r.Verdict) >= p.level(p.d.Verdict):
			behind = append(behind, r.Claims...)
		case !r.Possible && !p.g.BarsOptions(p.d.Verdict):
			besides = append(besides, r.Claims...)
		}
	}
	for _, c := range p.d.Cautions {
		if !c.Possible {
			besides = append(besides, c.Claims...)
		}
	}
	for _, o := range p.d.Options {
		if !o.Possible {
			besides = append(besides, o.Claims...)
		}
	}
	shown := map[string]bool{}
	if items := p.claims(behind, shown); len(items) > 0 {
		if p.level(p.d.Verdict) < 0 {
			s.text("Behind what holds so far, or gives what is possible:")
		} else {
			s.text("Behind the answer:")
		}
		s.list(items)
	} else {
		s.text("No rule that holds or may hold gives this answer by itself, so that no claim stands behind it.")
	}
	if items := p.claims(besides, shown); len(items) > 0 {
		s.text("Behind what holds besides, and does not decide the answer:")
		s.list(items)
	}
	if rest := len(p.d.Evidence) - len(shown); rest > 0 {
		s.text(count(rest, "further claim is", "further claims are") + " not shown here: behind what is only possible as yet, or does not count beside this answer.")
	}
	return s
}

// claims are those not shown yet, in the order of the answer.
func (p *pages) claims(ids []string, shown map[string]bool) (items []Item) {
	for _, c := range p.d.Evidence {
		claim, ok := p.g.Evidence().Claim(c.Claim)
		if !ok || shown[c.Claim] || !slices.Contains(ids, c.Claim) {
			continue
		}
		shown[c.Claim] = true
		items = append(items, p.claim(claim))
	}
	return items
}

func (p *pages) claim(c evidence.Claim) Item {
	it := Item{Text: fmt.Sprintf("%s: %s (%s)", c.ID, c.Text, evidence.Describe(c.Standing, c.Certainty))}
	if on := p.with.At; !on.IsZero() && !c.ReviewBy.IsZero() && c.ReviewBy.Compare(evidence.DateOf(on)) < 0 {
		it.Text += ". Its review was due " + c.ReviewBy.String()
	}
	it.Items = append(it.Items, p.side("Listed for", c.ID, c.For), p.side("Listed against", c.ID, c.Against))
	if neither := p.neither(c); len(neither) > 0 {
		it.Items = append(it.Items, p.side("Listed on neither side", c.ID, neither))
	}
	for _, d := range c.Disagreements {
		it.Items = append(it.Items, Item{Text: fmt.Sprintf("Disagreement (%s) of %s with %s: %s", inWords(d.Kind.String()), p.shortly(d.One), p.shortly(d.Other), d.Says)})
	}
	if c.Note != "" {
		it.Items = append(it.Items, Item{Text: "Note: " + c.Note})
	}
	return it
}

func (p *pages) side(title, claim string, ids []string) Item {
	if len(ids) == 0 {
		return Item{Text: title + ": none"}
	}
	it := Item{Text: title + ":"}
	for _, id := range ids {
		if source, ok := p.g.Evidence().Source(id); ok {
			it.Items = append(it.Items, p.source(claim, source))
		}
	}
	return it
}

// neither are the sources that a claim lists on no side and that bear on it all the same: with a
// finding, or in a disagreement.
func (p *pages) neither(c evidence.Claim) (ids []string) {
	add := func(id string) {
		if !slices.Contains(c.For, id) && !slices.Contains(c.Against, id) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, s := range p.g.Evidence().SourcesOn(c.ID) {
		add(s.ID)
	}
	for _, d := range c.Disagreements {
		for _, id := range slices.Concat(d.One, d.Other) {
			add(id)
		}
	}
	return ids
}

// shortly names sources that are listed in full beside it: by author and year.
func (p *pages) shortly(ids []string) string {
	var out []string
	for _, id := range ids {
		s, _ := p.g.Evidence().Source(id)
		cite := s.Title
		if named, others := s.AuthorList(); len(named) > 0 {
			cite = or(named[0].Family, named[0].Body)
			if others || len(named) > 2 {
				cite += " et al."
			} else if len(named) == 2 {
				cite += " and " + or(named[1].Family, named[1].Body)
			}
		}
		if s.Year > 0 {
			cite += fmt.Sprint(" ", s.Year)
		}
		if !slices.Contains(out, cite) {
			out = append(out, cite)
		}
	}
	return strings.Join(out, "; ")
}

// source is a publication, how far it was read, and what it found of the claim in whom.
func (p *pages) source(claim string, s evidence.Source) Item {
	it := Item{Text: s.Cite(), Link: s.Link()}
	var notes []string
	if !s.Verified {
		notes = append(notes, "identity not verified")
	}
	if read := s.Read.String(); read != "" {
		notes = append(notes, "read: "+inWords(read))
	}
	if s.Population != "" {
		notes = append(notes, "in: "+s.Population)
	}
	if s.SupersededBy != "" {
		notes = append(notes, "superseded by "+s.SupersededBy)
	}
	if on := p.with.At; !on.IsZero() && s.LapsedBy(evidence.DateOf(on)) {
		notes = append(notes, "lapsed "+s.Lapses.String())
	}
	if len(notes) > 0 {
		it.Text += " (" + strings.Join(notes, "; ") + ")"
	}
	for _, f := range s.Findings {
		if slices.Contains(f.Claims, claim) {
			it.Items = append(it.Items, Item{Text: finding(s, f)})
		}
	}
	return it
}

func finding(s evidence.Source, f evidence.Finding) string {
	text := sentence(f.Says)
	if way := points(f); way != "" {
		text += " Direction: " + sentence(way)
	}
	if f.Comparator != "" {
		text += " Compared with: " + sentence(f.Comparator)
	}
	if f.Outcome != "" {
		text += " Outcome: " + sentence(f.Outcome)
	}
	if f.Population != "" && f.Population != s.Population {
		text += " In: " + sentence(f.Population)
	}
	if c := inWords(f.Certainty.String()); c != "" {
		text += " Certainty by its own account: " + c + "."
	}
	return text
}

// points is which way a finding points, and on what: that may be another treatment than the one that
// the guideline is about.
func points(f evidence.Finding) string {
	if f.Direction == evidence.DirectionUnstated {
		return ""
	}
	way := map[evidence.Direction]string{
		evidence.NoRecommendation: "no recommendation either way", evidence.Insufficient: "too little evidence to say", evidence.NoAddedBenefit: "no added benefit",
		evidence.NoDifference: "no difference shown", evidence.Mixed: "both ways",
	}[f.Direction]
	switch {
	case way == "":
		return strings.TrimSpace(f.Direction.String() + " " + f.Treatment)
	case f.Treatment == "":
		return way
	}
	return way + ", on " + f.Treatment
}
