package sample_test

import (
	"fmt"
	"os"

	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
	"github.com/mskguide/mskguide/decision/scenario/sample"
)

// The same seed gives the same cases.
func ExampleDistribution() {
	d, err := sample.Read(dryneedling.AsPublished(), "mine.yaml", []byte(`
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
