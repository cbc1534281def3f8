package decision

import (
	"math"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Outcome measures say nothing of what was not measured: a measure counts once its
// baseline and its present value are known, and a baseline alone is the start.

// rounding lets equality reach: 5.3 - 4 is a little less than 1.3 in doubles.
const rounding = 1e-9

// maxChangeConditions bounds the conditions on which an important change may depend.
const maxChangeConditions = 3

// changeCase is one way in which the conditions of the important changes may come out, and
// the engine's variables for it: that some known measure reaches its change, and that some
// is worse by it. They are known in every case; which way counts may be open.
type changeCase struct {
	holds     []bool // by condition
	important []float64
	reached   int // variable; the next one is worse
}

// layGates lists the ways and numbers their variables, after the one that says whether
// anything was measured.
func (b *builder) layGates() int {
	g := b.g
	for i := range g.measures {
		for k := range g.measures[i].thresholds {
			t := &g.measures[i].thresholds[k]
			if t.when == nil {
				continue
			}
			source := g.source(t.when)
			t.number = slices.IndexFunc(g.changeWhen, func(c *condition) bool { return g.source(c) == source })
			if t.number < 0 {
				t.number = len(g.changeWhen)
				g.changeWhen = append(g.changeWhen, t.when)
			}
		}
	}
	if len(g.changeWhen) > maxChangeConditions {
		b.errs.Addf(b.content.Measures[0].ID.Pos, "the important changes depend on %d conditions; at most %d", len(g.changeWhen), maxChangeConditions)
		return 1
	}
	for way := range 1 << len(g.changeWhen) {
		k := changeCase{reached: g.layout.firstGate + 1 + 2*way}
		for n := range g.changeWhen {
			k.holds = append(k.holds, way>>n&1 == 1)
		}
		for i := range g.measures {
			k.important = append(k.important, g.measures[i].changeIf(k.holds))
		}
		g.changeCases = append(g.changeCases, k)
	}
	return 1 + 2*len(g.changeCases)
}

// changeIf is the important change when the conditions come out so.
func (m *measure) changeIf(holds []bool) float64 {
	for _, t := range m.thresholds {
		if t.when == nil || holds[t.number] {
			return t.change
		}
	}
	return 0
}

// addMeasures says whether anything was measured and, for each way in which the conditions
// may come out, whether a change is reached and whether one is for the worse. How patients
// fare cannot be predicted, so there are no branches on it.
func (c *Case) addMeasures(t *truths) {
	g := c.g
	var changes [maxMeasures]float64
	measured := uint8(0)
	for i := range g.measures {
		m := &g.measures[i]
		baseline, now := &c.encoding.Numbers[m.baselineAt], &c.encoding.Numbers[m.nowAt]
		changes[i] = m.change(baseline.value(), now.value()) // NaN, which reaches nothing, unless both are known
		measured |= bit(baseline.isExact()) & bit(now.isExact())
	}
	t.add(1 + measured)
	for k := range g.changeCases {
		reached, worse := uint8(0), uint8(0)
		for i, important := range g.changeCases[k].important {
			reached |= bit(changes[i] >= important-rounding)
			worse |= bit(changes[i] <= rounding-important)
		}
		t.add(1 + reached)
		t.add(1 + worse)
	}
}

// bit is 1 for true; the compiler makes no branch of it.
func bit(yes bool) uint8 {
	var b uint8
	if yes {
		b = 1
	}
	return b
}

// gateFormula is the gate as a condition: which changes count may itself be open.
func (g *Guideline) gateFormula(which gate) *logic.Formula {
	return g.gateOver(which, func(v int) int { return v }, g.formula)
}

// gateOver is the gate over other variables: at finds those of the engine among them, reduce
// a condition over them.
func (g *Guideline) gateOver(which gate, at func(int) int, reduce func(*condition) *logic.Formula) *logic.Formula {
	const yes = logic.Set(2)
	var ways []*logic.Formula
	for k := range g.changeCases {
		way := &g.changeCases[k]
		holds := logic.In(at(way.reached+1), yes)
		if which == gateNoneReached {
			holds = logic.And(logic.In(at(g.layout.firstGate), yes), logic.Not(logic.In(at(way.reached), yes)))
		}
		all := []*logic.Formula{holds}
		for n, when := range g.changeWhen {
			f := reduce(when)
			if !way.holds[n] {
				f = logic.Not(f)
			}
			all = append(all, f)
		}
		ways = append(ways, logic.And(all...))
	}
	return logic.Or(ways...)
}

// change is the change of a measure in the direction of better, where both are known.
func (c *Case) change(m *measure) (float64, bool) {
	baseline, ok1 := c.encoding.Numbers[m.baselineAt].Value()
	now, ok2 := c.encoding.Numbers[m.nowAt].Value()
	return m.change(baseline, now), ok1 && ok2
}

func (m *measure) change(baseline, now float64) float64 { return (now - baseline) * m.better }

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
