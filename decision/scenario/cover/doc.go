// Package cover tells what cases try of every condition of a guideline, whatever is expected of
// them, and finds cases that would try the rest.
//
// [Of] looks at every rule, further sentence, definition, reason to withhold, option, caution of
// an option, protocol item and comparison rule that has a condition: at the condition as it is
// written, with the values that the params of the guideline have in force. Such a condition is a
// decision; its atoms are the facts, comparisons, memberships and definitions in it, one that is
// written twice being two. A definition is one atom of what names it and a decision of its own. What always or never holds as written is no atom; a gate on
// the outcome measures is one. There are three measures:
//
//   - Rule coverage: the decision certainly held in an example, and certainly did not in another.
//   - Branch coverage: every atom was certainly true in an example, and certainly false in another.
//   - MC/DC, in its masking form: for every atom there is a pair of examples, in one of which it
//     is true and in the other false, that differ in the outcome of the decision, and in each of
//     which the atom is what determines the outcome. An atom determines it where it is not
//     masked: going from the decision down to the atom, whatever else an "and" joins is true, and
//     whatever else an "or" joins is false. The other atoms may differ between the two, unlike in
//     the unique-cause form, so long as they mask nothing. Where the atom is not masked its value
//     gives that of the decision, so that the halves of a pair are looked for one by one.
//
// Something is certain where it is so in all completions of what an example says; what is open
// counts for nothing. A requirement that no complete case meets without contradicting itself, by
// the checks of the guideline, is infeasible, and so is a pair with an infeasible half: these are
// proved over all cases and say why. For every other one that no example meets there is the least
// that has to be said for a case that does.
//
// [Changed] does the same for what overlays change. [Report.Scenarios] writes the cases that are
// lacking as a file of scenarios, for somebody to say what is expected of them.
package cover
