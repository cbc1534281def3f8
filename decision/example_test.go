package decision_test

import (
	"fmt"
	"testing/fstest"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// What is not known is left out. The answer says what it still needs.
func ExampleGuideline_Decide() {
	g := dryneedling.AsPublished()
	d, err := g.Decide(decision.Facts{
		"condition":           "low_back_pain",
		"pain_duration_weeks": 20,
		"none_of":             []string{"red_flags"},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(d.Verdict, d.Settled)
	fmt.Println(d.Reasons[0].Title, d.Support.Standing)
	fmt.Println("could become", d.CouldBecome)
	fmt.Println("screen open:", d.Steps[0].Open)
	// Output:
	// do_not_use false
	// Chronic low back pain disputed
	// could become [contraindicated]
	// screen open: [contraindications needling_region pregnancy]
}

// The generated types catch a misspelt fact when the program is built.
func ExampleGuideline_Verdict() {
	g := dryneedling.AsPublished()
	c, err := g.Case(&dryneedling.Facts{
		Condition:         dryneedling.ConditionMigraine,
		PainDurationWeeks: decision.Between(4, 12),
		NoneOf:            []dryneedling.Group{dryneedling.RedFlags, dryneedling.Contraindications, dryneedling.Precautions},
	})
	if err != nil {
		panic(err)
	}
	o := g.Verdict(c)
	fmt.Println(g.VerdictID(o.Verdict), o.Settled, o.Allows())
	// Output: do_not_use true false
}

// A mistake in the facts has a place, and the fix where one is near.
func ExampleFactErrors() {
	_, err := dryneedling.AsPublished().Decide(decision.JSON{Name: "case.json", Data: []byte(`{
  "conditon": "neck_pain",
  "age_years": 212
}`)})
	fmt.Println(err)
	// Output:
	// case.json:2:3: there is no fact "conditon"; did you mean "condition"?
	// case.json:3:16: "age_years" is 0 to 130 years, not 212
}

// A bundle of one's own is opened like the built-in one.
func ExampleOpen() {
	bundle := fstest.MapFS{
		"guideline.yaml": {Data: []byte(`
schema: mskguide.bundle/1
id: umbrella
version: 1.0.0
title: Whether to take an umbrella (made up)
topic: umbrella
evidence: evidence
files: [rules.yaml]
verdicts: [{id: leave_it, title: Leave it}, {id: take_it, title: Take it}]
steps: [{id: look, title: Look outside}, {id: go, title: Go}]
needs_information: {title: Look first}
`)},
		"rules.yaml": {Data: []byte(`
facts:
  - {id: raining, type: bool, question: "Is it raining?"}
rules:
  - {id: dry, step: look, gives: leave_it, otherwise: true, title: Dry, says: Nothing speaks for it, claims: [U1]}
  - {id: wet, step: look, gives: take_it, when: raining, title: Rain, says: It rains, claims: [U1]}
`)},
		"evidence/claims.yaml": {Data: []byte(`
claims:
  - {id: U1, text: An umbrella keeps rain off, standing: untraced}
`)},
	}
	g, err := decision.Open(bundle)
	if err != nil {
		panic(err)
	}
	d, err := g.Decide(decision.Facts{})
	if err != nil {
		panic(err)
	}
	fmt.Println(d.Verdict, d.CouldBecome, d.Missing)
	// Output: needs_information [leave_it take_it] [raining]
}

// A schedule becomes a dated plan; the start is an argument, not the clock.
func ExampleSchedule_Plan() {
	d, err := dryneedling.AsPublished().Decide([]byte(eligible))
	if err != nil {
		panic(err)
	}
	plan := d.Protocol.Schedule.Plan(time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC))
	for _, s := range []decision.Session{plan[0], plan[1], plan[15], plan[16], plan[23]} {
		fmt.Println(s.Number, "week", s.Week, s.Date.Format(time.DateOnly), s.Phase)
	}
	// Output:
	// 1 week 1 2026-03-02 Twice a week
	// 2 week 1 2026-03-05 Twice a week
	// 16 week 8 2026-04-23 Twice a week
	// 17 week 9 2026-04-27 Weekly
	// 24 week 19 2026-07-06 Every two weeks
}
