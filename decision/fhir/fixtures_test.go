package fhir_test

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// required are the elements that FHIR R4 requires of the types that the fixtures hold; those
// that end with [x] may be of several types.
func required() map[string][]string {
	return map[string][]string{
		"Patient": nil, "Organization": nil, "Practitioner": nil, "Medication": nil,
		"Condition": {"subject", "clinicalStatus"}, "AllergyIntolerance": {"patient", "clinicalStatus"},
		"Observation": {"status", "code"}, "QuestionnaireResponse": {"status"}, "Encounter": {"status", "class"},
		"MedicationStatement":      {"status", "subject", "medication[x]"},
		"MedicationRequest":        {"status", "intent", "subject", "medication[x]"},
		"MedicationAdministration": {"status", "subject", "medication[x]", "effective[x]"},
		"Procedure":                {"status", "subject"}, "CarePlan": {"status", "intent", "subject"},
		"ImagingStudy": {"status", "subject"}, "DiagnosticReport": {"status", "code"}, "DocumentReference": {"status", "content"},
		"Coverage": {"status", "beneficiary", "payor"}, "Immunization": {"status", "vaccineCode", "patient"}, "ServiceRequest": {"status", "intent", "subject"},
		"Bundle": {"type"}, "FamilyMemberHistory": {"status", "patient", "relationship"}, "OperationOutcome": {"issue"},
	}
}

// The fixtures are FHIR R4 in form, and of the size of a record, but for what they are there to
// get wrong.
func TestFixturesAreRecords(t *testing.T) {
	wrong := map[string]bool{
		"impossible.json Starship/ncc-1701":                                  true,
		"impossible.json MedicationStatement/nothing medication[x]":          true,
		"entered-in-error-and-resolved.json Condition/unsaid clinicalStatus": true,
	}
	for _, name := range recordNames(t) {
		data := record(t, name).Data
		require.GreaterOrEqual(t, len(data), 10_000, name)
		require.Less(t, len(data), 31_000, name)
		var walk func(r map[string]any)
		walk = func(r map[string]any) {
			kind, _ := r["resourceType"].(string)
			id, _ := r["id"].(string)
			elements, known := required()[kind]
			if where := name + " " + kind + "/" + id; !known {
				require.True(t, wrong[where], "%s: the test does not know the type", where)
			} else {
				for _, element := range elements {
					require.True(t, has(r, element) || wrong[where+" "+element], "%s lacks %s", where, element)
				}
			}
			entries, _ := r["entry"].([]any)
			for _, e := range entries {
				if resource, ok := e.(map[string]any)["resource"].(map[string]any); ok {
					walk(resource)
				}
			}
		}
		if filepath.Ext(name) == ".json" {
			walk(decoded(t, data))
			continue
		}
		for line := range strings.Lines(string(data)) {
			var r map[string]any
			if json.Unmarshal([]byte(line), &r) == nil { // one line is broken on purpose
				walk(r)
			}
		}
	}
}

func has(r map[string]any, element string) bool {
	stem, typed := strings.CutSuffix(element, "[x]")
	if element == "clinicalStatus" && statusOf(r["verificationStatus"]) == "entered-in-error" {
		return true // where it must not be
	}
	for name := range r {
		if name == element || typed && strings.HasPrefix(name, stem) {
			return true
		}
	}
	return false
}

func statusOf(concept any) string {
	c, _ := concept.(map[string]any)
	codings, _ := c["coding"].([]any)
	i := slices.IndexFunc(codings, func(any) bool { return true })
	if i < 0 {
		return ""
	}
	coding, _ := codings[i].(map[string]any)
	code, _ := coding["code"].(string)
	return code
}
