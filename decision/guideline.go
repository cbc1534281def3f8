package decision

import (
	"slices"
	"strings"
	"sync"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/evidence"
	"github.com/mskguide/mskguide/internal/place"
)

// Guideline is a bundle with its overlays, checked and compiled. It never changes and is
// safe for use by many goroutines at once. Get one from [Open].
type Guideline struct {
	info         Info
	overlays     []OverlayInfo
	title        string
	topic        string
	about        string
	verdicts     []Named
	stands       []int // levels
	steps        []Named
	urgencies    []Named
	needsInfo    Named
	remarks      []remark
	asking       asking // in which order questions come
	signOff      SignOff
	facts        []Fact
	factIndex    map[string]int
	groups       []Group
	groupIndex   map[string]int
	params       []Param
	defs         []Definition
	named        []namedCondition     // of the definitions
	places       map[string]place.Pos // where an entry stands, by its kind and id
	content      *content             // what was read, for those who check it
	manifest     *manifest
	overlayFiles []string
	rules        []Rule
	checks       []check
	invariants   []invariant
	guarded      []guarded // safety rules that overlays replace
	protocol     *protocol
	measures     []measure
	changeWhen   []*condition // on which important changes depend
	changeCases  []changeCase
	attendance   *attendance
	comparison   *compared
	selfCheck    *selfCheck
	cited        library
	citing       sync.Pool // of *citing
	evidence     *evidence.Library
	catalogue    *conditions.Catalogue

	compiled []compiledRule
	opaque   []opaque
	axes     []*logic.Axis // by fact; nil for what is not a number
	lessons  []Education   // what patients may want to know
	tongues  []tongue      // in which they are told
	safety   *Safety       // nil for none
	layout   layout
	engine   *logic.Engine
	order    ruleOrder
	changing func() *changing // made when it is first asked for
	// approximate is the engine's bits of the verdict rules that compare numbers with numbers.
	approximate  logic.RuleSet
	approximates bool // there are such rules
	steppers     []stepper
	options      options
	urgent       int // level of the verdict that urgencies go with; -1 for none

	desks sync.Pool // of *desk: memory, no state
	cases sync.Pool // of *Case, for answers that are written at once
}

// Info identifies the guideline: id, version, digest and overlays.
func (g *Guideline) Info() Info {
	i := g.info
	i.Overlays = append([]string{}, i.Overlays...)
	return i
}

// Title is what the guideline is called.
func (g *Guideline) Title() string { return g.title }

// FullTitle is the title and the overlays under which it is read, so that an overlaid guideline
// does not go by the name of the one beneath.
func (g *Guideline) FullTitle() string {
	if len(g.info.Overlays) == 0 {
		return g.title
	}
	return g.title + ", with " + strings.Join(g.info.Overlays, ", ")
}

// Topic is what the verdict is on, such as an intervention.
func (g *Guideline) Topic() string { return g.topic }

// About says where the guideline comes from.
func (g *Guideline) About() string { return g.about }

// SignOff is the clinician who signed the content off; its zero value says that nobody has.
func (g *Guideline) SignOff() SignOff { return g.signOff }

// Verdicts lists the verdicts from the least to the most severe.
func (g *Guideline) Verdicts() []Named { return slices.Clone(g.verdicts) }

// Stands lists the verdicts that are the patient's own answer: no change ever leads to one of
// them, and beside a rule that gives one no change is listed.
func (g *Guideline) Stands() []string {
	out := []string{}
	for _, level := range g.stands {
		out = append(out, g.verdicts[level].ID)
	}
	return out
}

// NeedsInformation is what the answer needs_information is called.
func (g *Guideline) NeedsInformation() Named { return g.needsInfo }

// Steps lists the steps in order; the last one follows the least severe verdict.
func (g *Guideline) Steps() []Named { return slices.Clone(g.steps) }

// Urgencies lists the dispositions, the most urgent first.
func (g *Guideline) Urgencies() []Named { return slices.Clone(g.urgencies) }

// Facts describes every fact in asking order.
func (g *Guideline) Facts() []Fact { return cloneAll(g.facts, Fact.clone) }

// Fact describes one fact.
func (g *Guideline) Fact(id string) (Fact, bool) {
	i, ok := g.factIndex[id]
	if !ok {
		return Fact{}, false
	}
	return g.facts[i].clone(), true
}

// Groups describes the groups of facts in the order they were declared.
func (g *Guideline) Groups() []Group { return cloneAll(g.groups, Group.clone) }

// Params describes the params with the values in force.
func (g *Guideline) Params() []Param { return cloneAll(g.params, Param.clone) }

// Definitions lists the named conditions.
func (g *Guideline) Definitions() []Definition { return slices.Clone(g.defs) }

// Rules describes every rule in file order. A rule's place in this list is its bit in
// [Outcome].
func (g *Guideline) Rules() []Rule { return cloneAll(g.rules, Rule.clone) }

// Evidence is the library of claims and sources that the rules cite.
func (g *Guideline) Evidence() *evidence.Library { return g.evidence }

// Conditions is the catalogue of clinical conditions, nil for a bundle without one.
func (g *Guideline) Conditions() *conditions.Catalogue { return g.catalogue }

// What a caller gets is its own: writing to it changes no later answer.

func cloneAll[T any](list []T, clone func(T) T) []T {
	out := make([]T, len(list))
	for i, x := range list {
		out[i] = clone(x)
	}
	return out
}

func (f Fact) clone() Fact {
	f.Choices, f.Groups = slices.Clone(f.Choices), slices.Clone(f.Groups)
	f.Transitions = cloneAll(f.Transitions, Transition.clone)
	return f
}

func (t Transition) clone() Transition {
	t.From, t.To = slices.Clone(t.From), slices.Clone(t.To)
	if t.Until != nil {
		until := *t.Until
		t.Until = &until
	}
	return t
}

func (g Group) clone() Group {
	g.Members, g.Facts, g.facts = slices.Clone(g.Members), slices.Clone(g.Facts), nil
	return g
}

func (p Param) clone() Param {
	p.Choices, p.Claims = slices.Clone(p.Choices), slices.Clone(p.Claims)
	return p
}

func (r Rule) clone() Rule {
	r.Facts, r.Claims = slices.Clone(r.Facts), slices.Clone(r.Claims)
	return r
}
