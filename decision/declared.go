package decision

import (
	"fmt"
	"path"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/internal/place"
)

// declaration is an entry of a bundle as it is written, with the condition that it has.
type declaration struct {
	kind    model.EntryKind
	id      string
	of      string // the entry that it is a part of
	pos     place.Pos
	when    place.Text
	accepts bool
	expects []expectDoc

	condition *condition // before it is known which params have a value; nil for none
}

// declared lists what the files of a bundle declare, by kind and then in file order.
func (c *content) declared() (out []declaration) {
	add := func(kind model.EntryKind, id place.Text, when place.Text, expects []expectDoc) *declaration {
		out = append(out, declaration{kind: kind, id: id.Value, pos: id.Pos, when: when, expects: expects})
		return &out[len(out)-1]
	}
	part := func(kind model.EntryKind, of place.Text, i int, when place.Text, expects []expectDoc) {
		d := add(kind, place.Text{Value: fmt.Sprintf("%s/%d", of.Value, i+1), Pos: when.Pos}, when, expects)
		d.of = of.Value
	}
	none := place.Text{}
	for _, d := range c.Types {
		add(model.TypeEntry, d.ID, none, d.Expects)
	}
	for _, d := range c.Facts {
		add(model.FactEntry, d.ID, none, d.Expects)
	}
	for _, d := range c.Groups {
		add(model.GroupEntry, d.ID, none, d.Expects)
	}
	for _, d := range c.Params {
		add(model.ParamEntry, d.ID, none, d.Expects)
	}
	for _, d := range c.Definitions {
		add(model.DefinitionEntry, d.ID, d.When, d.Expects)
	}
	for _, d := range c.Checks {
		add(model.CheckEntry, d.ID, d.When, d.Expects)
	}
	for _, d := range c.Rules {
		add(model.RuleEntry, d.ID, d.When, d.Expects).accepts = d.Approximate.Value != ""
		for i, a := range d.Also {
			part(model.FurtherEntry, d.ID, i, a.When, a.Expects)
		}
	}
	for _, d := range c.Interventions {
		add(model.InterventionEntry, d.ID, none, d.Expects)
		for i, w := range d.WithheldWhen {
			part(model.ReasonEntry, d.ID, i, w.When, w.Expects)
		}
	}
	for _, d := range c.OptionCautions {
		add(model.OptionCautionEntry, d.ID, d.When, d.Expects)
	}
	for _, d := range c.Options {
		add(model.OptionEntry, d.ID, d.When, d.Expects)
	}
	if c.Protocol != nil {
		for _, d := range c.Protocol.Items {
			add(model.ItemEntry, d.ID, d.When, d.Expects)
		}
	}
	if c.Comparison != nil {
		for _, d := range c.Comparison.Modalities {
			add(model.ModalityEntry, d.ID, none, nil)
		}
		for _, d := range c.Comparison.Indicators {
			add(model.ComparisonEntry, d.ID, d.When, d.Expects)
		}
		for _, d := range c.Comparison.Withheld {
			add(model.ComparisonEntry, d.ID, d.When, d.Expects)
		}
		for _, d := range c.Comparison.Equals {
			add(model.ComparisonEntry, d.ID, d.When, d.Expects)
		}
	}
	for _, d := range c.Education {
		add(model.EducationEntry, d.ID, none, d.Expects)
	}
	for _, d := range c.Invariants {
		add(model.InvariantEntry, d.ID, none, d.Expects)
	}
	return out
}

// keepContent keeps what was read for an inventory of it.
func (b *builder) keepContent() {
	all, first := b.content, b.manifest
	b.g.content, b.g.manifest = &all, &first
	for _, o := range b.overlays {
		b.g.overlayFiles = append(b.g.overlayFiles, o.ID.Pos.File)
	}
}

