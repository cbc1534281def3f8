// Package logic is the exact evaluator: it answers which rules hold, and which
// levels they reach, when only part of the input is known.
//
// It knows variables with finitely many regions, conditions over them, and
// rules that give a level. A case says of every variable which regions are
// still possible; a completion picks one of them for each variable,
// independently. Every answer speaks of all completions:
//
//   - a rule is certain when it holds in all of them, possible when in some;
//   - the level of a completion is the highest level of a rule that holds there;
//   - a variable is missing when two completions that differ only in it have
//     different levels.
//
// An Engine is immutable and safe for concurrent use. A Case may be read by
// many goroutines, but not while it is being loaded.
package logic
