package scenario_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
)

// Each row is loaded into one case and decided. A mistake costs its row.
func ExampleReadCSV() {
	g := dryneedling.AsPublished()
	text := `id,condition,pain_duration_weeks,none_of
a,low_back_pain,20,red_flags|contraindications
b,osteoarthritis,3 mo,red_flags
c,low_back_pian,85 d,
d,neck_pain,,
`
	table, err := scenario.ReadCSV(g, "visits.csv", strings.NewReader(text), scenario.Format{Keep: []string{"id"}})
	if err != nil {
		fmt.Println(err) // what is wrong with the header
		return
	}
	c := g.NewCase()
	for row, err := range table.Rows() {
		if err != nil {
			fmt.Println(err) // the table cannot be read on
			return
		}
		id := row.Kept()[0].Text
		if err := row.Load(c); err != nil {
			fmt.Println(id, "is not read;", strings.SplitN(err.Error(), ";", 2)[0])
			continue
		}
		o := g.Verdict(c)
		fmt.Println(id, g.VerdictID(o.Verdict), o.Settled)
	}
	// Output:
	// a do_not_use false
	// b do_not_use false
	// c is not read; visits.csv:4:3: "low_back_pian" is not a choice of "condition"
	// d needs_information false
}

// A table in, a table of answers out, on all cores and in order.
func ExampleRun() {
	g := dryneedling.AsPublished()
	text := `id,fever,none_of
a,yes,red_flags
b,,red_flags
c,perhaps,
`
	table, err := scenario.ReadCSV(g, "visits.csv", strings.NewReader(text), scenario.Format{Keep: []string{"id"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := scenario.NewWriter(table, g, scenario.CSV)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s", w.AppendHeader(nil))
	err = scenario.Run(context.Background(), table, g, func(batch *[]byte, a *scenario.Answer) {
		if a.Err == nil && !a.Outcome.Settled {
			return // here, only what is settled or wrong
		}
		*batch = w.Append(*batch, a)
	}, func(batch *[]byte) error {
		fmt.Printf("%s", *batch)
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// id,row,verdict,settled,could_become,missing,rules,cautions,urgency,error
	// a,1,contraindicated,true,,,contraindicated-fever,,,
	// c,3,,,,,,,,"line 4, column 3: ""fever"" is yes or no: true, false, yes, no, 1 or 0, not ""perhaps"""
}

// Facts of a row can be handed to anything that takes facts.
func ExampleReadNDJSON() {
	g := dryneedling.AsPublished()
	text := `{"visit": 17, "condition": "migraine", "none_of": ["red_flags"], "expect_verdict": "do_not_use"}
`
	table, err := scenario.ReadNDJSON(g, "visits.ndjson", strings.NewReader(text), scenario.Format{Keep: []string{"visit"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range table.Rows() {
		if err != nil {
			fmt.Println(err)
			return
		}
		facts, err := row.Facts()
		if err != nil {
			fmt.Println(err)
			continue
		}
		expect, err := row.Expect()
		if err != nil {
			fmt.Println(err)
			continue
		}
		d, err := g.Decide(facts)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(row.Kept()[0].Text, facts["condition"], d.Verdict == expect.Verdict, expect.Settled == decision.Unknown)
	}
	// Output: 17 migraine true true
}
