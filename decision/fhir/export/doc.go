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
// an option by an identifier, and whoever orders something makes the order. A protocol is not
// exported at all.
//
// It invents no grade. The strength of a recommendation is written only where a source was seen
// to state it for a claim, in the source's own word; a certainty only as the library of claims
// states it; both under systems of this project, because neither was made by the scheme of
// another. A direction is written where the guideline takes one: for what it offers, against
// what it advises against, for the rules that give its least severe verdict.
//
// # Unknown is never no
//
// What is missing is asked for and never assumed: a settled decision is a success; one that
// needs information is data-required; one whose verdict stands, and which more data could only
// make firmer, is data-requested, as FHIR tells these two apart.
//
// The bytes depend on nothing but what is exported and the options; nothing here knows a clock.
package export
