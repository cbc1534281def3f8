package evidence

import (
	"fmt"
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
		b.checkSuccessor("superseded_by", source.ID, source.SupersededBy, o)
		b.checkSuccessor("supersedes", source.ID, source.Supersedes, o)
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

func (b *builder) checkSuccessor(key, own, other string, o origin) {
	if other == "" {
		return
	}
	if other == own {
		b.errs.Addf(o.at(key), "source %q names itself in %s", own, key)
		return
	}
	b.checkKnown(other, o.at(key))
}

func (b *builder) checkKnown(id string, at place.Pos) {
	if _, known := b.library.sourceIndex[id]; known {
		return
	}
	near := ""
	if len(b.errs) < maxHints {
		near = place.Nearest(id, b.sourceIDs())
	}
	if near == "" {
		b.errs.Addf(at, "unknown source %q", id)
		return
	}
	b.errs.Addf(at, "unknown source %q; did you mean %q?", id, near)
}

// maxHints bounds the search for near names: a file full of unknown ones would otherwise cost their product.
const maxHints = 100

func (b *builder) sourceIDs() []string {
	ids := make([]string, len(b.library.sources))
	for i, source := range b.library.sources {
		ids[i] = source.ID
	}
	return ids
}

func (b *builder) checkClaim(claim Claim, o origin) {
	sides := map[string]place.Pos{}
	b.checkSide("for", claim.For, sides, o)
	b.checkSide("against", claim.Against, sides, o)
	for i, position := range claim.Positions {
		b.checkKnown(position.Source, o.at("positions", i, "source"))
	}
	if problem := standingProblem(claim); problem != "" {
		b.errs.Addf(o.at("standing"), "%s", problem)
	}
}

func (b *builder) checkSide(side string, ids []string, sides map[string]place.Pos, o origin) {
	for i, id := range ids {
		at := o.at(side, i)
		b.checkKnown(id, at)
		if first, taken := sides[id]; taken {
			b.errs.Addf(at, "source %q is listed twice; first at %s", id, first)
			continue
		}
		sides[id] = at
	}
}

// standingProblem keeps a standing from saying more than the lists beside it.
func standingProblem(claim Claim) string {
	switch {
	case len(claim.For)+len(claim.Against) == 0 && claim.Standing != Untraced:
		return fmt.Sprintf("claim %q has no source for or against it: its standing is untraced, not %s", claim.ID, claim.Standing)
	case len(claim.For) == 0 && (claim.Standing == Supported || claim.Standing == Partly):
		return fmt.Sprintf("claim %q has the standing %s, but no source for it", claim.ID, claim.Standing)
	case len(claim.Against) == 0 && claim.Standing == Disputed:
		return fmt.Sprintf("claim %q has the standing disputed, but no source against it", claim.ID)
	}
	return ""
}
