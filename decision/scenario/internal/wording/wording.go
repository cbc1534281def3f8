// Package wording writes what scenario and the packages beneath it say alike: quotes that are
// kept short, hints, numbers, documents.
package wording

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Abridge keeps what is quoted short.
func Abridge(s string) string {
	const limit = 60
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit]) + "…"
}

// DidYouMean ends a message with what was perhaps meant; "" for nothing.
func DidYouMean(near string) string {
	if near == "" {
		return ""
	}
	return "; did you mean " + strconv.Quote(near) + "?"
}

// Count is a number of things.
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// Number writes a number without an exponent, so that people can read it.
func Number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// JSON writes a document with a line end, and leaves < and > as they are.
func JSON(document any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(document)
	return out.Bytes(), err
}
