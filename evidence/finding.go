package evidence

import (
	"slices"
)

// Finding is one thing that a source found of a treatment, or says of it, and the claims it bears on. Studies give an
// outcome and often an [Effect]; guidelines give a [Direction] with a [Strength] in their own category. Text is empty
// where the source was not seen to give it.
type Finding struct {
	Source     string    `json:"source"`                                 // id of the source it stands under
	Claims     []string  `yaml:"claims" json:"claims,omitempty"`         // ids of the claims it bears on
	Says       string    `yaml:"says,required" json:"says"`              // in words
	Treatment  string    `yaml:"treatment" json:"treatment,omitempty"`   // what is judged
	Comparator string    `yaml:"comparator" json:"comparator,omitempty"` // against what
	Population string    `yaml:"population" json:"population,omitempty"` // that of the source unless it is another
	Outcome    string    `yaml:"outcome" json:"outcome,omitempty"`
	FollowUp   FollowUp  `yaml:"follow_up" json:"follow_up,omitzero"`
	Effect     *Effect   `yaml:"effect" json:"effect,omitempty"`
	Direction  Direction `yaml:"direction" json:"direction,omitempty"` // on the treatment, against the comparator if there is one
	Strength   Strength  `yaml:"strength" json:"strength,omitempty"`
	Certainty  Certainty `yaml:"certainty" json:"certainty,omitempty"` // by the source's own account
	Grade      string    `yaml:"grade" json:"grade,omitempty"`         // a letter of the source's grading scheme, where it was seen beside this
	Read       Reading   `yaml:"read" json:"read,omitempty"`           // that of the source unless it is another
	Note       string    `yaml:"note" json:"note,omitempty"`
}

// clone keeps callers from reaching into a library through the parts of a finding.
func (f Finding) clone() Finding {
	f.Claims = slices.Clone(f.Claims)
	if f.Effect == nil {
		return f
	}
	effect := *f.Effect
	if effect.Versus != nil {
		versus := *effect.Versus
		effect.Versus = &versus
	}
	if effect.Interval != nil {
		interval := *effect.Interval
		effect.Interval = &interval
	}
	f.Effect = &effect
	return f
}

func cloneFindings(findings []Finding) []Finding {
	if findings == nil {
		return nil
	}
	all := make([]Finding, len(findings))
	for i, f := range findings {
		all[i] = f.clone()
	}
	return all
}
