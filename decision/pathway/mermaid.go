package pathway

import (
	"fmt"
	"strings"
)

// fewRules are named in the Mermaid picture; more are counted there and named in the table.
const fewRules = 6

// Mermaid is the pathway as a fenced Mermaid flow chart, which Markdown viewers draw.
func (p *Path) Mermaid() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	before := "facts"
	line("```mermaid")
	line("flowchart TD")
	line(`  facts(["%s"])`, start)
	for i, step := range p.Steps {
		node := "step_" + step.ID
		line(`  %s["%d. %s"]`, node, i+1, label(step.Title))
		if i == 0 {
			line(`  %s --> %s`, before, node)
		} else {
			line(`  %s -- passed --> %s`, before, node)
		}
		if text := step.answers(); text != "" {
			line(`  %s -- stopped --> %s_answers["%s"]`, node, node, text)
		}
		before = node
	}
	line(`  %s --> answer(["<b>%s</b>"])`, before, label(p.Mildest.Title))
	line("```")
	return b.String()
}

const start = "What is known of the case"

// label writes a text so that it cannot end the label it stands in.
func label(text string) string {
	return strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;").Replace(text)
}

func (s *Step) answers() string {
	var parts []string
	for _, e := range s.Exits {
		rules := fmt.Sprintf("%d rules", len(e.Rules))
		if len(e.Rules) <= fewRules {
			rules = strings.Join(e.Rules, "<br/>")
		}
		parts = append(parts, fmt.Sprintf("<b>%s</b><br/>%s", label(e.Verdict.Title), rules))
	}
	return strings.Join(parts, "<br/>")
}

// Table is a Markdown table that names every rule of every step.
func (p *Path) Table() string {
	var b strings.Builder
	b.WriteString("| step | gives | rules |\n|---|---|---|\n")
	row := func(step, gives string, rules []string) {
		if len(rules) > 0 {
			fmt.Fprintf(&b, "| %s | %s | `%s` |\n", step, gives, strings.Join(rules, "`, `"))
		}
	}
	for _, s := range p.Steps {
		for _, e := range s.Exits {
			row(s.Title, "`"+e.Verdict.ID+"`", e.Rules)
		}
		row(s.Title, "`"+p.Mildest.ID+"`", s.Supports)
		row(s.Title, "a caution", s.Cautions)
	}
	return b.String()
}
