package cdshooks

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision/fhir"
)

// orderRule says which facts an order speaks of. A code of a body site has a meaning only where a
// site gave it one.
type orderRule struct {
	site, reason, lasting string            // facts: where, for what, and how long that has lasted
	sites                 map[Coding]string // the choice of the first that a code means
}

// many is a list of elements of FHIR. One that is not in a list is heard all the same, and what is
// in no form that is read is not taken for nothing.
type many[T any] []T

// UnmarshalJSON implements [json.Unmarshaler].
func (m *many[T]) UnmarshalJSON(data []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		list = []json.RawMessage{data}
	}
	for _, one := range list {
		var element T
		_ = json.Unmarshal(one, &element) // what has no meaning stays as one that has none
		*m = append(*m, element)
	}
	return nil
}

// worded is a concept with its words.
type worded struct {
	Coding []Coding `json:"coding"`
	Text   string   `json:"text"`
}

// shown is what an order says, in its words where it has some.
func (w worded) shown() string {
	said := w.Text
	for _, c := range w.Coding {
		if said == "" {
			said = c.Display
		}
	}
	for _, c := range w.Coding {
		if c.Code != "" {
			return strings.TrimSpace(said + " (" + c.Code + ")")
		}
	}
	return said
}

type referenceShown struct {
	Reference string `json:"reference"`
	Type      string `json:"type"`
	Display   string `json:"display"`
}

func (r referenceShown) shown() string {
	if r.Display == "" {
		return r.Reference
	}
	return strings.TrimSpace(r.Display + " " + r.Reference)
}

// narrow heeds what the orders of a call say of where and for what. It only takes away from what
// the record gives, but for a site whose code a site gave a meaning: what goes with one of several
// conditions leaves that one; what does not go with the record makes it unknown, and is named.
func (p *Policy) narrow(c *call, chart *fhir.Chart) {
	if !c.ordering() {
		return
	}
	if p.inOrders(c) == ofOther {
		return
	}
	orders := c.meant
	c.said = map[string][]string{}
	p.narrowSite(c, chart, orders)
	p.narrowReason(c, chart, orders)
}

// narrowSite heeds the body sites of orders.
func (p *Policy) narrowSite(c *call, chart *fhir.Chart, orders []resource) {
	fact, unread := p.order.site, false
	var said, named []string
	id := ""
	for _, r := range orders {
		for _, site := range r.BodySite {
			id = r.ID
			said = append(said, orUnread(site.shown()))
			means := p.siteOf(site)
			unread = unread || means == ""
			if !slices.Contains(named, means) {
				named = append(named, means)
			}
		}
	}
	recorded := choicesOf(chart.Facts[fact])
	switch {
	case len(said) == 0:
	case unread || len(named) > 1 || len(recorded) > 0 && !slices.Contains(recorded, named[0]):
		p.dispute(c, chart, fact, said)
	case len(recorded) != 1:
		chart.Facts[fact] = named[0]
		chart.Sources = append(chart.Sources, fhir.Source{Fact: fact, Value: named[0], Resource: "ServiceRequest", ID: id, Element: "ServiceRequest.bodySite", Says: shortened(visible(strings.Join(said, ", ")), mostText)})
	}
}

// siteOf is what a body site means, "" where that is not known or its codings do not agree.
func (p *Policy) siteOf(site worded) string {
	means := ""
	for _, c := range site.Coding {
		one, known := p.order.sites[Coding{System: c.System, Code: strings.TrimSpace(c.Code)}]
		if known && means != "" && one != means {
			return ""
		}
		if known {
			means = one
		}
	}
	return means
}

// cause is what an order gives as a reason.
type cause struct {
	says   string
	set    []string // conditions that may be meant; none: not one that is known
	surely bool     // what is meant is one of them; else that is only not ruled out
}

// narrowReason heeds the reasons of orders.
func (p *Policy) narrowReason(c *call, chart *fhir.Chart, orders []resource) {
	fact := p.order.reason
	var said []string
	var reasons []cause
	for _, r := range orders {
		for _, n := range p.reasonsOf(c, r, chart) {
			said = append(said, orUnread(n.says))
			if len(n.set) > 0 {
				reasons = append(reasons, n)
				c.named = true
			}
		}
	}
	if len(said) == 0 {
		return
	}
	recorded := choicesOf(chart.Facts[fact])
	if len(recorded) == 0 || len(reasons) == 0 {
		p.dispute(c, chart, fact, said, p.order.lasting)
		return
	}
	var meant []string
	for _, n := range reasons {
		both := common(recorded, n.set)
		switch {
		case len(both) == 0:
			p.dispute(c, chart, fact, said, p.order.lasting)
			return
		case !n.surely:
			both = recorded
		}
		meant = append(meant, both...)
	}
	if len(common(recorded, meant)) < len(recorded) {
		p.choose(c, chart, said, meant)
	}
}

// reasonsOf are the reasons of an order. A reference to something else than a condition is none.
// A condition that only asks cannot choose; it can fail to go with what is known otherwise.
func (p *Policy) reasonsOf(c *call, r resource, chart *fhir.Chart) (list []cause) {
	for _, reference := range r.ReasonReference {
		kind, id, typed := strings.Cut(local(reference.Reference), "/")
		if typed && kind != "Condition" || reference.Type != "" && reference.Type != "Condition" {
			continue
		}
		n := cause{says: reference.shown(), surely: true}
		for _, s := range chart.Sources {
			if s.Fact == p.order.reason && s.Resource == "Condition" && s.ID == id && id != "" {
				n.set = append(n.set, choicesOf(s.Value)...)
			}
		}
		if len(n.set) == 0 && id != "" {
			n.set, n.surely = p.meaning(codeOf(c.record, "Condition/"+id)).set, false
		}
		list = append(list, n)
	}
	for _, code := range r.ReasonCode {
		list = append(list, p.meaning(code))
	}
	return list
}

