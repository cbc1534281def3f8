package fhir

import (
	"bytes"
	"encoding/json"

	"github.com/mskguide/mskguide/decision"
)

const chartSchema = "mskguide.chart/1"

// Chart is what a record says of the facts of a guideline: every fact with its sources, the
// questions that the record raises, and every resource that was not used, with the reason. As
// JSON it is the document mskguide.chart/1.
type Chart struct {
	Schema    string        `json:"schema"`
	Guideline decision.Info `json:"guideline"`
	Mapping   MappingInfo   `json:"mapping"`
	At        string        `json:"at"`                // the day for which the record was read
	Patient   string        `json:"patient,omitempty"` // whose record it is, as a reference: "Patient/123", of one without an id its urn; "" where it cannot be told
	// Facts are those that are known, also in part. What is not among them is unknown.
	Facts    decision.Facts `json:"facts"`
	Sources  []Source       `json:"sources"`  // in asking order of the facts
	Prompts  []Prompt       `json:"prompts"`  // likewise
	Unused   []Unused       `json:"unused"`   // by resource
	Problems []Problem      `json:"problems"` // with the documents, by name and place
}

// MappingInfo identifies the mapping by which a record was read.
type MappingInfo struct {
	IDs    []string `json:"ids"`
	Digest string   `json:"digest"`
}

// Source is where a fact, or a part of what is known of it, comes from.
type Source struct {
	Fact     string `json:"fact"`
	Value    any    `json:"value"`    // as this source tells it, in the form of facts
	Resource string `json:"resource"` // type
	ID       string `json:"id,omitempty"`
	Element  string `json:"element"`
	Date     string `json:"date,omitempty"`
	Says     string `json:"says"`
}

// Prompt is a question that the record raises and does not answer.
type Prompt struct {
	Fact     string    `json:"fact"`
	Question string    `json:"question"`
	Answered bool      `json:"answered"` // another part of the record says something of the fact
	Because  []Because `json:"because"`
}

// Because is a reason to ask.
type Because struct {
	Resource string `json:"resource"`
	ID       string `json:"id,omitempty"`
	Element  string `json:"element"`
	Date     string `json:"date,omitempty"`
	Says     string `json:"says"`

	Kind BecauseKind `json:"kind,omitempty"`
}

// BecauseKind tells apart what says itself what is asked from what only makes somebody ask; most
// have none.
type BecauseKind string

// The kinds of what raises a question.
const (
	// Doubtful says yes to a warning sign, contraindication or precaution, and is not sure:
	// provisional or not final, by a code that was not confirmed, or too long ago.
	Doubtful BecauseKind = "doubtful"
	// Outdated is an answer or a measurement that no longer counts, and warned of nothing.
	Outdated BecauseKind = "outdated"
)

// SchemaValues lists the kinds for JSON Schemas.
func (BecauseKind) SchemaValues() []string { return []string{string(Doubtful), string(Outdated)} }

// Unused is a resource, or a part of one, that gave no fact.
type Unused struct {
	Resource string `json:"resource"`
	ID       string `json:"id,omitempty"`
	Element  string `json:"element,omitempty"` // where only a part was not used
	Kind     Reason `json:"kind"`
	Reason   string `json:"reason"`
}

// Reason is the kind of reason for which something was not used.
type Reason string

// The kinds of reasons.
const (
	NotRead      Reason = "not_read"      // this type of resource is not read
	OtherPatient Reason = "other_patient" // it belongs to somebody else
	Duplicate    Reason = "duplicate"     // the same, or a newer version, is on record
	Status       Reason = "status"        // not active, not confirmed, entered in error
	Code         Reason = "code"          // no code of it has a meaning here
	Date         Reason = "date"          // impossible, in the future, or too long ago
	Value        Reason = "value"         // no value, or none that can be used; a wrong unit
	Older        Reason = "older"         // a newer value is on record
	Contradicted Reason = "contradicted"  // something else on record says otherwise
	Reference    Reason = "reference"     // what it refers to is not there; or it is read where it is referred to
)

