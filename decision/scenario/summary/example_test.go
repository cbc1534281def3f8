package summary_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
	"github.com/mskguide/mskguide/decision/scenario/summary"
)

// Between certain and possible lies what the guideline would say if everything were known.
func ExampleOf() {
	g := dryneedling.AsPublished()
	text := `clinic,none_of,condition,needling_region,pregnancy
north,red_flags|contraindications,migraine,neck,no
north,red_flags|contraindications,migraine,,
south,contraindications,migraine,neck,no
`
	options := summary.Options{By: []string{"clinic"}}
	table, err := scenario.ReadCSV(g, "visits.csv", strings.NewReader(text), scenario.Format{Keep: options.Columns()})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := summary.Of(context.Background(), table, g, options)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, group := range s.Groups {
		for _, verdict := range group.Of(summary.KindVerdict) {
			if verdict.Possible.Rows > 0 {
				fmt.Printf("%q %s: certainly %d, possibly %d of %d\n", group.Name(), verdict.ID, verdict.Certain.Rows, verdict.Possible.Rows, group.Rows)
			}
		}
	}
	// Output:
	// "" do_not_use: certainly 1, possibly 3 of 3
	// "" contraindicated: certainly 0, possibly 1 of 3
	// "" refer: certainly 0, possibly 1 of 3
	// "north" do_not_use: certainly 1, possibly 2 of 2
	// "north" contraindicated: certainly 0, possibly 1 of 2
	// "south" do_not_use: certainly 0, possibly 1 of 1
	// "south" refer: certainly 0, possibly 1 of 1
}

// A param goes through its values, and the table is read once.
func ExampleSweep_Run() {
	g, bundle := dryneedling.AsPublished(), dryneedling.Bundle()
	s, err := summary.OpenSweep(g, bundle, nil, "pregnancy_policy", "caution|contraindicated")
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "none_of,condition,needling_region,pregnancy\nred_flags|contraindications,migraine,neck,yes\nred_flags|contraindications,migraine,neck,no\n"
	table, err := scenario.ReadCSV(g, "visits.csv", strings.NewReader(text), scenario.Format{})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := s.Run(context.Background(), table, summary.Options{}, func(r *summary.SweepRow) error {
		for _, c := range r.Changes {
			fmt.Printf("row %d at %s: %s, before %s\n", r.Row, s.Steps[c.Step].Value, c.After, c.Before)
		}
		return nil
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Steps[1].Changed.Rows, "of", result.Rows)
	// Output:
	// row 1 at contraindicated: contraindicated, before do_not_use
	// 1 of 2
}
