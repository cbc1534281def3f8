package scenario

import "github.com/mskguide/mskguide/decision"

// Example is a case with a name: a scenario, or a row of a table.
type Example struct {
	Name  string
	Facts decision.Facts
}
