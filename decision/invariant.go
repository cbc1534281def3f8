package decision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/internal/place"
)

// Invariant is something that a guideline says of itself. It is checked over all inputs.
type Invariant struct {
	ID    string
	Says  string
	Holds Holding
	Claim string // what exactly is checked
}

// Holding is when an invariant holds.
type Holding string

// An invariant holds always or by default.
const (
	HoldsAlways    Holding = "always"  // with every overlay and for every choice of params: else nothing is opened
	HoldsByDefault Holding = "default" // for the guideline without overlays and its params as they are
)

// Invariants lists what the guideline says of itself, in file order.
func (g *Guideline) Invariants() []Invariant {
	out := make([]Invariant, len(g.invariants))
	for i := range g.invariants {
		out[i] = g.invariants[i].Invariant
	}
	return out
}

// invariant is one that has been read: exactly one form is filled in.
type invariant struct {
	Invariant
	pos         place.Pos
	where       *condition // nil: everywhere
	atLeast     int        // level; -1 where it is of another form
	gives       int        // level; -1 likewise
	only        *condition
	monotone    []int // facts
	independent []int
	noOptions   bool
	staysOut    bool
	items       []string
	otherItems  bool // every item but these
}

func (k *invariant) conditions() (out []*condition) {
	for _, c := range []*condition{k.where, k.only} {
		if c != nil {
			out = append(out, c)
		}
	}
	return out
}

func (b *builder) readInvariants() {
	defer b.withoutCuts()()
	x := newIndex("invariant")
	for _, d := range b.content.Invariants {
		b.identifier("invariant", d.ID, hyphenated)
		x.add(&b.errs, d.ID)
		if d.Holds.Value != string(HoldsAlways) && d.Holds.Value != string(HoldsByDefault) && d.Holds.Value != "" {
			b.errs.Addf(d.Holds.Pos, "an invariant holds always or default, not %q", d.Holds.Value)
		}
		k := invariant{Invariant: Invariant{ID: d.ID.Value, Says: d.Says, Holds: Holding(d.Holds.Value)}, pos: d.ID.Pos, atLeast: -1, gives: -1}
		b.invariantForm(&d, &k)
		k.Claim = b.g.invariantWords(&k, &d)
		b.g.invariants = append(b.g.invariants, k)
	}
}

// invariantForm reads the one form that an invariant has, and refuses keys of another.
func (b *builder) invariantForm(d *invariantDoc, k *invariant) {
	form := d.form()
	if len(form) != 1 {
		b.errs.Addf(d.ID.Pos, "invariant %q says %s; it says exactly one of %s", d.ID.Value, orNothing(form), strings.Join(invariantForms, ", "))
		return
	}
	for _, stray := range d.strays(form[0]) {
		b.errs.Addf(stray.pos, "%s does not go with %s", stray.key, form[0])
	}
	k.where = b.bothOf(d.When, b.anyTrue(d.AnyOf))
	switch form[0] {
	case "at_least":
		k.atLeast, _ = b.verdicts.find(&b.errs, d.AtLeast)
		if k.where == nil {
			b.errs.Addf(d.ID.Pos, "invariant %q says for no case that the verdict is at least %q; say when, or any_of", d.ID.Value, d.AtLeast.Value)
		}
	case "gives":
		k.gives, _ = b.verdicts.find(&b.errs, d.Gives)
		var none *condition
		if any := b.anyTrue(d.NoneOf); any != nil {
			none = &condition{op: opNot, kids: []*condition{any}}
		}
		if k.only = b.bothOf(d.OnlyWhen, none); k.only == nil {
			b.errs.Addf(d.ID.Pos, "invariant %q does not say where alone %q is given; say only_when, or none_of", d.ID.Value, d.Gives.Value)
			k.only = constant(true)
		}
	case "monotone":
		k.monotone = b.factsNamed(d.Monotone, true)
	case "independent":
		k.independent = b.factsNamed(d.Independent, false)
	case "no_options":
		k.noOptions = true
	case "withheld_stays_out":
		k.staysOut = true
	case "protocol_items", "protocol_items_but":
		if k.items = b.protocolItems(d.ProtocolItems); d.OtherItems != nil {
			k.otherItems = true
			for _, id := range d.OtherItems { // it need not be there: another protocol may have it
				k.items = append(k.items, id.Value)
			}
		}
		if k.only = b.bothOf(d.OnlyWhen, nil); k.only == nil {
			b.errs.Addf(d.ID.Pos, "invariant %q does not say where alone its items are shown; say only_when", d.ID.Value)
			k.only = constant(true)
		}
	}
}

