package decision

import (
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/internal/place"
)

// use is the entries that something names. A definition counts once something that answers
// comes to it; a fact, a param or a claim once something that answers names it.
type use struct {
	g       *Guideline
	names   map[string]bool
	defined map[string]int      // definitions
	in      map[string][]string // the names in the conditions met so far
}

func (u *use) has(kind model.EntryKind, id string) bool {
	switch kind {
	case model.FactEntry, model.ParamEntry, model.DefinitionEntry:
		return u.names[string(kind)+" "+id]
	case model.GroupEntry: // it can be denied at once, which says something while one of its facts is used
		return slices.ContainsFunc(u.g.groups[u.g.groupIndex[id]].Facts, func(f string) bool { return u.has(model.FactEntry, f) })
	case model.TypeEntry, model.InterventionEntry, model.OptionCautionEntry, model.VerdictEntry, model.StepEntry, model.UrgencyEntry, model.ClaimEntry, model.SourceEntry:
		return u.names[string(kind)+" "+id]
	}
	return true
}

func (u *use) name(kind model.EntryKind, ids ...string) {
	for _, id := range ids {
		u.names[string(kind)+" "+id] = true
	}
}

func (u *use) all(kind model.EntryKind, texts ...place.Text) {
	for _, t := range texts {
		u.name(kind, t.Value)
	}
}

// inUse finds what is named.
func (g *Guideline) inUse(declared []declaration) *use {
	u := &use{g: g, names: map[string]bool{}, defined: map[string]int{}, in: map[string][]string{}}
	for i, d := range g.defs {
		u.defined[d.ID] = i
	}
	u.conditions(declared)
	u.rules()
	u.options()
	u.comparison()
	u.course()
	u.library()
	return u
}

// conditions names what the conditions of all that answers name; invariants name definitions.
func (u *use) conditions(declared []declaration) {
	for _, d := range declared {
		if d.kind != model.DefinitionEntry {
			u.condition(d.when.Value, true)
		}
	}
	for _, m := range u.g.content.Measures {
		for _, w := range m.ChangeWhen {
			u.condition(w.When.Value, true)
		}
	}
	for _, d := range u.g.content.Invariants {
		u.condition(d.When.Value, false)
		u.condition(d.OnlyWhen.Value, false)
	}
}

// condition names what a condition names, and what its definitions do. Facts and params of
// one that only checks are not used by it: without them nothing would be answered otherwise.
func (u *use) condition(text string, answers bool) {
	names, met := u.in[text]
	if !met {
		names = identifiers(text)
		u.in[text] = names
	}
	for _, id := range names {
		i, defined := u.defined[id]
		_, fact := u.g.factIndex[id]
		switch {
		case defined:
			u.name(model.DefinitionEntry, id)
			u.condition(u.g.defs[i].When, answers)
		case fact && answers:
			u.name(model.FactEntry, id)
		case answers:
			u.name(model.ParamEntry, id)
		}
	}
}

// identifiers lists the names in a condition.
func identifiers(text string) []string {
	if text == "" {
		return nil
	}
	tree, err := parser.Parse(text)
	if err != nil { // none that was compiled
		return nil
	}
	var names namesIn
	ast.Walk(&tree.Node, &names)
	return names
}

type namesIn []string

// Visit collects a name.
func (n *namesIn) Visit(node *ast.Node) {
	if id, ok := (*node).(*ast.IdentifierNode); ok && !slices.Contains(*n, id.Value) {
		*n = append(*n, id.Value)
	}
}

func (u *use) rules() {
	for _, d := range u.g.content.Facts {
		u.all(model.TypeEntry, d.Type)
	}
	for _, d := range u.g.content.Rules {
		u.all(model.VerdictEntry, d.Gives)
		u.all(model.StepEntry, d.Step)
		u.all(model.UrgencyEntry, d.Urgency)
	}
	if n := len(u.g.steps); n > 0 {
		u.name(model.StepEntry, u.g.steps[n-1].ID) // it follows the least severe verdict
	}
}

func (u *use) options() {
	c := u.g.content
	for _, d := range c.Interventions {
		u.all(model.FactEntry, d.Trial)
		u.all(model.InterventionEntry, d.Includes...)
		u.all(model.OptionCautionEntry, d.Cautions...)
	}
	for _, d := range c.Options {
		u.all(model.InterventionEntry, d.Intervention)
		u.all(model.SourceEntry, d.For...)
		u.all(model.SourceEntry, d.Against...)
	}
}

func (u *use) comparison() {
	if s := u.g.content.SelfCheck; s != nil {
		for _, it := range s.Items {
			u.all(model.FactEntry, it.Fact)
		}
	}
}

func (u *use) course() {
	c := u.g.content
	for _, d := range c.Measures {
		u.all(model.FactEntry, d.Baseline, d.Now)
	}
	if a := c.Attendance; a != nil {
		u.all(model.FactEntry, a.Scheduled, a.Attended)
		u.amount(a.AtLeastPercent)
	}
	if c.Protocol != nil && c.Protocol.Schedule != nil {
		u.amount(c.Protocol.Schedule.Total)
		for _, p := range c.Protocol.Schedule.Phases {
			u.amount(p.Sessions)
		}
	}
}

// amount is a number, or a param that gives it.
func (u *use) amount(a place.Any) {
	if t, ok := a.Value.(place.Text); ok {
		u.all(model.ParamEntry, t)
	}
}

// library names the claims that something cites, and the sources that a claim, or something
// besides, names.
func (u *use) library() {
	u.name(model.ClaimEntry, u.g.citedIDs()...)
	u.name(model.SourceEntry, u.g.quotedSources()...)
	for _, c := range u.g.evidence.Claims() {
		for _, s := range u.g.evidence.SourcesOn(c.ID) {
			u.name(model.SourceEntry, s.ID)
		}
	}
	for _, s := range u.g.evidence.Sources() {
		if s.SupersededBy != "" {
			u.name(model.SourceEntry, s.SupersededBy)
		}
	}
}
