package scenario

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/mskguide/mskguide/decision"
)

const manifestSchema = "mskguide.manifest/1"

// Manifest says how a table of answers came about, for the appendix of a paper: from it and
// the table that was read, anybody can make the same answers. Its bytes depend on nothing but
// that, the two times aside.
type Manifest struct {
	Schema    string         `json:"schema"`
	Guideline decision.Info  `json:"guideline"` // the digest covers the overlays
	Params    []ParamInForce `json:"params"`
	Input     TableFile      `json:"input"`
	Map       *NamedFile     `json:"map,omitempty"`
	Output    TableFile      `json:"output"`
	Command   []string       `json:"command"`
	Library   string         `json:"library"` // version of mskguide
	Go        string         `json:"go"`
	Started   string         `json:"started"` // RFC 3339, UTC
	Finished  string         `json:"finished"`
	Rows      int            `json:"rows"`
	BadRows   int            `json:"bad_rows"`
	Inexact   int            `json:"inexact"` // rows whose could_become and missing may hold too much
	Verdicts  []VerdictCount `json:"verdicts"`
}

// ParamInForce is a param with the value that the answers rest on.
type ParamInForce struct {
	ID        string `json:"id"`
	Set       bool   `json:"set"` // without a value the rules that name it are off
	Value     string `json:"value"`
	Unit      string `json:"unit,omitempty"`
	Authority string `json:"authority,omitempty"`
	Since     string `json:"since,omitempty"`
}

// NamedFile identifies a file.
type NamedFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// TableFile identifies a table and says how it is written.
type TableFile struct {
	Name      string   `json:"name"`
	SHA256    string   `json:"sha256"`
	Bytes     int64    `json:"bytes"`
	Format    string   `json:"format"` // csv or ndjson
	Delimiter string   `json:"delimiter,omitempty"`
	NA        []string `json:"na,omitempty"`      // of the input: cells that mean unknown
	Facts     []string `json:"facts,omitempty"`   // of CSV that is read: those it has columns for; all others are unknown in every row
	Columns   []string `json:"columns,omitempty"` // of the output; of objects that hand all on, those that every one has
}

// NewManifest says of a run what the table and the guideline know.
func NewManifest(t *Table, g *decision.Guideline, w *Writer, n *Tally) *Manifest {
	m := &Manifest{Schema: manifestSchema, Guideline: g.Info(), Params: []ParamInForce{}, Command: []string{},
		Rows: n.Rows, BadRows: n.Bad, Inexact: n.Inexact, Verdicts: n.Verdicts(g)}
	for _, p := range g.Params() {
		m.Params = append(m.Params, ParamInForce{ID: p.ID, Set: p.Set, Value: p.Value, Unit: p.Unit, Authority: p.Authority, Since: p.Since})
	}
	m.Input.Format, m.Output.Format, m.Output.Columns = NDJSON.String(), w.kind.String(), append(slices.Clone(w.keeps), answerColumns[:]...)
	if sheet, ok := t.form.(*csv); ok {
		m.Input.Format, m.Input.Delimiter, m.Input.NA = CSV.String(), sheet.sep, sheet.na
		for _, c := range sheet.columns {
			if c.role == roleFact || c.role == roleNoneOf {
				m.Input.Facts = append(m.Input.Facts, c.as)
			}
		}
	}
	if w.kind == CSV {
		m.Output.Delimiter = w.sep
	}
	return m
}

// JSON returns the manifest as a document that people can read too.
func (m *Manifest) JSON() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// ManifestSchema returns the JSON Schema of a manifest.
func ManifestSchema() ([]byte, error) {
	return decision.SchemaOf("How a table of answers came about ("+manifestSchema+")", Manifest{})
}
