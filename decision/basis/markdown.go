package basis

import (
	"fmt"
	"regexp"
	"strings"
)

// markdown writes a document whose texts are read as texts, whatever they hold.
type markdown struct{ strings.Builder }

func (m *markdown) heading(level int, text string) {
	if m.Len() > 0 {
		m.WriteByte('\n')
	}
	fmt.Fprintf(m, "%s %s\n", strings.Repeat("#", level), inline(text))
}

func (m *markdown) paragraph(texts ...string) {
	if text := strings.Join(texts, " "); text != "" {
		fmt.Fprintf(m, "\n%s\n", escape(text))
	}
}

func (m *markdown) list(items []string) {
	m.gap(len(items))
	for _, it := range items {
		m.item(0, it)
	}
}

// gap stands before a list.
func (m *markdown) gap(items int) {
	if items > 0 {
		m.WriteByte('\n')
	}
}

// item is a point of a list, below depth others.
func (m *markdown) item(depth int, text string) {
	fmt.Fprintf(m, "%s- %s\n", strings.Repeat("  ", depth), escape(text))
}

func (m *markdown) table(header []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	m.WriteByte('\n')
	m.row(header)
	m.WriteString(strings.Repeat("|---", len(header)) + "|\n")
	for _, r := range rows {
		m.row(r)
	}
}

func (m *markdown) row(cells []string) {
	for _, c := range cells {
		m.WriteString("| " + inline(c) + " ")
	}
	m.WriteString("|\n")
}

var (
	starts  = regexp.MustCompile(`^(\d+)([.)])|^([-+=])`)
	scheme  = regexp.MustCompile(`(?i)(https?|ftp|mailto|xmpp):`)
	website = regexp.MustCompile(`(?i)(www)\.`)
)

// escape is inline for a text that starts a line.
func escape(text string) string {
	return starts.ReplaceAllStringFunc(inline(text), func(s string) string { return s[:len(s)-1] + `\` + s[len(s)-1:] })
}

// inline makes a text one line of Markdown that shows it as it is: no markup, no HTML, no link.
func inline(text string) string {
	text = clean(text)
	var out strings.Builder
	for i := range len(text) {
		if strings.IndexByte("\\`*_{}[]<>#|~&!$", text[i]) >= 0 {
			out.WriteByte('\\')
		}
		out.WriteByte(text[i])
	}
	text = out.String()
	if !strings.ContainsAny(text, ":.") {
		return text
	}
	return website.ReplaceAllString(scheme.ReplaceAllString(text, `$1\:`), `$1\.`)
}
