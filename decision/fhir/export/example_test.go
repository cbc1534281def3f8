package export_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/decision/fhir/export"
	"github.com/mskguide/mskguide/decision/guidelines/dryneedling"
)

// A decision goes out as a bundle, for any FHIR library to read.
func ExampleDecision() {
	m, err := fhir.ReadMapping(dryneedling.AsPublished(), dryneedling.Bundle())
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := m.Guideline().Decide(decision.Facts{"condition": "neck_pain", "severe_bleeding_disorder": true, "none_of": []string{"red_flags"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	document, err := export.Decision(m, d, export.Options{Patient: "Patient/123", At: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)})
	if err != nil {
		fmt.Println(err)
		return
	}
	var bundle struct {
		Entry []struct {
			Resource struct {
				ResourceType, Status, Severity, Detail string
			}
		}
	}
	if err := json.Unmarshal(document, &bundle); err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range bundle.Entry {
		fmt.Println(strings.TrimSpace(strings.Join([]string{e.Resource.ResourceType, e.Resource.Status, e.Resource.Severity, e.Resource.Detail}, " ")))
	}

	// Output:
	// GuidanceResponse success
	// DetectedIssue final high Needling is contraindicated in a severe bleeding disorder. The standing is disputed: two low-grade lists call it absolute, others treat a bleeding tendency as a precaution. The stricter reading is kept, without a way round it.
	// RequestGroup draft
}
