// Package evidence holds publications and the statements they speak for and against.
//
// A [Source] is a publication as it was read: how its record was confirmed and how much of it was read are part of it,
// and so is each [Finding]: what it found of a treatment, in whom, against what, and which claims that bears on. A [Claim]
// is one clinical statement with the sources for it, the sources against it, a [Certainty], a [Standing], and each
// [Disagreement] between them.
//
// What a guideline says stays in that guideline's own category: "insufficient evidence" is never turned into "against",
// and no scheme is converted into another. An [Effect] stays in its own metric: [Finding.Compare] refuses to rank two that
// differ in anything but their values, and there is no other order of effects.
//
// [Builtin] is the library that ships with this module; [Open] reads anyone's. Both go through the same checks and the
// built-in one has no privilege. [Library.Overdue] and [Library.Outdated] say what is to be read again by a day, and
// [Export] writes references for other programs. Nothing here is clinically validated, and most sources were read as
// abstracts only: [Source.Read], [Finding.Read] and [Claim.Verification] say so one by one.
package evidence
