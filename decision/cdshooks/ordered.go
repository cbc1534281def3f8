package cdshooks

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
	"github.com/mskguide/mskguide/decision/fhir"
)

// orderRule says which facts an order speaks of. A code of a body site has a meaning only where a
// site gave it one.
type orderRule struct {
	site, reason, lasting string          // facts: where, for what, and how long that has lasted
	sites                 map[Coding]site // what a code means of the first
}

// site is what a code of a body site means.
type site struct{ choice, display string }

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
	c.said = map[string][]string{}
	p.narrowSite(c, chart)
	p.narrowReason(c, chart)
}

// narrowSite heeds the body sites of orders. That of one is not known of another that names none.
func (p *Policy) narrowSite(c *call, chart *fhir.Chart) {
	fact, unread, silent := p.order.site, false, false
	var said, named []string
	id := ""
	for _, r := range c.meant {
		silent = silent || len(r.BodySite) == 0
		for _, site := range r.BodySite {
			id = r.ID
			said = append(said, orUnread(site.shown(p.siteShown)))
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
	case len(recorded) == 1:
	case silent:
		c.hear(fact, said)
	default:
		chart.Facts[fact] = named[0]
		chart.Sources = append(chart.Sources, fhir.Source{Fact: fact, Value: named[0], Resource: "ServiceRequest", ID: id, Element: "ServiceRequest.bodySite", Says: shortened(visible(strings.Join(said, ", ")), mostText)})
	}
}

// siteOf is what a body site means, "" where that is not known or its codings do not agree.
func (p *Policy) siteOf(site worded) string {
	means := ""
	for _, c := range site.Coding {
		one, known := p.order.sites[listedAs(c)]
		if known && means != "" && one.choice != means {
			return ""
		}
		if known {
			means = one.choice
		}
	}
	return means
}

// siteShown are the words of a site for a code of a body site.
func (p *Policy) siteShown(c Coding) string { return p.order.sites[listedAs(c)].display }

// listedAs is a coding as codes of body sites are listed.
func listedAs(c Coding) Coding { return Coding{System: c.System, Code: strings.TrimSpace(c.Code)} }

// cause is what an order gives as a reason.
type cause struct {
	says   string
	set    []string // conditions that may be meant; none: not one that is known
	surely bool     // what is meant is one of them; else that is only not ruled out
}

// reasons are those of the orders of a call.
type reasons struct {
	said   []string // all of them
	known  []cause  // those that the catalogue knows
	silent bool     // an order gives none
	unread bool     // an order gives some, and none of them is known
}

func (p *Policy) reasons(c *call, chart *fhir.Chart) (all reasons) {
	for _, r := range c.meant {
		own, known := p.reasonsOf(c, r, chart), len(all.known)
		for _, n := range own {
			all.said = append(all.said, orUnread(n.says))
			if len(n.set) > 0 {
				all.known = append(all.known, n)
			}
		}
		all.silent = all.silent || len(own) == 0
		all.unread = all.unread || len(own) > 0 && len(all.known) == known
	}
	return all
}

// narrowReason heeds the reasons of orders. Where one order gives none, that of another chooses
// nothing; where one gives some that nobody knows, it leaves to another no more than a no.
func (p *Policy) narrowReason(c *call, chart *fhir.Chart) {
	fact, all := p.order.reason, p.reasons(c, chart)
	if len(all.said) == 0 {
		return
	}
	c.named = len(all.known) > 0
	recorded := choicesOf(chart.Facts[fact])
	if len(recorded) == 0 || len(all.known) == 0 {
		p.dispute(c, chart, fact, all.said, p.order.lasting)
		return
	}
	var meant []string
	for _, n := range all.known {
		both := common(recorded, n.set)
		switch {
		case len(both) == 0:
			p.dispute(c, chart, fact, all.said, p.order.lasting)
			return
		case !n.surely:
			both = recorded
		}
		meant = append(meant, both...)
	}
	narrowed := chart
	switch meant = common(recorded, meant); {
	case len(meant) == len(recorded):
	case all.silent:
		p.leave(c, all.said)
	default:
		narrowed = p.choose(c, chart, all.said, recorded, meant)
	}
	switch {
	case !all.unread:
		*chart = *narrowed
	case p.bars(narrowed):
		p.leave(c, all.said)
		*chart = *narrowed
	default:
		p.dispute(c, chart, fact, all.said, p.order.lasting)
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
	n := cause{says: of.shown(p.conditionShown)}
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

// conditionShown are the words of the catalogue for a code.
func (p *Policy) conditionShown(c Coding) string {
	match, err := p.g.Conditions().ByCode(c.System, c.Code)
	if err != nil {
		return ""
	}
	return match.Code.Display
}

func idsOf(list []conditions.Condition) []string {
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	return ids
}

// dispute makes a fact unknown of which an order says something else than the record, or
// something that is not understood, and facts that hang on it; and asks.
func (p *Policy) dispute(c *call, chart *fhir.Chart, fact string, said []string, with ...string) {
	said = c.hear(fact, said)
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

// hear notes what the orders say of a fact, each once, which is told where that is asked.
func (c *call) hear(fact string, said []string) (told []string) {
	heard := map[string]bool{}
	for _, says := range said {
		if says = shortened(visible(says), mostText); !heard[says] {
			heard[says], told = true, append(told, says)
		}
	}
	c.said[fact] = told
	return told
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
