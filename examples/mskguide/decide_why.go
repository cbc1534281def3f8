package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// reasons lists the rules behind the verdict, then those that hold besides, and returns
// the ones that it showed in full.
func (v *view) reasons() []decision.Reason {
	var why, firmer, also []decision.Reason
	for _, r := range v.decision.Reasons {
		switch {
		case r.Verdict == v.decision.Verdict:
			why = append(why, r)
		case r.Possible:
			firmer = append(firmer, r)
		default:
			also = append(also, r)
		}
	}
	switch {
	case len(why) > 0 && why[0].Possible:
		v.heading("Why: whatever the case, at least one of these holds")
	case len(why)+len(firmer) > 0:
		v.heading("Why")
	}
	for _, r := range why {
		v.reason(r, r.Title)
	}
	v.firmer(firmer)
	return append(why, v.also(also)...)
}

func (v *view) reason(r decision.Reason, title string) {
	v.text(2, strong, title)
	v.text(4, plain, r.Says)
	v.text(4, faint, v.claims(r.Claims))
}

// firmer names what may hold and would give a more severe verdict.
func (v *view) firmer(reasons []decision.Reason) {
	for i := len(v.guideline.Verdicts()) - 1; i >= 0; i-- {
		verdict := v.guideline.Verdicts()[i]
		var titles []string
		for _, r := range reasons {
			if r.Verdict == verdict.ID {
				titles = append(titles, r.Title)
			}
		}
		if len(titles) > 0 {
			v.entry(2, "Or, more severe ("+verdict.Title+"):", strings.Join(titles, "; ")+".")
		}
	}
}

// onlyNamed reports whether a reason is shown without its text: where the verdict is a no,
// what would by itself give the least severe one, so that nobody takes it for the answer, and
// beside a verdict that bars options, whatever else holds.
func (v *view) onlyNamed(r decision.Reason) bool {
	return v.decision.Verdict != r.Verdict && !v.undecided() && (v.severity(r.Verdict) == 0 || v.toldAlone())
}

// toldAlone reports that beside this verdict no other treatment is spoken of.
func (v *view) toldAlone() bool { return v.guideline.BarsOptions(v.decision.Verdict) }

// also shows what holds besides.
func (v *view) also(reasons []decision.Reason) []decision.Reason {
	var full []decision.Reason
	for i, r := range reasons {
		if i == 0 && v.undecided() {
			v.heading("What holds so far")
		} else if i == 0 {
			v.heading("Also holds")
		}
		if v.onlyNamed(r) {
			v.text(2, plain, v.alsoNamed(r))
			continue
		}
		v.reason(r, v.alsoNamed(r))
		full = append(full, r)
	}
	return full
}

// alsoNamed names a reason that holds besides. What it would give by itself is not said beside
// a verdict that is told alone.
func (v *view) alsoNamed(r decision.Reason) string {
	if v.toldAlone() {
		return r.Title + " (" + r.Rule + ")"
	}
	return r.Title + " (by itself: " + v.verdictNamed(r.Verdict).Title + ")"
}

// disagreement lists who speaks against the claims behind the reasons.
func (v *view) disagreement(reasons []decision.Reason) {
	for i, claim := range v.disputed(reasons) {
		if i == 0 {
			v.heading("Who disagrees")
		}
		v.entry(2, claim.ID+":", v.cites(claim))
	}
}

// disputed lists the claims behind reasons that some source speaks against.
func (v *view) disputed(reasons []decision.Reason) []evidence.Claim {
	seen := map[string]bool{}
	var out []evidence.Claim
	for _, r := range reasons {
		for _, id := range r.Claims {
			claim, _ := v.guideline.Evidence().Claim(id)
			if !seen[id] && len(claim.Against) > 0 {
				out = append(out, claim)
			}
			seen[id] = true
		}
	}
	return out
}

func (v *view) cites(claim evidence.Claim) string {
	var cites []string
	for _, id := range claim.Against {
		if source, ok := v.guideline.Evidence().Source(id); ok {
			cites = append(cites, shortCite(source))
		}
	}
	return strings.Join(cites, "; ")
}
