package cdshooks

import (
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/fhir"
	"github.com/mskguide/mskguide/evidence"
	"github.com/mskguide/mskguide/internal/place"
)

// builder puts a policy together and collects all that is wrong with it.
type builder struct {
	p       *Policy
	errs    place.Errors
	systems map[string][]string // uris by id
	ids     map[string]place.Pos
	codes   map[Coding]place.Pos
}

func newBuilder(m *fhir.Mapping) *builder {
	g := m.Guideline()
	return &builder{
		p: &Policy{m: m, g: g, orders: map[string]bool{}, ordered: map[Coding]bool{}, referrals: map[Coding]bool{},
			order: orderRule{sites: map[Coding]site{}}, critical: map[string]bool{},
			suggested: map[string]order{}, known: lookupOf(g)},
		systems: m.Systems(), ids: map[string]place.Pos{}, codes: map[Coding]place.Pos{},
	}
}

func (b *builder) file(d *document, first bool) {
	if d.Schema.Value != hooksSchema {
		b.errs.Addf(d.Schema.Pos, "the schema is %s, not %q", hooksSchema, d.Schema.Value)
	}
	b.unique("file", d.ID)
	b.p.ids = append(b.p.ids, d.ID.Value)
	if first {
		b.whole(d)
	} else {
		b.fromSite(d)
	}
	if d.Orders != nil {
		b.addCodes(b.p.ordered, d.Orders.Codes)
	}
	if d.Order != nil {
		b.sites(d.Order.Sites)
	}
	if d.Referrals != nil {
		b.addCodes(b.p.referrals, d.Referrals.Codes)
	}
	for _, l := range d.Links {
		b.address(l.URL)
		b.p.links = append(b.p.links, Link{Label: l.Label.Value, URL: l.URL.Value, Type: "absolute"})
	}
	if d.Source != nil {
		b.source(d.Source)
	}
}

// whole reads what the policy of a bundle says once and for all.
func (b *builder) whole(d *document) {
	for name, missing := range map[string]bool{"services": d.Services == nil, "orders": d.Orders == nil, "order": d.Order == nil, "critical": d.Critical == nil, "course": d.Course == nil,
		"source": d.Source == nil, "override": d.Override == nil, "words": d.Words == nil, "phrases": d.Phrases == nil} {
		if missing {
			b.errs.Addf(d.ID.Pos, "the policy of a bundle has %s", name)
		}
	}
	slices.SortFunc(b.errs, func(x, y *place.Error) int { return strings.Compare(x.Message, y.Message) })
	if len(b.errs) > 0 {
		return
	}
	for _, s := range d.Services {
		b.service(s)
	}
	b.entries(d.Orders.Entries)
	b.ordering(d.Order)
	for _, v := range d.Critical {
		b.exists("verdict", v, slices.Sorted(maps.Keys(b.p.known.level)))
		b.p.critical[v.Value] = true
	}
	b.course(d.Course)
	for _, s := range d.Suggestions {
		b.suggestion(s)
	}
	b.tried(d.Untried)
	b.overrides(d.Override)
	b.p.words = wordsOf(d.Words)
	for _, s := range b.p.says.slots(d.Phrases) {
		*s.into = parse(s.from, s.names, &b.errs)
	}
}

// fromSite refuses what would change the meaning of what is there.
func (b *builder) fromSite(d *document) {
	refuse := func(there bool, what string) {
		if there {
			b.errs.Addf(d.ID.Pos, "a site adds codes of orders, of body sites and of referrals, links and the address of the source; %s are those of the bundle", what)
		}
	}
	refuse(d.Services != nil, "services")
	refuse(d.Course != nil, "the weeks of a course")
	refuse(d.Suggestions != nil || d.Untried != nil, "suggestions")
	refuse(d.Override != nil, "the reasons to override")
	refuse(d.Words != nil, "the words")
	refuse(d.Phrases != nil, "the phrases")
	if d.Orders != nil {
		refuse(d.Orders.Entries != nil, "entries of orders")
	}
	refuse(d.Critical != nil, "the verdicts that may be critical")
	if d.Order != nil {
		refuse(d.Order.Site.Value != "" || d.Order.Reason.Value != "" || d.Order.Lasting.Value != "", "the facts of which an order speaks")
	}
	if d.Source != nil {
		refuse(d.Source.Label.Value != "" || d.Source.Topic != nil, "the label and the topic of the source")
	}
}

