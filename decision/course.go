package decision

import "math"

// Outcome measures say nothing of what was not measured: a measure counts once its
// baseline and its present value are known, and a baseline alone is the start.

// rounding lets equality reach: 5.3 - 4 is a little less than 1.3 in doubles.
const rounding = 1e-9

// response reports the two gates over the measures that are known.
func (c *Case) response() (noneReached, anyWorse bool) {
	known := 0
	reached := false
	for i := range c.g.measures {
		m := &c.g.measures[i]
		change, ok := c.change(m)
		if !ok {
			continue
		}
		known++
		important := c.important(m) - rounding
		reached = reached || change >= important
		anyWorse = anyWorse || change <= -important
	}
	return known > 0 && !reached, anyWorse
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

// important is the minimal important change for this patient: the first special one
// whose condition certainly holds, else the general one.
func (c *Case) important(m *measure) float64 {
	for i := range m.changeWhen {
		w := &m.changeWhen[i]
		if certain, _ := w.condition.Truth(c.inner); certain {
			return w.change
		}
	}
	return m.change
}

// course is what is known of a running course; nil when nothing is.
func (c *Case) course() *Course {
	out := &Course{Attendance: c.attendance(), Measures: []MeasureChange{}}
	for i := range c.g.measures {
		if m, ok := c.measureChange(&c.g.measures[i]); ok {
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
	out := MeasureChange{ID: m.id, Title: m.title, Unit: m.unit, Baseline: c.number(m.baseline), Important: c.important(m), Claims: m.claims}
	if change, ok := c.change(m); ok {
		now := c.number(m.now)
		change = math.Round(change/rounding) * rounding
		out.Now, out.Change = &now, &change
		out.Reached = change >= out.Important-rounding
		out.Worse = change <= rounding-out.Important
	}
	return out, true
}
