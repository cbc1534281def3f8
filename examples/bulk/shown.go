package main

import (
	"strconv"
	"strings"
	"unicode"
)

const longestShown = 200 // letters of a text that a record or a server gives

// shown is a text from a record, a server or the name of a file as it may stand in a line on a
// terminal: quoted where it holds more than plain letters and signs, and not at any length.
func shown(text string) string {
	if letters := []rune(text); len(letters) > longestShown {
		text = string(letters[:longestShown]) + "…"
	}
	if quoted := strconv.Quote(text); quoted != `"`+text+`"` {
		return quoted
	}
	return text
}

// visible is a message, which may have several lines, without what a terminal would obey.
func visible(message string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, message)
}