// SchemaValues lists the kinds for JSON Schemas.
func (Reason) SchemaValues() []string {
	return []string{string(NotRead), string(OtherPatient), string(Duplicate), string(Status), string(Code), string(Date), string(Value), string(Older), string(Contradicted), string(Reference)}
}

// Problem is a mistake in a document, or what makes a record doubtful. Line and Column count from 1.
type Problem struct {
	Kind     ProblemKind `json:"kind,omitempty"` // of those that concern who reads the answer
	Document string      `json:"document"`
	Line     int         `json:"line,omitempty"`
	Column   int         `json:"column,omitempty"`
	Resource string      `json:"resource,omitempty"`
	ID       string      `json:"id,omitempty"`
	Says     string      `json:"says"`
}

// ProblemKind tells apart the problems that concern who reads the answer; most have none.
type ProblemKind string

// The kinds of problems.
const (
	KindDeceased     ProblemKind = "deceased"     // the patient is recorded as deceased
	KindReplaced     ProblemKind = "replaced"     // another record took the place of this patient's
	KindNotInUse     ProblemKind = "not_in_use"   // the record of this patient is no longer kept
	KindContradicted ProblemKind = "contradicted" // one source tells of a danger and another denies it
	// KindSeveralPatients and KindOtherPatient: the record speaks of several patients, or of two by one
	// name, and nobody said which is meant; or only of others than the one who was named. No fact is then
	// taken: a chart without facts is one of nobody. Of another patient's record, what does not say
	// whose it is may still ask.
	KindSeveralPatients ProblemKind = "several_patients"
	KindOtherPatient    ProblemKind = "other_patient"
)

// Grave reports whether a problem makes the whole record doubtful: whose it is, whether the patient
// lives, whether it is still kept. Who shows anything of the record shows that first.
func (k ProblemKind) Grave() bool {
	switch k {
	case KindSeveralPatients, KindOtherPatient, KindDeceased, KindReplaced, KindNotInUse:
		return true
	}
	return false
}

// SchemaValues lists the kinds for JSON Schemas.
func (ProblemKind) SchemaValues() []string {
	return []string{string(KindDeceased), string(KindReplaced), string(KindNotInUse), string(KindContradicted), string(KindSeveralPatients), string(KindOtherPatient)}
}

// JSON is the document mskguide.chart/1, with one trailing newline. Its bytes depend on
// nothing but the mapping, the day and the record.
func (c *Chart) JSON() []byte {
	return encoded(chartDocument{Schema: c.Schema, Guideline: c.Guideline, Mapping: c.Mapping, At: c.At, Patient: c.Patient,
		Facts: bytes.TrimSpace(c.FactsJSON()), Sources: c.Sources, Prompts: c.Prompts, Unused: c.Unused, Problems: c.Problems})
}

// FactsJSON is the facts alone, as a guideline reads them, by name.
func (c *Chart) FactsJSON() []byte { return encoded(c.Facts) }

func encoded(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil { // texts, numbers and lists always encode
		return []byte("{}\n")
	}
	return out.Bytes()
}

// ChartSchema returns the JSON Schema (2020-12) of a chart.
func ChartSchema() ([]byte, error) {
	return decision.SchemaOf("What a FHIR record says of the facts of a guideline ("+chartSchema+")", chartDocument{})
}

// chartDocument is a chart as it is written, and as a schema can tell it.
type chartDocument struct {
	Schema    string          `json:"schema"`
	Guideline decision.Info   `json:"guideline"`
	Mapping   MappingInfo     `json:"mapping"`
	At        string          `json:"at"`
	Patient   string          `json:"patient,omitempty"`
	Facts     json.RawMessage `json:"facts"`
	Sources   []Source        `json:"sources"`
	Prompts   []Prompt        `json:"prompts"`
	Unused    []Unused        `json:"unused"`
	Problems  []Problem       `json:"problems"`
}
