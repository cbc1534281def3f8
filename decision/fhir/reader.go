package fhir

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// reader reads one record.
type reader struct {
	m      *Mapping
	at     day
	zone   *time.Location
	memory *memory
	brief  bool // only what is contradicted is listed of what was not used
	input  input
	index  map[string]*resource // by reference
	whose  string               // reference of the patient; "" where it is not known
	alone  bool                 // the record speaks of nobody else
	server string               // of the patient; "" where it is not known
	base   string               // its address
	birth  span
	claims [][]claim // by fact
	kept   [][]claim // of them, those that are believed
	asked  [][]Because
	unused []Unused
	codes  map[codeKey]*meaning // of codings met before

	hints      map[int][]claim // of dangers, by fact: what affirms one and is in doubt
	lost       []lost
	candidates []candidate
	episodes   []episode
	signs      []sign // that the complaint may have lasted longer
	unsigned   value  // how long it has lasted by the conditions on record, the signs aside
	kinds      map[string]func(*reader, *resource)
	aside      *reader // of what cannot be used; nil until there is something
}

// claim is what one source says of one fact.
type claim struct {
	value  value
	source Source
	from   *resource
	when   span
	newest bool // of claims like this one only the newest counts

	stale   string // why it asks, unless a newer one is on record
	earlier func() // what is asked when it is not the one that counts
}

// Facts reads the record of the one patient whom the documents speak of, for a day: that of at
// in its own time zone. It never fails: what cannot be used is named.
func (m *Mapping) Facts(at time.Time, docs ...Document) *Chart {
	return m.FactsOf("", at, docs...)
}

// FactsOf reads the record of one patient of several, named as in "Patient/123" or "123".
func (m *Mapping) FactsOf(patient string, at time.Time, docs ...Document) *Chart {
	return m.read(patient, at, false, docs)
}

// Brief is FactsOf for those who do not show what was not used: it lists only what is contradicted,
// and the problems of what has no meaning here need not be among those of the chart.
func (m *Mapping) Brief(patient string, at time.Time, docs ...Document) *Chart {
	return m.read(patient, at, true, docs)
}

func (m *Mapping) read(patient string, at time.Time, brief bool, docs []Document) *Chart {
	memory := m.borrow()
	r := &reader{m: m, at: dayOf(at), zone: at.Location(), memory: memory, kinds: m.kinds, brief: brief,
		claims: memory.claims, kept: memory.kept, asked: memory.asked, index: memory.index, codes: memory.codes}
	r.input.memory = memory
	for _, d := range docs {
		r.input.document(d)
	}
	r.input.orderResources()
	r.enter()
	r.versions()
	if r.choosePatient(patient) {
		r.readPatient()
		for _, res := range r.input.resources {
			r.read(res)
		}
		r.askForLost()
		r.complaint()
	}
	c := r.chart()
	m.giveBack(memory) // the chart holds nothing of it
	return c
}

// enter makes every resource known by what others may call it.
func (r *reader) enter() {
	for _, res := range r.input.resources {
		for _, name := range []string{res.name, res.url} {
			if name != "" && r.index[name] == nil {
				r.index[name] = res
			}
		}
	}
}

// versions drops a resource that is there twice, and all but the newest of its versions.
func (r *reader) versions() {
	kept := r.input.resources[:0]
	for _, res := range r.input.resources {
		if r.wasDeleted(res) {
			continue
		}
		last := len(kept) - 1
		if res.id == "" || last < 0 || kept[last].kind != res.kind || kept[last].id != res.id {
			kept = append(kept, res)
			continue
		}
		before := kept[last]
		switch {
		case before.at.written() == res.at.written():
			r.drop(res, "", Duplicate, "the same resource is there twice")
		case elsewhere(before, res) || newer(before, res) == 0:
			kept = append(kept, res)
		case newer(before, res) > 0:
			r.drop(res, "", Duplicate, "an older version of a resource that is there")
		default:
			r.drop(before, "", Duplicate, "an older version of a resource that is there")
			kept[last] = res
			r.index[res.name] = res
		}
	}
	r.input.resources = kept
}

// newer tells which of two versions of a resource is the newer one; 0 where it does not show.
func newer(a, b *resource) int {
	if x, y := updated(a), updated(b); x != "" && y != "" && x != y {
		return strings.Compare(x, y)
	}
	x, wrongX := strconv.ParseUint(a.at.path("meta", "versionId").text(), 10, 64)
	y, wrongY := strconv.ParseUint(b.at.path("meta", "versionId").text(), 10, 64)
	if wrongX != nil || wrongY != nil {
		return 0
	}
	return cmp.Compare(x, y)
}

func (r *reader) read(res *resource) {
	read := r.kinds[res.kind]
	switch {
	case res.kind == "Patient":
	case res.kind == "Medication":
		r.drop(res, "", Reference, "it is read where a medicine refers to it")
	case read == nil:
		r.drop(res, "", NotRead, "resources of this type are not read")
	case res.at.doubled():
		r.drop(res, "", Value, "%s", doubled)
	case r.ours(res):
		r.held(res)
		if res.doubtful {
			const why = "the record says that it was deleted, and it may have been written since"
			r.drop(res, "", Status, why)
			r.perhaps(res, r.at, why)
			return
		}
		if what := modified(res.at, res.kind); what != "" {
			r.drop(res, what, NotRead, "%s", misunderstood(what))
			if what != "focus" { // of something else, as it says itself
				r.perhaps(res, r.at, misunderstood(what))
			}
			return
		}
		read(r, res)
	}
}

