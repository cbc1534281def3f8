package decision

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/model"
	"github.com/mskguide/mskguide/internal/place"
)

// site is something of a bundle that can be wrong.
type site struct {
	kind  model.EntryKind
	id    string
	words string // what it is called
	pos   place.Pos
}

func (m *Mutating) add(s site, kind model.MutantKind, says string, w wrong, edits ...model.Edit) {
	m.List = append(m.List, model.Mutant{Kind: kind, Entry: s.kind, Of: s.id, Pos: s.pos, Says: s.words + ": " + says, Edits: edits})
	m.wrong = append(m.wrong, w)
}

// number gives every mutant an id of its own.
func (m *Mutating) number() {
	seen := map[string]int{}
	for i := range m.List {
		k := &m.List[i]
		id := strings.ReplaceAll(string(k.Entry), " ", "-") + "/" + k.Of + "/" + string(k.Kind)
		seen[id]++
		k.ID = id + "/" + strconv.Itoa(seen[id])
	}
}

// everything makes the mistakes, by kind of entry and then in file order.
func (m *Mutating) everything() {
	c := &m.base.content
	for i, d := range c.Params {
		m.param(i, d)
	}
	for i, d := range c.Definitions {
		s := site{model.DefinitionEntry, d.ID.Value, "definition " + d.ID.Value, d.ID.Pos}
		m.condition(s, d.When, "", func(c *content) *place.Text { return &own(&c.Definitions)[i].When })
	}
	for i, d := range c.Rules {
		m.rule(i, d)
	}
	for i, d := range c.OptionCautions {
		s := site{model.OptionCautionEntry, d.ID.Value, "caution " + d.ID.Value + " of options", d.ID.Pos}
		m.condition(s, d.When, "the caution lost", func(c *content) *place.Text { return &own(&c.OptionCautions)[i].When })
	}
	for i, d := range c.Interventions {
		m.intervention(i, d)
	}
	for i, d := range c.Options {
		m.option(i, d)
	}
	m.barred()
	if c.Protocol != nil {
		for i, d := range c.Protocol.Items {
			m.item(i, d)
		}
	}
}

// own makes a list the caller's own, so that it can be written to.
func own[T any](list *[]T) []T {
	*list = slices.Clone(*list)
	return *list
}

// condition makes mistakes in a condition; lost says what it means that it never holds, "" where
// that is no mistake of its own.
func (m *Mutating) condition(s site, when place.Text, lost string, of func(*content) *place.Text) {
	if when.Value == "" {
		return
	}
	write := func(kind model.MutantKind, says, text string) {
		m.add(s, kind, says, wrong{content: func(c *content) { of(c).Value = text }}, model.Edit{Key: "when", Pos: when.Pos, Was: when.Value, Is: text})
	}
	if lost != "" {
		write(model.EntryLost, lost, "false")
	}
	for _, w := range m.wrongConditions(when.Value) {
		write(w.kind, w.says, w.text)
	}
}

func (m *Mutating) rule(i int, d ruleDoc) {
	what := "rule "
	if d.Gives.Value == caution {
		what = "caution "
	}
	s := site{model.RuleEntry, d.ID.Value, what + d.ID.Value, d.ID.Pos}
	m.condition(s, d.When, "the "+what+"lost", func(c *content) *place.Text { return &own(&c.Rules)[i].When })
	if level, ok := m.base.verdicts.at[d.Gives.Value]; ok && level > 0 {
		softer := m.base.g.verdicts[level-1].ID
		edits := []model.Edit{{Key: "gives", Pos: d.Gives.Pos, Was: d.Gives.Value, Is: softer}}
		if d.Urgency.Value != "" {
			edits = append(edits, model.Edit{Key: "urgency", Pos: d.Urgency.Pos, Was: d.Urgency.Value})
		}
		m.add(s, model.VerdictSoft, "the verdict softened from "+d.Gives.Value+" to "+softer, wrong{content: func(c *content) {
			r := &own(&c.Rules)[i]
			r.Gives.Value, r.Urgency = softer, place.Text{}
		}}, edits...)
	}
	if u, ok := m.base.urgencies.at[d.Urgency.Value]; ok {
		less, says := "", "the urgency "+d.Urgency.Value+" lost"
		if u+1 < len(m.base.g.urgencies) {
			less = m.base.g.urgencies[u+1].ID
			says = "the urgency softened from " + d.Urgency.Value + " to " + less
		}
		m.add(s, model.UrgencySoft, says, wrong{content: func(c *content) { own(&c.Rules)[i].Urgency.Value = less }},
			model.Edit{Key: "urgency", Pos: d.Urgency.Pos, Was: d.Urgency.Value, Is: less})
	}
	for k, a := range d.Also {
		id := fmt.Sprintf("%s/%d", d.ID.Value, k+1)
		s := site{model.FurtherEntry, id, fmt.Sprintf("further text %d of %s%s", k+1, what, d.ID.Value), a.When.Pos}
		m.condition(s, a.When, "the text lost", func(c *content) *place.Text { return &own(&own(&c.Rules)[i].Also)[k].When })
	}
}