func (b *builder) unique(kind string, id place.Text) {
	mark := kind + " " + id.Value
	if rival, twice := b.ids[mark]; twice {
		b.errs.Addf(id.Pos, "%s %q is there already, at %s", kind, id.Value, rival)
	}
	b.ids[mark] = id.Pos
}

// exists objects to an id that is not among some, with the nearest of them.
func (b *builder) exists(what string, id place.Text, among []string) bool {
	if slices.Contains(among, id.Value) {
		return true
	}
	hint := ""
	if near := place.Nearest(id.Value, among); near != "" {
		hint = "; did you mean " + near + "?"
	}
	b.errs.Addf(id.Pos, "there is no %s %q%s", what, id.Value, hint)
	return false
}

// hooks are those that are answered.
func hooks() []string {
	return []string{patientView, orderSelect, orderSign, encounterStart}
}

func (b *builder) service(d serviceDoc) {
	b.exists("hook", d.Hook, hooks())
	b.unique("service", d.ID)
	b.unique("service for the hook", d.Hook)
	if strings.ContainsFunc(d.ID.Value, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-') }) {
		b.errs.Addf(d.ID.Pos, "the id of a service is part of its address: small letters, digits and hyphens")
	}
	s := service{id: d.ID.Value, hook: d.Hook.Value, title: d.Title.Value, description: d.Description.Value, usage: d.Usage.Value}
	reads := b.p.m.Reads()
	for _, also := range d.Also {
		if b.exists("place where orders and courses are looked for,", also, looked()) && !slices.Contains(reads, also.Value) {
			s.also = append(s.also, also.Value)
		}
	}
	wanted := slices.Concat([]string{"Patient"}, reads, s.also)
	for _, needs := range d.Needs {
		b.exists("type of resource that is read or wanted also,", needs, wanted)
		s.needs = append(s.needs, needs.Value)
	}
	b.p.listed = append(b.p.listed, s)
}

func (b *builder) entries(list []place.Text) {
	for _, entry := range list {
		b.exists("procedure in the mapping", entry, b.p.m.Procedures())
		b.p.orders[entry.Value] = true
	}
}

// marks are the codes of orders, where they are written in one way only.
func (b *builder) marks() []string {
	var marks []string
	for entry := range b.p.orders {
		codes, exact := b.p.m.ProcedureCodes(entry)
		if !exact {
			return nil
		}
		marks = append(marks, codes...)
	}
	for code := range b.p.ordered {
		marks = append(marks, code.Code)
	}
	return marks
}

func (b *builder) course(d *courseDoc) {
	if d.Within.Value <= 0 {
		b.errs.Addf(d.Within.Pos, "a course runs for more than no weeks")
	}
	b.p.course.weeks = d.Within.Value
	ids := slices.Sorted(maps.Keys(b.p.known.facts))
	for _, f := range d.Facts {
		if b.exists("fact", f.Fact, ids) && f.Value.Value != "" {
			var choices []string
			for _, c := range b.p.known.facts[f.Fact.Value].Choices {
				choices = append(choices, c.ID)
			}
			b.exists("choice of the fact", f.Value, choices)
		}
		b.p.course.facts = append(b.p.course.facts, courseSign{f.Fact.Value, f.Value.Value})
	}
}

func (b *builder) suggestion(d suggestionDoc) {
	var ids []string
	for _, o := range b.p.g.OptionRules() {
		ids = append(ids, o.ID)
	}
	b.exists("option", d.Option, ids)
	b.unique("suggestion of the option", d.Option)
	if code, ok := b.code(d.Code); ok {
		if d.Code.Checked != conditions.CheckedWell {
			b.errs.Addf(d.Code.Code.Pos, "code %q would be ordered, so it has to be checked: yes", d.Code.Code.Value)
		}
		code.Display = d.Code.Display.Value
		b.p.suggested[d.Option.Value] = order{code, b.strongly(d.Option.Value)}
	}
}

// strongly reports whether a source that speaks for an option was seen to recommend it strongly,
// in its own words, under one of the claims of the option.
func (b *builder) strongly(option string) bool {
	for _, o := range b.p.g.OptionRules() {
		if o.ID != option {
			continue
		}
		for _, claim := range o.Claims {
			for _, f := range b.p.g.Evidence().Findings(claim) {
				if f.Direction == evidence.For && f.Strength == evidence.Strong && slices.Contains(o.For, f.Source) {
					return true
				}
			}
		}
	}
	return false
}

