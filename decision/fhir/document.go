package fhir

import (
	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

const mappingSchema = "mskguide.fhir/1"

// document is a mapping as YAML writes it.
type document struct {
	Schema         place.Text         `yaml:"schema,required" json:"schema"`
	ID             place.Text         `yaml:"id,required" json:"id"`
	Title          place.Text         `yaml:"title,required" json:"title"`
	Says           place.Text         `yaml:"says" json:"says,omitempty"`
	Age            place.Text         `yaml:"age" json:"age,omitempty"` // the fact that tells the age
	Complaint      *complaintDoc      `yaml:"complaint" json:"complaint,omitempty"`
	Systems        []systemDoc        `yaml:"systems" json:"systems,omitempty"`
	Units          []unitDoc          `yaml:"units" json:"units,omitempty"`
	Conditions     []entryDoc         `yaml:"conditions" json:"conditions,omitempty"`
	Medicines      []entryDoc         `yaml:"medicines" json:"medicines,omitempty"`
	Allergies      []entryDoc         `yaml:"allergies" json:"allergies,omitempty"`
	Procedures     []entryDoc         `yaml:"procedures" json:"procedures,omitempty"`
	Observations   []observationDoc   `yaml:"observations" json:"observations,omitempty"`
	Questionnaires []questionnaireDoc `yaml:"questionnaires" json:"questionnaires,omitempty"`
	Directions     []directionDoc     `yaml:"directions" json:"directions,omitempty"`
	Extend         []extendDoc        `yaml:"extend" json:"extend,omitempty"` // of a site: further codes for entries above
}

// complaintDoc names the facts that the conditions of the catalogue give.
type complaintDoc struct {
	Condition place.Text `yaml:"condition,required" json:"condition"` // a choice of conditions
	Duration  place.Text `yaml:"duration,required" json:"duration"`   // a number of weeks or days
	Scheme    place.Text `yaml:"scheme,required" json:"scheme"`       // says what chronic and acute mean where a region has no scheme of its own
	Undated   []namedDoc `yaml:"undated" json:"undated,omitempty"`    // codes of findings: their onset is not that of the pain
	Passing   []namedDoc `yaml:"passing" json:"passing,omitempty"`    // codes of what passes: that one was recorded long ago does not tell that it lasts
}

// namedDoc is a code that the catalogue of conditions has.
type namedDoc struct {
	System place.Text `yaml:"system,required" json:"system"`
	Code   place.Text `yaml:"code,required" json:"code"`
}

// systemDoc names a code system, or further uris of one that is known. Its OID names it in what a
// record says (as urn:oid:…) and not in what a server is asked for: who wants that, lists the urn
// among the uris.
type systemDoc struct {
	ID   place.Text   `yaml:"id,required" json:"id"`
	Name place.Text   `yaml:"name" json:"name,omitempty"`
	URIs []place.Text `yaml:"uris" json:"uris,omitempty"`
	OID  place.Text   `yaml:"oid" json:"oid,omitempty"`
	Note place.Text   `yaml:"note" json:"note,omitempty"`
}

// unitDoc says how a quantity in a UCUM unit is told in the unit of a fact: times Times, by Per.
type unitDoc struct {
	Unit   place.Text    `yaml:"unit" json:"unit,omitempty"` // of facts; not under an observation, whose fact has one
	UCUM   place.Text    `yaml:"ucum,required" json:"ucum"`
	Times  *place.Number `yaml:"times" json:"times,omitempty"`
	Per    *place.Number `yaml:"per" json:"per,omitempty"`
	AtMost *place.Number `yaml:"at_most" json:"at_most,omitempty"` // before it is converted; more is no such quantity
}

// codeDoc is a code with how far it was checked. A code that ends with * stands for all below it.
type codeDoc struct {
	System  place.Text         `yaml:"system,required" json:"system"`
	Code    place.Text         `yaml:"code,required" json:"code"`
	Display place.Text         `yaml:"display,required" json:"display"`
	Checked conditions.Checked `yaml:"checked,required" json:"checked"`
	Note    place.Text         `yaml:"note" json:"note,omitempty"`
}

// entryDoc is what codes mean.
type entryDoc struct {
	ID      place.Text    `yaml:"id,required" json:"id"`
	Codes   []codeDoc     `yaml:"codes,required" json:"codes"`
	Type    place.Text    `yaml:"type" json:"type,omitempty"`                 // of an allergy: with another type it only asks
	Past    bool          `yaml:"past" json:"past,omitempty"`                 // it counts also when it is over
	Settled bool          `yaml:"over_settles" json:"over_settles,omitempty"` // over it does not ask, however recent it is; else it does within_weeks
	Within  *place.Number `yaml:"within_weeks" json:"within_weeks,omitempty"` // longer ago, or undated, it only asks
	Facts   []givesDoc    `yaml:"facts" json:"facts,omitempty"`
	Asks    []asksDoc     `yaml:"asks" json:"asks,omitempty"`
	Note    place.Text    `yaml:"note" json:"note,omitempty"`
}

// givesDoc is a fact that is known when a code is on record.
type givesDoc struct {
	Fact  place.Text   `yaml:"fact,required" json:"fact"`
	Value *place.Any   `yaml:"value" json:"value,omitempty"`
	OneOf []place.Text `yaml:"one_of" json:"one_of,omitempty"`
}

// asksDoc is a question that a code raises.
type asksDoc struct {
	Fact place.Text `yaml:"fact,required" json:"fact"`
	Says place.Text `yaml:"says" json:"says,omitempty"` // why it is asked
}

// observationDoc is what a measurement or a coded finding means. The newest counts.
type observationDoc struct {
	ID       place.Text    `yaml:"id,required" json:"id"`
	Codes    []codeDoc     `yaml:"codes,required" json:"codes"`
	Fact     place.Text    `yaml:"fact,required" json:"fact"`
	Units    []unitDoc     `yaml:"units" json:"units,omitempty"`
	Unitless bool          `yaml:"unitless" json:"unitless,omitempty"` // a plain number is in the unit of the fact
	Values   []answerDoc   `yaml:"values" json:"values,omitempty"`
	Within   *place.Number `yaml:"within_weeks" json:"within_weeks,omitempty"`
	Earlier  place.Text    `yaml:"earlier" json:"earlier,omitempty"` // a fact that an earlier value asks for
	Note     place.Text    `yaml:"note" json:"note,omitempty"`
}

// answerDoc is a coded answer and the value of the fact that it is.
type answerDoc struct {
	System place.Text `yaml:"system" json:"system,omitempty"`
	Code   place.Text `yaml:"code,required" json:"code"`
	Is     place.Any  `yaml:"is,required" json:"is"`
}

// questionnaireDoc says which items of a questionnaire give which facts.
type questionnaireDoc struct {
	ID        place.Text    `yaml:"id,required" json:"id"`
	Canonical place.Text    `yaml:"canonical,required" json:"canonical"`
	ByFactID  bool          `yaml:"by_fact_id" json:"by_fact_id,omitempty"`     // an item whose linkId is a fact answers it
	Within    *place.Number `yaml:"within_weeks" json:"within_weeks,omitempty"` // an older answer, or an undated one, only asks
	Growing   []place.Text  `yaml:"growing" json:"growing,omitempty"`           // facts that count up from the day of the answer
	Items     []itemDoc     `yaml:"items" json:"items,omitempty"`
	Note      place.Text    `yaml:"note" json:"note,omitempty"`
}

type itemDoc struct {
	LinkID  place.Text  `yaml:"link_id,required" json:"link_id"`
	Fact    place.Text  `yaml:"fact,required" json:"fact"`
	Values  []answerDoc `yaml:"values" json:"values,omitempty"`
	SameDay bool        `yaml:"same_day" json:"same_day,omitempty"`       // the answer holds for the day on which it was given
	NoToday bool        `yaml:"no_same_day" json:"no_same_day,omitempty"` // a no does; a yes counts as long as other answers
	Lasting bool        `yaml:"lasting" json:"lasting,omitempty"`         // a yes does not grow old
	By      place.Text  `yaml:"by" json:"by,omitempty"`                   // clinician: what a patient or a relative answers asks
}

// extendDoc adds codes to an entry of another file.
type extendDoc struct {
	ID    place.Text `yaml:"id,required" json:"id"`
	Codes []codeDoc  `yaml:"codes,required" json:"codes"`
}

// Schema returns the JSON Schema (2020-12) of a mapping, as YAML writes it.
func Schema() ([]byte, error) {
	return decision.SchemaOf("What of a FHIR record gives which facts ("+mappingSchema+")", document{})
}
