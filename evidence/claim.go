package evidence

import "slices"

// Claim is one clinical statement and who speaks for and against it. Whoever merely states a claim, a clinic page for
// instance, stands last on its for side; [Claim.Standing] says whether anything more does. What the sources found is
// told by [Library.Findings], those that take no side included.
type Claim struct {
	ID            string         `yaml:"id,required" json:"id"`
	Text          string         `yaml:"text,required" json:"text"`
	Standing      Standing       `yaml:"standing,required" json:"standing"`
	Certainty     Certainty      `yaml:"certainty" json:"certainty,omitempty"`
	For           []string       `yaml:"for" json:"for,omitempty"`         // ids of sources, weightiest first
	Against       []string       `yaml:"against" json:"against,omitempty"` // ids of sources, weightiest first
	Disagreements []Disagreement `yaml:"disagreements" json:"disagreements,omitempty"`
	Note          string         `yaml:"note" json:"note,omitempty"`
	Verification  string         `yaml:"verification" json:"verification,omitempty"` // how far the statement was checked against its source
	Reviewed      Date           `yaml:"reviewed" json:"reviewed,omitzero"`          // when it was last held against its sources; no sign-off
	ReviewBy      Date           `yaml:"review_by" json:"review_by,omitzero"`        // when that is due again
}

// Disagreement is one way in which the sources on a claim differ. Which of the two sides is named first means nothing.
type Disagreement struct {
	Kind  DisagreementKind `yaml:"kind,required" json:"kind"`
	One   []string         `yaml:"one,required" json:"one"`     // ids of sources
	Other []string         `yaml:"other,required" json:"other"` // ids of sources
	Says  string           `yaml:"says,required" json:"says"`
}

// DisagreementKind is what sources differ in. The zero value is unstated. Only direction is a contradiction as it stands;
// the others say why two sources may both be right.
type DisagreementKind uint8

// The kinds of disagreement.
const (
	DisagreementUnstated DisagreementKind = iota
	InDirection                           // they point different ways on the same question
	InPopulation                          // they looked at different people
	InComparator                          // they compared with different things
	InTreatment                           // they speak of different treatments
	InOutcome                             // they measured different things
	InFollowUp                            // they looked at different times
	InStrength                            // they say the same with different force
	InDefinition                          // they use a word differently
	InInterpretation                      // they read the same figures differently
	InMethod                              // they counted or calculated differently
	InAttribution                         // they differ on who said it
)

func disagreementNames() [12]string {
	return [12]string{
		"", "direction", "population", "comparator", "treatment", "outcome", "follow_up", "strength", "definition",
		"interpretation", "method", "attribution",
	}
}

// String returns the text form, "" when unstated.
func (k DisagreementKind) String() string {
	names := disagreementNames()
	return nameOf(uint8(k), names[:])
}

// MarshalText writes the text form.
func (k DisagreementKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the text form; the error lists what is allowed.
func (k *DisagreementKind) UnmarshalText(text []byte) error {
	names := disagreementNames()
	return setByName((*uint8)(k), "kind of disagreement", string(text), names[:])
}

// clone keeps callers from reaching into a library through the slices of a claim it handed out.
func (c Claim) clone() Claim {
	c.For = slices.Clone(c.For)
	c.Against = slices.Clone(c.Against)
	c.Disagreements = slices.Clone(c.Disagreements)
	for i, d := range c.Disagreements {
		c.Disagreements[i].One, c.Disagreements[i].Other = slices.Clone(d.One), slices.Clone(d.Other)
	}
	return c
}
