package decision

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/internal/place"
)

// compared is what a guideline compares, checked.
type compared struct {
	title, says string
	claims      []string
	bar         *comparisonBar
	statuses    []Named
	modalities  []modality
	rules       []comparisonRule // indicators, then what withholds, then equals
	attributes  []AttributeText  // the statements by attribute, as they are written
	own         []int            // facts that nothing else in the guideline names
}

// comparisonBar is the level from which nothing is compared.
type comparisonBar struct {
	level      int
	says, open string
	condition  *logic.Condition
}

type modality struct {
	id, title, says string
	parts           []int
	only            []int // levels: favoured only where the verdict is each of them
	claims          []string
	attributes      []Attribute
	indicators      []int // rules
	withheld        []withholder
}

// withholder is a rule that withholds a modality, or a part of it.
type withholder struct{ rule, part int } // part: -1 for the modality itself

type comparisonRule struct {
	ComparisonRule
	of        []int
	when      *condition
	condition *logic.Condition
}

func (r *comparisonRule) clone() ComparisonRule {
	out := r.ComparisonRule
	out.Of, out.Facts, out.Claims = slices.Clone(out.Of), slices.Clone(out.Facts), slices.Clone(out.Claims)
	return out
}

// maxComparisonRules bounds the conditions of a comparison.
const maxComparisonRules = 500

// comparisonBuilder checks one comparison.
type comparisonBuilder struct {
	*builder
	k          *compared
	doc        comparisonDoc
	modalities *index
	attributes *index
}

func (b *builder) assembleComparison(d comparisonDoc) {
	k := &comparisonBuilder{builder: b, doc: d, modalities: newIndex("modality"), attributes: newIndex("attribute"),
		k: &compared{title: d.Title, says: d.Says, claims: b.cited(d.Claims)}}
	k.bar()
	k.statuses()
	k.declare()
	k.statements()
	k.rules()
	k.combine()
	b.g.comparison = k.k
}

func (k *comparisonBuilder) bar() {
	d := k.doc.Barred
	if d == nil {
		return
	}
	if level, ok := k.verdicts.find(&k.errs, d.Verdict); ok {
		k.k.bar = &comparisonBar{level: level, says: d.Says, open: d.Open}
	}
}

// statuses takes the words for every status; the library has none of its own.
func (k *comparisonBuilder) statuses() {
	given := newIndex("status")
	for _, d := range k.doc.Statuses {
		if !given.add(&k.errs, d.ID) {
			continue
		}
		if !slices.Contains(modalityStatuses(), d.ID.Value) {
			k.errs.Addf(d.ID.Pos, "there is no status %q; a modality is %s%s", d.ID.Value, strings.Join(modalityStatuses(), ", "), didYouMean(d.ID.Value, modalityStatuses()))
		}
		k.k.statuses = append(k.k.statuses, Named{ID: d.ID.Value, Title: d.Title, Says: d.Says})
	}
	for _, id := range modalityStatuses() {
		if _, ok := given.at[id]; !ok && len(k.doc.Statuses) > 0 {
			k.errs.Addf(k.doc.Pos, "the comparison has no words for status %q", id)
		}
	}
}

// declare enters every modality and attribute, so that their order does not matter.
func (k *comparisonBuilder) declare() {
	for _, d := range k.doc.Attributes {
		k.identifier("attribute", d.ID, underscored)
		k.attributes.add(&k.errs, d.ID)
	}
	for _, d := range k.doc.Modalities {
		k.identifier("modality", d.ID, underscored)
		if !k.modalities.add(&k.errs, d.ID) {
			continue
		}
		m := modality{id: d.ID.Value, title: d.Title, says: d.Says, claims: k.cited(d.Claims)}
		if d.OnlyWith.Value != "" {
			if level, ok := k.verdicts.find(&k.errs, d.OnlyWith); ok {
				m.only = append(m.only, level)
			}
		}
		k.k.modalities = append(k.k.modalities, m)
	}
	for _, d := range k.doc.Modalities {
		k.parts(d)
	}
}

func (k *comparisonBuilder) parts(d modalityDoc) {
	at, ok := k.modalities.at[d.ID.Value]
	if !ok || d.Parts == nil {
		return
	}
	m := &k.k.modalities[at]
	m.parts = k.of(d.Parts)
	if len(m.parts) == 1 {
		k.errs.Addf(d.Parts[0].Pos, "combination %q has one part; name at least two", m.id)
	}
	for i, part := range m.parts {
		for _, other := range k.doc.Modalities {
			if other.ID.Value == k.k.modalities[part].id && other.Parts != nil {
				k.errs.Addf(d.Parts[i].Pos, "%q is a combination itself; name its parts", other.ID.Value)
			}
		}
	}
}

// of is the modalities of a list. What is wrong with it is reported; then it is empty.
func (k *comparisonBuilder) of(ids []place.Text) []int {
	var out []int
	sound := true
	for i, id := range ids {
		at, ok := k.modalities.find(&k.errs, id)
		if first := slices.IndexFunc(ids, func(t place.Text) bool { return t.Value == id.Value }); ok && first < i {
			k.errs.Addf(id.Pos, "modality %q is named twice here; first at %s", id.Value, ids[first].Pos)
			ok = false
		}
		sound = sound && ok
		out = append(out, at)
	}
	if !sound {
		return nil
	}
	return out
}