// tried reads which outcomes of a trial leave an option to be suggested.
func (b *builder) tried(list []place.Text) {
	var all []string
	for _, o := range b.p.g.OptionRules() {
		for _, c := range b.p.known.facts[o.Trial].Choices {
			if !c.Failed {
				all = append(all, c.ID)
			}
		}
	}
	b.p.untried = []string{unknownTrial}
	for _, outcome := range list {
		b.exists("outcome of a trial after which an option is left,", outcome, all)
		b.p.untried = append(b.p.untried, outcome.Value)
	}
}

func (b *builder) overrides(d *overrideDoc) {
	b.address(d.System)
	for _, r := range d.Reasons {
		b.unique("reason to override", r.Code)
		b.p.override = append(b.p.override, Coding{System: d.System.Value, Code: r.Code.Value, Display: r.Display.Value})
	}
}

func wordsOf(d *wordsDoc) words {
	st, c := &d.Standings, &d.Certainties
	return words{
		standings: map[evidence.Standing]string{evidence.Supported: st.Supported.Value, evidence.Partly: st.Partly.Value, evidence.Disputed: st.Disputed.Value, evidence.Untraced: st.Untraced.Value},
		certainties: map[evidence.Certainty]string{evidence.CertaintyUnstated: c.Unstated.Value, evidence.VeryLow: c.VeryLow.Value, evidence.Low: c.Low.Value,
			evidence.Moderate: c.Moderate.Value, evidence.High: c.High.Value},
		stances: map[decision.Stance]string{decision.StanceRecommend: d.Stances.Recommend.Value, decision.StanceMay: d.Stances.May.Value},
	}
}

func (b *builder) source(d *sourceDoc) {
	if d.Label.Value != "" {
		b.p.source.Label = d.Label.Value
	}
	if d.URL.Value != "" {
		b.address(d.URL)
		b.p.source.URL = d.URL.Value
	}
	if d.Topic != nil {
		b.p.source.Topic = &Coding{System: d.Topic.System.Value, Code: d.Topic.Code.Value, Display: d.Topic.Display.Value}
	}
	if b.p.source.Label == "" {
		b.errs.Addf(d.Label.Pos, "a card says where it comes from: the source has a label")
	}
}

func (b *builder) address(t place.Text) {
	if !isAddress(t.Value) {
		b.errs.Addf(t.Pos, "%q is no absolute address that begins with https:// or http://", shortened(t.Value, 80))
	}
}

// isAddress reports whether a text is an absolute address of the web, on one line.
func isAddress(s string) bool { return serverOrPage(s) != nil && !strings.ContainsFunc(s, isGap) }

func (b *builder) addCodes(to map[Coding]bool, list []codeDoc) {
	for _, c := range list {
		code, ok := b.code(c)
		if !ok {
			continue
		}
		if rival, twice := b.codes[code]; twice {
			b.errs.Addf(c.Code.Pos, "code %q has its meaning already, at %s", c.Code.Value, rival)
			continue
		}
		if entry, taken := b.p.m.Procedure(code.System, code.Code); taken {
			b.errs.Addf(c.Code.Pos, "code %q has its meaning already: it is one of the procedure %s of the mapping", c.Code.Value, entry)
			continue
		}
		b.codes[code] = c.Code.Pos
		for _, uri := range b.systems[c.System.Value] {
			to[Coding{System: uri, Code: code.Code}] = true
		}
	}
}

// code is one as it is written in resources.
func (b *builder) code(d codeDoc) (Coding, bool) {
	if !b.exists("code system", d.System, slices.Sorted(maps.Keys(b.systems))) {
		return Coding{}, false
	}
	if d.Checked == conditions.NotChecked {
		b.errs.Addf(d.Code.Pos, "code %q was not checked, and is therefore not used", d.Code.Value)
		return Coding{}, false
	}
	uri := b.systems[d.System.Value][0]
	for _, s := range b.p.g.Conditions().Systems() {
		if s.ID != d.System.Value {
			continue
		}
		if err := b.p.g.Conditions().CheckCode(s.ID, d.Code.Value); err != nil {
			b.errs.Addf(d.Code.Pos, "%v", err)
			return Coding{}, false
		}
		if s.URI != "" {
			uri = s.URI
		}
	}
	return Coding{System: uri, Code: d.Code.Value}, true
}

// digest is made of what the files say, not of how they are laid out.
func digest(docs []document) []byte {
	sum := sha256.New()
	for i := range docs {
		bare, err := json.Marshal(place.Bare(docs[i]))
		if err == nil { // texts, numbers and lists always marshal
			sum.Write(append(bare, '\n'))
		}
	}
	return sum.Sum(nil)
}
