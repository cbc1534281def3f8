package conditions_test

import (
	"errors"
	"fmt"
	"testing/fstest"

	"github.com/mskguide/mskguide/conditions"
)

func ExampleCatalogue_ByCode() {
	match, err := conditions.Builtin().ByCode("http://snomed.info/sct", "278860009")
	if err != nil {
		fmt.Println(err)
		return
	}
	condition, settled := match.Only()
	fmt.Println(condition.ID, settled, match.Code.Phase)
	// Output: low_back_pain true chronic
}

// A code that may mean several conditions leaves the choice to the clinician.
func ExampleCatalogue_ByCode_choice() {
	match, err := conditions.Builtin().ByCode("ICD-10-CM", "S39.012A")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, condition := range match.Conditions {
		fmt.Println(condition.Name)
	}
	// Output:
	// Low back pain
	// Muscle strain
}

// A code that was withdrawn keeps its meaning in the records that hold it, and says since when.
func ExampleCatalogue_ByCode_retired() {
	match, err := conditions.Builtin().ByCode("ICD-10-CM", "M54.5")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(match.Conditions[0].Name, "- retired on", match.Code.Retired)
	// Output: Low back pain - retired on 2021-10-01
}

func ExampleCodeError() {
	_, err := conditions.Builtin().ByCode("http://snomed.info/sct", "202855006")
	var refusal *conditions.CodeError
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Reason)
		fmt.Println(refusal.Says)
	}
	// Output:
	// wrong_code
	// not a code for plantar fasciitis: it is a real identifier, for lateral epicondylitis; plantar fasciitis is 202882003
}

func ExampleCatalogue_Lookup() {
	for _, condition := range conditions.Builtin().Lookup("Stiff Neck") {
		fmt.Println(condition.ID)
	}
	// Output:
	// neck_pain
	// muscle_tightness
	// other
}

// Exactly twelve weeks are called by different names, so the scheme is always named beside the phase.
func ExampleScheme_Phase() {
	for _, scheme := range conditions.Builtin().Schemes() {
		if phase := scheme.Phase(12 * 7); phase != conditions.PhaseUnstated {
			fmt.Println(scheme.ID, phase)
		}
	}
	// Output:
	// DU-01 subacute
	// DU-02 subacute
	// DU-04 acute
	// DU-07 chronic
}

func ExampleOpen() {
	catalogue, err := conditions.Open(fstest.MapFS{"mine.yaml": {Data: []byte(`
conditions:
  - id: frozen_shoulder
    name: Adhesive capsulitis
    plain_name: frozen shoulder
    region: shoulder
`)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(catalogue.Lookup("frozen-shoulder")[0].Name)

	_, err = conditions.Open(fstest.MapFS{"mine.yaml": {Data: []byte(`
conditions:
  - id: frozen_shoulder
    name: Adhesive capsulitis
    plain_name: frozen shoulder
    region: sholder
`)}})
	fmt.Println(err)
	// Output:
	// Adhesive capsulitis
	// mine.yaml:6:13: unknown region "sholder"; did you mean "shoulder"? one of head, neck, shoulder, thorax, low_back, abdomen, hip, upper_limb, lower_limb, any
}