// source checks that a page is a source of the evidence.
func (b *builder) source(id place.Text) {
	if b.g.evidence == nil || id.Value == "" { // reported elsewhere
		return
	}
	if _, ok := b.g.evidence.Source(id.Value); ok {
		return
	}
	var all []string
	for _, s := range b.g.evidence.Sources() {
		all = append(all, s.ID)
	}
	b.errs.Addf(id.Pos, "there is no source %q%s", id.Value, didYouMean(id.Value, all))
}

// statements gives every modality the attributes that some page speaks of, in the order in
// which they are declared.
func (k *comparisonBuilder) statements() {
	said := map[[2]int][]Statement{}
	for i, id := range k.attributes.ids {
		k.k.attributes = append(k.k.attributes, AttributeText{ID: id, Title: k.doc.Attributes[i].Title})
	}
	for _, d := range k.doc.Statements {
		k.source(d.Page)
		s := Statement{Page: d.Page.Value, Value: d.Value, Says: d.Says, Claims: k.cited(d.Claims)}
		of := k.of(d.Of)
		attribute, ok := k.attributes.find(&k.errs, d.Attribute)
		if !ok {
			continue
		}
		text := StatementText{Place: fileLine(d.Page.Pos), Page: s.Page, Value: s.Value, Says: s.Says, Claims: s.Claims}
		for _, m := range of {
			said[[2]int{m, attribute}] = append(said[[2]int{m, attribute}], s)
			text.Of = append(text.Of, k.k.modalities[m].id)
		}
		a := &k.k.attributes[attribute]
		a.Statements = append(a.Statements, text)
	}
	for m := range k.k.modalities {
		for i, id := range k.attributes.ids {
			list := said[[2]int{m, i}]
			if len(list) == 0 {
				continue
			}
			a := Attribute{ID: id, Title: k.doc.Attributes[i].Title, Disagree: disagree(list), Statements: list}
			k.k.modalities[m].attributes = append(k.k.modalities[m].attributes, a)
			if a.Disagree {
				k.k.attributes[i].Disagree = append(k.k.attributes[i].Disagree, k.k.modalities[m].id)
			}
		}
	}
}

// disagree reports whether two pages give different values. A statement without a value
// stands beside any; one page that gives two says that both occur.
func disagree(list []Statement) bool {
	for i, s := range list {
		for _, t := range list[:i] {
			if s.Page != t.Page && s.Value != t.Value && s.Value != "" && t.Value != "" {
				return true
			}
		}
	}
	return false
}

// rules takes what depends on the case.
func (k *comparisonBuilder) rules() {
	if n := len(k.doc.Indicators) + len(k.doc.Withheld) + len(k.doc.Equals); n > maxComparisonRules {
		k.errs.Addf(k.doc.Pos, "%d indicators, withheld and equals are too many; at most %d", n, maxComparisonRules)
		return
	}
	x := newIndex("entry of the comparison")
	for _, d := range k.doc.Indicators {
		k.source(d.Page)
		k.rule(x, d.When, d.ID, ComparisonRule{Kind: IndicatorRule, Page: d.Page.Value, Says: d.Says, Claims: k.cited(d.Claims)}, d.Of)
	}
	for _, d := range k.doc.Withheld {
		k.rule(x, d.When, d.ID, ComparisonRule{Kind: WithheldRule, Says: d.Says, Claims: k.cited(d.Claims)}, d.Of)
	}
	for _, d := range k.doc.Equals {
		if len(d.Of) == 1 {
			k.errs.Addf(d.Of[0].Pos, "%q has no equal here; name at least two modalities", d.Of[0].Value)
		}
		k.rule(x, d.When, d.ID, ComparisonRule{Kind: EqualsRule, Says: d.Says, Claims: k.cited(d.Claims)}, d.Of)
	}
}

func (k *comparisonBuilder) rule(x *index, when, id place.Text, r ComparisonRule, of []place.Text) {
	k.identifier("comparison", id, hyphenated)
	x.add(&k.errs, id)
	r.ID, r.When = id.Value, when.Value
	out := comparisonRule{ComparisonRule: r, of: k.of(of), when: constant(false)}
	for _, m := range out.of {
		out.Of = append(out.Of, k.k.modalities[m].id)
	}
	if when.Value != "" {
		c, unset, ok := k.condition(when)
		if ok && len(unset) > 0 {
			k.errs.Addf(when.Pos, "param %q has no value; what is compared cannot depend on it", unset[0])
		}
		out.when = c
	}
	at := len(k.k.rules)
	for _, m := range out.of {
		switch m := &k.k.modalities[m]; r.Kind {
		case IndicatorRule:
			m.indicators = append(m.indicators, at)
		case WithheldRule:
			m.withheld = append(m.withheld, withholder{at, -1})
		}
	}
	k.k.rules = append(k.k.rules, out)
}

// combine hands a combination what withholds its parts, each once, and what they need.
func (k *comparisonBuilder) combine() {
	for i := range k.k.modalities {
		m := &k.k.modalities[i]
		for _, part := range m.parts {
			p := &k.k.modalities[part]
			for _, level := range p.only {
				if !slices.Contains(m.only, level) {
					m.only = append(m.only, level)
				}
			}
			for _, w := range p.withheld {
				if !slices.ContainsFunc(m.withheld, func(have withholder) bool { return have.rule == w.rule }) {
					m.withheld = append(m.withheld, withholder{w.rule, part})
				}
			}
		}
		slices.SortStableFunc(m.withheld, func(a, b withholder) int { return a.rule - b.rule })
	}
}
