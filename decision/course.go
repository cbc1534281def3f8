package decision

import (
	"math"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Outcome measures say nothing of what was not measured: a measure counts once its
// baseline and its present value are known, and a baseline alone is the start.

// rounding lets equality reach: 5.3 - 4 is a little less than 1.3 in doubles.
const rounding = 1e-9

// layGates numbers the variables that say what is known of the measures: whether any is,
// and of each, for each change that may count, whether it is reached and whether it is
// worse by as much. They are known in every case.
func (b *builder) layGates() int {
	next := b.g.layout.firstGate + 1
	for i := range b.g.measures {
		for k := range b.g.measures[i].thresholds {
			b.g.measures[i].thresholds[k].reached = next
			next += 2
		}
	}
	return next - b.g.layout.firstGate
}

func (c *Case) setMeasures() {
	measured := false
	for i := range c.g.measures {
		m := &c.g.measures[i]
		change, ok := c.change(m)
		measured = measured || ok
		for k := range m.thresholds {
			t := &m.thresholds[k]
			c.setTruth(t.reached, ok && change >= t.change-rounding)
			c.setTruth(t.reached+1, ok && change <= rounding-t.change)
		}
	}
	c.setTruth(c.g.layout.firstGate, measured)
}

// gateFormula is the gate as a condition: which change counts may itself be open.
func (g *Guideline) gateFormula(which gate) *logic.Formula {
	const yes = logic.Set(2)
	var any []*logic.Formula
	for i := range g.measures {
		any = append(any, g.measures[i].formula(g, which))
	}
	if which == gateAnyWorse {
		return logic.Or(any...)
	}
	return logic.And(logic.In(g.layout.firstGate, yes), logic.Not(logic.Or(any...)))
}

func (m *measure) formula(g *Guideline, which gate) *logic.Formula {
	f := logic.False()
	for k := len(m.thresholds) - 1; k >= 0; k-- {
		t := &m.thresholds[k]
		v := t.reached
		if which == gateAnyWorse {
			v++
		}
		holds := logic.In(v, 2)
		if t.when == nil {
			f = holds
			continue
		}
		when := g.formula(t.when)
		f = logic.Or(logic.And(when, holds), logic.And(logic.Not(when), f))
	}
	return f
}

// change is the change of a measure in the direction of better.
func (c *Case) change(m *measure) (float64, bool) {
	l := &c.g.layout
	baseline, ok1 := c.encoding.Numbers[l.numberOf[m.baseline]].Value()
	now, ok2 := c.encoding.Numbers[l.numberOf[m.now]].Value()
	if !ok1 || !ok2 {
		return 0, false
	}
	if m.higherIsBetter {
		return now - baseline, true
	}
	return baseline - now, true
}

// important is the minimal important change for this patient: the first whose condition
// holds. It is not decided while a condition before it is open.
func (c *Case) important(m *measure) (change float64, decided bool) {
	for i := range m.thresholds {
		t := &m.thresholds[i]
		if t.condition == nil {
			return t.change, true
		}
		switch certain, possible := t.condition.Truth(&c.inner); {
		case certain:
			return t.change, true
		case possible:
			return 0, false
		}
	}
	return 0, false
}

// course is what is known of a running course; nil when nothing is.
func (a *answer) course() *Course {
	c := a.c
	out := &Course{Attendance: c.attendance(), Measures: []MeasureChange{}}
	for i := range c.g.measures {
		if m, ok := c.measureChange(&c.g.measures[i]); ok {
			m.Claims = a.own(m.Claims)
			out.Measures = append(out.Measures, m)
		}
	}
	if out.Attendance == nil && len(out.Measures) == 0 {
		return nil
	}
	return out
}

func (c *Case) attendance() *Attendance {
	a := c.g.attendance
	if a == nil || !c.known(a.scheduled) || !c.known(a.attended) {
		return nil
	}
	out := Attendance{Scheduled: c.number(a.scheduled), Attended: c.number(a.attended), AtLeastPercent: a.atLeastPercent}
	out.Reached = out.Attended*100 >= out.AtLeastPercent*out.Scheduled
	return &out
}

func (c *Case) measureChange(m *measure) (MeasureChange, bool) {
	if !c.known(m.baseline) {
		return MeasureChange{}, false
	}
	out := MeasureChange{ID: m.id, Title: m.title, Unit: m.unit, Baseline: c.number(m.baseline), Claims: m.claims}
	important, decided := c.important(m)
	if decided {
		out.Important = &important
	}
	if change, ok := c.change(m); ok {
		now := c.number(m.now)
		change = math.Round(change*1e9) / 1e9
		out.Now, out.Change = &now, &change
		if decided {
			reached, worse := change >= important-rounding, change <= rounding-important
			out.Reached, out.Worse = &reached, &worse
		}
	}
	return out, true
}
