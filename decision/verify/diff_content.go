package verify

import (
	"reflect"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/evidence"
)

// content is all that a guideline says, entry by entry.
type content struct {
	list  []entry
	index map[entryKey]int
}

type entryKey struct{ kind, id string }

// entry is one thing that a guideline declares.
type entry struct {
	entryKey
	gives  string // of a rule
	values []any  // structs: mostly one
}

// rendered is one aspect of an entry as text; bare is the same without its wording.
type rendered struct{ name, text, bare string }

func (c *content) find(kind, id string) (*entry, bool) {
	i, ok := c.index[entryKey{kind, id}]
	if !ok {
		return nil, false
	}
	return &c.list[i], true
}

// add enters a value by its exported fields. A second one of the same name joins the first, as
// when one source found two things on a claim.
func (c *content) add(kind, id string, value any) *entry {
	k := entryKey{kind, id}
	at, known := c.index[k]
	if !known {
		at = len(c.list)
		c.index[k] = at
		c.list = append(c.list, entry{entryKey: k})
	}
	e := &c.list[at]
	e.values = append(e.values, value)
	return e
}

// aspects are the sides of the entry as text.
func (e *entry) aspects() (out []rendered) {
	for _, value := range e.values {
		for _, a := range aspects(reflect.ValueOf(value)) {
			i := slices.IndexFunc(out, func(b rendered) bool { return b.name == a.name })
			if i < 0 {
				out = append(out, a)
				continue
			}
			out[i].text += "; " + a.text
			out[i].bare += "; " + a.bare
		}
	}
	return out
}

func find(list []rendered, name string) (rendered, bool) {
	i := slices.IndexFunc(list, func(a rendered) bool { return a.name == name })
	if i < 0 {
		return rendered{}, false
	}
	return list[i], true
}

func contentOf(g *decision.Guideline) *content {
	c := &content{index: map[entryKey]int{}}
	c.manifest(g)
	r := g.Review()
	for _, p := range r.Params {
		c.add("param", p.ID, p)
	}
	for _, d := range r.Definitions {
		c.add("definition", d.ID, d)
	}
	for _, rule := range r.Rules {
		c.add("rule", rule.ID, rule).gives = rule.Gives
	}
	c.options(r)
	c.protocol(r)
	c.course(r)
	for _, k := range r.Checks {
		c.add("check", k.ID, k)
	}
	for _, k := range r.Remarks {
		c.add("remark", k.ID, k)
	}
	c.comparison(r)
	c.patients(r)
	c.evidence(g)
	return c
}

func (c *content) manifest(g *decision.Guideline) {
	type guideline struct{ Title, Topic, About string }
	c.add("guideline", g.Info().ID, guideline{g.Title(), g.Topic(), g.About()})
	for _, v := range append(g.Verdicts(), g.NeedsInformation()) {
		c.add("verdict", v.ID, v)
	}
	for _, s := range g.Steps() {
		c.add("step", s.ID, s)
	}
	for _, u := range g.Urgencies() {
		c.add("urgency", u.ID, u)
	}
	for _, f := range g.Facts() {
		c.add("fact", f.ID, f)
	}
	for _, group := range g.Groups() {
		c.add("group", group.ID, group)
	}
}

func (c *content) options(r *decision.Review) {
	if r.Options == nil {
		return
	}
	for _, o := range r.Options.Options {
		c.add("option", o.ID, o)
	}
	for _, n := range r.Options.Interventions {
		c.add("intervention", n.ID, n)
	}
	for _, k := range r.Options.Cautions {
		c.add("option caution", k.ID, k)
	}
}

func (c *content) protocol(r *decision.Review) {
	if p := r.Protocol; p != nil {
		for _, it := range p.Items {
			c.add("protocol item", it.ID, it)
		}
		for _, n := range p.Notes {
			c.add("protocol note", n.ID, n)
		}
		if p.Schedule != nil {
			c.add("schedule", "", *p.Schedule)
		}
		rest := *p
		rest.Items, rest.Notes, rest.Schedule = nil, nil, nil
		c.add("protocol", "", rest)
	}
}

func (c *content) course(r *decision.Review) {
	for _, m := range r.Measures {
		c.add("measure", m.ID, m)
	}
	if r.Attendance != nil {
		c.add("attendance", "", *r.Attendance)
	}
}

func (c *content) comparison(r *decision.Review) {
	if k := r.Comparison; k != nil {
		for _, m := range k.Modalities {
			c.add("treatment", m.ID, m)
		}
		for _, rule := range k.Rules {
			c.add("comparison rule", rule.ID, rule)
		}
		for _, a := range k.Attributes {
			c.add("attribute", a.ID, a)
		}
		for _, s := range k.Statuses {
			c.add("status", s.ID, s)
		}
		rest := *k
		rest.Modalities, rest.Rules, rest.Attributes, rest.Statuses = nil, nil, nil, nil
		c.add("comparison", "", rest)
	}
	if r.SelfCheck != nil {
		c.add("self-check", "", *r.SelfCheck)
	}
}

func (c *content) patients(r *decision.Review) {
	for _, e := range r.Education {
		c.add("education", e.ID, e)
	}
	for _, l := range r.Languages {
		texts := l.Texts
		l.Texts = nil
		c.add("language", l.Tag, l)
		for _, t := range texts {
			id := l.Tag + " " + t.Kind + " " + t.ID
			if t.ID == "" {
				id = l.Tag + " " + t.Kind
			}
			c.add("patient text", id, t)
		}
	}
}

// evidence adds the claims that some entry cites, with what was found on them, and the sources
// behind them or quoted by themselves.
func (c *content) evidence(g *decision.Guideline) {
	library := g.Evidence()
	cited := citations{}
	for i := range c.list {
		for _, value := range c.list[i].values {
			cited.note(reflect.ValueOf(value))
		}
	}
	quoted := map[string]bool{}
	for _, claim := range library.Claims() {
		if !cited[claim.ID] {
			continue
		}
		c.add("claim", claim.ID, claim)
		for _, f := range library.Findings(claim.ID) {
			c.add("finding", claim.ID+" by "+f.Source, f)
		}
		for _, s := range library.SourcesOn(claim.ID) {
			quoted[s.ID] = true
		}
	}
	for _, s := range library.Sources() {
		if quoted[s.ID] || cited[s.ID] {
			c.add("source", s.ID, withoutFindings(s))
		}
	}
	if g.Conditions() != nil {
		for _, k := range g.Conditions().Conditions() {
			c.add("condition", k.ID, k)
		}
	}
}

func withoutFindings(s evidence.Source) evidence.Source {
	s.Findings = nil
	return s
}
