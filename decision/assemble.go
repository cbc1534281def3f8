package decision

import (
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// assemble checks what an answer is made of beside its rules.
func (b *builder) assemble() {
	b.assembleRemarks()
	b.assembleQuestions()
	b.assembleMeasures()
	b.assembleOptions()
	if b.content.Protocol != nil {
		b.assembleProtocol(*b.content.Protocol)
	}
	if b.content.Comparison != nil {
		b.assembleComparison(*b.content.Comparison)
	}
	b.readInvariants()
	b.readGuarded()
	if b.content.SelfCheck != nil {
		if b.content.Comparison == nil {
			b.errs.Addf(b.content.SelfCheck.Pos, "a self-check is shown with a comparison, and the bundle has none")
		}
		b.assembleSelfCheck(*b.content.SelfCheck)
	}
	b.assembleEducation()
	b.assembleWords()
	if b.content.Safety != nil {
		b.assembleSafety(*b.content.Safety)
	}
}

// remark is a sentence about an answer; every condition it states must hold.
type remark struct {
	id          string
	says        string
	level       int // -1: any verdict
	scope       string
	onlyMissing *logic.VarSet // nil: not asked
	beyond      *logic.VarSet // nil: not asked
	given       *bool         // nil: not asked
	onlyStep    int           // -1: not asked
	caseSplit   bool
	options     string // none_left, bar_open or ""
}

// What a remark may ask of the options.
const (
	optionsNoneLeft = "none_left" // certainly nothing is left to offer, and nothing bars it
	optionsBarOpen  = "bar_open"  // there are some, and whether they are barred is open
)

func (b *builder) assembleRemarks() {
	x := newIndex("remark")
	for _, d := range b.manifest.Remarks {
		b.identifier("remark", d.ID, hyphenated)
		x.add(&b.errs, d.ID)
		r := remark{id: d.ID.Value, says: d.Says, level: -1, onlyStep: -1, scope: d.AllScopes.Value, caseSplit: d.CaseSplit, given: d.VerdictGiven, options: d.Options.Value}
		b.scope(d.AllScopes)
		if d.Verdict.Value != "" {
			if level, ok := b.verdicts.find(&b.errs, d.Verdict); ok {
				r.level = level
			}
		}
		if d.OnlyOpenStep.Value != "" {
			if step, ok := b.steps.find(&b.errs, d.OnlyOpenStep); ok {
				r.onlyStep = step
			}
		}
		b.aboutOptions(d.Options)
		r.onlyMissing, r.beyond = b.factSet(d.OnlyMissing), b.factSet(d.Beyond)
		if r.level < 0 && r.onlyStep < 0 && r.scope == "" && r.onlyMissing == nil && r.beyond == nil && r.given == nil && !r.caseSplit && r.options == "" {
			b.errs.Addf(d.ID.Pos, "remark %q says nothing of when it is shown", r.id)
		}
		b.g.remarks = append(b.g.remarks, r)
	}
}

func (b *builder) aboutOptions(t place.Text) {
	known := []string{optionsNoneLeft, optionsBarOpen}
	if t.Value != "" && !slices.Contains(known, t.Value) {
		b.errs.Addf(t.Pos, "options is %s, not %q%s", strings.Join(known, " or "), t.Value, didYouMean(t.Value, known))
	}
}

// factSet is the facts of a list, nil where there is none.
func (b *builder) factSet(names []place.Text) *logic.VarSet {
	if names == nil {
		return nil
	}
	var set logic.VarSet
	for _, f := range names {
		if i, ok := b.factNamed(f); ok {
			set.Add(i)
		}
	}
	return &set
}

func (b *builder) factNamed(t place.Text) (int, bool) {
	n, ok := b.names[t.Value]
	if !ok || n.kind != kindFact {
		ids := make([]string, len(b.g.facts))
		for i := range ids {
			ids[i] = b.g.facts[i].ID
		}
		b.errs.Addf(t.Pos, "there is no fact %q%s", t.Value, didYouMean(t.Value, ids))
		return 0, false
	}
	return n.index, true
}

func (b *builder) numberNamed(t place.Text) (int, bool) {
	i, ok := b.factNamed(t)
	if ok && !b.g.facts[i].numeric() {
		b.errs.Addf(t.Pos, "%q is a %s; a number is wanted here", t.Value, b.g.facts[i].Type)
		return 0, false
	}
	return i, ok
}

// measure is an outcome measure of a running course.
type measure struct {
	id, title, unit   string
	baseline, now     int         // facts
	baselineAt, nowAt int         // the same among the numbers of a case
	better            float64     // 1 where higher is better, -1 where lower is
	thresholds        []threshold // the last one has no condition
	claims            []string
}

// threshold is a minimal important change and when it is the one that counts.
type threshold struct {
	when      *condition // nil: otherwise
	condition *logic.Condition
	number    int // of the condition among those of all measures
	change    float64
}

// maxMeasures bounds the outcome measures of a guideline.
const maxMeasures = 8

type attendance struct {
	scheduled, attended int
	atLeastPercent      float64
}

func (b *builder) assembleMeasures() {
	x := newIndex("measure")
	if n := len(b.content.Measures); n > maxMeasures {
		b.errs.Addf(b.content.Measures[maxMeasures].ID.Pos, "%d measures are too many; at most %d", n, maxMeasures)
		return
	}
	for _, d := range b.content.Measures {
		b.identifier("measure", d.ID, underscored)
		x.add(&b.errs, d.ID)
		m := measure{id: d.ID.Value, title: d.Title, unit: d.Unit, claims: b.cited(d.Claims)}
		baseline, ok1 := b.numberNamed(d.Baseline)
		now, ok2 := b.numberNamed(d.Now)
		m.baseline, m.now = baseline, now
		switch d.Better.Value {
		case "higher":
			m.better = 1
		case "lower":
			m.better = -1
		default:
			b.errs.Addf(d.Better.Pos, "better is \"higher\" or \"lower\", not %q", d.Better.Value)
		}
		for _, w := range d.ChangeWhen {
			if c, unset, ok := b.condition(w.When); ok && len(unset) == 0 {
				m.thresholds = append(m.thresholds, threshold{when: c, change: b.positive(w.Change)})
			}
		}
		m.thresholds = append(m.thresholds, threshold{change: b.positive(d.Change)})
		if ok1 && ok2 {
			b.g.measures = append(b.g.measures, m)
		}
	}
	if d := b.content.Attendance; d != nil {
		scheduled, ok1 := b.numberNamed(d.Scheduled)
		attended, ok2 := b.numberNamed(d.Attended)
		percent, ok3 := b.amount(d.AtLeastPercent)
		if ok1 && ok2 && ok3 {
			b.g.attendance = &attendance{scheduled, attended, percent}
		}
	}
}

func (b *builder) positive(n place.Number) float64 {
	if n.Value <= 0 {
		b.errs.Addf(n.Pos, "a minimal important change is above 0, not %s", n.Text)
	}
	return n.Value
}

// protocol is how the treatment would be carried out.
type protocol struct {
	title, says  string
	notForOrders bool
	claims       []string
	items        []protocolItem
	notes        []ProtocolNote
	acknowledge  string
	schedule     *Schedule
}

type protocolItem struct {
	id, title, says, withheld string
	when                      *condition // nil: always
	declared                  *condition // the same before it is known which params have a value
	condition                 *logic.Condition
	claims                    []string
}

func (b *builder) assembleProtocol(d protocolDoc) {
	p := &protocol{title: d.Title, says: d.Says, notForOrders: d.NotForOrders, claims: b.cited(d.Claims), acknowledge: d.Acknowledge}
	x := newIndex("protocol entry")
	for _, it := range d.Items {
		b.identifier("protocol item", it.ID, hyphenated)
		x.add(&b.errs, it.ID)
		item := protocolItem{id: it.ID.Value, title: it.Title, says: it.Says, withheld: it.Withheld, claims: b.cited(it.Claims)}
		if it.When.Value != "" {
			c, unset, ok := b.condition(it.When)
			item.declared = c
			if ok && len(unset) > 0 {
				c = constant(false)
			}
			item.when = c
			if it.Withheld == "" {
				b.errs.Addf(it.ID.Pos, "protocol item %q has `when` but no `withheld`: say why it is not shown", it.ID.Value)
			}
		}
		p.items = append(p.items, item)
	}
	for _, n := range d.Notes {
		b.identifier("protocol note", n.ID, hyphenated)
		x.add(&b.errs, n.ID)
		p.notes = append(p.notes, ProtocolNote{ID: n.ID.Value, Says: n.Says, Claims: b.cited(n.Claims)})
	}
	if d.Schedule != nil {
		p.schedule = b.schedule(*d.Schedule)
	}
	b.g.protocol = p
}

const maxSessions = 1000

func (b *builder) schedule(d scheduleDoc) *Schedule {
	s := &Schedule{Says: d.Says, Claims: b.cited(d.Claims)}
	total, ok := b.sessions(d.Total)
	if !ok {
		return s
	}
	left, sound := total, true
	for i, p := range d.Phases {
		n := left
		if word := b.scalar(p.Sessions); word.Value != "rest" {
			if n, ok = b.sessions(p.Sessions); !ok {
				sound = false
				continue
			}
		} else if i != len(d.Phases)-1 {
			b.errs.Addf(p.Sessions.Pos, "only the last phase takes the rest")
		} else if n < 0 {
			break
		}
		perWeek, ok := b.perWeek(p)
		if !ok {
			sound = false
			continue
		}
		left -= n
		s.Sessions += n
		s.Weeks += math.Round(float64(n)/perWeek*1e9) / 1e9
		s.Phases = append(s.Phases, Phase{Title: p.Title, Sessions: n, PerWeek: perWeek})
	}
	if sound && left != 0 {
		b.errs.Addf(d.Total.Pos, "the phases hold %d sessions, the total is %d", total-left, total)
	}
	return s
}

func (b *builder) sessions(a place.Any) (int, bool) {
	x, ok := b.amount(a)
	if ok && (x != math.Trunc(x) || x < 0 || x > maxSessions) {
		b.errs.Addf(a.Pos, "a number of sessions is whole, from 0 to %d, not %s", maxSessions, formatNumber(x))
		return 0, false
	}
	return int(x), ok
}

func (b *builder) perWeek(p phaseDoc) (float64, bool) {
	switch {
	case p.PerWeek != nil && p.EveryWeeks == nil && p.PerWeek.Value > 0 && p.PerWeek.Value <= 7:
		return p.PerWeek.Value, true
	case p.EveryWeeks != nil && p.PerWeek == nil && p.EveryWeeks.Value >= 1 && p.EveryWeeks.Value <= 52:
		return 1 / p.EveryWeeks.Value, true
	}
	b.errs.Addf(p.Sessions.Pos, "a phase has either per_week (up to 7) or every_weeks (1 to 52)")
	return 0, false
}
