// Package verify looks for what is wrong with a guideline, over all its inputs rather than in
// samples: every complete case, for every choice of params that local policy may make. What it
// finds comes with a case that anyone can run.
//
// Opposite stances, and what makes a rule count for nothing, are defined where they are looked
// for: see [Conflict], [Shadowed], [Subsumed] and [NeverMatters]. A case that is known in part
// has the answers of its completions, so that what is said of complete cases is said of it.
package verify

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// Options bound the work; the zero value has no bounds of its own.
type Options struct {
	Nodes int // of a diagram: 1,000,000
}

// Check looks for everything that this package knows to look for. Where that is too much work,
// the report says what could not be answered.
func Check(g *decision.Guideline, o Options) *Report {
	c := &checker{g: g, limits: logic.Limits{Nodes: o.Nodes}}
	c.report = &Report{Guideline: g.Info(), Findings: []Finding{}, Expected: []Finding{}, NotAnalysable: []Unanswered{}}
	m, err := g.Inspect()
	if err != nil {
		c.inventory = g.Inventory()
		c.unanswered("everything but what nothing names and what stays opaque", err)
	} else {
		c.m = m
		c.ready()
		c.analyse()
	}
	c.unused()
	c.opaque()
	c.figures()
	c.expect()
	return c.report
}

// checker is a check under way.
type checker struct {
	g         *decision.Guideline
	inventory []model.Entry
	limits    logic.Limits
	report    *Report

	// What follows is there once the guideline is laid open.
	m        *model.Guideline
	inForce  map[int]int // region of every param
	checks   []*logic.Formula
	verdicts *model.Analysis // nil while it is not known who gets which
	nodes    int
	partial  bool // some question was not answered
}

func (c *checker) ready() {
	for _, e := range c.m.Entries {
		c.inventory = append(c.inventory, *e.Entry)
	}
	c.inForce = map[int]int{}
	for _, f := range c.m.Now {
		c.inForce[f.Var] = f.Region
	}
	for i := range c.m.Entries {
		if e := &c.m.Entries[i]; e.Kind == model.CheckEntry && e.When != nil {
			c.checks = append(c.checks, e.When)
		}
	}
	if len(c.m.Fixed) > 0 {
		c.report.NotAnalysable = append(c.report.NotAnalysable, Unanswered{What: "what other values would make of " + list(c.m.Fixed, "and"),
			Why: "they stand in arithmetic, or are compared with one another as texts; they are held at the values in force, and no rule that names them is said to count for nothing"})
	}
}

func (c *checker) unanswered(what string, err error) {
	c.partial = true
	c.report.NotAnalysable = append(c.report.NotAnalysable, Unanswered{What: what, Why: err.Error()})
}

// analyse asks three groups of questions, each with a diagram of its own, so that one that is
// too large leaves the others answered.
func (c *checker) analyse() {
	c.stage("who gets which verdict: gaps, rules that never matter, invariants of the verdict", c.verdictFormulas(), func(s *stage) {
		s.gap()
		s.rules()
		s.invariants(ofVerdicts)
		c.verdicts = s.Analysis
	})
	c.stage("which options, treatments and instructions are shown: conflicts and invariants of them", c.optionFormulas(), func(s *stage) {
		s.conflicts()
		s.invariants(ofOthers)
	})
	c.stage("what is never shown, and what is said twice", c.conditionFormulas(), func(s *stage) {
		s.neverTrue()
		s.duplicates()
	})
}

// stage is a group of questions with its diagram.
type stage struct {
	*checker
	*model.Seeker
}

func (c *checker) stage(what string, formulas []*logic.Formula, ask func(*stage)) {
	before, verdicts := len(c.report.Findings), c.verdicts
	a, err := model.Analyse(c.m, distinct(append(formulas, c.checks...)), c.limits)
	if err == nil {
		ask(&stage{c, &model.Seeker{Analysis: a, InForce: c.inForce, Refused: c.checks, Accepts: c.accepts}})
		c.nodes += a.Space.Nodes()
		err = a.Space.Err()
	}
	if err != nil { // whatever was answered is worthless
		c.report.Findings, c.verdicts = c.report.Findings[:before], verdicts
		c.unanswered(what, err)
	}
}

