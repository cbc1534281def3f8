package evidence

import (
	"fmt"
	"slices"

	"github.com/mskguide/mskguide/internal/place"
)

// checkClaim comes after the sources: what bears on a claim is known from their findings.
func (b *builder) checkClaim(claim Claim, o origin) {
	sides := map[string]place.Pos{}
	b.checkSide("for", claim.For, sides, o)
	b.checkSide("against", claim.Against, sides, o)
	if problem := standingProblem(claim); problem != "" {
		b.errs.Addf(o.at("standing"), "%s", problem)
	}
	b.checkDisagreements(claim, o)
	b.checkReview(claim, o)
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

// checkDisagreements asks of a claim with two sides how they differ, source by source of the side against.
func (b *builder) checkDisagreements(claim Claim, o origin) {
	named := map[string]bool{}
	for i, d := range claim.Disagreements {
		for j, id := range d.One {
			named[id] = true
			b.checkBears(claim, id, o.at("disagreements", i, "one", j))
		}
		for j, id := range d.Other {
			named[id] = true
			at := o.at("disagreements", i, "other", j)
			b.checkBears(claim, id, at)
			if slices.Contains(d.One, id) {
				b.errs.Addf(at, "source %q stands on both sides of a disagreement", id)
			}
		}
	}
	if len(claim.For) == 0 {
		return
	}
	for i, id := range claim.Against {
		if _, known := b.library.sourceIndex[id]; known && !named[id] {
			b.errs.Addf(o.at("against", i), "claim %q has sources on both sides, and no disagreement says how %q differs; add one", claim.ID, id)
		}
	}
}

func (b *builder) checkBears(claim Claim, id string, at place.Pos) {
	i, known := b.library.sourceIndex[id]
	if !known {
		b.checkKnown(id, at)
		return
	}
	if !slices.Contains(claim.For, id) && !slices.Contains(claim.Against, id) && !slices.Contains(b.library.bearing[claim.ID], i) {
		b.errs.Addf(at, "source %q is not for or against claim %q and has no finding on it", id, claim.ID)
	}
}

func (b *builder) checkReview(claim Claim, o origin) {
	switch {
	case claim.ReviewBy.IsZero():
		return
	case claim.Reviewed.IsZero():
		b.errs.Addf(o.at("review_by"), "claim %q is to be reviewed by %s, but was never reviewed: add reviewed", claim.ID, claim.ReviewBy)
	case claim.ReviewBy.Compare(claim.Reviewed) <= 0:
		b.errs.Addf(o.at("review_by"), "claim %q is to be reviewed by %s, which is not after %s, when it was", claim.ID, claim.ReviewBy, claim.Reviewed)
	}
}
