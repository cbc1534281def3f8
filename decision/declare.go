package decision

import (
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/internal/place"
)

// Budgets. They bound what a bundle can make the library do.
const (
	maxVerdicts    = 15
	maxFacts       = 200
	maxRules       = 256
	maxChoices     = 64
	maxGroupDepth  = 8
	maxDefinitions = 1000
	maxParams      = 100
)

// declareAll enters every name before any condition is read, so that order in the files
// does not matter to what a condition may name.
func (b *builder) declareAll() {
	b.declareTypes()
	b.declareFacts()
	if n := len(b.content.Params); n > maxParams {
		b.errs.Addf(b.content.Params[maxParams].ID.Pos, "%d params are too many; at most %d", n, maxParams)
		b.content.Params = b.content.Params[:maxParams]
	}
	for i, p := range b.content.Params {
		b.declare(kindParam, p.ID, i)
		b.g.params = append(b.g.params, b.param(p))
	}
	if n := len(b.content.Definitions); n > maxDefinitions {
		b.errs.Addf(b.content.Definitions[maxDefinitions].ID.Pos, "%d definitions are too many; at most %d", n, maxDefinitions)
		b.content.Definitions = b.content.Definitions[:maxDefinitions]
	}
	for i, d := range b.content.Definitions {
		b.declare(kindDefinition, d.ID, i)
	}
	b.declareGroups()
	for _, r := range b.content.Rules {
		b.identifier("rule", r.ID, hyphenated)
		b.rules.add(&b.errs, r.ID)
	}
}

func (b *builder) declareTypes() {
	for _, t := range b.content.Types {
		b.identifier("type", t.ID, underscored)
		if slices.Contains([]Type{TypeBool, TypeNumber, TypeInteger, TypeChoice}, Type(t.ID.Value)) {
			b.errs.Addf(t.ID.Pos, "type %q is a word of the library; choose another id", t.ID.Value)
		}
		b.types.add(&b.errs, t.ID)
		named := Fact{ID: t.ID.Value, Type: TypeChoice, Choices: b.choices(t.ID, t.Choices)}
		b.typeChanges = append(b.typeChanges, b.transitions("type", &named, t.Changes))
	}
}

func (b *builder) declareFacts() {
	docs := b.content.Facts
	if len(docs) > maxFacts {
		b.errs.Addf(docs[maxFacts].ID.Pos, "%d facts are too many; at most %d", len(docs), maxFacts)
		docs = docs[:maxFacts]
		b.content.Facts = docs
	}
	for i, d := range docs {
		b.declare(kindFact, d.ID, i)
		b.g.factIndex[d.ID.Value] = i
		b.g.facts = append(b.g.facts, b.fact(d))
	}
}

func (b *builder) fact(d factDoc) Fact {
	f := Fact{ID: d.ID.Value, Type: Type(d.Type.Value), Unit: d.Unit, Title: d.Title, Question: d.Question,
		Help: d.Help, Burden: 1, SiteProfile: d.SiteProfile, Preference: d.Preference, Fixed: d.Fixed}
	if f.Title == "" {
		f.Title = strings.ReplaceAll(f.ID, "_", " ")
	}
	if d.Burden != nil {
		f.Burden = int(d.Burden.Value)
		if d.Burden.Value != math.Trunc(d.Burden.Value) || f.Burden < 1 || f.Burden > 5 {
			b.errs.Addf(d.Burden.Pos, "burden %s is not a whole number from 1 to 5", d.Burden.Text)
		}
	}
	switch f.Type {
	case TypeBool, TypeNumber, TypeInteger:
	case TypeChoice:
		f.Choices = b.factChoices(d)
	default:
		i, ok := b.types.at[string(f.Type)]
		if !ok {
			known := append([]string{"bool", "number", "integer", "choice"}, b.types.ids...)
			b.errs.Addf(d.Type.Pos, "there is no type %q%s", d.Type.Value, didYouMean(d.Type.Value, known))
			f.Type = TypeBool
			return f
		}
		f.Named, f.Type = string(f.Type), TypeChoice
		f.Choices = b.choices(place.Text{}, b.content.Types[i].Choices)
	}
	b.factRange(d, &f)
	b.factExtras(d, &f)
	b.factChanges(d, &f)
	return f
}

// factExtras refuses what a fact of this type has no use for.
func (b *builder) factExtras(d factDoc, f *Fact) {
	if d.Type.Value != string(TypeChoice) {
		if len(d.Choices) > 0 {
			b.errs.Addf(d.Choices[0].ID.Pos, "fact %q is of type %s and lists no choices of its own", f.ID, d.Type.Value)
		}
		if d.ChoicesFrom.Value != "" {
			b.errs.Addf(d.ChoicesFrom.Pos, "fact %q is of type %s and takes no choices", f.ID, d.Type.Value)
		}
	}
	if d.Unit != "" && !f.numeric() {
		b.errs.Addf(d.ID.Pos, "fact %q is a %s and has no unit", f.ID, f.Type)
	}
}

