package main

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/decision/verify"
)

// markdown writes a difference to keep beside a guideline.
func (v *diffView) markdown() {
	before, after := v.names()
	v.line("# From %s to %s\n", marked(before), marked(after))
	v.line("<!-- Written by mskguide diff -markdown; change the guidelines, not this. -->\n")
	v.line("Before: `%s`. After: `%s`.\n", v.Before.Digest, v.After.Digest)
	v.turnsMarkdown()
	v.line("**%s**\n", marked(v.summary()))
	v.line("%s Each example is as little as has to be known to be sure; run it with `mskguide decide`.\n", cellsExplained)
	v.groupsMarkdown()
	v.changesMarkdown()
	if t := v.Table; t != nil {
		v.line("## %s\n", marked(t.Name))
		v.line("%s, %d with another verdict, %d with something else, %d not read.\n", howMany(t.Rows, "row", "rows"), t.Verdicts, t.Others, t.Refused)
		for _, r := range t.List {
			v.line("- %s", marked(rowLine(r)))
		}
	}
	text := strings.TrimRight(v.page.String(), "\n") + "\n"
	v.page.Reset()
	v.page.WriteString(text)
}

func (v *diffView) line(format string, args ...any) { fmt.Fprintf(v.page, format+"\n", args...) }

// turnsMarkdown leads with who may newly be treated, and who no longer may.
func (v *diffView) turnsMarkdown() {
	for _, t := range v.turns() {
		v.line("**%s:** %s\n", marked(t.name), marked(t.sum()))
		for _, r := range t.reasons {
			links := make([]string, len(r.groups))
			for i, n := range r.groups {
				links[i] = fmt.Sprintf("[%d](#group-%d)", n, n)
			}
			groups := "groups "
			if len(links) == 1 {
				groups = "group "
			}
			v.line("- %s; **%s**; %s%s", marked(t.reason(r)), v.softening(r.steps), groups, strings.Join(links, ", "))
		}
		if len(t.reasons) > 0 {
			v.line("")
		}
	}
}

func (v *diffView) groupsMarkdown() {
	list, eligible := v.arrange()
	if eligible > 0 {
		v.line("## Who newly gets or no longer gets %s\n", marked(v.leastTitle()))
	}
	for i, g := range list[:eligible] {
		v.line("### Group %d\n", i+1)
		v.line("%s → %s (%s): %s (`%s`).\n", marked(v.verdict(g.Before)), marked(v.verdict(g.After)), v.softening(g.Steps()), marked(v.shares(g)), g.Share.Fraction)
		v.line("- Because: %s", marked(v.causes(g)))
		v.line("- Decided before by: %s (%s)", marked(v.titles(0, g.DecidedBefore)), marked(decided(g.DecidedBefore)))
		v.line("- Decided after by: %s (%s)", marked(v.titles(1, g.DecidedAfter)), marked(decided(g.DecidedAfter)))
		v.line("- Depends on: %s", marked(v.depends(g)))
		v.line("\n```json\n%s\n```\n", v.example(g.Witness))
	}
	if len(list) > eligible {
		v.foldedMarkdown(list, eligible)
	}
}

// foldedMarkdown is a line for each group from one on.
func (v *diffView) foldedMarkdown(list []*verify.Group, from int) {
	v.line("## Another verdict, and neither is %s\n", marked(v.leastTitle()))
	v.line("%s\n", marked(v.folded(list[from:])))
	v.line("| | Before | After | Steps | Of those before | Because |\n|---|---|---|---|---|---|")
	for i, g := range list[from:] {
		steps := severity(g.Steps())
		if g.Steps() < 0 && g.Steps() == softest(list[from:]) {
			steps = "**" + steps + "**"
		}
		v.line("| %d | %s | %s | %s | %s %% | %s |", from+i+1, v.decidedBy(g.Before, g.DecidedBefore), v.decidedBy(g.After, g.DecidedAfter), steps, g.OfBefore.Percent, marked(v.causes(g)))
	}
	v.line("")
}

// decidedBy is a verdict and the rules behind it.
func (v *diffView) decidedBy(verdict string, by verify.Deciding) string {
	return "**" + marked(v.verdict(verdict)) + "**: " + marked(decided(by))
}

func (v *diffView) changesMarkdown() {
	last := ""
	for i := range v.Changes {
		e := &v.Changes[i]
		if last == "" {
			v.line("## What differs\n")
			v.line("Shares and examples here are of cases with the same verdict.")
		}
		if e.Kind != last {
			v.line("\n### %s\n", marked(capital(e.Kind)))
			last = e.Kind
		}
		v.line("- **%s** %s", marked(v.entry(e)), e.How)
		for _, a := range e.Aspects {
			v.aspect(e, a)
		}
		for _, text := range v.moved(e) {
			v.line("  - %s", marked(text))
		}
	}
}

func (v *diffView) aspect(e *verify.Change, a verify.Aspect) {
	name := inWords(a.Name)
	switch {
	case e.How == verify.Added:
		v.line("  - %s: %s", name, marked(a.After))
	case e.How == verify.Removed:
		v.line("  - %s: %s", name, marked(a.Before))
	default:
		v.line("  - %s: %s → %s", name, blank(a.Before), blank(a.After))
	}
}
