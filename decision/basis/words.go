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

// clean takes out of a text what would show it as another one: control characters and those that
// turn its direction round. Lines become one.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(text, string(utf8.RuneError)))
	return strings.Join(strings.Fields(text), " ")
}

func (s Section) clean() Section {
	for i := range s.Blocks {
		b := &s.Blocks[i]
		b.Text = clean(b.Text)
		cleanItems(b.Items)
		for _, row := range b.Rows {
			for k := range row {
				row[k] = clean(row[k])
			}
		}
	}
	return s
}

func cleanItems(items []Item) {
	for i := range items {
		items[i].Text = clean(items[i].Text)
		cleanItems(items[i].Items)
	}
}
