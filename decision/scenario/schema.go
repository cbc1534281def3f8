package scenario

import "github.com/mskguide/mskguide/decision"

// Schema returns the JSON Schema (2020-12) of a file of scenarios.
func Schema() ([]byte, error) {
	return decision.SchemaOf("Named cases with the answers that are expected ("+scenarioSchema+")", document{})
}
