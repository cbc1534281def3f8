package receipt

import "github.com/mskguide/mskguide/decision/fhir"

// Source is where a record tells a fact, or a part of what is known of it.
type Source struct {
	Fact     string `json:"fact"`
	Resource string `json:"resource"` // type
	ID       string `json:"id,omitempty"`
	Element  string `json:"element"`
	Date     string `json:"date,omitempty"`
}

// LeftOut is what a record tells and the answer does not rest on, because something says otherwise.
type LeftOut struct {
	Resource string `json:"resource"`
	ID       string `json:"id,omitempty"`
	Element  string `json:"element,omitempty"`
	Says     string `json:"says"` // why
}

// Lack is a part of a record that was wanted and is not there, or not whole.
type Lack struct {
	Part string `json:"part"` // what a hook service calls it: "condition"; "standing" for what holds of the practitioner and the place
	Says string `json:"says"` // why; nothing of the patient
}

const otherwise = "told otherwise beside the record, and left out"

// record notes where the facts of the receipt come from. What the record tells of a fact that the
// receipt does not have was left out by who decided.
func (r *Receipt) record(c *fhir.Chart) {
	if r.Mapping == "" {
		r.Mapping = c.Mapping.Digest
	}
	for _, s := range c.Sources {
		if _, known := r.Facts[s.Fact]; known {
			r.Sources = append(r.Sources, Source{s.Fact, s.Resource, s.ID, s.Element, s.Date})
			continue
		}
		r.Contradicted = append(r.Contradicted, LeftOut{s.Resource, s.ID, s.Element, s.Fact + ": " + otherwise})
	}
	for _, u := range c.Unused {
		if u.Kind == fhir.Contradicted {
			r.Contradicted = append(r.Contradicted, LeftOut{u.Resource, u.ID, u.Element, u.Reason})
		}
	}
}
