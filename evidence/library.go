package evidence

import (
	"slices"

	"github.com/mskguide/mskguide/internal/place"
)

// Library is a checked set of sources and claims: every id a claim names is there. It never changes after [Open] and is
// safe for concurrent use. The nil and the zero library are empty.
type Library struct {
	sources                   []Source
	claims                    []Claim
	sourceIndex               map[string]int
	claimIndex                map[string]int
	sourcePlaces, claimPlaces []place.Pos
	bearing                   map[string][]int // claim id: the sources that have a finding on it, in library order
}

// Claim returns the claim with that id.
func (l *Library) Claim(id string) (Claim, bool) {
	if l == nil {
		return Claim{}, false
	}
	i, ok := l.claimIndex[id]
	if !ok {
		return Claim{}, false
	}
	return l.claims[i].clone(), true
}

// Source returns the source with that id.
func (l *Library) Source(id string) (Source, bool) {
	if l == nil {
		return Source{}, false
	}
	i, ok := l.sourceIndex[id]
	if !ok {
		return Source{}, false
	}
	return l.sources[i].clone(), true
}

// Claims returns a copy of all claims, by file name and then in file order.
func (l *Library) Claims() []Claim {
	if l == nil {
		return nil
	}
	claims := make([]Claim, len(l.claims))
	for i, claim := range l.claims {
		claims[i] = claim.clone()
	}
	return claims
}

// Sources returns a copy of all sources, by file name and then in file order.
func (l *Library) Sources() []Source {
	if l == nil {
		return nil
	}
	sources := make([]Source, len(l.sources))
	for i, source := range l.sources {
		sources[i] = source.clone()
	}
	return sources
}

// SourcesOn returns the sources that bear on a claim: those for it, those against it, and those on neither side that have
// a finding on it. It is empty for an unknown claim.
func (l *Library) SourcesOn(claim string) []Source {
	var sources []Source
	for _, i := range l.on(claim) {
		sources = append(sources, l.sources[i].clone())
	}
	return sources
}

// on finds the sources that bear on a claim, in the order of [Library.SourcesOn].
func (l *Library) on(claim string) []int {
	if l == nil {
		return nil
	}
	c, ok := l.claimIndex[claim]
	if !ok {
		return nil
	}
	var sides []int
	for _, id := range slices.Concat(l.claims[c].For, l.claims[c].Against) {
		sides = append(sides, l.sourceIndex[id])
	}
	sources := sides
	for _, i := range l.bearing[claim] {
		if !slices.Contains(sides, i) {
			sources = append(sources, i)
		}
	}
	return sources
}

// Findings returns what was found on a claim, source by source as in [Library.SourcesOn]. A source on a side of the claim
// without a finding on it is one whose text on the matter was not seen.
func (l *Library) Findings(claim string) []Finding {
	var findings []Finding
	for _, i := range l.on(claim) {
		for _, f := range l.sources[i].Findings {
			if slices.Contains(f.Claims, claim) {
				findings = append(findings, f.clone())
			}
		}
	}
	return findings
}

// Supersedes returns the ids of the sources that a source replaces.
func (l *Library) Supersedes(id string) []string {
	var older []string
	if l == nil {
		return nil
	}
	for _, source := range l.sources {
		if source.SupersededBy == id {
			older = append(older, source.ID)
		}
	}
	return older
}
