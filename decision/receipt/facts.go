package receipt

import "github.com/mskguide/mskguide/decision"

// Facts is what is known in the one form that receipts have, so that two facts can be compared:
// by name, with the values that JSON has, a denied group as the denial of each of its facts, and
// nothing for what is unknown. It refuses what the guideline does.
func Facts(g *decision.Guideline, facts any) (decision.Facts, error) { return normal(g, facts) }
