package fhir

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/conditions"
)

// Page is the mapping in words, as Markdown: what of a FHIR record gives which fact, what asks,
// and the codes of each entry, those of the site among them.
func (m *Mapping) Page() []byte {
	p := &page{m: m}
	p.opening()
	p.byFact()
	p.complaint()
	for _, s := range []struct {
		title, resources string
		entries          func(*document) []entryDoc
	}{
		{"Conditions", "Condition. What counts for some weeks and is over asks where it may be that recent", func(d *document) []entryDoc { return d.Conditions }},
		{"Medicines", "MedicationStatement, MedicationRequest, MedicationAdministration. A completed prescription asks while it is valid or, of no known end, for the weeks for which the medicine counts. Those that are named by a reference that leads nowhere ask, once for all, for the dangers that medicines can give", func(d *document) []entryDoc { return d.Medicines }},
		{"Allergies", "AllergyIntolerance: its code, or where that has no meaning here the substances of its reactions", func(d *document) []entryDoc { return d.Allergies }},
		{"Procedures", "Procedure, and the activities of a CarePlan", func(d *document) []entryDoc { return d.Procedures }},
	} {
		p.entries(s.title, s.resources, s.entries)
	}
	p.observations()
	p.questionnaires()
	p.directions()
	return []byte(strings.TrimSuffix(p.b.String(), "\n"))
}

type page struct {
	m *Mapping
	b strings.Builder
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.b, format+"\n", args...) }

// row is a row of a table.
func (p *page) row(cells ...string) {
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(oneLine(c), "|", "\\|")
	}
	p.line("| %s |", strings.Join(cells, " | "))
}

// oneLine keeps a cell on its line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (p *page) head(cells ...string) {
	p.row(cells...)
	p.line("|%s", strings.Repeat("---|", len(cells)))
}

func (p *page) opening() {
	p.line("# What of a FHIR record gives which fact\n")
	p.line("FHIR R4, read by the mapping %s. A code gives a fact only where it says just that. What only makes a fact likely *asks*: it becomes a question and no fact. A fact is never false because a code is absent.\n", strings.Join(p.m.ids, " with "))
	for _, d := range p.m.docs {
		if d.Says.Value != "" {
			p.line("%s\n", oneLine(d.Says.Value))
		}
	}
	p.line("What is resolved or inactive, refuted, entered in error, or of somebody else gives nothing; what is not confirmed asks, and what it affirms of a danger is unknown unless a denial is surely later. *Weak* beside a code: it is listed beside its name in a published file, and the name was not confirmed; such a code asks for what the others give.\n")
	p.line("A danger of which something tells that cannot be used asks too, where the reason does not rule it out: whose it is is not sure, it is dated after the day of the reading, a modifier is not understood, it stands within another resource, it may have been written since it was deleted.\n")
}

// byFact lists, in asking order, the entries that give a fact or ask for it.
func (p *page) byFact() {
	p.line("## By fact\n")
	p.head("fact", "given by", "asked by")
	gives, asks := make([][]string, len(p.m.facts)), make([][]string, len(p.m.facts))
	add := func(to [][]string, fact, entry string) {
		if i, ok := p.m.factIndex[fact]; ok && !slices.Contains(to[i], entry) {
			to[i] = append(to[i], entry)
		}
	}
	if p.m.age >= 0 {
		add(gives, p.m.facts[p.m.age].ID, "date of birth")
	}
	if p.m.complaint >= 0 {
		add(gives, p.m.facts[p.m.complaint].ID, "the catalogue of conditions")
	}
	if p.m.duration >= 0 {
		add(gives, p.m.facts[p.m.duration].ID, "onset, code and recording of the condition")
	}
	for _, d := range p.m.docs {
		for _, list := range [][]entryDoc{d.Conditions, d.Medicines, d.Allergies, d.Procedures} {
			for _, e := range list {
				for _, f := range e.Facts {
					add(p.byCodes(e.ID.Value, e.Codes, gives, asks), f.Fact.Value, e.ID.Value)
				}
				for _, f := range e.Asks {
					add(asks, f.Fact.Value, e.ID.Value)
				}
			}
		}
		for _, o := range d.Observations {
			add(p.byCodes(o.ID.Value, o.Codes, gives, asks), o.Fact.Value, o.ID.Value)
			add(asks, o.Earlier.Value, o.ID.Value)
		}
	}
	for i, f := range p.m.facts {
		if len(gives[i])+len(asks[i]) > 0 {
			p.row("`"+f.ID+"`", strings.Join(gives[i], ", "), strings.Join(asks[i], ", "))
		}
	}
	p.line("\nEvery other fact, and these too, by an answer to a questionnaire.\n")
}

