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
	s.text("Each claim with how it stands: supported, supported in part, disputed, or untraced (no source was found behind it).")
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
	it := Item{Text: fmt.Sprintf("%s: %s (%s)", c.ID, c.Text, standing(c.Standing, c.Certainty))}
	if on := p.with.At; !on.IsZero() && !c.ReviewBy.IsZero() && c.ReviewBy.Compare(evidence.DateOf(on)) < 0 {
		it.Text += ". Its review was due " + c.ReviewBy.String()
	}
	it.Items = append(it.Items, p.side("For", c.ID, c.For), p.side("Against", c.ID, c.Against))
	if c.Note != "" {
		it.Items = append(it.Items, Item{Text: "Note: " + c.Note})
	}
	return it
}

func (p *pages) side(title, claim string, ids []string) Item {
	if len(ids) == 0 {
		return Item{Text: title + ": no source was found"}
	}
	it := Item{Text: title + ":"}
	for _, id := range ids {
		if source, ok := p.g.Evidence().Source(id); ok {
			it.Items = append(it.Items, p.source(claim, source))
		}
	}
	return it
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

func standing(s evidence.Standing, c evidence.Certainty) string {
	text := s.String()
	if s == evidence.Partly {
		text = "supported in part"
	}
	if c != evidence.CertaintyUnstated {
		text += ", " + inWords(c.String()) + " certainty"
	}
	return text
}
