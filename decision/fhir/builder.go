package fhir

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// builder puts a mapping together and collects all that is wrong with it.
type builder struct {
	m       *Mapping
	docs    []document
	errs    place.Errors
	systems map[string]system // by id
	uris    map[string]place.Pos
	ids     map[string]place.Pos
	codes   map[string]place.Pos // class and code
	entries map[string]extendable
}

// extendable is an entry to which codes can be added.
type extendable struct {
	add func(codes []codeDoc)
}

func newBuilder(g *decision.Guideline) *builder {
	b := &builder{
		m: &Mapping{g: g, facts: g.Facts(), factIndex: map[string]int{}, catalogue: g.Conditions(), age: -1, complaint: -1, duration: -1,
			systems: map[string]system{}, units: map[unitKey]unit{}, observed: map[codeKey]*observation{}, starred: map[string]bool{}, asked: map[string]*questionnaire{}},
		systems: map[string]system{}, uris: map[string]place.Pos{}, ids: map[string]place.Pos{}, codes: map[string]place.Pos{}, entries: map[string]extendable{},
	}
	b.m.plainUnits = map[string]string{}
	for i, f := range b.m.facts {
		b.m.factIndex[f.ID] = i
	}
	for c := range b.m.byCode {
		b.m.byCode[c] = map[codeKey]*entry{}
	}
	for _, s := range b.m.catalogue.Systems() {
		known := system{id: s.ID, name: s.Name, folded: s.Form == conditions.FormICD10CM, listed: true}
		b.systems[s.ID] = known
		if s.URI != "" {
			b.m.systems[s.URI] = known
		}
	}
	return b
}

// canonical writes what a file says, without how it is laid out.
func (b *builder) canonical(to io.Writer, d *document) {
	bare, err := json.Marshal(place.Bare(d))
	if err == nil { // texts, numbers and lists always marshal
		_, _ = to.Write(append(bare, '\n'))
	}
}

func (b *builder) build() {
	for i := range b.docs {
		b.systemsOf(&b.docs[i])
	}
	for i := range b.docs {
		b.file(&b.docs[i])
	}
	for i := range b.docs {
		for _, e := range b.docs[i].Extend {
			b.extend(e)
		}
	}
}

func (b *builder) file(d *document) {
	if d.Schema.Value != mappingSchema {
		b.errs.Addf(d.Schema.Pos, "schema is %q; it is %q here", d.Schema.Value, mappingSchema)
	}
	b.unique("mapping", d.ID)
	b.m.ids = append(b.m.ids, d.ID.Value)
	b.subject(d)
	for _, u := range d.Units {
		if u.Unit.Value == "" {
			b.errs.Addf(u.UCUM.Pos, "unit %q: the unit of the facts it turns into is required here", u.UCUM.Value)
			continue
		}
		if !slices.ContainsFunc(b.m.facts, func(f decision.Fact) bool { return f.Unit == u.Unit.Value }) {
			b.errs.Addf(u.Unit.Pos, "no fact has the unit %q", u.Unit.Value)
		}
		key := unitKey{u.Unit.Value, u.UCUM.Value}
		if _, twice := b.m.units[key]; twice {
			b.errs.Addf(u.UCUM.Pos, "%q is turned into %q already", u.UCUM.Value, u.Unit.Value)
			continue
		}
		b.m.units[key] = b.unit(u)
		if _, named := b.m.plainUnits[key.unit]; !named && u.Times == nil && u.Per == nil {
			b.m.plainUnits[key.unit] = key.ucum
		}
	}
	for class, list := range [classes][]entryDoc{d.Conditions, d.Medicines, d.Allergies, d.Procedures} {
		for _, e := range list {
			b.entry(classOf(class), e)
		}
	}
	for _, o := range d.Observations {
		b.observation(o)
	}
	for _, q := range d.Questionnaires {
		b.questionnaire(q)
	}
	b.directions(d)
}

func classOf(i int) class { return class(i) }

