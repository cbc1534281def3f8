package export

import (
	"bytes"
	"encoding/json"
)

// The data types of FHIR R4, as far as they are written here. The fields stand in the order of FHIR.

type coding struct {
	System  string `json:"system,omitempty"`
	Code    string `json:"code,omitempty"`
	Display string `json:"display,omitempty"`
}

type concept struct {
	Coding []coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

type reference struct {
	Reference  string      `json:"reference,omitempty"`
	Type       string      `json:"type,omitempty"`
	Identifier *identifier `json:"identifier,omitempty"`
	Display    string      `json:"display,omitempty"`
}

type identifier struct {
	System string `json:"system,omitempty"`
	Value  string `json:"value,omitempty"`
}

type annotation struct {
	Text string `json:"text"`
}

type extension struct {
	Extension            []extension `json:"extension,omitempty"`
	URL                  string      `json:"url"`
	ValueBoolean         *bool       `json:"valueBoolean,omitempty"`
	ValueCanonical       string      `json:"valueCanonical,omitempty"`
	ValueCode            string      `json:"valueCode,omitempty"`
	ValueDecimal         *float64    `json:"valueDecimal,omitempty"`
	ValueInteger         *int        `json:"valueInteger,omitempty"`
	ValueString          string      `json:"valueString,omitempty"`
	ValueURI             string      `json:"valueUri,omitempty"`
	ValueCoding          *coding     `json:"valueCoding,omitempty"`
	ValueCodeableConcept *concept    `json:"valueCodeableConcept,omitempty"`
}

// element stands beside a primitive that has no value, or more than one.
type element struct {
	Extension []extension `json:"extension,omitempty"`
}

type quantity struct {
	Value      float64 `json:"value"`
	Comparator string  `json:"comparator,omitempty"`
	Unit       string  `json:"unit,omitempty"`
	System     string  `json:"system,omitempty"`
	Code       string  `json:"code,omitempty"`
}

type relatedArtifact struct {
	Extension []extension `json:"extension,omitempty"`
	Type      string      `json:"type"`
	Label     string      `json:"label,omitempty"`
	Display   string      `json:"display,omitempty"`
	Citation  string      `json:"citation,omitempty"`
	URL       string      `json:"url,omitempty"`
}

type expression struct {
	Description string   `json:"description,omitempty"`
	Language    string   `json:"language,omitempty"`
	NoLanguage  *element `json:"_language,omitempty"`
	Expression  string   `json:"expression,omitempty"`
}

type contact struct {
	Name string `json:"name,omitempty"`
}

// resource is one that can stand in a bundle.
type resource interface{ identity() string }

// encode writes a resource on one line, with a newline.
func encode(r resource) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
