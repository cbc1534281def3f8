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

func (v *diffView) groupsMarkdown() {
	if len(v.Groups) == 0 {
		return
	}
	v.line("## Who gets another verdict\n")
	v.line("| | Before | After | Of those before | Because |\n|---|---|---|---|---|")
	for i := range v.Groups {
		g := &v.Groups[i]
		v.line("| [%d](#group-%d) | %s | %s | %s %% | %s |", i+1, i+1, v.decidedBy(g.Before, g.DecidedBefore), v.decidedBy(g.After, g.DecidedAfter), g.OfBefore.Percent, marked(v.causes(g)))
	}
	for i := range v.Groups {
		g := &v.Groups[i]
		v.line("\n### Group %d\n", i+1)
		v.line("%s → %s: %s (`%s`).\n", marked(v.verdict(g.Before)), marked(v.verdict(g.After)), marked(v.shares(g)), g.Share.Fraction)
		v.line("- Because: %s", marked(v.causes(g)))
		v.line("- Decided before by: %s", marked(decided(g.DecidedBefore)))
		v.line("- Decided after by: %s", marked(decided(g.DecidedAfter)))
		v.line("- Depends on: %s", marked(v.depends(g)))
		v.line("\n```json\n%s\n```", v.example(g.Witness))
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
