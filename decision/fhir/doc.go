// Package fhir reads FHIR R4 records, as JSON, into facts of a guideline, and says of every
// fact where it comes from and of every resource that was not used why not.
//
// What a code, an observation or an answer means is data: a [Mapping], read from fhir.yaml of
// a bundle and from what a site adds to it, in the form that the example of [ReadMapping] shows.
// The package knows FHIR and no disease.
//
// # Unknown is never no
//
// A record that does not mention something says nothing about it: no fact is ever false
// because a code is absent. False comes from an answer that says so. Risk factors, a
// prescription, a provisional diagnosis, a code whose name was not confirmed and whatever else
// does not settle a fact become questions ([Prompt]). What contradicts itself is left out and
// named; but of a danger, a fact that a group of the guideline denies together with others, the
// yes stands and the denial is named.
//
// # Whose, and of when
//
// A resource that is somebody else's, or may be, gives nothing; nor does one that was refuted,
// entered in error or deleted, or that holds a modifier that is not understood. What is told of
// a time counts for that time: an answer or a measurement that has grown old asks, and a pain of
// ten weeks two weeks ago is one of twelve. A date that is not exact is the earliest that it may
// be for what calms, and the latest for what warns. Who answered matters where the mapping says
// that a fact is for a clinician to judge.
//
// The day for which a record is read is an argument; nothing here knows a clock.
package fhir
