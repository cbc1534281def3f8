package evidence

import "slices"

// Claim is one clinical statement and who speaks for and against it. Whoever merely states a claim, a clinic page for
// instance, stands last on its for side; [Claim.Standing] says whether anything more does.
type Claim struct {
	ID           string     `yaml:"id,required"`
	Text         string     `yaml:"text,required"`
	Standing     Standing   `yaml:"standing,required"`
	Certainty    Certainty  `yaml:"certainty"`
	For          []string   `yaml:"for"`     // ids of sources, weightiest first
	Against      []string   `yaml:"against"` // ids of sources, weightiest first
	Positions    []Position `yaml:"positions"`
	Note         string     `yaml:"note"`
	Verification string     `yaml:"verification"` // how far the statement was checked against its source
}

// Position is what one source says of the treatment a claim speaks of, in that source's own category. It need not take a
// side. A source may hold several positions, on acupuncture and on dry needling for instance: Note says which is which.
type Position struct {
	Source    string    `yaml:"source,required"`
	Direction Direction `yaml:"direction,required"`
	Strength  Strength  `yaml:"strength"`
	Certainty Certainty `yaml:"certainty"`
	Note      string    `yaml:"note"`
}

// clone keeps callers from reaching into a library through the slices of a claim it handed out.
func (c Claim) clone() Claim {
	c.For = slices.Clone(c.For)
	c.Against = slices.Clone(c.Against)
	c.Positions = slices.Clone(c.Positions)
	return c
}
