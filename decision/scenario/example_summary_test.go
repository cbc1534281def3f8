package scenario_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario"
)

// Between certain and possible lies what the guideline would say if everything were known.
func ExampleSummarise() {
	g := dryneedling.AsPublished()
	text := `clinic,none_of,condition,needling_region,pregnancy
north,red_flags|contraindications,migraine,neck,no
north,red_flags|contraindications,migraine,,
south,contraindications,migraine,neck,no
`
	options := scenario.SummaryOptions{By: []string{"clinic"}}
	table, err := scenario.ReadCSV(g, "visits.csv", strings.NewReader(text), scenario.Format{Keep: options.Columns()})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := scenario.Summarise(context.Background(), table, g, options)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, group := range s.Groups {
		for _, verdict := range group.Of(scenario.KindVerdict) {
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
	s, err := scenario.OpenSweep(g, bundle, nil, "pregnancy_policy", "caution|contraindicated")
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
	result, err := s.Run(context.Background(), table, scenario.SummaryOptions{}, func(r *scenario.SweepRow) error {
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

// The same seed gives the same cases.
func ExampleDistribution() {
	d, err := scenario.ReadDistribution(dryneedling.AsPublished(), "mine.yaml", []byte(`
schema: mskguide.distribution/1
for: dry-needling
says: Made up.
facts:
  condition: {choices: {neck_pain: 3, migraine: 1}, partly: 0.3}
  pain_duration_weeks: {uniform: [0, 20], step: 1, unknown: 0.2}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := d.WriteCSV(os.Stdout, 4, 1); err != nil {
		fmt.Println(err)
	}
	// Output:
	// synthetic_id,condition,pain_duration_weeks
	// synthetic-1,neck_pain,11
	// synthetic-2,neck_pain,
	// synthetic-3,neck_pain|migraine,5
	// synthetic-4,migraine,
}
