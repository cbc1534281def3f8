// Package mutate tells how closely cases pin a guideline down, and finds cases that would pin it
// down further.
//
// [Try] makes the guideline wrong in one place after another, as somebody might who edits it, and
// sees whether the answers to examples tell. Each that is wrong is a mutant. Wrong are: a
// boundary, at least for more than; a number in a condition, or a param, next to what it is; a
// part of a condition that is left out, and for or, a negation that is left out, a member of a
// list; a rule, caution, option, reason to withhold or further sentence that never holds; an
// instruction of the protocol that is shown whatever else; a verdict or an urgency one step
// milder; a stance; a caution that no longer goes with an intervention; and what bars all options.
//
// A mutant is killed where some answer differs in some field ([Fields]). It is equivalent in a field
// where no complete case gets another answer in it, among all cases that contradict themselves by
// no check: that is proved, and then the field does not count. A mutant that is equivalent in every
// field does not count at all, nor does one that nobody could open, because some case would get no
// verdict. Comparisons of numbers with numbers are held to be free of the numbers, so that a mutant
// may count that no numbers tell. What survives is something that the examples say nothing about;
// the report has a case for it, with which the two answers stay apart whatever else is learnt.
//
// Expectations of scenarios are held against the mutants too: an answer that differs, in nothing
// that anybody expects, is told apart. [Report.Scenarios] writes the cases that are lacking as a
// file of scenarios.
package mutate