func (b *builder) factRange(d factDoc, f *Fact) {
	if !f.numeric() {
		for _, n := range []*place.Number{d.Min, d.Max} {
			if n != nil {
				b.errs.Addf(n.Pos, "fact %q is a %s and has no range", f.ID, f.Type)
			}
		}
		return
	}
	if d.Min == nil || d.Max == nil {
		b.errs.Addf(d.ID.Pos, "number %q needs min and max: every number has a closed range", f.ID)
		return
	}
	f.Min, f.Max = d.Min.Value, d.Max.Value
	if f.Min > f.Max {
		b.errs.Addf(d.Min.Pos, "fact %q has min %s above max %s", f.ID, d.Min.Text, d.Max.Text)
	}
	for _, n := range []*place.Number{d.Min, d.Max} {
		if f.Type == TypeInteger && n.Value != math.Trunc(n.Value) {
			b.errs.Addf(n.Pos, "%s is not a whole number, as the range of an integer must be", n.Text)
		}
	}
}

func (b *builder) factChoices(d factDoc) []Choice {
	switch {
	case d.ChoicesFrom.Value == "" && len(d.Choices) > 0:
		return b.choices(d.ID, d.Choices)
	case d.ChoicesFrom.Value == "":
		b.errs.Addf(d.ID.Pos, "choice %q needs `choices` or `choices_from: conditions`", d.ID.Value)
	case d.ChoicesFrom.Value != "conditions":
		b.errs.Addf(d.ChoicesFrom.Pos, "choices can come from %q only, not from %q", "conditions", d.ChoicesFrom.Value)
	case len(d.Choices) > 0:
		b.errs.Addf(d.ChoicesFrom.Pos, "fact %q has both `choices` and `choices_from`; keep one", d.ID.Value)
	case b.g.catalogue == nil:
		if b.manifest.Conditions.Value == "" {
			b.errs.Addf(d.ChoicesFrom.Pos, "fact %q takes its choices from the conditions, but guideline.yaml names no `conditions`", d.ID.Value)
		}
	default:
		var out []Choice
		for _, c := range b.g.catalogue.Conditions() {
			out = append(out, Choice{ID: c.ID, Title: c.Name})
		}
		if len(out) > maxChoices {
			b.errs.Addf(d.ChoicesFrom.Pos, "%d conditions are too many for one fact; at most %d", len(out), maxChoices)
			out = out[:maxChoices]
		}
		return out
	}
	return nil
}

func (b *builder) choices(owner place.Text, docs []choiceDoc) []Choice {
	x := newIndex("choice")
	var out []Choice
	for i, c := range docs {
		if i == maxChoices {
			b.errs.Addf(c.ID.Pos, "%d choices are too many; at most %d", len(docs), maxChoices)
			break
		}
		if owner.Value != "" { // a named type is checked where it stands, not at each fact
			b.identifier("choice", c.ID, underscored)
			x.add(&b.errs, c.ID)
		}
		title := c.Title
		if title == "" {
			title = strings.ReplaceAll(c.ID.Value, "_", " ")
		}
		out = append(out, Choice{ID: c.ID.Value, Title: title, Failed: c.Failed})
	}
	return out
}

// declareGroups resolves groups of groups to facts; a group may not hold itself.
func (b *builder) declareGroups() {
	for i, d := range b.content.Groups {
		b.identifier("group", d.ID, underscored)
		if rival, ok := b.names[d.ID.Value]; ok {
			b.errs.Addf(d.ID.Pos, "group %q has the name of the %s at %s", d.ID.Value, rival.kind, rival.pos)
		}
		b.groups.add(&b.errs, d.ID)
		b.g.groupIndex[d.ID.Value] = i
	}
	for _, d := range b.content.Groups {
		g := Group{ID: d.ID.Value, Title: d.Title, Help: d.Help}
		for _, m := range d.Members {
			g.Members = append(g.Members, m.Value)
		}
		g.facts = b.members(d, nil)
		slices.Sort(g.facts)
		g.facts = slices.Compact(g.facts)
		for _, f := range g.facts {
			g.Facts = append(g.Facts, b.g.facts[f].ID)
		}
		b.g.groups = append(b.g.groups, g)
	}
	b.nestGroups()
}

func (b *builder) members(d groupDoc, path []string) []int {
	if slices.Contains(path, d.ID.Value) || len(path) >= maxGroupDepth {
		if len(path) > 0 && path[0] == d.ID.Value {
			b.errs.Addf(d.ID.Pos, "group %q holds itself: %s", d.ID.Value, strings.Join(append(path, d.ID.Value), " > "))
		}
		return nil
	}
	path = append(slices.Clone(path), d.ID.Value)
	var out []int
	for _, m := range d.Members {
		if at, ok := b.groups.at[m.Value]; ok {
			out = append(out, b.members(b.content.Groups[at], path)...)
			continue
		}
		named, ok := b.names[m.Value]
		switch {
		case len(path) > 1: // reported once, where that group is itself resolved
		case !ok || named.kind != kindFact:
			b.errs.Addf(m.Pos, "there is no fact or group %q%s", m.Value, didYouMean(m.Value, append(b.nameList(), b.groups.ids...)))
		case b.g.facts[named.index].Type != TypeBool:
			b.errs.Addf(m.Pos, "%q is a %s; a group holds facts of yes or no", m.Value, b.g.facts[named.index].Type)
		}
		if ok && named.kind == kindFact {
			out = append(out, named.index)
		}
	}
	return out
}

// nestGroups tells every fact its groups, the smallest first.
func (b *builder) nestGroups() {
	order := make([]int, len(b.g.groups))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return len(b.g.groups[x].facts) - len(b.g.groups[y].facts) })
	for _, i := range order {
		for _, f := range b.g.groups[i].facts {
			b.g.facts[f].Groups = append(b.g.facts[f].Groups, b.g.groups[i].ID)
		}
	}
}
