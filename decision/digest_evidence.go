package decision

import (
	"slices"

	"github.com/mskguide/mskguide/evidence"
)

// digestEvidence covers what the guideline cites: claims with their disagreements, notes and
// dates of review, what was found on them, and the record of every source that found it,
// takes a side, or is quoted by itself.
func (b *builder) digestEvidence(h canonical) {
	library := b.g.evidence
	seen := map[string]bool{}
	record := func(s evidence.Source) {
		if seen[s.ID] {
			return
		}
		seen[s.ID] = true
		s.Findings = nil // what it found on a claim goes with the claim; the rest is not cited
		h.add(s)
	}
	for _, id := range b.g.citedIDs() {
		claim, _ := library.Claim(id)
		h.add(claim)
		h.add(library.Findings(id))
		for _, s := range library.SourcesOn(id) {
			record(s)
		}
	}
	for _, id := range b.g.quotedSources() {
		s, _ := library.Source(id)
		record(s)
	}
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
