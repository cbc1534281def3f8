package basis

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// capital starts a sentence.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// sentence ends a text with a full stop.
func sentence(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".?!:") {
		return text
	}
	return text + "."
}

// inWords turns an id into words.
func inWords(id string) string { return strings.ReplaceAll(id, "_", " ") }

var decimals = regexp.MustCompile(`(\d+\.\d{2})\d{2,}`)

// short leaves further decimals of numbers out, and says so.
func short(text string) string { return decimals.ReplaceAllString(text, "$1…") }
