package scenario

import (
	"encoding/json"

	"github.com/mskguide/mskguide/decision"
)

const testSchema = "mskguide.test/1"

// Document is all reports of one test. As JSON it is the document mskguide.test/1.
type Document struct {
	Schema  string    `json:"schema"`
	Total   int       `json:"total"`  // cases
	Failed  int       `json:"failed"` // of them
	Reports []*Report `json:"reports"`
}

// NewDocument sums reports up.
func NewDocument(reports []*Report) *Document {
	d := &Document{Schema: testSchema, Reports: reports}
	for _, r := range reports {
		d.Total += r.Total
		d.Failed += r.Failed
	}
	return d
}

// JSON writes the document on one line.
func (d *Document) JSON() ([]byte, error) {
	out, err := json.Marshal(d)
	return append(out, '\n'), err
}

// TestSchema returns the JSON Schema (2020-12) of [Document].
func TestSchema() ([]byte, error) {
	return decision.SchemaOf("How answers compare with what was expected ("+testSchema+")", Document{})
}
