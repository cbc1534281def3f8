package fhir

import (
	"fmt"
	"strings"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

func (b *builder) entry(c class, d entryDoc) {
	e := &entry{id: d.ID.Value, kind: d.Type.Value, past: d.Past, settled: d.Settled, within: b.weeks(d.Within), checked: map[codeKey]conditions.Checked{}}
	if !b.unique("entry", d.ID) {
		return
	}
	if len(d.Facts) == 0 && len(d.Asks) == 0 {
		b.errs.Addf(d.ID.Pos, "entry %q gives no fact and asks for none", d.ID.Value)
	}
	switch {
	case d.Type.Value != "" && c != ofAllergy:
		b.errs.Addf(d.Type.Pos, "only an allergy has a type")
	case d.Type.Value != "" && d.Type.Value != "allergy" && d.Type.Value != "intolerance":
		b.errs.Addf(d.Type.Pos, "the type of an allergy is allergy or intolerance, not %q", d.Type.Value)
	}
	if d.Settled && (d.Past || d.Within == nil) {
		b.errs.Addf(d.ID.Pos, "over_settles goes with within_weeks and not with past: else what is over does not ask")
	}
	for _, f := range d.Facts {
		b.gives(e, f)
	}
	for _, a := range d.Asks {
		if i, ok := b.fact(a.Fact); ok {
			e.asks = append(e.asks, asks{i, a.Says.Value})
		}
	}
	add := func(codes []codeDoc) {
		b.addCodes(fmt.Sprint(c), codes, func(key codeKey, checked conditions.Checked) {
			b.m.byCode[c][key] = e
			e.checked[key] = checked
		})
	}
	add(d.Codes)
	b.entries[e.id] = extendable{add}
}

func (b *builder) gives(e *entry, d givesDoc) {
	i, ok := b.fact(d.Fact)
	if !ok {
		return
	}
	f := b.m.facts[i]
	switch {
	case (d.Value == nil) == (len(d.OneOf) == 0):
		b.errs.Addf(d.Fact.Pos, "%q needs a value, or one_of where it is known in part", f.ID)
		return
	case len(d.OneOf) > 0 && f.Type != decision.TypeChoice:
		b.errs.Addf(d.OneOf[0].Pos, "one_of is for a choice; %q is a %s", f.ID, f.Type)
		return
	case d.Value != nil && d.Value.Value == false:
		b.errs.Addf(d.Value.Pos, "a code on record denies nothing: %q can only be true here", f.ID)
		return
	}
	v := value{}
	if d.Value != nil {
		if v, ok = b.value(i, *d.Value); !ok {
			return
		}
	}
	for _, choice := range d.OneOf {
		one, ok := b.value(i, place.Any{Value: choice, Pos: choice.Pos})
		if !ok {
			return
		}
		v.set |= one.set
		v.kind = ofChoice
	}
	e.gives = append(e.gives, gives{i, v})
}

// value is what a file writes for a fact that is a yes/no or a choice.
func (b *builder) value(fact int, a place.Any) (value, bool) {
	f := b.m.facts[fact]
	switch f.Type {
	case decision.TypeBool:
		if yes, ok := a.Value.(bool); ok {
			return truthValue(yes), true
		}
		b.errs.Addf(a.Pos, "%q is true or false", f.ID)
	case decision.TypeChoice:
		if bit, ok := b.m.choice(fact, a.String()); ok {
			return value{kind: ofChoice, set: 1 << bit}, true
		}
		var ids []string
		for _, c := range f.Choices {
			ids = append(ids, c.ID)
		}
		b.errs.Addf(a.Pos, "%q is not a choice of %q; it may be %s", a.String(), f.ID, strings.Join(ids, ", "))
	default:
		b.errs.Addf(a.Pos, "%q is a number, which no code tells", f.ID)
	}
	return value{}, false
}

func (m *Mapping) choice(fact int, id string) (int, bool) {
	for i, c := range m.facts[fact].Choices {
		if c.ID == id {
			return i, true
		}
	}
	return 0, false
}

// addCodes enters codes of one class, each once.
func (b *builder) addCodes(class string, codes []codeDoc, add func(codeKey, conditions.Checked)) {
	for _, c := range codes {
		key, ok := b.codeKey(c.System, c.Code)
		if !ok {
			continue
		}
		if c.Checked == conditions.NotChecked {
			b.errs.Addf(c.Code.Pos, "code %q was not checked, and is therefore not used", c.Code.Value)
			continue
		}
		mark := class + " " + key.system + " " + key.code
		if rival, twice := b.codes[mark]; twice {
			b.errs.Addf(c.Code.Pos, "code %q has its meaning already, at %s; a code means one thing", c.Code.Value, rival)
			continue
		}
		b.codes[mark] = c.Code.Pos
		if strings.HasSuffix(key.code, "*") {
			b.m.starred[key.system] = true
		}
		add(key, c.Checked)
	}
}

func (b *builder) codeKey(name, code place.Text) (codeKey, bool) {
	s, ok := b.systems[name.Value]
	if !ok {
		var ids []string
		for id := range b.systems {
			ids = append(ids, id)
		}
		hint := ""
		if near := place.Nearest(name.Value, ids); near != "" {
			hint = "; did you mean \"" + near + "\"?"
		}
		b.errs.Addf(name.Pos, "there is no code system %q%s", name.Value, hint)
		return codeKey{}, false
	}
	if s.listed && !strings.HasSuffix(code.Value, "*") {
		if err := b.m.catalogue.CheckCode(s.id, code.Value); err != nil {
			b.errs.Addf(code.Pos, "%v", err)
			return codeKey{}, false
		}
	}
	return s.key(code.Value), true
}

func (b *builder) weeks(n *place.Number) float64 {
	if n == nil {
		return 0
	}
	if n.Value <= 0 {
		b.errs.Addf(n.Pos, "a time is more than no weeks")
	}
	return n.Value
}

func (b *builder) unit(d unitDoc) unit {
	u := unit{times: 1, per: 1}
	for _, x := range []struct {
		given *place.Number
		to    *float64
	}{{d.Times, &u.times}, {d.Per, &u.per}} {
		if x.given == nil {
			continue
		}
		if x.given.Value <= 0 {
			b.errs.Addf(x.given.Pos, "a unit is turned into another by a number above 0")
			continue
		}
		*x.to = x.given.Value
	}
	if d.AtMost != nil {
		u.limited, u.atMost = true, d.AtMost.Value
	}
	return u
}

func (b *builder) observation(d observationDoc) {
	if !b.unique("observation", d.ID) {
		return
	}
	fact, ok := b.fact(d.Fact)
	if !ok {
		return
	}
	f := b.m.facts[fact]
	o := &observation{id: d.ID.Value, fact: fact, unitless: d.Unitless, within: b.weeks(d.Within), earlier: -1,
		units: map[string]unit{}, values: b.answers(fact, d.Values), checked: map[codeKey]conditions.Checked{}}
	isNumber := f.Type == decision.TypeNumber || f.Type == decision.TypeInteger
	switch {
	case isNumber && len(d.Units) == 0 && !d.Unitless:
		b.errs.Addf(d.ID.Pos, "observation %q gives a number and names no unit", d.ID.Value)
	case !isNumber && (len(d.Units) > 0 || d.Unitless):
		b.errs.Addf(d.Fact.Pos, "%q is no number; an observation of it has no unit", f.ID)
	}
	for _, u := range d.Units {
		if u.Unit.Value != "" {
			b.errs.Addf(u.Unit.Pos, "the unit is that of %q, %q; leave it out", f.ID, f.Unit)
		}
		if _, twice := o.units[u.UCUM.Value]; twice {
			b.errs.Addf(u.UCUM.Pos, "unit %q is given twice", u.UCUM.Value)
		}
		o.units[u.UCUM.Value] = b.unit(u)
	}
	if d.Earlier.Value != "" {
		if i, ok := b.fact(d.Earlier); ok {
			o.earlier = i
		}
	}
	add := func(codes []codeDoc) {
		b.addCodes("observation", codes, func(key codeKey, checked conditions.Checked) {
			b.m.observed[key] = o
			o.checked[key] = checked
		})
	}
	add(d.Codes)
	b.entries[o.id] = extendable{add}
}

// answers are the coded answers that a file declares. One without a system counts in any.
func (b *builder) answers(fact int, docs []answerDoc) map[codeKey]value {
	out := map[codeKey]value{}
	for _, d := range docs {
		key := codeKey{"", d.Code.Value}
		if d.System.Value != "" {
			var ok bool
			if key, ok = b.codeKey(d.System, d.Code); !ok {
				continue
			}
		}
		if _, twice := out[key]; twice {
			b.errs.Addf(d.Code.Pos, "answer %q is given twice", d.Code.Value)
			continue
		}
		if v, ok := b.value(fact, d.Is); ok {
			out[key] = v
		}
	}
	return out
}

func (b *builder) questionnaire(d questionnaireDoc) {
	if !b.unique("questionnaire", d.ID) {
		return
	}
	if _, twice := b.m.asked[d.Canonical.Value]; twice {
		b.errs.Addf(d.Canonical.Pos, "the questionnaire %q has its meaning already", d.Canonical.Value)
		return
	}
	if !d.ByFactID && len(d.Items) == 0 {
		b.errs.Addf(d.ID.Pos, "questionnaire %q gives no fact", d.ID.Value)
	}
	q := &questionnaire{id: d.ID.Value, byFactID: d.ByFactID, within: b.weeks(d.Within), growing: map[int]bool{}, items: map[string]item{}}
	for _, name := range d.Growing {
		fact, ok := b.fact(name, decision.TypeNumber, decision.TypeInteger)
		if ok && perWeekOf(b.m.facts[fact].Unit) == 0 {
			b.errs.Addf(name.Pos, "what counts up is counted in weeks or days; %q has the unit %q", name.Value, b.m.facts[fact].Unit)
		}
		q.growing[fact] = ok
	}
	for _, it := range d.Items {
		fact, ok := b.fact(it.Fact)
		if !ok {
			continue
		}
		if _, twice := q.items[it.LinkID.Value]; twice {
			b.errs.Addf(it.LinkID.Pos, "item %q is given twice", it.LinkID.Value)
			continue
		}
		q.items[it.LinkID.Value] = b.item(fact, it)
	}
	b.m.asked[d.Canonical.Value] = q
	if d.ByFactID && b.m.canonical == "" {
		b.m.canonical = d.Canonical.Value
	}
}

func (b *builder) item(fact int, d itemDoc) item {
	f := b.m.facts[fact]
	switch {
	case (d.NoToday || d.Lasting) && f.Type != decision.TypeBool:
		b.errs.Addf(d.Fact.Pos, "no_same_day and lasting are for a yes or no; %q is a %s", f.ID, f.Type)
	case d.SameDay && (d.NoToday || d.Lasting):
		b.errs.Addf(d.Fact.Pos, "%q holds for one day, so that neither no_same_day nor lasting goes with it", f.ID)
	}
	if d.By.Value != "" && d.By.Value != "clinician" {
		b.errs.Addf(d.By.Pos, "by is clinician or left out, not %q", d.By.Value)
	}
	return item{fact: fact, values: b.answers(fact, d.Values), sameDay: d.SameDay, noSameDay: d.NoToday, lasting: d.Lasting, clinician: d.By.Value != ""}
}

func (b *builder) extend(d extendDoc) {
	e, ok := b.entries[d.ID.Value]
	if !ok {
		b.errs.Addf(d.ID.Pos, "there is no entry %q to add codes to", d.ID.Value)
		return
	}
	e.add(d.Codes)
}
