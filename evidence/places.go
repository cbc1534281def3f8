package evidence

import "github.com/mskguide/mskguide/internal/place"

// keepPlaces remembers where each id stands, for those who check what uses a library.
func (b *builder) keepPlaces() {
	for _, o := range b.sourceOrigins {
		b.library.sourcePlaces = append(b.library.sourcePlaces, o.at("id"))
	}
	for _, o := range b.claimOrigins {
		b.library.claimPlaces = append(b.library.claimPlaces, o.at("id"))
	}
}

// SourcePlace is where the library writes a source, as a file of its folder; nowhere for an
// unknown one.
func (l *Library) SourcePlace(id string) (at place.Pos) {
	if l == nil {
		return at
	}
	if i, ok := l.sourceIndex[id]; ok {
		at = l.sourcePlaces[i]
	}
	return at
}

// ClaimPlace is where the library writes a claim, as [Library.SourcePlace].
func (l *Library) ClaimPlace(id string) (at place.Pos) {
	if l == nil {
		return at
	}
	if i, ok := l.claimIndex[id]; ok {
		at = l.claimPlaces[i]
	}
	return at
}