// subject reads the facts about the patient and the complaint. The first file that names one has said it.
func (b *builder) subject(d *document) {
	if d.Age.Value != "" {
		if b.m.age >= 0 {
			b.errs.Addf(d.Age.Pos, "the fact of the age is %q already", b.m.facts[b.m.age].ID)
		} else if i, ok := b.fact(d.Age, decision.TypeNumber, decision.TypeInteger); ok {
			b.m.age = i
			if unit := b.m.facts[i].Unit; unit != "years" {
				b.errs.Addf(d.Age.Pos, "an age is counted in years; %q has the unit %q", d.Age.Value, unit)
			}
		}
	}
	c := d.Complaint
	if c == nil {
		return
	}
	if b.m.complaint >= 0 {
		b.errs.Addf(c.Condition.Pos, "the fact of the complaint is %q already", b.m.facts[b.m.complaint].ID)
		return
	}
	if i, ok := b.fact(c.Condition, decision.TypeChoice); ok {
		b.m.complaint = i
		for _, k := range b.m.catalogue.Conditions() {
			if _, ok := b.m.choice(i, k.ID); !ok {
				b.errs.Addf(c.Condition.Pos, "%q has no choice %q, which is a condition of the catalogue", c.Condition.Value, k.ID)
				break
			}
		}
	}
	if i, ok := b.fact(c.Duration, decision.TypeNumber); ok {
		b.m.duration = i
		unit := b.m.facts[i].Unit
		if b.m.perWeek = perWeekOf(unit); b.m.perWeek == 0 {
			b.errs.Addf(c.Duration.Pos, "a duration is counted in weeks or days; %q has the unit %q", c.Duration.Value, unit)
		}
	}
	scheme, ok := b.m.catalogue.Scheme(c.Scheme.Value)
	if !ok {
		b.errs.Addf(c.Scheme.Pos, "the catalogue has no scheme %q", c.Scheme.Value)
	}
	b.m.scheme = scheme
	b.m.undated, b.m.passing = b.named(c.Undated), b.named(c.Passing)
}

// named are codes by which the catalogue knows a condition.
func (b *builder) named(codes []namedDoc) map[codeKey]bool {
	out := map[codeKey]bool{}
	for _, c := range codes {
		key, ok := b.codeKey(c.System, c.Code)
		if !ok {
			continue
		}
		match, err := b.m.catalogue.ByCode(key.system, c.Code.Value)
		switch {
		case err != nil || len(match.Conditions) == 0:
			b.errs.Addf(c.Code.Pos, "code %q names no condition of the catalogue", c.Code.Value)
		case out[key]:
			b.errs.Addf(c.Code.Pos, "code %q is listed twice", c.Code.Value)
		}
		out[key] = true
	}
	return out
}

func (b *builder) systemsOf(d *document) {
	for _, s := range d.Systems {
		known, ok := b.systems[s.ID.Value]
		switch {
		case !ok && s.Name.Value == "":
			b.errs.Addf(s.ID.Pos, "system %q is new and needs a name", s.ID.Value)
			continue
		case ok && s.Name.Value != "":
			b.errs.Addf(s.Name.Pos, "system %q is called %q already; leave the name out to add uris", s.ID.Value, known.name)
			continue
		case !ok:
			known = system{id: s.ID.Value, name: s.Name.Value}
			b.systems[s.ID.Value] = known
		}
		if len(s.URIs) == 0 && s.OID.Value == "" {
			b.errs.Addf(s.ID.Pos, "system %q needs uris or an oid: nothing names it else", s.ID.Value)
		}
		for _, uri := range s.URIs {
			b.calls(uri.Pos, uri.Value, known)
		}
		if s.OID.Value != "" {
			if !isOID(s.OID.Value) {
				b.errs.Addf(s.OID.Pos, "an oid is numbers with dots between them, such as 2.999.96, not %q", s.OID.Value)
				continue
			}
			known.byOID = true
			b.calls(s.OID.Pos, "urn:oid:"+s.OID.Value, known)
		}
	}
}

// calls enters a uri of a system. A site may list one that the OID stands for already.
func (b *builder) calls(pos place.Pos, uri string, s system) {
	if other, taken := b.m.systems[uri]; taken && (other.id != s.id || !other.byOID) {
		b.errs.Addf(pos, "%q names %s already", uri, other.name)
		return
	}
	b.m.systems[uri] = s
}

func isOID(text string) bool {
	parts := strings.Split(text, ".")
	for _, p := range parts {
		if p == "" || p != "0" && p[0] == '0' || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return len(parts) > 1
}

// unique holds the ids of all files apart.
func (b *builder) unique(what string, id place.Text) bool {
	if rival, twice := b.ids[id.Value]; twice {
		b.errs.Addf(id.Pos, "%s %q: the id is taken, at %s; codes are added to an entry under extend", what, id.Value, rival)
		return false
	}
	b.ids[id.Value] = id.Pos
	return true
}

// fact finds a fact of one of some types.
func (b *builder) fact(name place.Text, types ...decision.Type) (int, bool) {
	i, ok := b.m.factIndex[name.Value]
	if !ok {
		names := make([]string, len(b.m.facts))
		for i, f := range b.m.facts {
			names[i] = f.ID
		}
		hint := ""
		if near := place.Nearest(name.Value, names); near != "" {
			hint = "; did you mean \"" + near + "\"?"
		}
		b.errs.Addf(name.Pos, "there is no fact %q%s", name.Value, hint)
		return 0, false
	}
	if f := b.m.facts[i]; len(types) > 0 && !slices.Contains(types, f.Type) {
		var allowed []string
		for _, t := range types {
			allowed = append(allowed, string(t))
		}
		b.errs.Addf(name.Pos, "%q is a %s; a %s is needed here", name.Value, f.Type, strings.Join(allowed, " or "))
		return 0, false
	}
	return i, true
}
