package cdshooks

import (
	"encoding/json"
	"slices"
	"strings"
)

// many is a list of elements of FHIR. One that is not in a list is heard all the same, and what is
// in no form that is read is not taken for nothing.
type many[T any] []T

// UnmarshalJSON implements [json.Unmarshaler].
func (m *many[T]) UnmarshalJSON(data []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		list = []json.RawMessage{data}
	}
	for _, one := range list {
		var element T
		_ = json.Unmarshal(one, &element) // what has no meaning stays as one that has none
		*m = append(*m, element)
	}
	return nil
}

// worded is a concept with its words.
type worded struct {
	Coding []Coding `json:"coding"`
	Text   string   `json:"text"`
}

// shown is what an order says: in its words where it has some, else in those that are known here
// for one of its codes.
func (w worded) shown(known func(Coding) string) string {
	said, code := w.Text, ""
	for _, c := range w.Coding {
		if said == "" {
			said = c.Display
		}
		if code == "" {
			code = c.Code
		}
	}
	if i := slices.IndexFunc(w.Coding, func(c Coding) bool { return said == "" && known(c) != "" }); i >= 0 {
		said, code = known(w.Coding[i]), w.Coding[i].Code
	}
	if code == "" {
		return said
	}
	return strings.TrimSpace(said + " (" + code + ")")
}

type referenceShown struct {
	Reference string `json:"reference"`
	Type      string `json:"type"`
	Display   string `json:"display"`
}

func (r referenceShown) shown() string {
	if r.Display == "" {
		return r.Reference
	}
	return strings.TrimSpace(r.Display + " " + r.Reference)
}

func orUnread(said string) string {
	if strings.TrimSpace(said) == "" {
		return "…"
	}
	return said
}