// byCodes chooses by whether one of the codes of an entry was confirmed, and therefore gives.
func (p *page) byCodes(id string, own []codeDoc, gives, asks [][]string) [][]string {
	well := func(c codeDoc) bool { return c.Checked == conditions.CheckedWell }
	if slices.ContainsFunc(own, well) {
		return gives
	}
	for _, d := range p.m.docs {
		for _, e := range d.Extend {
			if e.ID.Value == id && slices.ContainsFunc(e.Codes, well) {
				return gives
			}
		}
	}
	return asks
}

// complaint lists the codes of the catalogue.
func (p *page) complaint() {
	if p.m.complaint < 0 {
		return
	}
	p.line("## The complaint\n")
	p.line("An active, confirmed Condition with one of these codes. Several are a choice. How long it has lasted follows from its onset (a date of any precision, a period, an age), from a code that says acute or chronic, and from when it was recorded, since it was there by then. The duration is asked where a code names a finding, whose onset is not that of the pain, unless another code says chronic; and where no onset is told and what is acute, or is listed as passing, was recorded longer ago than an acute phase lasts. Where the record tells that the pain is chronic or came back, and not for sure of this pain, the duration is open upwards and asked: a chronic code that is not confirmed, or says not which pain; an earlier episode that is over; a recurrence or relapse.\n")
	p.head("condition", "codes")
	for _, k := range p.m.catalogue.Conditions() {
		var list []string
		for _, c := range k.Codes {
			if c.Checked == conditions.NotChecked {
				continue
			}
			text := p.code(c.System, c.Code, c.Display, c.Checked)
			if c.Phase != conditions.PhaseUnstated {
				text += " (" + c.Phase.String() + ")"
			}
			if c.Shared {
				text += " (also of others)"
			}
			key := codeKey{c.System, c.Code}
			if of, ok := p.m.systems[p.m.uri(c.System)]; ok {
				key = of.key(c.Code)
			}
			if p.m.undated[key] {
				text += " (its onset is not that of the pain)"
			}
			if p.m.passing[key] {
				text += " (an old entry asks)"
			}
			list = append(list, text)
		}
		if len(list) > 0 {
			p.row("`"+k.ID+"`", strings.Join(list, "; "))
		}
	}
	p.line("")
}

func (p *page) code(system, code, display string, checked conditions.Checked) string {
	text := p.system(system) + " `" + code + "` " + display
	if checked == conditions.CheckedWeakly {
		text += " *(weak)*"
	}
	return text
}

// system is the name of a code system, by its id.
func (p *page) system(id string) string {
	for _, s := range p.m.catalogue.Systems() {
		if s.ID == id {
			return s.Name
		}
	}
	for _, d := range p.m.docs {
		for _, s := range d.Systems {
			if s.ID.Value == id && s.Name.Value != "" {
				return s.Name.Value
			}
		}
	}
	return id
}

// codes are those of an entry, with what later files add to it.
func (p *page) codes(id string, own []codeDoc) string {
	var list []string
	add := func(codes []codeDoc) {
		for _, c := range codes {
			list = append(list, p.code(c.System.Value, c.Code.Value, c.Display.Value, c.Checked))
		}
	}
	add(own)
	for _, d := range p.m.docs {
		for _, e := range d.Extend {
			if e.ID.Value == id {
				add(e.Codes)
			}
		}
	}
	return strings.Join(list, "; ")
}

func (p *page) entries(title, resources string, of func(*document) []entryDoc) {
	p.line("## %s\n\n%s.\n", title, resources)
	p.head("entry", "codes", "gives", "asks", "counts")
	for i := range p.m.docs {
		for _, e := range of(&p.m.docs[i]) {
			var gives, asks, counts []string
			for _, f := range e.Facts {
				gives = append(gives, "`"+f.Fact.Value+"`"+givenValue(f))
			}
			for _, f := range e.Asks {
				text := "`" + f.Fact.Value + "`"
				if f.Says.Value != "" {
					text += ": " + f.Says.Value
				}
				asks = append(asks, text)
			}
			if e.Type.Value != "" {
				counts = append(counts, "as "+e.Type.Value+"; another type asks")
			}
			if e.Past {
				counts = append(counts, "also when it is over")
			}
			if e.Within != nil {
				counts = append(counts, "for "+decimal(e.Within.Value)+" weeks; then it asks")
			}
			if e.Settled {
				counts = append(counts, "over, it does not ask")
			}
			p.row(e.ID.Value, p.codes(e.ID.Value, e.Codes), strings.Join(gives, ", "), strings.Join(asks, "; "), strings.Join(counts, "; "))
		}
	}
	p.line("")
}

