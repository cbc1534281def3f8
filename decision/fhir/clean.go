package fhir

import (
	"strings"
	"unicode"
)

// clean makes a text of the record fit to be shown: on one line, without control characters,
// and not at any length.
func clean(s string) string {
	const most = 80
	if len(s) <= most && isPlain(s) {
		return s
	}
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) { // no line, no direction, nothing unseen
			return ' '
		}
		return r
	}, s)), " ")
	if len(s) <= most {
		return s
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// isPlain reports whether a text can be shown as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			return false
		}
	}
	return true
}