// bothOf is a written condition and another; nil for neither.
func (b *builder) bothOf(written place.Text, other *condition) *condition {
	if written.Value == "" {
		return other
	}
	c, _, _ := b.condition(written)
	if other == nil {
		return c
	}
	return &condition{op: opAnd, kids: []*condition{c, other}}
}

// anyTrue is whether one of some facts, or of those of some groups, is true; nil for no name.
func (b *builder) anyTrue(names []place.Text) *condition {
	if len(names) == 0 {
		return nil
	}
	any := &condition{op: opOr}
	for _, f := range b.factsNamed(names, true) {
		any.kids = append(any.kids, &condition{op: opFact, fact: f})
	}
	return any
}

// factsNamed is the facts of some names, those of groups among them, each once.
func (b *builder) factsNamed(names []place.Text, yesNo bool) (out []int) {
	add := func(f int, named place.Text) {
		switch {
		case yesNo && b.g.facts[f].Type != TypeBool:
			b.errs.Addf(named.Pos, "%q is a %s; a fact of yes or no is wanted here", named.Value, b.g.facts[f].Type)
		case !slices.Contains(out, f):
			out = append(out, f)
		}
	}
	for _, named := range names {
		if f, ok := b.g.factIndex[named.Value]; ok {
			add(f, named)
		} else if i, ok := b.g.groupIndex[named.Value]; ok {
			for _, f := range b.g.groups[i].facts {
				add(f, named)
			}
		} else {
			b.errs.Addf(named.Pos, "there is no fact or group %q%s", named.Value, didYouMean(named.Value, append(b.nameList(), b.groups.ids...)))
		}
	}
	return out
}

func (b *builder) protocolItems(names []place.Text) (out []string) {
	var ids []string
	if b.g.protocol != nil {
		for _, it := range b.g.protocol.items {
			ids = append(ids, it.id)
		}
	}
	for _, named := range names {
		if !slices.Contains(ids, named.Value) && !slices.Contains(b.itemsGone, named.Value) {
			b.errs.Addf(named.Pos, "there is no protocol item %q%s", named.Value, didYouMean(named.Value, ids))
		}
		out = append(out, named.Value)
	}
	return out
}

// invariant is the invariant over the plane.
func (p *plane) invariant(g *Guideline, k *invariant) model.Invariant {
	out := model.Invariant{ID: k.ID, Pos: k.pos, Always: k.Holds == HoldsAlways, NoOptions: k.noOptions, StaysOut: k.staysOut}
	if k.where != nil {
		out.Where = p.whole(g, k.where)
	}
	var only *logic.Formula
	if k.only != nil {
		only = p.whole(g, k.only)
	}
	switch {
	case k.atLeast >= 0:
		out.Bound = &model.Bound{AtLeast: k.atLeast}
	case k.gives >= 0:
		out.Clear = &model.Clear{Gives: k.gives, Only: only}
	case k.items != nil || k.otherItems:
		out.Items = &model.Items{IDs: k.items, Others: k.otherItems, Only: only}
	}
	for _, f := range k.monotone {
		out.Monotone = append(out.Monotone, p.factAt(g, f))
	}
	for _, f := range k.independent {
		out.Independent = append(out.Independent, p.factAt(g, f))
	}
	for v := range p.Variables { // a verdict that turns on a comparison turns on its numbers
		if slices.ContainsFunc(p.Variables[v].Turns, func(f int) bool { return slices.Contains(out.Independent, f) }) {
			out.Independent = append(out.Independent, v)
		}
	}
	return out
}

// maxMeaningNodes bounds the diagrams in which a bundle is checked when it is opened.
const maxMeaningNodes = 200_000

