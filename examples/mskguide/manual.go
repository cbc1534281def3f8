package main

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/pathway"
	"github.com/mskguide/mskguide/evidence"
)

// manual is a guideline as Markdown. Each section is a method; a new kind of content is one
// more of them in the list below.
type manual struct {
	strings.Builder
	*decision.Guideline
	review *decision.Review
	cited  []string // claims in order of first mention
	due    string   // the heading of a section that has said nothing yet
}

func newManual(g *decision.Guideline) *manual { return &manual{Guideline: g, review: g.Review()} }

type manualSection struct {
	title string
	write func(*manual)
}

func manualSections() []manualSection {
	return []manualSection{
		{"Sign-off", (*manual).signOff},
		{"Overlays", (*manual).overlays},
		{"Intended use and hazards", (*manual).safety},
		{"Answers", (*manual).answers},
		{"Pathway", (*manual).pathway},
		{"Rules", (*manual).rules},
		{"Named conditions", (*manual).definitions},
		{"Params", (*manual).params},
		{"Options", (*manual).options},
		{"Interventions", (*manual).interventions},
		{"Cautions of options", (*manual).optionCautions},
		{"Comparison", (*manual).comparison},
		{"Self-check", (*manual).selfCheck},
		{"Protocol", (*manual).protocol},
		{"Course of treatment", (*manual).course},
		{"Remarks on an answer as a whole", (*manual).remarks},
		{"Facts", (*manual).facts},
		{"Contradictions that are refused", (*manual).checks},
		{"Invariants", (*manual).invariants},
		{"Texts for patients", (*manual).patientTexts},
		{"Claims", (*manual).claims}, // last: it lists what the others cite
	}
}

// write writes every section that has something to say.
func (m *manual) write() string {
	m.head()
	for _, s := range manualSections() {
		m.due = s.title
		s.write(m)
	}
	return m.finished()
}

// finished is what was written, without empty lines to spare.
func (m *manual) finished() string {
	text := strings.TrimRight(m.String(), "\n") + "\n"
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	return text
}

// line writes a line, below the heading of its section if it is the first one there.
func (m *manual) line(format string, args ...any) {
	if m.due != "" {
		fmt.Fprintf(m, "\n## %s\n\n", m.due)
		m.due = ""
	}
	fmt.Fprintf(m, format+"\n", args...)
}

func (m *manual) paragraph(text string) {
	if text != "" {
		m.line("%s\n", marked(text))
	}
}

// marked writes a text so that Markdown shows it as it is.
func marked(text string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", "[", `\[`, "]", `\]`, "|", `\|`, "#", `\#`).Replace(text)
}

func (m *manual) head() {
	m.line("# %s\n", marked(m.FullTitle()))
	m.line("<!-- Written by mskguide guideline from the bundle; change that, not this. -->\n")
	m.line("%s.\n", m.identity())
	m.paragraph(m.About())
	m.line("**%s**\n", disclaimer)
	m.line("This is all that the guideline says, for those who answer for it: conditions are put in words from the titles of the bundle, " +
		"texts stand as they are shown, and `file:line` says where each entry is written.\n")
}

// identity says which guideline it is, by its digest.
func (m *manual) identity() string {
	i := m.Info()
	version := fmt.Sprintf("Guideline `%s` %s, digest `%s`", i.ID, i.Version, i.Digest)
	if len(i.Overlays) > 0 {
		version += ", with `" + strings.Join(i.Overlays, "`, `") + "`"
	}
	return version
}

func (m *manual) signOff() {
	s := m.SignOff()
	if s == (decision.SignOff{}) {
		m.line("**Nobody has signed this guideline off.** Who does so answers for every text below, as it stands under the digest above.\n")
	}
	m.line("| Name | Role | Date | Interests |\n|---|---|---|---|")
	m.line("| %s | %s | %s | %s |\n", blank(s.Name), blank(s.Role), blank(s.Date), blank(s.Interests))
}

// blank shows that something is empty.
func blank(text string) string {
	if text == "" {
		return "*(empty)*"
	}
	return marked(text)
}

func (m *manual) answers() {
	m.line("On %s, from the least to the most severe; the most severe that holds stands.\n", marked(m.Topic()))
	for _, v := range append(m.Verdicts(), m.NeedsInformation()) {
		m.named(v)
	}
	m.line("")
	if urgencies := m.Urgencies(); len(urgencies) > 0 {
		m.line("How urgent, the most urgent first:\n")
		for _, u := range urgencies {
			m.named(u)
		}
		m.line("")
	}
}

func (m *manual) named(n decision.Named) {
	m.line("%s", strings.TrimRight(fmt.Sprintf("- **%s** (`%s`) %s", marked(n.Title), n.ID, marked(n.Says)), " "))
}

func (m *manual) pathway() { m.line("%s", pathway.Of(m.Guideline).Mermaid()) }

// evidence lists claims with their standing and remembers them for the section on claims.
func (m *manual) evidence(ids []string) string {
	if len(ids) == 0 {
		return "none cited"
	}
	var parts []string
	for _, id := range ids {
		c, ok := m.Evidence().Claim(id)
		if !ok {
			continue
		}
		m.cite(id)
		parts = append(parts, fmt.Sprintf("[%s](#%s) %s", id, anchor(id), evidence.Describe(c.Standing, c.Certainty)))
	}
	return strings.Join(parts, "; ")
}

func (m *manual) cite(id string) {
	for _, seen := range m.cited {
		if seen == id {
			return
		}
	}
	m.cited = append(m.cited, id)
}

// anchor is what a heading is called in a link to it.
func anchor(heading string) string { return strings.ToLower(heading) }

// phrase writes a condition in words as a list, a part on each line.
func (m *manual) phrase(indent int, p decision.Phrase) {
	text := marked(p.Says)
	if p.Definition != "" {
		text += " (`" + p.Definition + "`)"
	}
	if len(p.Params) > 0 {
		text += " (param `" + strings.Join(p.Params, "`, `") + "`)"
	}
	if len(p.Parts) > 0 {
		text += ":"
	}
	m.line("%s- %s", spaces(indent), text)
	for _, part := range p.Parts {
		m.phrase(indent+2, part)
	}
}

// oneLine is a condition in words on one line, set off from the words around it.
func oneLine(p decision.Phrase) string { return "*" + marked(p.String()) + "*" }
