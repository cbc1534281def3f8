package basis

import (
	"regexp"
	"strings"
)

// Markdown is the page as Markdown. Whatever a text holds, it is read as text.
func (p *Page) Markdown() string {
	m := &markdown{}
	m.heading(1, p.Title)
	m.paragraph(p.Notice)
	for _, s := range p.Sections {
		m.heading(2, s.Title)
		for _, b := range s.Blocks {
			m.block(b)
		}
	}
	m.paragraph(p.Notice)
	return m.String()
}

func (m *markdown) block(b Block) {
	switch {
	case b.Urgent:
		m.WriteString("\n**" + escape(b.Text) + "**\n")
	case b.Text != "":
		m.paragraph(b.Text)
	}
	m.gap(len(b.Items))
	m.points(0, b.Items)
	m.table(b.Header, b.Rows)
}

var plainLink = regexp.MustCompile(`^https://[A-Za-z0-9./?=&_%:;,()~+#@-]+$`)

func (m *markdown) points(depth int, items []Item) {
	for _, it := range items {
		m.WriteString(strings.Repeat("  ", depth) + "- ")
		if it.Mark != "" {
			m.WriteString("**" + escape(it.Mark) + "** ")
		}
		m.WriteString(escape(it.Text))
		if plainLink.MatchString(it.Link) {
			m.WriteString(" <" + it.Link + ">")
		}
		m.WriteByte('\n')
		m.points(depth+1, it.Items)
	}
}
