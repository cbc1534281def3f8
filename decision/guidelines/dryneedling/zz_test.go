package dryneedling_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

func TestZZ(t *testing.T) {
	g := dryneedling.AsPublished()
	for _, f := range []string{
		`{"none_of":["red_flags","contraindications","precautions"],"condition":"low_back_pain","pain_duration_weeks":8,"needling_region":"low_back","age_years":40,"trigger_points_identified":true,"nsaid_trial":"not_helped","acetaminophen_trial":"not_tried","heat_trial":"not_tried","self_care_education_trial":"not_helped","activity_modification_trial":"in_progress","manual_therapy_exercise_trial":"not_tried","dry_needling_trial":"not_tried","training_hours":40,"dry_needling_in_scope":true,"ultrasound_available":true,"needle_phobia":false,"able_to_consent":true,"consents_to_needling":true,"third_trimester":false}`,
		`{"cancer_concern":true,"condition":"low_back_pain"}`,
		`{}`,
		`{"none_of":["red_flags"],"condition":"low_back_pain","pain_duration_weeks":{"at_least":8}}`,
	} {
		x, err := g.WhatWouldChange([]byte(f))
		if err != nil {
			t.Fatal(err)
		}
		c, _ := g.Case([]byte(f))
		start := time.Now()
		const n = 50
		for range n {
			g.WhatWouldChangeCase(c)
		}
		fmt.Println(time.Since(start)/n, x.Verdict, x.Settled, len(x.Sets), x.None, x.More, x.Held, x.Exact)
		for i, s := range x.Sets {
			if i > 40 {
				break
			}
			fmt.Print("  ", s.Verdict, ":")
			for _, k := range s.Changes {
				fmt.Print(" ", k.Fact, " ", k.Kind, " ", k.Says, ";")
			}
			fmt.Println()
		}
	}
}

var _ decision.Facts
