package conditions

import "slices"

// Condition is a clinical condition of the catalogue.
type Condition struct {
	ID        string   `yaml:"id,required" json:"id"`
	Name      string   `yaml:"name,required" json:"name"`             // as a clinician writes it
	PlainName string   `yaml:"plain_name,required" json:"plain_name"` // as it is said to a patient
	Synonyms  []string `yaml:"synonyms" json:"synonyms,omitempty"`    // further names that mean this condition and no other
	Region    string   `yaml:"region,required" json:"region"`         // one of [Regions]
	Codes     []Code   `yaml:"codes" json:"codes,omitempty"`          // the codes of its own, then those it shares with others
	Note      string   `yaml:"note" json:"note,omitempty"`
}

// Code is a code of a terminology, as far as this catalogue relies on it.
type Code struct {
	System  string  `yaml:"system,required" json:"system"` // id of a [System]
	URI     string  `json:"uri,omitempty"`                 // of the system; empty when none is confirmed
	Code    string  `yaml:"code,required" json:"code"`
	Display string  `yaml:"display,required" json:"display"`
	Phase   Phase   `yaml:"phase" json:"phase,omitempty"`     // what the code itself says of the duration when it was recorded
	Checked Checked `yaml:"checked,required" json:"checked"`  // whether code and name were confirmed in a published file
	Retired string  `yaml:"retired" json:"retired,omitempty"` // first day, like 2021-10-01, on which it was no longer valid; older records keep their meaning
	Shared  bool    `json:"shared,omitempty"`                 // it names other conditions as well
	Note    string  `yaml:"note" json:"note,omitempty"`
}

// RefusedCode is a code known to circulate for something it does not mean.
type RefusedCode struct {
	System  string `yaml:"system,required" json:"system"` // id of a [System]
	Code    string `yaml:"code,required" json:"code"`
	Claimed string `yaml:"claimed,required" json:"claimed"` // what it is taken for
	Problem string `yaml:"problem,required" json:"problem"` // what is wrong with that
}

// Match is what a coding says of the condition.
type Match struct {
	Code Code
	// Conditions are the candidates in catalogue order. Several are a choice for the clinician to make. None means
	// that the code tells how long the pain has lasted and not what it is.
	Conditions []Condition
}

// Only returns the condition when the code leaves no choice.
func (m Match) Only() (Condition, bool) {
	if len(m.Conditions) != 1 {
		return Condition{}, false
	}
	return m.Conditions[0], true
}

// Regions returns the regions a condition or a [Scheme] may name. "any" is not tied to one.
func Regions() []string {
	return []string{"head", "neck", "shoulder", "thorax", "low_back", "abdomen", "hip", "upper_limb", "lower_limb", "any"}
}

func (c Condition) clone() Condition {
	c.Synonyms = slices.Clone(c.Synonyms)
	c.Codes = slices.Clone(c.Codes)
	return c
}
