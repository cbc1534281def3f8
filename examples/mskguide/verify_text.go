package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/verify"
)

func (c *call) showReports(d *verify.Document) {
	told := map[string]bool{}
	for _, r := range d.Reports {
		c.showReport(r, told)
	}
	c.out.gap()
	switch n := d.Found(); n {
	case 0:
		c.out.text(0, strong, "Nothing was found that is not expected.")
	default:
		c.out.text(0, alarm, fmt.Sprintf("%s that nobody expects.", counted(n, "finding")))
	}
	c.out.text(0, plain, "Checked means that the rules hold together over all inputs. It does not mean that the guideline is right: that is for clinicians to say.")
}

// showReport shows what was found in one guideline, and what is meant to be so unless that has
// been told of another one.
func (c *call) showReport(r *verify.Report, told map[string]bool) {
	c.out.heading(reportTitle(r.Guideline))
	k := r.Checked
	c.out.text(0, plain, fmt.Sprintf("Checked: %s, %s, %s and %s with %s, and %s, over %s choices of local policy by %s and %s complete cases by all that conditions tell apart (%d nodes of diagrams).",
		counted(k.Rules, "rule"), counted(k.Options, "option"), counted(k.Definitions, "definition"), counted(k.Facts, "fact"), counted(k.Conditions, "condition"),
		counted(k.Invariants, "invariant"), k.Choices, counted(k.Params, "param"), roughly(k.Cells), k.Nodes))
	for _, u := range r.NotAnalysable {
		c.out.entry(0, "Not analysable:", u.What+". "+capital(u.Why)+".")
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Severity != verify.Note || !told[f.Text] {
			told[f.Text] = true
			c.showFinding(f)
		}
	}
	for i := range r.Expected {
		f := &r.Expected[i]
		if told[f.Text] {
			continue
		}
		told[f.Text] = true
		c.out.gap()
		c.out.entry(0, "expected "+string(f.Kind)+":", f.Text)
		c.out.entry(2, "because:", f.Expected)
	}
}

func reportTitle(i decision.Info) string {
	title := i.ID + " " + i.Version
	if len(i.Overlays) > 0 {
		title += " with " + strings.Join(i.Overlays, ", ")
	}
	return title
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// roughly writes a number of many digits by its first ones and its length.
func roughly(digits string) string {
	if len(digits) < 7 {
		return digits
	}
	return digits[:1] + "." + digits[1:2] + "e" + strconv.Itoa(len(digits)-1)
}

func (c *call) showFinding(f *verify.Finding) {
	c.out.gap()
	c.out.entry(0, string(f.Severity)+" "+string(f.Kind)+":", f.Text)
	for _, e := range f.Entries {
		c.out.WriteString("  " + e.Place() + ": " + e.Kind + " " + e.ID + "\n")
	}
	w := f.Witness
	if w == nil {
		return
	}
	if w.Note != "" {
		c.out.entry(2, "Not certain:", w.Note+".")
	}
	c.out.text(2, plain, "These facts show it ("+w.Shows+"):")
	c.verbatim(string(w.Facts))
	if w.Beside != nil {
		c.out.text(2, plain, "beside")
		c.verbatim(string(w.Beside))
	}
	if w.Overlay != "" {
		c.out.text(2, plain, "under the overlay")
		c.verbatim(w.Overlay)
	}
	if w.Scenario != "" {
		answer := "the answer as it is now"
		if f.Kind == verify.Gap {
			answer = "the most severe verdict in place of the one that it should get"
		}
		c.out.text(2, plain, "As a scenario, with "+answer+":")
		c.verbatim(w.Scenario)
	}
}

// verbatim is text to copy.
func (c *call) verbatim(text string) {
	for line := range strings.Lines(strings.TrimSuffix(text, "\n") + "\n") {
		c.out.WriteString("    " + line)
	}
}
