package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// Mistakes on the command line have the same form as mistakes in facts, so that with -json
// every failure is one kind of document.
func problem(e decision.FactError) error { return decision.FactErrors{&e} }

func problemf(format string, args ...any) error {
	return problem(decision.FactError{Message: fmt.Sprintf(format, args...)})
}

// report is what goes to standard error.
func report(err error, asJSON bool) []byte {
	if asJSON {
		return decision.ErrorJSON(err)
	}
	var b strings.Builder
	for _, e := range flatten(err) {
		var fact *decision.FactError
		var placed *place.Error
		switch {
		case errors.As(e, &fact) && fact.Line == 0 && fact.File != "":
			fmt.Fprintf(&b, "mskguide: %s: %s\n", fact.File, fact.Message)
		case errors.As(e, &fact) && fact.Line > 0, errors.As(e, &placed) && !placed.Pos.IsZero():
			fmt.Fprintln(&b, e) // file:line:column first, as editors expect it
		default:
			fmt.Fprintf(&b, "mskguide: %v\n", e)
		}
	}
	return []byte(b.String())
}

// flatten takes a list of mistakes apart.
func flatten(err error) []error {
	if list, ok := err.(interface{ Unwrap() []error }); ok && len(list.Unwrap()) > 0 {
		var out []error
		for _, e := range list.Unwrap() {
			out = append(out, flatten(e)...)
		}
		return out
	}
	return []error{err}
}

// quoted shows what was typed, on one line and not at any length.
func quoted(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return strconv.Quote(text)
}

func suggestion(near string) string {
	if near == "" {
		return ""
	}
	return "; did you mean " + quoted(near) + "?"
}
