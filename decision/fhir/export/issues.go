package export

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// issues are the reasons of the safety screen that certainly hold: those that carry a scope, the
// patient's own answer aside, which is no hazard. None is mitigated here.
func (a *answered) issues() []*detectedIssue {
	var list []*detectedIssue
	for _, r := range a.d.Reasons {
		if !r.Possible && r.Scope != "" && !slices.Contains(a.g.Stands(), r.Verdict) {
			list = append(list, a.issue(r))
		}
	}
	return list
}

// issue declares two things that the guideline does not grade. Status: a reason with an urgency is a
// concern that somebody else has to assess, and preliminary; any other is final. Severity: high with
// an urgency, and where the patient has what at a site or on a day would bar the treatment; what
// another site or another day avoids, and anything milder, is moderate.
func (a *answered) issue(r decision.Reason) *detectedIssue {
	id := a.id("issue", r.Rule)
	status, severity := "final", "moderate"
	if r.Urgency != "" {
		status = "preliminary"
	}
	if r.Urgency != "" || r.Scope == scopePatient && a.bars(r.Verdict) {
		severity = "high"
	}
	detail := r.Says
	for _, u := range a.g.Urgencies() {
		if u.ID == r.Urgency {
			detail += " Urgency: " + u.Title + "."
		}
	}
	grounds := []issueGrounds{{Detail: []reference{{Reference: fullURL(a.guidanceID())}}}}
	for _, rule := range a.g.Rules() {
		if rule.ID != r.Rule {
			continue
		}
		if told := a.o.telling(rule.Facts); len(told) > 0 {
			grounds = append(grounds, issueGrounds{Detail: told})
		}
	}
	for _, claim := range r.Claims {
		grounds = append(grounds, issueGrounds{Code: []concept{{Coding: []coding{{System: systemClaim, Code: claim}}, Text: a.cite.told(claim)}}})
	}
	return &detectedIssue{
		ResourceType: "DetectedIssue", ID: id,
		Identifier:         []identifier{{systemURI, fullURL(id)}},
		Status:             status,
		Code:               concept{Coding: []coding{{System: systemRule, Code: r.Rule, Display: r.Title}, {System: systemVerdict, Code: r.Verdict}}, Text: r.Title},
		Severity:           severity,
		Patient:            refer(a.o.Patient),
		IdentifiedDateTime: a.o.dateTime(),
		Author:             a.performer,
		Evidence:           grounds,
		Detail:             detail,
	}
}

const scopePatient = "patient" // of a reason of the screen; the others are site and today

// bars reports whether a verdict is at least as severe as the mildest that is given because of a
// site or a day.
func (a *answered) bars(verdict string) bool {
	given := map[string]bool{}
	for _, r := range a.g.Rules() {
		if r.Scope != "" && r.Scope != scopePatient {
			given[r.Gives] = true
		}
	}
	reached := false
	for _, v := range a.g.Verdicts() {
		reached = reached || given[v.ID]
		if v.ID == verdict {
			return reached
		}
	}
	return false
}
