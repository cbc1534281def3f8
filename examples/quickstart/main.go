// Command quickstart asks the built-in guideline about one case: what a program that
// embeds mskguide does, from what is known to the answer.
package main

import (
	"fmt"
	"log"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func main() {
	d, err := dryneedling.AsPublished().Decide(decision.Facts{
		"condition": "low_back_pain", "pain_duration_weeks": 20,
		"none_of": []string{"red_flags", "contraindications"},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Verdict, "settled:", d.Settled, "could become:", d.CouldBecome, "missing:", d.Missing)
	for _, r := range d.Reasons {
		fmt.Println("-", r.Verdict+":", r.Title, r.Claims)
	}
}
