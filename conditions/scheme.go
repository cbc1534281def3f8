package conditions

import "slices"

// Scheme is one published way to divide the duration of pain into phases. Schemes differ: on the same day a patient may be
// subacute by one and chronic by another.
type Scheme struct {
	ID           string `yaml:"id,required" json:"id"` // also the id of the claim that carries its sources
	Title        string `yaml:"title,required" json:"title"`
	Region       string `yaml:"region,required" json:"region"`             // one of [Regions]
	Default      bool   `yaml:"default" json:"default,omitempty"`          // the one to take for its region when nothing else is said
	Spans        []Span `yaml:"spans" json:"spans"`                        // by rising duration; a day in none of them has no phase in this scheme
	Requires     string `yaml:"requires" json:"requires,omitempty"`        // what the scheme asks for beyond duration; [Scheme.Phase] cannot see it
	Verification string `yaml:"verification,required" json:"verification"` // how far the cut-offs were confirmed
	Note         string `yaml:"note" json:"note,omitempty"`
}

// Span is the durations that a scheme calls by one phase.
type Span struct {
	Phase   Phase  `yaml:"phase,required" json:"phase"`
	Days    Days   `yaml:"days,required" json:"days"`
	Written string `yaml:"written,required" json:"written"` // as the scheme puts it
}

// Phase returns what the scheme calls pain of that many days, unstated where it has no word for it and for a number that is
// no duration. Fractions of a day count: 84.5 days are more than 84.
func (s Scheme) Phase(days float64) Phase {
	for _, span := range s.Spans {
		if span.Days.Contains(days) {
			return span.Phase
		}
	}
	return PhaseUnstated
}

// Days returns the durations that the scheme calls by that phase.
func (s Scheme) Days(phase Phase) (Days, bool) {
	for _, span := range s.Spans {
		if span.Phase == phase {
			return span.Days, true
		}
	}
	return Days{}, false
}

func (s Scheme) clone() Scheme {
	s.Spans = slices.Clone(s.Spans)
	return s
}