func givenValue(f givesDoc) string {
	if f.Value != nil {
		return " " + f.Value.String()
	}
	var list []string
	for _, one := range f.OneOf {
		list = append(list, one.Value)
	}
	return " one of " + strings.Join(list, ", ")
}

func (p *page) observations() {
	p.line("## Observations\n\nFinal, amended or corrected, with a date; the newest counts. Another status than entered in error or cancelled, or no date: it asks for the danger that it affirms, and gives nothing.\n")
	p.head("entry", "codes", "gives", "as", "counts")
	for _, d := range p.m.docs {
		for _, o := range d.Observations {
			var as, counts []string
			for _, u := range o.Units {
				text := "`" + u.UCUM.Value + "`"
				if u.Times != nil {
					text += " times " + decimal(u.Times.Value)
				}
				if u.Per != nil {
					text += " by " + decimal(u.Per.Value)
				}
				if u.AtMost != nil {
					text += ", at most " + decimal(u.AtMost.Value)
				}
				as = append(as, text)
			}
			if o.Unitless {
				as = append(as, "a number without a unit")
			}
			for _, v := range o.Values {
				as = append(as, p.system(v.System.Value)+" `"+v.Code.Value+"`: "+v.Is.String())
			}
			if i := p.m.factIndex[o.Fact.Value]; p.m.facts[i].Unit == "" && len(o.Units) == 0 {
				as = append(as, "yes or no")
			}
			if o.Within != nil {
				counts = append(counts, "for "+decimal(o.Within.Value)+" weeks; then it asks")
			}
			if o.Earlier.Value != "" {
				counts = append(counts, "an earlier value asks for `"+o.Earlier.Value+"`")
			}
			p.row(o.ID.Value, p.codes(o.ID.Value, o.Codes), "`"+o.Fact.Value+"`", strings.Join(as, "; "), strings.Join(counts, "; "))
		}
	}
	p.line("")
}

func (p *page) questionnaires() {
	p.line("## Answers\n\nQuestionnaireResponse, completed or amended. One that is not final asks for the dangers that it affirms; so does an answer with two values, or with a value and a reason for having none. Items with the same linkId are read as one.\n")
	p.head("entry", "questionnaire", "items", "counts")
	for _, d := range p.m.docs {
		for _, q := range d.Questionnaires {
			var items, counts []string
			if q.ByFactID {
				items = append(items, "an item answers the fact whose id its linkId is")
			}
			if q.Within != nil {
				counts = append(counts, "for "+decimal(q.Within.Value)+" weeks; then it asks")
			}
			for _, f := range q.Growing {
				counts = append(counts, "`"+f.Value+"` counts up from that day")
			}
			for _, it := range q.Items {
				if it.LinkID.Value != it.Fact.Value || !q.ByFactID {
					items = append(items, "`"+it.LinkID.Value+"`: `"+it.Fact.Value+"`")
				}
			}
			counts = append(counts, kindsOfItems(q.Items)...)
			p.row(q.ID.Value, "`"+q.Canonical.Value+"`", strings.Join(items, "; "), strings.Join(counts, "; "))
		}
	}
	p.line("")
}

// kindsOfItems tells which answers hold otherwise than the rest.
func kindsOfItems(items []itemDoc) []string {
	var list []string
	for _, kind := range []struct {
		has  func(itemDoc) bool
		says string
	}{
		{func(it itemDoc) bool { return it.SameDay }, "hold for that day only"},
		{func(it itemDoc) bool { return it.NoToday }, "hold for that day only where they are denied"},
		{func(it itemDoc) bool { return it.Lasting }, "do not grow old where the answer is yes"},
		{func(it itemDoc) bool { return it.By.Value != "" }, "are for a clinician to say: answered by the patient, or by somebody close, they ask, but for the yes to a warning"},
	} {
		var names []string
		for _, it := range items {
			if kind.has(it) {
				names = append(names, "`"+it.Fact.Value+"`")
			}
		}
		if len(names) > 0 {
			list = append(list, strings.Join(names, ", ")+" "+kind.says)
		}
	}
	return list
}
