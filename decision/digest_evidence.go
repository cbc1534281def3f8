package decision

import (
	"slices"
)

// digestEvidence covers what the guideline cites: claims with their disagreements, notes and
// dates of review, what was found on them, and the record of every source that found it,
// takes a side, or is quoted by itself.
func (b *builder) digestEvidence(h *canonical) {
	library := b.g.evidence
	seen := map[string]bool{}
	record := func(ids ...string) {
		for _, id := range ids {
			if seen[id] {
				continue
			}
			seen[id] = true
			s, _ := library.Source(id)
			s.Findings = nil // what it found on a claim goes with the claim; the rest is not cited
			h.add(s)
		}
	}
	for _, id := range b.g.citedIDs() {
		claim, _ := library.Claim(id)
		findings := library.Findings(id)
		h.add(claim)
		h.add(findings)
		record(claim.For...)
		record(claim.Against...)
		for _, f := range findings {
			record(f.Source)
		}
	}
	record(b.g.quotedSources()...)
}

// quotedSources lists the sources that are named by themselves; those of options are named
// by their claims.
func (g *Guideline) quotedSources() (out []string) {
	if k := g.comparison; k != nil {
		for _, a := range k.attributes {
			for _, s := range a.Statements {
				out = append(out, s.Page)
			}
		}
		for i := range k.rules {
			if page := k.rules[i].Page; page != "" {
				out = append(out, page)
			}
		}
	}
	if g.selfCheck != nil {
		out = append(out, g.selfCheck.Page)
	}
	for _, e := range g.lessons {
		out = slices.Concat(out, e.Pages, e.Sources)
	}
	return out
}
