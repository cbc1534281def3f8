// Package receipt writes down what a decision rested on, so that anybody can make it again: the
// guideline by its digest, the overlays, the facts, the day, and a hash of the answer; where a record
// was read, also which of its resources tell the facts, what was left out as contradicted, and which
// parts of it could not be had. Replay makes it again and says whether the answer has the same bytes
// or, if not, which of library, guideline, overlays, facts and answer is another one.
//
// A receipt holds the facts of a patient: it is a health record, whoever it names or leaves out.
// It is not signed: it shows that an answer follows from what it says, not who wrote it. Where it
// tells of another answer than its hash stands for, replay says so; the digest of the mapping, the
// day, what could not be had and who asked are in no answer, and replay takes them as they stand.
package receipt
