package receipt

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
)

const (
	schema = "mskguide.receipt/1"
	module = "github.com/mskguide/mskguide"
)

// Receipt is what a decision rested on. As JSON it is the document mskguide.receipt/1.
type Receipt struct {
	Schema    string         `json:"schema"`
	Library   string         `json:"library"` // version of mskguide
	Guideline decision.Info  `json:"guideline"`
	Mapping   string         `json:"mapping,omitempty"` // digest of the mapping by which a record was read
	At        string         `json:"at,omitempty"`      // the day for which the case was asked, YYYY-MM-DD
	Facts     decision.Facts `json:"facts"`             // by name, in one form; what is not there was unknown
	Answer    Answer         `json:"answer"`

	// Where facts come from, when a record was read; a fact without a source was told otherwise.
	// Nothing of it changes the answer.
	Sources      []Source  `json:"sources,omitempty"`
	Contradicted []LeftOut `json:"contradicted,omitempty"`
	// Lacks are the parts of the record that could not be had: what they would have told was unknown.
	// Empty, all that was wanted was had; nil, as in receipts of older versions, nobody told.
	Lacks []Lack `json:"lacks,omitzero"`

	// What the caller says; nothing of it changes the answer.
	Who   string `json:"who,omitempty"`   // asked, such as Practitioner/123
	Where string `json:"where,omitempty"` // such as Location/7
	Hook  string `json:"hook,omitempty"`  // the hookInstance of a call, a UUID
}

// Answer is a decision in brief: its hash, and enough of it to say how another one differs.
type Answer struct {
	SHA256      string   `json:"sha256"` // of the document mskguide.decision/1, in hexadecimal digits
	Verdict     string   `json:"verdict"`
	Settled     bool     `json:"settled"`
	CouldBecome []string `json:"could_become"`
	Missing     []string `json:"missing"`
	Urgency     string   `json:"urgency,omitempty"`
	Reasons     []string `json:"reasons"` // rules; what is only possible ends in "?"
	Cautions    []string `json:"cautions"`
	Options     []string `json:"options"`
}

// With is what a receipt takes from its caller; all of it may be left out.
type With struct {
	At      time.Time   // the day for which the case was asked, in its own time zone
	Mapping string      // digest of the mapping by which a record was read; without it, that of the chart
	Chart   *fhir.Chart // the record that facts were read from
	Lacks   []Lack      // what of a record could not be had; empty: nothing; nil: nobody knows
	Library string      // version of mskguide; without it, the one that this program was built with

	Who, Where, Hook string
}

// New writes a receipt for a decision of g on facts in any form that the guideline reads.
func New(g *decision.Guideline, facts any, d *decision.Decision, with With) (*Receipt, error) {
	known, err := Facts(g, facts)
	if err != nil {
		return nil, err
	}
	r := &Receipt{Schema: schema, Library: with.Library, Guideline: g.Info(), Mapping: with.Mapping, Facts: known, Answer: brief(d),
		Lacks: slices.Clone(with.Lacks), Who: with.Who, Where: with.Where, Hook: with.Hook}
	if r.Library == "" {
		r.Library = Library()
	}
	if with.Chart != nil {
		r.record(with.Chart)
	}
	if !with.At.IsZero() {
		r.At = with.At.Format(time.DateOnly)
	}
	return r, nil
}

// JSON is the receipt as one line of JSON with its newline.
func (r *Receipt) JSON() ([]byte, error) {
	line, err := encode(r)
	if err != nil {
		return nil, fmt.Errorf("the receipt cannot be written: %w", err)
	}
	return line, nil
}

// Read reads a receipt. What a newer version of the library added to it is passed over.
func Read(line []byte) (*Receipt, error) {
	var r Receipt
	if err := decode(line, &r); err != nil {
		return nil, fmt.Errorf("it is no receipt: %w", err)
	}
	if r.Schema != schema {
		return nil, fmt.Errorf("it is no receipt: its schema is %q, not %q", r.Schema, schema)
	}
	return &r, nil
}

// Schema returns the JSON Schema (2020-12) of a receipt.
func Schema() ([]byte, error) {
	return decision.SchemaOf("What a decision rested on ("+schema+")", Receipt{})
}

// Library is the version of mskguide that this program was built with.
func Library() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	version := ""
	if info.Main.Path == module {
		version = info.Main.Version
	}
	for _, d := range info.Deps {
		if d.Path == module {
			version = d.Version
			if d.Replace != nil {
				version = "(devel)"
				if d.Replace.Version != "" {
					version = d.Replace.Version
				}
			}
		}
	}
	if version == "" {
		return "(devel)"
	}
	return version
}

func brief(d *decision.Decision) Answer {
	a := Answer{SHA256: hash(d), Verdict: d.Verdict, Settled: d.Settled, CouldBecome: slices.Clone(d.CouldBecome), Missing: slices.Clone(d.Missing), Urgency: d.Urgency,
		Reasons: []string{}, Cautions: []string{}, Options: []string{}}
	for _, r := range d.Reasons {
		a.Reasons = append(a.Reasons, asked(r.Rule, r.Possible))
	}
	for _, c := range d.Cautions {
		a.Cautions = append(a.Cautions, asked(c.Rule, c.Possible))
	}
	for _, o := range d.Options {
		a.Options = append(a.Options, asked(o.ID, o.Possible))
	}
	return a
}

func asked(id string, possible bool) string {
	if possible {
		return id + "?"
	}
	return id
}

func hash(d *decision.Decision) string {
	sum := sha256.Sum256(d.JSON())
	return hex.EncodeToString(sum[:])
}