func (m *Mutating) intervention(i int, d interventionDoc) {
	for k, w := range d.WithheldWhen {
		id := fmt.Sprintf("%s/%d", d.ID.Value, k+1)
		s := site{model.ReasonEntry, id, fmt.Sprintf("reason %d to withhold %s", k+1, d.ID.Value), w.When.Pos}
		m.condition(s, w.When, "the reason lost", func(c *content) *place.Text { return &own(&own(&c.Interventions)[i].WithheldWhen)[k].When })
	}
	s := site{model.InterventionEntry, d.ID.Value, "intervention " + d.ID.Value, d.ID.Pos}
	for k, id := range d.Cautions {
		m.add(s, model.CautionDropped, "the caution "+id.Value+" no longer goes with it", wrong{content: func(c *content) {
			of := &own(&c.Interventions)[i].Cautions
			*of = slices.Delete(own(of), k, k+1)
		}}, model.Edit{Key: "cautions", Pos: id.Pos, Was: id.Value})
	}
}

func (m *Mutating) option(i int, d optionDoc) {
	s := site{model.OptionEntry, d.ID.Value, "option " + d.ID.Value, d.ID.Pos}
	m.condition(s, d.When, "the option lost", func(c *content) *place.Text { return &own(&c.Options)[i].When })
	other := otherStance(d.Stance)
	m.add(s, model.StanceChanged, "the stance changed from "+string(d.Stance)+" to "+string(other),
		wrong{content: func(c *content) { own(&c.Options)[i].Stance = other }}, model.Edit{Key: "stance", Pos: d.ID.Pos, Was: string(d.Stance), Is: string(other)})
}

// otherStance is the mistake that is made most easily: to offer what nobody recommends, or to offer
// it more or less warmly.
func otherStance(s Stance) Stance {
	switch s {
	case StanceMay:
		return StanceRecommend
	case StanceAgainst:
		return StanceNoRecommendation
	}
	return StanceMay
}

// barred drops what bars all options, one at a time.
func (m *Mutating) barred() {
	d := m.base.content.OptionsBarred
	if d == nil {
		return
	}
	s := site{model.BarEntry, "options_barred", "what bars all options", d.Pos}
	drop := func(list []place.Text, key, words string, of func(*barredDoc) *[]place.Text) {
		for i, id := range list {
			m.add(s, model.BarDropped, words+" "+id.Value+" dropped", wrong{content: func(c *content) {
				bar := *c.OptionsBarred
				of := of(&bar)
				*of = slices.Delete(own(of), i, i+1)
				if c.OptionsBarred = &bar; len(bar.Groups)+len(bar.Verdicts) == 0 {
					c.OptionsBarred = nil
				}
			}}, model.Edit{Key: key, Pos: id.Pos, Was: id.Value})
		}
	}
	drop(d.Groups, "groups", "the group", func(b *barredDoc) *[]place.Text { return &b.Groups })
	drop(d.Verdicts, "verdicts", "the verdict", func(b *barredDoc) *[]place.Text { return &b.Verdicts })
}

func (m *Mutating) item(i int, d protocolItemDoc) {
	if d.When.Value == "" {
		return
	}
	s := site{model.ItemEntry, d.ID.Value, "protocol item " + d.ID.Value, d.ID.Pos}
	of := func(c *content) *place.Text {
		p := *c.Protocol
		c.Protocol = &p
		return &own(&p.Items)[i].When
	}
	m.condition(s, d.When, "the instruction lost", of)
	m.add(s, model.GateLost, "the gate lost: shown whatever else", wrong{content: func(c *content) { of(c).Value = "true" }},
		model.Edit{Key: "when", Pos: d.When.Pos, Was: d.When.Value, Is: "true"})
}

// param gives a param another value: of a number the next ones, of a choice each other one.
func (m *Mutating) param(i int, d paramDoc) {
	p := &m.base.g.params[i]
	if !p.Set {
		return
	}
	s := site{model.ParamEntry, d.ID.Value, "param " + d.ID.Value, d.ID.Pos}
	nudge := func(text string, number float64) {
		m.add(s, model.ParamNudged, nudged(p, text), wrong{params: func(list []Param) {
			list[i].Value, list[i].number = text, number
			if !p.numeric() {
				list[i].text = text
			}
		}}, model.Edit{Key: "value", Pos: d.ID.Pos, Was: p.Value, Is: text})
	}
	if !p.numeric() {
		for _, c := range p.Choices {
			if c != p.text {
				nudge(c, 0)
			}
		}
		return
	}
	for _, x := range beside(p.number) {
		if x >= p.min && x <= p.max && (p.Type == TypeNumber || x == math.Trunc(x)) {
			nudge(formatNumber(x), x)
		}
	}
}

// nudged says what became of the value of a param.
func nudged(p *Param, text string) string {
	if p.numeric() {
		return "nudged from " + p.Value + unit(p.Unit) + " to " + text + unit(p.Unit)
	}
	return "chosen otherwise: " + text + " instead of " + p.Value
}
