package repo

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// fewRules are named in the picture; more are counted there and named in the table below it.
const fewRules = 6

// outcome is what one step can give: the rules of the step for one verdict.
type outcome struct {
	verdict decision.Named
	rules   []string
}

// outcomes lists what a step can give, the most severe verdict first.
func outcomes(g *decision.Guideline, step string) []outcome {
	var all []outcome
	for _, verdict := range slices.Backward(g.Verdicts()) {
		if ids := rulesOf(g, step, verdict.ID); len(ids) > 0 {
			all = append(all, outcome{verdict, ids})
		}
	}
	return all
}

func rulesOf(g *decision.Guideline, step, gives string) []string {
	var ids []string
	for _, rule := range g.Rules() {
		if rule.Step == step && rule.Gives == gives {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

// pathway draws any guideline: its steps in order, and beside each what it can answer.
func pathway(g *decision.Guideline) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	mildest, before := g.Verdicts()[0], "facts"
	line("```mermaid")
	line("flowchart TD")
	line(`  facts(["What is known of the case"])`)
	for i, step := range g.Steps() {
		node := "step_" + step.ID
		line(`  %s["%d. %s"]`, node, i+1, label(step.Title))
		if i == 0 {
			line(`  %s --> %s`, before, node)
		} else {
			line(`  %s -- passed --> %s`, before, node)
		}
		if text := answers(outcomes(g, step.ID), mildest.ID); text != "" {
			line(`  %s -- stopped --> %s_answers["%s"]`, node, node, text)
		}
		before = node
	}
	line(`  %s --> answer(["<b>%s</b>"])`, before, label(mildest.Title))
	line("```")
	return b.String()
}

// label writes a text so that it cannot end the label it stands in.
func label(text string) string {
	return strings.NewReplacer(`"`, "#quot;", "<", "#lt;", ">", "#gt;").Replace(text)
}

func answers(all []outcome, mildest string) string {
	var parts []string
	for _, o := range all {
		if o.verdict.ID == mildest {
			continue
		}
		rules := fmt.Sprintf("%d rules", len(o.rules))
		if len(o.rules) <= fewRules {
			rules = strings.Join(o.rules, "<br/>")
		}
		parts = append(parts, fmt.Sprintf("<b>%s</b><br/>%s", label(o.verdict.Title), rules))
	}
	return strings.Join(parts, "<br/>")
}

// pathwayTable names every rule of every step.
func pathwayTable(g *decision.Guideline) string {
	var b strings.Builder
	b.WriteString("| step | gives | rules |\n|---|---|---|\n")
	for _, step := range g.Steps() {
		for _, o := range outcomes(g, step.ID) {
			fmt.Fprintf(&b, "| %s | `%s` | %s |\n", step.Title, o.verdict.ID, quoted(o.rules))
		}
		if cautions := rulesOf(g, step.ID, "caution"); len(cautions) > 0 {
			fmt.Fprintf(&b, "| %s | a caution | %s |\n", step.Title, quoted(cautions))
		}
	}
	return b.String()
}

func quoted(ids []string) string { return "`" + strings.Join(ids, "`, `") + "`" }
