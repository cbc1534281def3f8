package evidence

import "slices"

// Library is a checked set of sources and claims: every id a claim names is there. It never changes after [Open] and is
// safe for concurrent use. The nil and the zero library are empty.
type Library struct {
	sources     []Source
	claims      []Claim
	sourceIndex map[string]int
	claimIndex  map[string]int
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
	return l.sources[i], true
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
	return slices.Clone(l.sources)
}
