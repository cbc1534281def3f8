package main

import (
	"fmt"

	"github.com/mskguide/mskguide/decision/scenario/cover"
)

// showCoverage tells what is covered, what cannot be, and with which facts the rest would be.
func (c *call) showCoverage(r *cover.Report) {
	c.out.heading(reportTitle(r.Guideline))
	c.out.text(0, plain, fmt.Sprintf("%s, %s.", counted(len(r.Decisions), "condition"), counted(r.Examples, "case")))
	c.out.gap()
	const column = 36
	c.out.aligned(2, column, "", fmt.Sprintf("%-20s%-20s%-20s", "rule", "branch", "MC/DC"))
	for _, f := range r.Files {
		c.showCounts(column, f.File, f.Total)
	}
	c.showCounts(column, "all", r.Total)
	c.showInfeasible(r)
	c.showHoles(r)
}

func (c *call) showCounts(column int, label string, t cover.Counts) {
	text := ""
	for _, k := range []cover.Count{t.Rule, t.Branch, t.MCDC} {
		text += fmt.Sprintf("%-20s", fmt.Sprintf("%d of %d (%d %%)", k.Covered, k.Covered+k.Open, int(k.Percent())))
	}
	c.out.aligned(2, column, label, text)
}

// showInfeasible lists what no case can show, but for what follows from it.
func (c *call) showInfeasible(r *cover.Report) {
	began := false
	for i := range r.Decisions {
		d := &r.Decisions[i]
		told := map[string]bool{}
		if d.Off != "" {
			told[d.Off] = true
			began = c.cannot(began, d, "off: "+d.Off)
		}
		for k := range d.Requirements {
			q := &d.Requirements[k]
			if q.State != cover.Infeasible && q.State != cover.Undecided || q.Other || told[q.Why] {
				continue
			}
			told[q.Why] = true
			began = c.cannot(began, d, d.Says(q)+": "+q.Why)
		}
	}
}

func (c *call) cannot(began bool, d *cover.Decision, why string) bool {
	if !began {
		c.out.gap()
		c.out.text(0, strong, "What no case can show:")
	}
	c.out.entry(2, d.Kind+" "+d.ID+":", why+".")
	return true
}

func (c *call) showHoles(r *cover.Report) {
	c.out.gap()
	if r.Holes() == 0 {
		c.out.text(0, strong, "No holes.")
		return
	}
	c.out.text(0, alarm, "Holes, and the least facts that would close each:")
	for i := range r.Decisions {
		d := &r.Decisions[i]
		holes := d.Holes()
		if len(holes) == 0 {
			continue
		}
		c.out.WriteString("  " + d.Place() + ": " + d.Kind + " " + d.ID + "\n")
		if d.When != "" {
			c.out.entry(4, "when", d.When)
		}
		for _, q := range holes {
			c.out.text(6, plain, capital(d.Says(q))+":")
			c.out.WriteString("        " + string(q.Facts) + "\n")
		}
	}
	c.out.gap()
	c.out.text(0, plain, fmt.Sprintf("%s would close all of them; -suggest FILE writes them as scenarios.", counted(len(r.Closing), "case")))
}
