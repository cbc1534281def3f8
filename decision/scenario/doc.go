// Package scenario reads cases: tables of them, and scenarios, named cases with the answer that
// is expected.
//
// # Scenarios
//
// A file of scenarios is YAML and holds any number of them:
//
//	schema: mskguide.scenario/1
//	says: what they are about
//	overlays: [literature]     # under which they hold; none: the guideline alone
//	given:                     # facts of all that do not say otherwise
//	  none_of: [red_flags]
//	scenarios:
//	  - id: cauda-equina
//	    title: Saddle numbness and a bladder that does not empty
//	    facts: {cauda_equina_signs: true}    # the other red flags stay denied
//	    unknown: [fever]                     # facts and groups of which given is not to count
//	    expect: {verdict: refer, urgency: emergency_same_day, rules: [red-flag-cauda-equina-signs]}
//
// [Expect] lists what may be expected. [Test] puts the files of a folder to a guideline in the
// tests of whoever uses it; [Check] does so without a test. As [Examples] they are cases alone:
// package cover tells what such cases try of the conditions of a guideline, and package mutate how
// closely they pin it down.
//
// # Tables
//
// CSV or NDJSON is read row by row, as facts of a guideline. A table of any length takes the
// memory of one row, and a mistake costs one row: it has a file, a line and a column, and the
// rows after it are read. [Run] puts the rows to a guideline on all cores, in order, [Writer]
// writes the answers as a table, and [Manifest] says how they came about. [CheckTable] compares
// the answers with what the rows expect. A [Mapping] reads columns that are facts under other
// names.
//
// # CSV
//
// The text is UTF-8, with or without a byte order mark; lines end with LF or CRLF; cells are
// parted by a comma or another delimiter and quoted as RFC 4180 says. The first row names the
// columns: facts of the guideline, none_of, what the row is expected to give
// (expect_verdict, expect_settled, expect_missing, expect_rules), and columns that the caller
// keeps. Any other name, and a name given twice, is an error. White space around a name or a
// value does not count, a line with nothing on it is no row, and a row is at most 1 MiB long.
//
//	unknown     an empty cell, or a word of [Format].NA; never a no
//	yes or no   true, yes, 1, false, no, 0, in small letters or capitals
//	a choice    its id; a|b for one of several
//	a number    12, 0.5, 1e3; known in part 4..12, >12, >=4, <4, <=12, >4..<=12
//	with a unit 12 wk, 85 d, 4..12 weeks: the unit of the fact, or one that is converted
//	none_of     groups that are denied: red_flags|precautions
//
// A range takes in both of its ends unless a sign says otherwise; a unit at its end holds for
// both. A fact in weeks may also be given in days (d, a seventh of a week), months (mo,
// 365.25/12 days, which is 487/112 weeks) and years (y, 365.25 days, which is 1461/28 weeks).
// So 84 d are 12 weeks exactly, and 3 mo are 13.04 weeks, more than 12. No other unit is
// converted: an age of so many days divided by 365.25 would fall short of a birthday.
//
// A cell that is empty says nothing, so none_of beside it denies the fact with its group; a word
// that means unknown says so, and none_of beside it is an error.
//
// # NDJSON
//
// Each line is one object of facts as [decision.JSON] takes it, with the expectations and the
// kept columns as further members. Lists of ids are lists or texts parted by |. Here null
// says that a fact is unknown, so none_of beside it is an error, as in any facts.
//
// # What comes of a table
//
// [Run] answers it row by row. Package summary counts the answers, and finds who gets another one
// along the values of a param. Package sample draws tables of synthetic cases.
package scenario
