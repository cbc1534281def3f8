package cdshooks

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// lookup is what of a guideline is asked for by id again and again.
type lookup struct {
	verdicts  map[string]decision.Named
	level     map[string]int // by rising severity from 0
	urgencies map[string]decision.Named
	facts     map[string]decision.Fact
	groups    map[string]decision.Group
	screens   map[string]bool     // protected rules of the first step
	screened  map[string]int      // yes/no facts of the patient in those that give a verdict, with the level of the most severe
	rules     map[string][]string // facts by rule
	trials    map[string]string   // fact by option
	title     string
	listed    map[string]string // titles of the facts of a group
	escaped   map[string]string // texts that cards may hold, as they stand there
}

// top is the level of the most severe verdict; the levels begin at -1.
func (l *lookup) top() int { return len(l.level) - 2 }

// lookupOf prepares what is asked for by id.
func lookupOf(g *decision.Guideline) lookup {
	l := lookup{verdicts: map[string]decision.Named{}, level: map[string]int{}, urgencies: map[string]decision.Named{},
		facts: map[string]decision.Fact{}, groups: map[string]decision.Group{}, screens: map[string]bool{}, screened: map[string]int{}, rules: map[string][]string{}, trials: map[string]string{}, listed: map[string]string{}, title: g.FullTitle()}
	for i, v := range g.Verdicts() {
		l.verdicts[v.ID], l.level[v.ID] = v, i
	}
	open := g.NeedsInformation()
	l.verdicts[open.ID], l.level[open.ID] = open, -1
	for _, u := range g.Urgencies() {
		l.urgencies[u.ID] = u
	}
	titles := map[string]string{}
	for _, f := range g.Facts() {
		l.facts[f.ID] = f
		titles[f.ID] = f.Title
	}
	for _, group := range g.Groups() {
		l.groups[group.ID] = group
		l.listed[group.ID] = listed(group.Facts, titles)
	}
	steps := g.Steps()
	for _, r := range g.Rules() {
		l.rules[r.ID] = r.Facts
		if !r.Safety || len(steps) == 0 || r.Step != steps[0].ID {
			continue
		}
		l.screens[r.ID] = true
		level, verdict := l.level[r.Gives]
		for _, id := range r.Facts {
			if f := l.facts[id]; verdict && f.Type == decision.TypeBool && !f.SiteProfile {
				l.screened[id] = max(l.screened[id], level)
			}
		}
	}
	for _, o := range g.OptionRules() {
		l.trials[o.ID] = o.Trial
	}
	l.escaped = l.escapedTexts(g)
	return l
}

// escapedTexts are those of a guideline and its evidence that cards may hold.
func (l *lookup) escapedTexts(g *decision.Guideline) map[string]string {
	texts := []string{g.FullTitle()}
	for _, list := range [][]decision.Named{g.Verdicts(), g.Urgencies(), {g.NeedsInformation()}} {
		for _, n := range list {
			texts = append(texts, n.Title, n.Says)
		}
	}
	for _, r := range g.Rules() {
		texts = append(texts, r.Title, r.Says)
	}
	for _, o := range g.OptionRules() {
		texts = append(texts, o.Title)
	}
	for _, f := range g.Facts() {
		texts = append(texts, f.Question)
	}
	for _, group := range g.Groups() {
		texts = append(texts, group.Title, l.listed[group.ID])
	}
	for _, c := range g.Evidence().Claims() {
		texts = append(texts, c.Text)
	}
	for _, s := range g.Evidence().Sources() {
		texts = append(texts, s.Cite())
	}
	escaped := map[string]string{}
	for _, text := range texts {
		escaped[text] = escape(text)
	}
	return escaped
}

// listed are the titles of facts, one after the other.
func listed(facts []string, titles map[string]string) string {
	list := make([]string, len(facts))
	for i, fact := range facts {
		list[i] = titles[fact]
	}
	return strings.Join(list, "; ")
}