// declared lists what the guideline declares, with the conditions as they were compiled.
func (g *Guideline) declared() []declaration {
	out := g.content.declared()
	compiled := map[string]*condition{}
	enter := func(kind model.EntryKind, id string, c *condition) { compiled[string(kind)+" "+id] = c }
	for i, d := range g.defs {
		enter(model.DefinitionEntry, d.ID, g.named[i].declared)
	}
	for i := range g.checks {
		enter(model.CheckEntry, g.checks[i].id, g.checks[i].when)
	}
	for i := range g.rules {
		enter(model.RuleEntry, g.rules[i].ID, g.compiled[i].declared)
		for k, c := range g.compiled[i].further {
			enter(model.FurtherEntry, fmt.Sprintf("%s/%d", g.rules[i].ID, k+1), c)
		}
	}
	for i, v := range g.options.interventions {
		own := 0
		for k, w := range v.Withheld {
			if w.Intervention == v.ID {
				own++
				enter(model.ReasonEntry, fmt.Sprintf("%s/%d", v.ID, own), g.options.reasons[i][k])
			}
		}
	}
	for i := range g.options.cautions {
		if k := &g.options.cautions[i]; k.rule < 0 {
			enter(model.OptionCautionEntry, g.options.texts[i].ID, k.declared)
		}
	}
	for i := range g.options.list {
		enter(model.OptionEntry, g.options.rules[i].ID, g.options.list[i].declared)
	}
	if g.protocol != nil {
		for i := range g.protocol.items {
			enter(model.ItemEntry, g.protocol.items[i].id, g.protocol.items[i].declared)
		}
	}
	if g.comparison != nil {
		for i := range g.comparison.rules {
			enter(model.ComparisonEntry, g.comparison.rules[i].ID, g.comparison.rules[i].when)
		}
	}
	for i := range out {
		out[i].condition = compiled[string(out[i].kind)+" "+out[i].id]
	}
	return append(out, g.listedInManifest()...)
}

// listedInManifest is what the manifest declares, and what a library of the bundle's own does.
func (g *Guideline) listedInManifest() (out []declaration) {
	for _, l := range []struct {
		kind model.EntryKind
		docs []namedDoc
	}{{model.VerdictEntry, g.manifest.Verdicts}, {model.StepEntry, g.manifest.Steps}, {model.UrgencyEntry, g.manifest.Urgencies}} {
		for _, d := range l.docs {
			out = append(out, declaration{kind: l.kind, id: d.ID.Value, pos: d.ID.Pos, expects: d.Expects})
		}
	}
	if g.manifest.Evidence.Value == shared {
		return out
	}
	for _, c := range g.evidence.Claims() {
		out = append(out, declaration{kind: model.ClaimEntry, id: c.ID, pos: g.inEvidence(g.evidence.ClaimPlace(c.ID))})
	}
	for _, s := range g.evidence.Sources() {
		out = append(out, declaration{kind: model.SourceEntry, id: s.ID, pos: g.inEvidence(g.evidence.SourcePlace(s.ID))})
	}
	return out
}

func (g *Guideline) inEvidence(at place.Pos) place.Pos {
	at.File = path.Join(g.manifest.Evidence.Value, at.File)
	return at
}

// Inventory lists what the guideline declares, for the packages that check it.
func (g *Guideline) Inventory() []model.Entry { return g.inventory(g.declared()) }

func (g *Guideline) inventory(declared []declaration) (out []model.Entry) {
	named := g.inUse(declared)
	held := (&plane{entries: true}).fixedParams(g)
	for _, d := range declared {
		e := model.Entry{Kind: d.kind, ID: d.id, Pos: d.pos, Overlay: slices.Contains(g.overlayFiles, d.pos.File), Written: d.when.Value,
			Accepts: d.accepts, Expects: expected(d.expects), Named: named.has(d.kind, d.id)}
		if d.condition != nil {
			e.Opaque, e.Held = g.opaqueIn(d.condition), g.paramsIn(d.condition, held)
		}
		out = append(out, e)
	}
	return out
}

// opaqueIn lists the comparisons of numbers with numbers in a condition.
func (g *Guideline) opaqueIn(c *condition) (out []string) {
	c.walk(func(part *condition) {
		if part.op == opOpaque && !slices.Contains(out, g.opaque[part.opaque].text) {
			out = append(out, g.opaque[part.opaque].text)
		}
	})
	return out
}

// paramsIn lists which of some params are in a condition.
func (g *Guideline) paramsIn(c *condition, some []bool) (out []string) {
	c.walk(func(part *condition) {
		for _, i := range part.params {
			if id := g.params[i].ID; some[i] && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	})
	return out
}
