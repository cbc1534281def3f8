package evidence

import (
	"maps"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

func (b *builder) check() {
	b.index()
	b.checkSources()
	for i, claim := range b.library.claims {
		b.checkClaim(claim, b.claimOrigins[i])
	}
}

// index goes first: a claim may name a source of a later file.
func (b *builder) index() {
	for i, source := range b.library.sources {
		b.checkID("source", source.ID, b.sourceOrigins[i])
		if first, taken := b.library.sourceIndex[source.ID]; taken {
			b.duplicate("source", source.ID, b.sourceOrigins[i], b.sourceOrigins[first])
			continue
		}
		b.library.sourceIndex[source.ID] = i
	}
	for i, claim := range b.library.claims {
		b.checkID("claim", claim.ID, b.claimOrigins[i])
		if first, taken := b.library.claimIndex[claim.ID]; taken {
			b.duplicate("claim", claim.ID, b.claimOrigins[i], b.claimOrigins[first])
			continue
		}
		b.library.claimIndex[claim.ID] = i
	}
}

func (b *builder) checkID(kind, id string, o origin) {
	if !validID(id) {
		b.errs.Addf(o.at("id"), "%s id %q: write letters and digits, parts joined by single hyphens", kind, id)
	}
}

func (b *builder) duplicate(kind, id string, o, first origin) {
	b.errs.Addf(o.at("id"), "%s %q is defined twice; first at %s", kind, id, first.at("id"))
}

func (b *builder) checkSources() {
	identifiers := map[string]int{}
	for i, source := range b.library.sources {
		o := b.sourceOrigins[i]
		if kinds := Kinds(); !slices.Contains(kinds, source.Kind) {
			b.errs.Addf(o.at("kind"), "%s", unknownName("kind", source.Kind, kinds))
		}
		if source.Year != 0 && (source.Year < 1800 || source.Year > 2200) {
			b.errs.Addf(o.at("year"), "year %d: write a year of four digits, or leave the key out", source.Year)
		}
		b.checkIdentifiers(source, i, identifiers)
		if media := Media(); source.Medium != "" && !slices.Contains(media, source.Medium) {
			b.errs.Addf(o.at("medium"), "%s", unknownName("medium", source.Medium, media))
		}
		if source.LapsesWhy != "" && source.Lapses.IsZero() {
			b.errs.Addf(o.at("lapses_why"), "lapses_why without lapses: say from when")
		}
		b.checkSuccessor(source, o)
		for j, finding := range source.Findings {
			b.checkFinding(i, j, finding)
		}
	}
}

// checkIdentifiers also refuses an identifier that another source has: one publication under two ids would count twice.
func (b *builder) checkIdentifiers(source Source, i int, seen map[string]int) {
	o := b.sourceOrigins[i]
	for _, id := range identifiers(source) {
		if !id.valid(id.value) {
			b.errs.Addf(o.at(id.key), "%s %q is not one: write %s", id.key, id.value, id.want)
			continue
		}
		key := id.key + " " + strings.ToLower(id.value)
		if first, taken := seen[key]; taken {
			b.errs.Addf(o.at(id.key), "%s %q is also that of source %q at %s",
				id.key, id.value, b.library.sources[first].ID, b.sourceOrigins[first].at(id.key))
			continue
		}
		seen[key] = i
	}
	if source.URL != "" && !validURL(source.URL) {
		b.errs.Addf(o.at("url"), "url %q is not one: write an http or https address", source.URL)
	}
}

// checkSuccessor follows the line of editions: it must end.
func (b *builder) checkSuccessor(source Source, o origin) {
	if source.SupersededBy == "" {
		return
	}
	at := o.at("superseded_by")
	b.checkKnown(source.SupersededBy, at)
	seen := map[string]bool{}
	for next := source.SupersededBy; next != "" && !seen[next]; next = b.successor(next) {
		if next == source.ID {
			b.errs.Addf(at, "source %q is superseded by itself in the end", source.ID)
			return
		}
		seen[next] = true
	}
}

func (b *builder) successor(id string) string {
	i, known := b.library.sourceIndex[id]
	if !known {
		return ""
	}
	return b.library.sources[i].SupersededBy
}

func (b *builder) checkKnown(id string, at place.Pos) {
	b.checkName("source", id, at, b.library.sourceIndex)
}

func (b *builder) checkName(kind, id string, at place.Pos, index map[string]int) {
	if _, known := index[id]; known {
		return
	}
	near := ""
	if len(b.errs) < maxHints {
		near = place.Nearest(id, slices.Sorted(maps.Keys(index)))
	}
	if near == "" {
		b.errs.Addf(at, "unknown %s %q", kind, id)
		return
	}
	b.errs.Addf(at, "unknown %s %q; did you mean %q?", kind, id, near)
}

// maxHints bounds the search for near names: a file full of unknown ones would otherwise cost their product.
const maxHints = 100