// modified names an element that may turn the meaning of a resource, or of a part of one, round.
// FHIR forbids to pass over one that is not understood.
func modified(a at, kind string) string {
	for name, element := range a.members() {
		switch name {
		case "modifierExtension", "implicitRules":
		case "focus":
			if kind != "Observation" {
				continue
			}
		default:
			continue
		}
		if element.here() {
			return name
		}
	}
	return ""
}

func misunderstood(what string) string {
	return what + " may change what it means, and is not understood"
}

// readers are the types of resources that are read, the patient aside.
func readers() map[string]func(*reader, *resource) {
	return map[string]func(*reader, *resource){
		"Condition": (*reader).condition, "MedicationStatement": (*reader).medicine, "MedicationRequest": (*reader).medicine,
		"MedicationAdministration": (*reader).medicine, "AllergyIntolerance": (*reader).allergy, "Procedure": (*reader).procedure,
		"CarePlan": (*reader).carePlan, "Observation": (*reader).observe, "QuestionnaireResponse": (*reader).answers,
	}
}

// drop names something that was not used.
func (r *reader) drop(res *resource, element string, kind Reason, format string, args ...any) {
	res.used = true
	if r.brief && kind != Contradicted {
		return
	}
	r.unused = append(r.unused, Unused{Resource: res.kind, ID: res.id, Element: element, Kind: kind, Reason: filled(format, args)})
}

// filled is a text with what is filled in. Most are that, and nothing else.
func filled(format string, args []any) string {
	if format == "%s" && len(args) == 1 {
		if text, ok := args[0].(string); ok {
			return text
		}
	}
	return fmt.Sprintf(format, args...)
}

// claim enters what a resource says of a fact.
func (r *reader) claim(res *resource, fact int, v value, element string, when span, says string) {
	r.claimAs(res, fact, v, v, element, when, says)
}

// claimAs enters a claim of which the resource itself says only a part.
func (r *reader) claimAs(res *resource, fact int, v, own value, element string, when span, says string) {
	res.used = true
	f := r.m.facts[fact]
	r.claims[fact] = append(r.claims[fact], claim{value: v, from: res, when: when, source: Source{Fact: f.ID, Value: own.plain(f),
		Resource: res.kind, ID: res.id, Element: element, Date: clean(when.written), Says: says}})
}

// claimNewest enters a claim that gives way to a newer one of its kind.
func (r *reader) claimNewest(res *resource, fact int, v value, element string, when span, says string) *claim {
	r.claim(res, fact, v, element, when, says)
	list := r.claims[fact]
	k := &list[len(list)-1]
	k.newest = true
	return k
}

// ask enters a question that a resource raises.
func (r *reader) ask(res *resource, fact int, element string, when span, format string, args ...any) {
	r.askAs("", res, fact, element, when, format, args...)
}

// askAs enters a question of a kind. What affirms a danger and is in doubt is kept beside: a denial
// that is not surely later does not settle it. What is kept is returned, nil where nothing is.
func (r *reader) askAs(kind BecauseKind, res *resource, fact int, element string, when span, format string, args ...any) *claim {
	res.used = true
	if kind == Doubtful && !when.known() {
		when = r.storedBy(res)
	}
	b := Because{Resource: res.kind, ID: res.id, Element: element, Date: clean(when.written), Says: filled(format, args), Kind: kind}
	r.asked[fact] = append(r.asked[fact], b)
	if kind != Doubtful {
		return nil
	}
	if r.hints == nil {
		r.hints = map[int][]claim{}
	}
	list := append(r.hints[fact], claim{from: res, when: when, source: Source{Resource: b.Resource, ID: b.ID, Says: b.Says}})
	r.hints[fact] = list
	return &list[len(list)-1]
}

// ifWarning is doubtful for the yes to a danger, and another kind for all else.
func (m *Mapping) ifWarning(fact int, v value, otherwise BecauseKind) BecauseKind {
	if m.warns(fact, v) {
		return Doubtful
	}
	return otherwise
}

// problem names something about a resource that costs no more than what it is about.
func (r *reader) problem(res *resource, a at, format string, args ...any) {
	r.problemOf("", res, a, format, args...)
}

// problemOf names a problem of a kind that programs tell apart.
func (r *reader) problemOf(kind ProblemKind, res *resource, a at, format string, args ...any) {
	if a.t == nil {
		a = res.at
	}
	r.input.problem(a.t, a.offset(), res.kind, res.id, fmt.Sprintf(format, args...))
	r.input.problems[len(r.input.problems)-1].Kind = kind
}

// date is the first of some elements that is a date; one that is none is named.
func (r *reader) date(res *resource, from at, names ...string) (span, string) {
	for _, name := range names {
		a := from
		for rest, more := name, true; more; {
			var key string
			key, rest, more = strings.Cut(rest, ".")
			a = a.get(key)
		}
		if !a.here() {
			continue
		}
		when, ok := r.parse(a.text())
		if !ok {
			r.problem(res, a, "%s is no date: %s", name, quote(a))
			continue
		}
		return when, name
	}
	return span{}, ""
}

// storedBy is the time by which what a resource says on no day was on record: it was so by then. It
// bounds a doubt from above, and makes nothing fresh.
func (r *reader) storedBy(res *resource) span {
	when, _ := r.parse(res.at.path("meta", "lastUpdated").text())
	when.hasFirst = false
	return when
}

// quote shows what stands at a place.
func quote(a at) string {
	if a.is(text) {
		return fmt.Sprintf("%q", clean(a.text()))
	}
	return clean(cmp.Or(a.written(), "nothing"))
}

// future reports whether a time lies wholly after the day for which the record is read.
func (r *reader) future(s span) bool { return s.hasFirst && s.first > r.at }