// meaning is what a concept means by the catalogue. Words and weakly checked codes do not choose
// among conditions: they can only fail to go with them.
func (p *Policy) meaning(of worded) cause {
	n := cause{says: of.shown()}
	catalogue, coded := p.g.Conditions(), false
	if catalogue == nil {
		return n
	}
	for _, coding := range of.Coding {
		match, err := catalogue.ByCode(coding.System, coding.Code)
		if err != nil || len(match.Conditions) == 0 {
			continue
		}
		well, ids := match.Code.Checked == conditions.CheckedWell, idsOf(match.Conditions)
		switch {
		case !coded, well && !n.surely:
			n.set, n.surely = ids, well
		case well == n.surely:
			n.set = common(n.set, ids)
		}
		coded = true
	}
	if !coded {
		n.set = idsOf(catalogue.Lookup(of.Text))
	}
	return n
}

func idsOf(list []conditions.Condition) []string {
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	return ids
}

// choose leaves of several conditions on record those that an order is for, with what is known of
// how long they have lasted: the record is read again without the others.
func (p *Policy) choose(c *call, chart *fhir.Chart, said, meant []string) {
	others, apart := map[string]bool{}, true
	for _, s := range chart.Sources {
		if s.Fact == p.order.reason && s.Resource == "Condition" && len(common(choicesOf(s.Value), meant)) == 0 {
			others["Condition/"+s.ID] = true
			apart = apart && s.ID != ""
		}
	}
	if len(others) > 0 && apart {
		again := p.m.Brief(c.patient, c.at, without(c.record, others)...)
		for _, fact := range []string{p.order.reason, p.order.lasting} {
			take(chart, again, fact)
		}
	} else if len(others) > 0 {
		p.forget(chart, p.order.lasting, said)
	}
	switch left := common(choicesOf(chart.Facts[p.order.reason]), meant); len(left) {
	case 0:
		p.dispute(c, chart, p.order.reason, said, p.order.lasting)
	case 1:
		chart.Facts[p.order.reason] = left[0]
	default:
		chart.Facts[p.order.reason] = map[string]any{"one_of": left}
	}
}

// take gives a chart what another one knows of a fact.
func take(to, from *fhir.Chart, fact string) {
	delete(to.Facts, fact)
	if value, known := from.Facts[fact]; known {
		to.Facts[fact] = value
	}
	of := func(s fhir.Source) bool { return s.Fact == fact }
	asks := func(p fhir.Prompt) bool { return p.Fact == fact }
	to.Sources, to.Prompts = replaced(to.Sources, from.Sources, of), replaced(to.Prompts, from.Prompts, asks)
}

// replaced puts those of another list in the place of some of one.
func replaced[T any](list, other []T, some func(T) bool) []T {
	var out []T
	at := -1
	for _, one := range list {
		if some(one) {
			at = max(at, len(out))
			continue
		}
		out = append(out, one)
	}
	var in []T
	for _, one := range other {
		if some(one) {
			in = append(in, one)
		}
	}
	if at < 0 {
		at = len(out)
	}
	return slices.Insert(out, at, in...)
}

// dispute makes a fact unknown of which an order says something else than the record, or
// something that is not understood, and facts that hang on it; and asks.
func (p *Policy) dispute(c *call, chart *fhir.Chart, fact string, said []string, with ...string) {
	for i := range said {
		said[i] = shortened(visible(said[i]), mostText)
	}
	c.said[fact] = said
	before := len(chart.Unused)
	defer func() {
		for _, u := range chart.Unused[before:] {
			c.taken = append(c.taken, u.Reason)
		}
	}()
	if value, known := chart.Facts[fact]; known {
		c.disputes = append(c.disputes, p.says.otherwise.plain(p.known.facts[fact].Title, p.words.value(p.known.facts[fact], value, &p.says), strings.Join(said, "; ")))
	}
	for _, name := range append([]string{fact}, with...) {
		p.forget(chart, name, said)
	}
}

// forget makes a fact unknown, and names what it was known from as contradicted.
func (p *Policy) forget(chart *fhir.Chart, fact string, said []string) {
	delete(chart.Facts, fact)
	chart.Sources = slices.DeleteFunc(chart.Sources, func(s fhir.Source) bool {
		if s.Fact != fact {
			return false
		}
		chart.Unused = append(chart.Unused, fhir.Unused{Resource: s.Resource, ID: s.ID, Element: s.Element, Kind: fhir.Contradicted,
			Reason: s.Says + "; not taken, as the order says: " + shortened(strings.Join(said, "; "), mostText)})
		return true
	})
}

// choicesOf are the choices that a fact may be, by its value; none where nothing is known.
func choicesOf(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case map[string]any:
		switch list := v["one_of"].(type) {
		case []string:
			return list
		case []any:
			var out []string
			for _, one := range list {
				if s, ok := one.(string); ok {
					out = append(out, s)
				}
			}
			return out
		}
	}
	return nil
}

func common(a, b []string) (out []string) {
	for _, one := range a {
		if slices.Contains(b, one) {
			out = append(out, one)
		}
	}
	return out
}

func orUnread(said string) string {
	if strings.TrimSpace(said) == "" {
		return "…"
	}
	return said
}
