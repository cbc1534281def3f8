package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/mskguide/mskguide/decision/verify"
)

// text writes a difference for a terminal.
func (v *diffView) text() {
	p := v.page
	before, after := v.names()
	p.entry(0, "Before:", before)
	p.entry(0, "After:", after)
	p.gap()
	v.turnsText()
	p.text(0, strong, v.summary())
	if v.Same() && v.Table == nil {
		return
	}
	if len(v.Groups) > 0 {
		p.text(0, faint, cellsExplained)
	}
	v.groupsText()
	v.changesText()
	v.rowsText()
}

// turnsText leads with who may newly be treated, and who no longer may.
func (v *diffView) turnsText() {
	for _, t := range v.turns() {
		v.page.text(0, strong, t.name+": "+t.sum())
		for _, r := range t.reasons {
			v.page.entry(2, "-", t.reason(r)+"; "+v.softening(r.steps))
		}
		v.page.gap()
	}
}

func (v *diffView) groupsText() {
	last := ""
	list, eligible := v.arrange()
	p := v.page
	for i, g := range list[:eligible] {
		if heading := fmt.Sprintf("%s → %s (%s)", v.verdict(g.Before), v.verdict(g.After), v.softening(g.Steps())); heading != last {
			p.heading(heading)
			last = heading
		}
		p.text(2, plain, fmt.Sprintf("%d. %s", i+1, v.shares(g)))
		const column = 13
		p.row(4, column, "because", v.causes(g))
		p.row(4, column, "before", decided(g.DecidedBefore))
		p.row(4, column, "after", decided(g.DecidedAfter))
		p.row(4, column, "facts", v.depends(g))
		p.row(4, column, "such as", v.example(g.Witness))
	}
	if len(list) == eligible {
		return
	}
	p.heading("Another verdict, and neither is " + v.leastTitle())
	p.text(2, faint, v.folded(list[eligible:]))
	for i, g := range list[eligible:] {
		label := fmt.Sprintf("%d. %s → %s:", eligible+i+1, v.verdict(g.Before), v.verdict(g.After))
		p.entry(2, label, fmt.Sprintf("%s, %s %% of those before; %s → %s", severity(g.Steps()), g.OfBefore.Percent, decided(g.DecidedBefore), decided(g.DecidedAfter)))
	}
}

// short is how long a text may be that a line shows.
const short = 60

func (v *diffView) changesText() {
	if len(v.Changes) == 0 {
		return
	}
	v.page.heading("What differs, and where the verdict is the same")
	for i := range v.Changes {
		e := &v.Changes[i]
		line := string(e.How)
		if e.How == verify.Changed {
			var parts []string
			for _, a := range e.Aspects {
				text := inWords(a.Name)
				if !a.Wording && a.Before != "" && a.After != "" && utf8.RuneCountInString(a.Before+a.After) <= short {
					text += " " + a.Before + " → " + a.After
				}
				parts = append(parts, text)
			}
			line = strings.Join(parts, ", ")
		}
		texts := v.moved(e)
		if line != "" {
			texts = append([]string{line}, texts...)
		}
		v.page.entry(2, v.entry(e)+":", strings.Join(texts, "; "))
	}
}

func (v *diffView) rowsText() {
	t := v.Table
	if t == nil {
		return
	}
	v.page.heading(fmt.Sprintf("%s: %s, %d with another verdict, %d with something else, %d not read", t.Name, howMany(t.Rows, "row", "rows"), t.Verdicts, t.Others, t.Refused))
	for _, r := range t.List {
		v.page.WriteString("  " + rowLine(r) + "\n")
	}
}
