// Package export writes FHIR R4, as JSON: a decision, the guideline itself, its questions, and
// facts as answers to them.
//
// What is written is valid by the JSON schema of R4. That is schema validity and no more: no
// profile is claimed, none is checked, and no terminology server was asked.
//
// # What it does not do
//
// It writes no order. A decision becomes a GuidanceResponse, one DetectedIssue for each reason of
// the safety screen that certainly holds, and a RequestGroup of drafts that propose: each action names
// an option by an identifier, and whoever orders something makes the order. While the screen is not
// finished, and so all options may still be barred, the answer offers none of them, and there is no
// RequestGroup: the response lists their ids. Of a protocol only the
// notes are exported, which are what a patient and a clinician have to know before it: no schedule,
// no dose and no needle.
//
// It names nothing as implicated in an issue, which in R4 is what is done or planned: no order is read
// here. What a record tells of the facts that a reason looks at, also what denies one of them, is among
// the evidence of its issue, where the options bring the chart.
//
// It invents no grade. The strength of a recommendation is written only where a source was seen
// to state it for a claim, in the source's own word; a certainty only as the library of claims
// states it; both under systems of this project, because neither was made by the scheme of
// another. It is coded where that source is for the very treatment of the rule or option, and told
// in words elsewhere: NICE's word "offer" also grades what it says not to offer. A direction is
// written where one is declared: that of an option by its stance, that of a rule by what the mapping
// declares for its verdict. That something may be discussed is no direction. What is only possible,
// or was tried without lasting help, has none either.
//
// # Unknown is never no
//
// What is missing is asked for and never assumed: a settled decision is a success; one that
// needs information is data-required; one whose verdict stands, and which more data could only
// make firmer, is data-requested, as FHIR tells these two apart.
//
// The bytes depend on nothing but what is exported and the options; nothing here knows a clock.
package export
