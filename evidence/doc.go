// Package evidence holds publications and the statements they speak for and against.
//
// A [Source] is a publication as it was read: how its record was confirmed and how much of it was read are part of it.
// A [Claim] is one clinical statement with the sources for it, the sources against it, a [Certainty] and a [Standing].
// What a guideline says about a claim is kept in that guideline's own category as a [Position]: "insufficient evidence"
// is never turned into "against", and no scheme is converted into another.
//
// [Builtin] is the library that ships with this module; [Open] reads anyone's. Both go through the same checks and the
// built-in one has no privilege. Nothing here is clinically validated, and most sources were read as abstracts only:
// [Source.Read] and [Claim.Verification] say so one by one.
package evidence
