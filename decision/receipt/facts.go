package receipt

import "github.com/mskguide/mskguide/decision"

// Facts is what is known in the one form that receipts have ([decision.Case.Facts]), so that two
// facts can be compared. It refuses what the guideline does.
func Facts(g *decision.Guideline, facts any) (decision.Facts, error) {
	c, err := g.Case(facts) // with the place of each mistake
	if err != nil {
		return nil, err
	}
	return c.Facts(), nil
}