// checkMeaning refuses a guideline of which an invariant does not hold that always must, or of
// which an overlay weakens a safety rule; each with a case that shows it.
func (b *builder) checkMeaning() {
	always := slices.ContainsFunc(b.g.invariants, func(k invariant) bool { return k.Holds == HoldsAlways })
	tied := slices.ContainsFunc(b.g.options.only, func(levels []int) bool { return len(levels) > 0 })
	if !always && !tied && len(b.overlays) == 0 {
		return
	}
	if err := b.failures(); err != nil {
		b.errs.Addf(b.manifest.ID.Pos, "guideline %q cannot be checked over all inputs, as its invariants and overlays ask: %v", b.manifest.ID.Value, err)
	}
}

func (b *builder) failures() error {
	p, err := planeOf(b.g)
	if err != nil {
		return err
	}
	m := p.model(b.g)
	asked := b.askedOfOverlays(p, m)
	for i := range m.Invariants {
		if m.Invariants[i].Always {
			asked = append(asked, m.Formulas(&m.Invariants[i])...)
		}
	}
	for _, o := range m.Options {
		if len(o.OnlyWith) > 0 {
			asked = append(asked, o.Shown)
		}
	}
	a, err := model.Analyse(m, asked, logic.Limits{Nodes: maxMeaningNodes})
	if err != nil {
		return err
	}
	b.checkOverlays(p, a)
	b.checkOffers(a)
	with := ""
	if len(b.overlays) > 0 {
		with = " with " + strings.Join(b.g.info.Overlays, ", ")
	}
	for i := range m.Invariants {
		k := &m.Invariants[i]
		if !k.Always {
			continue
		}
		for _, f := range a.Fails(k) {
			b.errs.Addf(k.Pos, "invariant %q does not hold%s: %s", k.ID, with, a.Says(k, f))
		}
	}
	return a.Space.Err()
}

// checkOffers refuses options that offer what goes with one verdict alone beside another.
func (b *builder) checkOffers(a *model.Analysis) {
	for _, o := range a.Options {
		for _, level := range o.OnlyWith {
			if w, found := a.Witness(a.Space.Minus(a.Space.Where(o.Shown), a.Verdict(level))); found {
				b.errs.Addf(o.Pos, "option %q offers %q, which is offered only with the verdict %s: %s would be offered it beside another", o.ID, o.Intervention, a.Verdicts[level], w)
			}
		}
	}
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, " and ")
}

// invariantWords says what exactly is checked.
func (g *Guideline) invariantWords(k *invariant, d *invariantDoc) string {
	where := "In every case"
	var limits []string
	if d.When.Value != "" {
		limits = append(limits, d.When.Value)
	}
	if len(d.AnyOf) > 0 {
		limits = append(limits, "any of "+names(d.AnyOf))
	}
	if len(limits) > 0 {
		where = "Where " + strings.Join(limits, ", and ")
	}
	switch {
	case k.atLeast >= 0:
		return fmt.Sprintf("%s: the verdict is %s or a more severe one.", where, d.AtLeast.Value)
	case k.gives >= 0:
		var only []string
		if len(d.NoneOf) > 0 {
			only = append(only, "none of "+names(d.NoneOf))
		}
		if d.OnlyWhen.Value != "" {
			only = append(only, d.OnlyWhen.Value)
		}
		return fmt.Sprintf("%s: the verdict is %s only with %s, known to be so.", where, d.Gives.Value, strings.Join(only, ", and "))
	case k.monotone != nil:
		return fmt.Sprintf("%s: making one of %s true never makes the verdict less severe.", where, names(d.Monotone))
	case k.independent != nil:
		return fmt.Sprintf("%s: none of %s changes the verdict.", where, names(d.Independent))
	case k.noOptions:
		return where + ": no option is listed."
	case k.staysOut:
		return where + ": an option whose intervention is withheld, or one that it includes, is neither recommended nor offered, and no treatment that is compared is free of what withholds a part of it."
	case k.otherItems:
		but := ""
		if len(d.OtherItems) > 0 {
			but = " but " + names(d.OtherItems)
		}
		return fmt.Sprintf("%s: the protocol shows every item%s only with %s, known to be so.", where, but, d.OnlyWhen.Value)
	case k.items != nil:
		return fmt.Sprintf("%s: the protocol shows %s only with %s, known to be so.", where, names(d.ProtocolItems), d.OnlyWhen.Value)
	}
	return ""
}

func names(list []place.Text) string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.Value
	}
	return strings.Join(out, ", ")
}
