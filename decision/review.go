package decision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// Review is a guideline laid out for those who answer for it: all that it says, in file
// order, with the place of each entry as file:line and its conditions in words.
type Review struct {
	Overlays    []OverlayInfo // in the order in which they apply
	Rules       []RuleText
	Definitions []DefinitionText
	Params      []ParamText
	Checks      []CheckText
	Remarks     []RemarkText
	Protocol    *ProtocolText // nil: the guideline has none
	Measures    []MeasureText
	Attendance  *AttendanceText // nil: the guideline asks for none
	Options     *OptionsText    // nil: the guideline has none
	Comparison  *ComparisonText // nil: the guideline compares nothing
	SelfCheck   *SelfCheckText  // nil: the guideline has none
	Education   []Education
	Invariants  []InvariantText
	Languages   []LanguageText // in which patients are told; none: it speaks to clinicians alone
}

// RuleText is a rule with its condition in words.
type RuleText struct {
	Rule
	Place   string
	InWords Phrase
	Also    []FurtherText
}

// FurtherText is a further sentence of a rule, shown when its condition certainly holds.
type FurtherText struct {
	InWords Phrase
	Source  string // the condition as an expr expression over facts alone, like those below
	Says    string
}

// DefinitionText is a definition with its condition in words.
type DefinitionText struct {
	Definition
	Place   string
	InWords Phrase
	Off     string // why it means nothing in this guideline, or ""
}

// ParamText is a param and where the value in force is set.
type ParamText struct {
	Param
	Place string
}

// CheckText is a relation between facts; facts with which its condition holds are refused.
type CheckText struct {
	ID      string
	Place   string
	InWords Phrase
	Source  string
	Says    string
}

// InvariantText is an invariant and where it is declared.
type InvariantText struct {
	Invariant
	Place string
}

// RemarkText is a sentence about an answer as a whole, and when it is shown.
type RemarkText struct {
	ID     string
	Place  string
	When   []string // in words; all must be so
	Source string   // the same by ids
	Says   string
}

// ProtocolText is a protocol with all that it may show or withhold.
type ProtocolText struct {
	Title        string
	Says         string
	NotForOrders bool
	Items        []ProtocolItemText
	Schedule     *Schedule
	Notes        []ProtocolNote
	Acknowledge  string
	Claims       []string
}

// ProtocolItemText is one instruction and when it is shown.
type ProtocolItemText struct {
	ID       string
	Place    string
	Title    string
	InWords  *Phrase // nil: always shown
	Source   string  // "" likewise
	Says     string
	Withheld string // what is said instead
	Claims   []string
}

// MeasureText is an outcome measure with its important changes.
type MeasureText struct {
	ID             string
	Place          string
	Title          string
	Unit           string
	Baseline, Now  string // facts
	HigherIsBetter bool
	Changes        []ImportantChange // the first whose condition holds counts
	Claims         []string
}

// ImportantChange is a change that matters to patients, and when it is the one that counts.
type ImportantChange struct {
	InWords *Phrase // nil: otherwise
	Source  string  // "" likewise
	Change  float64
}

// AttendanceText is the share of sessions that is asked for.
type AttendanceText struct {
	Scheduled, Attended string // facts
	AtLeastPercent      float64
}

// keepPlaces remembers where the entries of a review stand.
func (b *builder) keepPlaces() {
	g := b.g
	g.places = map[string]place.Pos{}
	for _, d := range b.content.Rules {
		g.places["rule "+d.ID.Value] = d.ID.Pos
	}
	for _, d := range b.content.Definitions {
		g.places["definition "+d.ID.Value] = d.ID.Pos
	}
	for _, d := range b.content.Params {
		g.places["param "+d.ID.Value] = d.ID.Pos
	}
	for _, o := range b.overlays {
		for _, s := range o.Set {
			g.places["param "+s.Param.Value] = s.Param.Pos
		}
	}
	for _, d := range b.content.Checks {
		g.places["check "+d.ID.Value] = d.ID.Pos
	}
	for _, d := range b.manifest.Remarks {
		g.places["remark "+d.ID.Value] = d.ID.Pos
	}
	for _, d := range b.content.Measures {
		g.places["measure "+d.ID.Value] = d.ID.Pos
	}
	b.keepOptionPlaces()
	b.keepComparisonPlaces()
	if p := b.content.Protocol; p != nil {
		for _, d := range p.Items {
			g.places["protocol item "+d.ID.Value] = d.ID.Pos
		}
	}
}

func (g *Guideline) place(kind, id string) string {
	return fileLine(g.places[kind+" "+id])
}

