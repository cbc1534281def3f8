// Package sample draws synthetic cases to try things out with.
//
// A [Distribution] says how often each fact of a guideline is unknown, known in part, and which
// values it has: by weights for yes and no and for choices, by quantiles for numbers. Each fact is
// drawn by itself, so that how facts go together in people is not in the cases; they are nobody's,
// and nothing follows from them about patients. A case that contradicts itself, by the checks of
// the guideline, is drawn anew. The same seed gives the same cases everywhere.
//
// [Default] is a distribution without epidemiological meaning, to be edited; [Read] reads one from
// YAML.
package sample
