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

// issue declares two things that the guideline does not grade. A reason with an urgency is a
// concern that somebody else has to assess: preliminary, of high severity. One without speaks
// against the treatment: final, of moderate severity, which is no judgement on what would come of
// passing over it.
func (a *answered) issue(r decision.Reason) *detectedIssue {
	id := a.id("issue", r.Rule)
	status, severity := "final", "moderate"
	detail := r.Says
	if r.Urgency != "" {
		status, severity = "preliminary", "high"
		for _, u := range a.g.Urgencies() {
			if u.ID == r.Urgency {
				detail += " Urgency: " + u.Title + "."
			}
		}
	}
	grounds := []issueGrounds{{Detail: []reference{{Reference: fullURL(a.guidanceID())}}}}
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
		IdentifiedDateTime: a.o.instant(),
		Author:             a.performer,
		Evidence:           grounds,
		Detail:             detail,
	}
}
