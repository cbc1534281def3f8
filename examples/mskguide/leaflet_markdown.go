package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// markdown is a leaflet as Markdown, wrapped. Whatever a text holds, it is read as text.
type markdown struct{ page }

func leafletMarkdown(l *decision.Leaflet) string {
	m := &markdown{}
	m.block("# ", l.Title)
	for _, s := range l.Sections {
		m.block("## ", s.Title)
		m.paragraphs(s.Paragraphs)
		m.list(s.List)
		for _, it := range s.Items {
			m.block("### ", it.Title)
			m.item(l, it)
		}
		if s.ID == decision.SectionSources {
			m.sources(l.Sources)
		}
	}
	return m.String()
}

func (m *markdown) item(l *decision.Leaflet, it decision.LeafletItem) {
	m.paragraphs(it.Paragraphs)
	m.list(it.List)
	m.paragraphs(it.Then)
	if len(it.Sources) == 0 {
		return
	}
	var numbers []string
	for _, n := range references(l, it) {
		numbers = append(numbers, strconv.Itoa(n))
	}
	m.block("", "("+strings.Join(numbers, ", ")+")")
}

func (m *markdown) paragraphs(texts []string) {
	for _, t := range texts {
		m.block("", t)
	}
}

func (m *markdown) list(texts []string) {
	if len(texts) > 0 {
		m.gap()
	}
	for _, t := range texts {
		m.lines("- ", t)
	}
}

func (m *markdown) sources(list []decision.Source) {
	m.gap()
	for i, s := range list {
		text := literal(s.Cite)
		if s.URL != "" {
			text += " <" + s.URL + ">"
		}
		m.written(fmt.Sprintf("%d. ", i+1), text)
	}
}

// block is a text with a free line before it. A heading is one line.
func (m *markdown) block(mark, text string) {
	m.gap()
	if strings.HasPrefix(mark, "#") {
		m.WriteString(mark + literal(text) + "\n")
		return
	}
	m.lines(mark, text)
}

func (m *markdown) lines(mark, text string) { m.written(mark, literal(text)) }

// written wraps what is Markdown already; further lines are set in under the mark.
func (m *markdown) written(mark, text string) {
	for i, line := range wrap(text, width-len(mark), width-len(mark)) {
		if i > 0 {
			mark = spaces(len(mark))
		}
		m.WriteString(mark + lineStart.ReplaceAllString(line, `$1\$2`) + "\n")
	}
}

var (
	special   = regexp.MustCompile("[\\\\`*_\\[\\]<>#|~&]")
	lineStart = regexp.MustCompile(`^(\d*)([.)]|[-+=]+(?: |$))`)
)

// literal keeps the signs of Markdown and HTML from meaning anything.
func literal(text string) string { return special.ReplaceAllString(text, `\$0`) }
