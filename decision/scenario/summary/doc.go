// Package summary tells what a guideline says of all rows of a table, and whom another value of a
// param would move.
//
// [Of] counts, for every verdict, rule, caution and missing fact, the rows that certainly have it
// and those that possibly do, by group and by weight. A row certainly has what it has whatever
// else is learnt of it, and possibly what it may have once that is learnt. So with facts missing
// the two are the bounds of what the count would be if everything were known, as sharp as they can
// be for each quantity by itself. Weights are summed without rounding: a summary is the same to
// the last bit, however the rows were dealt out. A [Counter] makes one of rows that are counted
// for something else at the same time.
//
// A [Sweep] opens the guideline with one value of a param after the other, and puts every row to
// all of them in one pass. A row changes at a value where the set of verdicts that are possible
// for it is another than at the value before.
package summary
