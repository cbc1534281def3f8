package main

import (
	"strings"
	"unicode/utf8"
)

// width is that of a page, in characters. It does not depend on the terminal, so that the
// same call gives the same text everywhere.
const width = 100

// style is a colour of the terminal, as its escape sequence numbers it.
type style string

const (
	plain  style = ""
	strong style = "1"
	faint  style = "2"
	alarm  style = "1;31"
)

// page is text for people, wrapped.
type page struct {
	strings.Builder
	colour bool
}

func (p *page) paint(s style, text string) string {
	if !p.colour || s == plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// heading starts a part of the page.
func (p *page) heading(text string) {
	p.gap()
	p.WriteString(p.paint(strong, text) + "\n")
}

// gap leaves a line free, but not at the top.
func (p *page) gap() {
	if p.Len() > 0 {
		p.WriteString("\n")
	}
}

// text is a paragraph.
func (p *page) text(indent int, s style, text string) {
	for _, line := range wrap(text, width-indent, width-indent) {
		p.WriteString(spaces(indent) + p.paint(s, line) + "\n")
	}
}

// entry is a paragraph that starts with a label; its further lines hang.
func (p *page) entry(indent int, label, text string) {
	const hang = 2
	p.hanging(indent, indent+hang, label, " ", text)
}

// row is a label and, from a column on, a text.
func (p *page) row(indent, column int, label, text string) {
	between := max(1, column-indent-utf8.RuneCountInString(label))
	p.hanging(indent, column, label, spaces(between), text)
}

func (p *page) hanging(indent, hang int, label, between, text string) {
	start := indent + utf8.RuneCountInString(label+between)
	lines := wrap(text, width-start, width-hang)
	if len(lines) == 0 {
		p.WriteString(spaces(indent) + p.paint(strong, label) + "\n")
		return
	}
	for i, line := range lines {
		if i == 0 {
			p.WriteString(spaces(indent) + p.paint(strong, label) + between + line + "\n")
		} else {
			p.WriteString(spaces(hang) + line + "\n")
		}
	}
}

func spaces(n int) string { return strings.Repeat(" ", n) }

// wrap breaks text between words, but not before a percent sign. A word that is longer
// than a line stands alone.
func wrap(text string, first, rest int) []string {
	var lines []string
	line, used, limit := "", 0, first
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case used == 0:
			line, used = word, n
		case used+1+n <= limit || word == "%":
			line, used = line+" "+word, used+1+n
		default:
			lines, limit = append(lines, line), rest
			line, used = word, n
		}
	}
	if used > 0 {
		lines = append(lines, line)
	}
	return lines
}

// aligned is a label and, from a column on, a text whose spaces are kept.
func (p *page) aligned(indent, column int, label, text string) {
	between := max(1, column-indent-utf8.RuneCountInString(label))
	p.WriteString(spaces(indent) + p.paint(strong, label) + spaces(between) + strings.TrimRight(text, " ") + "\n")
}
