package decision

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

const errorSchema = "mskguide.error/1"

// FactError is one mistake in what was given. File, Line and Column (1-based, in runes)
// say where when the facts came as a text, and are zero otherwise.
type FactError struct {
	File    string   `json:"file,omitempty"`
	Line    int      `json:"line,omitempty"`
	Column  int      `json:"column,omitempty"`
	Fact    string   `json:"fact,omitempty"`
	Got     string   `json:"got,omitempty"`
	Allowed []string `json:"allowed,omitempty"`
	Nearest string   `json:"nearest,omitempty"`
	Message string   `json:"message"`

	offset int // in the text, until the place is worked out; -1 for none
}

// Error returns the message, after the place if there is one.
func (e *FactError) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	file := e.File
	if file == "" {
		file = "facts"
	}
	return fmt.Sprintf("%s:%d:%d: %s", file, e.Line, e.Column, e.Message)
}

// FactErrors is everything that is wrong with what was given, by place and then by fact.
type FactErrors []*FactError

// Error returns one line for each mistake.
func (l FactErrors) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the mistakes one by one.
func (l FactErrors) Unwrap() []error {
	out := make([]error, len(l))
	for i, e := range l {
		out[i] = e
	}
	return out
}

func (l FactErrors) sorted() FactErrors {
	slices.SortStableFunc(l, func(a, b *FactError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Fact, b.Fact), cmp.Compare(a.Message, b.Message))
	})
	return l
}

// errorDocument is an error as JSON.
type errorDocument struct {
	Schema string      `json:"schema"`
	Errors []FactError `json:"errors"`
}

// ErrorJSON renders any error of this library as the document mskguide.error/1: mistakes
// in facts, and mistakes in bundles, overlays and libraries with their places.
func ErrorJSON(err error) []byte {
	doc := errorDocument{Schema: errorSchema, Errors: []FactError{}}
	var facts FactErrors
	var places place.Errors
	switch {
	case err == nil:
	case errors.As(err, &facts):
		for _, e := range facts {
			doc.Errors = append(doc.Errors, *e)
		}
	case errors.As(err, &places):
		for _, e := range places {
			doc.Errors = append(doc.Errors, FactError{File: e.Pos.File, Line: e.Pos.Line, Column: e.Pos.Column, Message: e.Message})
		}
	default:
		doc.Errors = append(doc.Errors, FactError{Message: err.Error()})
	}
	out := &strings.Builder{}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(doc); err != nil { // strings and numbers always encode
		return []byte(`{"schema":"` + errorSchema + `","errors":[]}` + "\n")
	}
	return []byte(out.String())
}

// abridge keeps what is quoted in a message short, and on one line.
func abridge(s string) string {
	const limit = 60
	r := []rune(strings.ToValidUTF8(s[:min(len(s), 8*limit)], "\uFFFD"))
	if len(r) <= limit && len(s) <= 8*limit {
		return s
	}
	return string(r[:min(limit, len(r))]) + "…"
}