func fileLine(p place.Pos) string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// Review lays the guideline out for those who answer for it. What it returns is the caller's
// own.
func (g *Guideline) Review() *Review {
	r := &Review{Overlays: g.Overlays(), Protocol: g.protocolText(), Options: g.optionsText(), Comparison: g.comparisonText(),
		SelfCheck: g.selfCheckText(), Education: g.Education(), Languages: g.languageTexts()}
	for i, rule := range g.Rules() {
		text := RuleText{Rule: rule, Place: g.place("rule", rule.ID), InWords: g.ruleInWords(i)}
		for _, a := range g.compiled[i].also {
			text.Also = append(text.Also, FurtherText{InWords: *g.phrase(a.when), Source: g.source(a.when), Says: a.says})
		}
		r.Rules = append(r.Rules, text)
	}
	for i, d := range g.defs {
		r.Definitions = append(r.Definitions, DefinitionText{Definition: d, Place: g.place("definition", d.ID), InWords: *g.phrase(g.named[i].when), Off: g.named[i].off})
	}
	for _, p := range g.Params() {
		r.Params = append(r.Params, ParamText{Param: p, Place: g.place("param", p.ID)})
	}
	for i := range g.checks {
		k := &g.checks[i]
		r.Checks = append(r.Checks, CheckText{ID: k.id, Place: g.place("check", k.id), InWords: *g.phrase(k.when), Source: g.source(k.when), Says: k.says})
	}
	for i := range g.invariants {
		k := &g.invariants[i]
		r.Invariants = append(r.Invariants, InvariantText{Invariant: k.Invariant, Place: fileLine(k.pos)})
	}
	for i := range g.remarks {
		k := &g.remarks[i]
		r.Remarks = append(r.Remarks, RemarkText{ID: k.id, Place: g.place("remark", k.id), When: g.remarkWords(k), Source: g.remarkSource(k), Says: k.says})
	}
	for i := range g.measures {
		r.Measures = append(r.Measures, g.measureText(&g.measures[i]))
	}
	if a := g.attendance; a != nil {
		r.Attendance = &AttendanceText{Scheduled: g.facts[a.scheduled].ID, Attended: g.facts[a.attended].ID, AtLeastPercent: a.atLeastPercent}
	}
	return r
}

func (g *Guideline) ruleInWords(i int) Phrase {
	s := g.speakRule(i)
	return s.phrase()
}

func (g *Guideline) titles(facts logic.VarSet) []string {
	var out []string
	for f := range facts.All() {
		out = append(out, g.facts[f].Title)
	}
	return out
}

// phrase puts a condition in words; nil for none.
func (g *Guideline) phrase(k *condition) *Phrase {
	if k == nil {
		return nil
	}
	s := g.speak(k, false)
	p := s.phrase()
	return &p
}

func (g *Guideline) protocolText() *ProtocolText {
	p := g.protocol
	if p == nil {
		return nil
	}
	out := &ProtocolText{Title: p.title, Says: p.says, NotForOrders: p.notForOrders, Acknowledge: p.acknowledge, Claims: slices.Clone(p.claims)}
	for i := range p.items {
		it := &p.items[i]
		out.Items = append(out.Items, ProtocolItemText{ID: it.id, Place: g.place("protocol item", it.id), Title: it.title,
			InWords: g.phrase(it.when), Source: g.sourceOf(it.when), Says: it.says, Withheld: it.withheld, Claims: slices.Clone(it.claims)})
	}
	for _, n := range p.notes {
		out.Notes = append(out.Notes, ProtocolNote{ID: n.ID, Says: n.Says, Claims: slices.Clone(n.Claims)})
	}
	if s := p.schedule; s != nil {
		own := *s
		own.Phases, own.Claims = slices.Clone(s.Phases), slices.Clone(s.Claims)
		out.Schedule = &own
	}
	return out
}

func (g *Guideline) measureText(m *measure) MeasureText {
	out := MeasureText{ID: m.id, Place: g.place("measure", m.id), Title: m.title, Unit: m.unit, Baseline: g.facts[m.baseline].ID,
		Now: g.facts[m.now].ID, HigherIsBetter: m.better > 0, Claims: slices.Clone(m.claims)}
	for _, t := range m.thresholds {
		out.Changes = append(out.Changes, ImportantChange{InWords: g.phrase(t.when), Source: g.sourceOf(t.when), Change: t.change})
	}
	return out
}

// remarkWords says when a remark is shown.
func (g *Guideline) remarkWords(r *remark) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if r.level >= 0 {
		add("the verdict is %q", g.verdicts[r.level].Title)
	}
	if r.given != nil && *r.given {
		add("there is a verdict, settled or not")
	}
	if r.given != nil && !*r.given {
		add("there is no verdict yet")
	}
	if r.caseSplit {
		add("the verdict is certain though no single rule that gives it is")
	}
	if r.scope != "" {
		add("every rule that gives the verdict or a more severe one, and holds or may, concerns the %s only", map[string]string{"site": "site", "patient": "patient", "today": "day"}[r.scope])
	}
	if r.onlyStep >= 0 {
		add("the only open step is %q", g.steps[r.onlyStep].Title)
	}
	if r.onlyMissing != nil {
		add("something is missing, and nothing but %s", strings.Join(g.titles(*r.onlyMissing), ", "))
	}
	switch r.options {
	case optionsNoneLeft:
		add("it is certain that nothing is left to offer: neither what the guideline decides on, nor any option that has not failed")
	case optionsBarOpen:
		add("there are options, and whether they are barred is open")
	}
	if r.beyond != nil {
		add("something is missing besides %s", strings.Join(g.titles(*r.beyond), ", "))
	}
	return out
}