// accepts reports whether the guideline takes the facts.
func (c *checker) accepts(facts json.RawMessage) bool {
	_, err := c.g.Case([]byte(facts))
	return err == nil
}

// distinct leaves out none, and each that was there before.
func distinct(formulas []*logic.Formula) (out []*logic.Formula) {
	seen := map[*logic.Formula]bool{nil: true}
	for _, f := range formulas {
		if !seen[f] {
			out, seen[f] = append(out, f), true
		}
	}
	return out
}

func (c *checker) verdictFormulas() (out []*logic.Formula) {
	for i := range c.m.Invariants {
		if k := &c.m.Invariants[i]; ofVerdicts(k) {
			out = append(out, c.m.Formulas(k)...)
		}
	}
	return out
}

func (c *checker) optionFormulas() (out []*logic.Formula) {
	for _, o := range c.m.Options {
		out = append(out, o.Shown)
	}
	for i := range c.m.Invariants {
		if k := &c.m.Invariants[i]; ofOthers(k) {
			out = append(out, c.m.Formulas(k)...)
		}
	}
	return out
}

func (c *checker) conditionFormulas() (out []*logic.Formula) {
	for i := range c.m.Entries {
		e := &c.m.Entries[i]
		out = append(out, e.When, e.Shown)
		for _, p := range e.Parts {
			out = append(out, p.When)
		}
	}
	return out
}

// find enters a finding.
func (c *checker) find(kind Kind, w *Witness, entries []Entry, text string, args ...any) {
	f := Finding{Kind: kind, Severity: kind.severity(), Text: fmt.Sprintf(text, args...), Entries: entries, Witness: w}
	if w != nil && w.Note == "" {
		w.Scenario = c.scenario(&f)
	}
	c.report.Findings = append(c.report.Findings, f)
}

func (c *checker) entry(kind model.EntryKind, id string) Entry {
	i := slices.IndexFunc(c.inventory, func(e model.Entry) bool { return e.Kind == kind && e.ID == id })
	if i < 0 {
		return Entry{Kind: string(kind), ID: id}
	}
	return entryOf(&c.inventory[i])
}

func (c *checker) rule(i int) Entry { return c.entry(model.RuleEntry, c.m.Rules[i].ID) }

// figures counts what was looked at.
func (c *checker) figures() {
	k := &c.report.Checked
	for i := range c.inventory {
		e := &c.inventory[i]
		switch e.Kind {
		case model.FactEntry:
			k.Facts++
		case model.DefinitionEntry:
			k.Definitions++
		case model.RuleEntry:
			k.Rules++
		case model.OptionEntry:
			k.Options++
		case model.InvariantEntry:
			k.Invariants++
		case model.ParamEntry:
			k.Params++
		}
		if e.Written != "" {
			k.Conditions++
		}
	}
	choices, cells := big.NewInt(1), big.NewInt(1)
	if c.m != nil {
		for v, kind := range c.m.Variables {
			n := big.NewInt(int64(c.m.Vars[v].Regions))
			if cells.Mul(cells, n); kind.Kind == model.Param {
				choices.Mul(choices, n)
			}
		}
	}
	k.Choices, k.Cells, k.Nodes = choices.String(), cells.String(), c.nodes
}

// sorted puts findings in the order of their kinds, and then of what they are about.
func sorted(list []Finding) {
	kinds := Kinds()
	slices.SortStableFunc(list, func(a, b Finding) int {
		x, y := a.Entries[0], b.Entries[0]
		return cmp.Or(slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind),
			cmp.Compare(x.File, y.File), x.Line-y.Line, x.Column-y.Column, cmp.Compare(a.Text, b.Text))
	})
}
