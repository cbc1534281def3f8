// Package decision makes a clinical guideline that is written as data decide: hand it what
// is known about a patient, a practitioner and a course of treatment, and it answers which
// verdict the guideline gives, why, on what evidence for and against, and exactly which
// missing facts could still change the answer.
//
// The package knows facts, rules and verdicts, and no disease. A guideline is a bundle of
// YAML files opened with [Open]; the built-in one, in guidelines/dryneedling, is opened
// the same way and has no privilege.
//
// # Unknown is never no
//
// A fact that is absent is unknown. It may also be known in part: a number within bounds,
// a choice among some. Every answer speaks of all completions of what is known: a rule is
// certain when it holds in all of them and possible when it holds in some; a verdict is
// settled when all completions agree; a fact is missing when two completions that differ
// only there have different verdicts. These answers are exact, not approximations, unless
// a decision says otherwise (Exact is false).
//
// # Ways in
//
// [Guideline.Decide] takes [Facts], [JSON] or generated typed facts and returns a
// [Decision]. Where many cases are decided, prepare each with [Guideline.Case] and ask
// [Guideline.Verdict] or [Guideline.Missing]: neither allocates.
//
// Checked does not mean clinically validated, and nothing here is a medical device.
package decision
