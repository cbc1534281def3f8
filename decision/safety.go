package decision

import (
	"regexp"
	"slices"

	"github.com/mskguide/mskguide/internal/place"
)

// safetyDoc is the safety log of a bundle, as it is written in YAML.
type safetyDoc struct {
	Pos         place.Pos
	IntendedUse string       `yaml:"intended_use,required"`
	Users       []place.Text `yaml:"users,required"`
	NotFor      []place.Text `yaml:"not_for,required"`
	Hazards     []hazardDoc  `yaml:"hazards,required"`
}

type hazardDoc struct {
	ID       place.Text   `yaml:"id,required"`
	Title    string       `yaml:"title,required"`
	Cause    string       `yaml:"cause,required"`
	Harm     string       `yaml:"harm,required"`
	Controls []controlDoc `yaml:"controls,required"`
	Residual string       `yaml:"residual,required"`
}

type controlDoc struct {
	Pos        place.Pos
	Says       string       `yaml:"says,required"`
	Rules      []place.Text `yaml:"rules"`
	Invariants []place.Text `yaml:"invariants"`
	Tests      []place.Text `yaml:"tests"`
}

// Safety is the safety log of a guideline: what it is meant for, by whom, what it is not
// for, and what could go wrong with it.
type Safety struct {
	IntendedUse string
	Users       []string
	NotFor      []string
	Hazards     []Hazard
}

// Hazard is something that could harm a patient, and what is done about it.
type Hazard struct {
	ID       string
	Place    string // file:line
	Title    string
	Cause    string
	Harm     string
	Controls []Control
	Residual string // the risk that is left to whoever deploys the guideline
}

// Control keeps a hazard down. It names at least one invariant or test that verifies it.
type Control struct {
	Says       string
	Rules      []string // that carry it out
	Invariants []string // that verify it over all inputs
	Tests      []string // that verify it, each as folder/of/the/package.TestName
}

// Safety is the guideline's safety log, nil for a bundle without one. What it returns is the
// caller's own.
func (g *Guideline) Safety() *Safety {
	if g.safety == nil {
		return nil
	}
	own := *g.safety
	own.Users, own.NotFor = slices.Clone(own.Users), slices.Clone(own.NotFor)
	own.Hazards = cloneAll(own.Hazards, Hazard.clone)
	return &own
}

func (h Hazard) clone() Hazard {
	h.Controls = cloneAll(h.Controls, Control.clone)
	return h
}

func (c Control) clone() Control {
	c.Rules, c.Invariants, c.Tests = slices.Clone(c.Rules), slices.Clone(c.Invariants), slices.Clone(c.Tests)
	return c
}

func (b *builder) assembleSafety(d safetyDoc) {
	s := &Safety{IntendedUse: d.IntendedUse, Users: plainTexts(d.Users), NotFor: plainTexts(d.NotFor)}
	hazards := newIndex("hazard")
	for _, h := range d.Hazards {
		b.identifier("hazard", h.ID, hyphenated)
		hazards.add(&b.errs, h.ID)
		hazard := Hazard{ID: h.ID.Value, Place: fileLine(h.ID.Pos), Title: h.Title, Cause: h.Cause, Harm: h.Harm, Residual: h.Residual}
		for _, c := range h.Controls {
			hazard.Controls = append(hazard.Controls, b.control(c))
		}
		s.Hazards = append(s.Hazards, hazard)
	}
	b.g.safety = s
}

func (b *builder) control(d controlDoc) Control {
	if len(d.Invariants)+len(d.Tests) == 0 {
		b.errs.Addf(d.Pos, "nothing verifies this control; name an invariant or a test that would fail without it")
	}
	return Control{Says: d.Says, Rules: b.named("rule", d.Rules, b.ruleNamed), Invariants: b.named("invariant", d.Invariants, b.invariantNamed),
		Tests: b.named("test", d.Tests, b.testNamed)}
}

// named checks what a control names, each once.
func (b *builder) named(what string, list []place.Text, check func(place.Text)) []string {
	once := newIndex(what)
	for _, t := range list {
		if once.add(&b.errs, t) {
			check(t)
		}
	}
	return plainTexts(list)
}

// ruleNamed accepts a rule that an overlay made go: those who read the log are told.
func (b *builder) ruleNamed(t place.Text) {
	if _, gone := b.rules.gone[t.Value]; !gone {
		b.rules.find(&b.errs, t)
	}
}

func (b *builder) invariantNamed(t place.Text) {
	declared := newIndex("invariant")
	for _, d := range b.content.Invariants {
		declared.at[d.ID.Value], declared.ids = 0, append(declared.ids, d.ID.Value)
	}
	declared.find(&b.errs, t)
}

var testName = regexp.MustCompile(`^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\.(Test|Fuzz|Example)\w*$`)

// testNamed checks the form only: a bundle does not carry the tests of whoever wrote it.
func (b *builder) testNamed(t place.Text) {
	if !testName.MatchString(t.Value) {
		b.errs.Addf(t.Pos, "test %q is not of the form folder/of/the/package.TestName", t.Value)
	}
}

func plainTexts(list []place.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, t.Value)
	}
	return out
}
