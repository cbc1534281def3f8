package main

import (
	"math"

	"github.com/mskguide/mskguide/decision"
)

// course shows what is known of a running course of treatment.
func (v *view) course() {
	c := v.decision.Course
	if c == nil {
		return
	}
	v.heading("Course so far")
	if a := c.Attendance; a != nil {
		text := number(a.Attended) + " of " + number(a.Scheduled) + " sessions due; at least " + number(a.AtLeastPercent) + " % asked for: "
		v.entry(2, "Attendance:", text+reached(a.Reached)+".")
	}
	for _, m := range c.Measures {
		v.entry(2, m.Title+":", measureText(m))
	}
}

func measureText(m decision.MeasureChange) string {
	important := "; which change matters to patients depends on what is not recorded"
	if m.Important != nil {
		important = "; a change of " + number(*m.Important) + " " + m.Unit + " matters to patients"
	}
	if m.Now == nil || m.Change == nil {
		return number(m.Baseline) + " at the start" + important + "."
	}
	text := number(m.Baseline) + " at the start, " + number(*m.Now) + " now: "
	change := number(math.Abs(*m.Change)) + " " + m.Unit
	switch {
	case *m.Change > 0:
		text += change + " better"
	case *m.Change < 0:
		text += change + " worse"
	default:
		text += "no change"
	}
	switch {
	case m.Worse != nil && *m.Worse:
		return text + important + ": worse by as much."
	case m.Reached != nil:
		return text + important + ": " + reached(*m.Reached) + "."
	}
	return text + important + "."
}

func reached(yes bool) string {
	if yes {
		return "reached"
	}
	return "not reached"
}
