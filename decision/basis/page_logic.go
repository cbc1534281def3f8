package basis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// logic is how the answer follows: the rules that hold in words, those that are open by what they
// wait for, and how many do not hold.
func (p *pages) logic() Section {
	s := Section{Title: "How the answer follows"}
	s.text("Every rule of every step is looked at. A rule holds, fails or is open; the most severe verdict of a rule that holds stands. " +
		"Cautions move no verdict. In brackets stands what is known.")
	definitions := map[string]bool{}
	var items []Item
	for _, step := range p.g.Steps() {
		items = append(items, p.step(step, definitions))
	}
	s.list(items)
	items = p.definitions(definitions)
	if len(items) > 0 {
		s.text("What the named conditions in these rules stand for:")
		s.list(items)
	}
	return s
}

// definitions are those that conditions named, and those that these name, in file order.
func (p *pages) definitions(met map[string]bool) []Item {
	items := map[string]Item{}
	for more := true; more; {
		more = false
		for _, d := range p.x.Definitions {
			if _, done := items[d.Definition]; done || !met[d.Definition] || d.Off != "" {
				continue
			}
			items[d.Definition] = Item{Mark: string(d.When.Truth), Text: d.Title, Items: []Item{p.condition(d.When, met)}}
			more = true
		}
	}
	var out []Item
	for _, d := range p.x.Definitions {
		if it, ok := items[d.Definition]; ok {
			out = append(out, it)
		}
	}
	return out
}

// step is the rules of a step. Of those that are open, the ones that could change the verdict
// stand with what they wait for.
func (p *pages) step(step decision.Named, definitions map[string]bool) Item {
	out := Item{Text: step.Title}
	for _, s := range p.d.Steps {
		if s.ID == step.ID {
			out.Text += " (" + inWords(string(s.Status)) + ")"
		}
	}
	var waiting []Item
	var idle, cautions []string
	fails, off := 0, 0
	for _, r := range p.x.Rules {
		switch {
		case r.Step != step.ID:
		case r.Off != "":
			off++
		case r.When.Truth == decision.Fails:
			fails++
		case r.When.Truth == decision.Holds:
			out.Items = append(out.Items, Item{Mark: string(decision.Holds), Text: p.rule(r), Items: []Item{p.condition(r.When, definitions)}})
		case p.level(r.Gives) < 0:
			cautions = append(cautions, r.Title)
		case p.level(r.Gives) <= p.level(p.d.Verdict) && !p.moreUrgent(r):
			idle = append(idle, r.Title)
		default:
			waiting = append(waiting, Item{Mark: string(decision.Undecided), Text: p.rule(r) + ": waits for " + strings.Join(p.titles(r.When.Unknown), "; ")})
		}
	}
	out.Items = append(out.Items, waiting...)
	for _, more := range []struct {
		says   string
		titles []string
	}{{"Open, and could not change the verdict", idle}, {"Cautions that are open", cautions}} {
		if len(more.titles) > 0 {
			out.Items = append(out.Items, Item{Text: more.says + ": " + strings.Join(more.titles, "; ") + "."})
		}
	}
	rest := capital(count(fails, "rule does not hold", "rules do not hold"))
	if off > 0 {
		rest += fmt.Sprintf("; %s off by local policy", count(off, "is", "are"))
	}
	out.Items = append(out.Items, Item{Text: rest + "."})
	return out
}

// moreUrgent reports that a rule that is open gives the same verdict and could make it more urgent.
func (p *pages) moreUrgent(r decision.RuleTruth) bool {
	return r.Gives == p.d.Verdict && slices.ContainsFunc(r.When.Unknown, func(f string) bool { return slices.Contains(p.d.UrgencyMissing, f) })
}

// level is the severity of a verdict, -1 for what is none.
func (p *pages) level(id string) int {
	return slices.IndexFunc(p.g.Verdicts(), func(v decision.Named) bool { return v.ID == id })
}

// rule names a rule and what it gives. Beside a verdict that is told alone, nothing is said of
// what others would give by themselves.
func (p *pages) rule(r decision.RuleTruth) string {
	switch v := p.verdict(r.Gives).Title; {
	case p.level(r.Gives) < 0:
		return fmt.Sprintf("%s (%s; a caution)", r.Title, r.Rule)
	case r.Gives == p.d.Verdict:
		return fmt.Sprintf("%s (%s; gives the answer)", r.Title, r.Rule)
	case p.g.BarsOptions(p.d.Verdict):
		return fmt.Sprintf("%s (%s)", r.Title, r.Rule)
	default:
		return fmt.Sprintf("%s (%s; by itself: %s)", r.Title, r.Rule, v)
	}
}

// condition is a condition in words with its parts, and notes the definitions it names.
func (p *pages) condition(x decision.Explained, definitions map[string]bool) Item {
	it := Item{Mark: string(x.Truth), Text: x.Says}
	if x.Given != "" {
		it.Text += " [" + short(x.Given) + "]"
	}
	if x.Definition != "" && definitions != nil {
		definitions[x.Definition] = true
	}
	for _, part := range x.Parts {
		it.Items = append(it.Items, p.condition(part, definitions))
	}
	return it
}

// besides is what else the answer says: cautions and other things to do.
func (p *pages) besides() Section {
	s := Section{Title: "What else it says"}
	var items []Item
	possible := []string{}
	for _, c := range p.d.Cautions {
		if c.Possible {
			possible = append(possible, p.ruleTitle(c.Rule))
			continue
		}
		items = append(items, Item{Text: p.ruleTitle(c.Rule) + ": " + c.Says + claims(c.Claims)})
	}
	if len(items)+len(possible) > 0 {
		s.text("Cautions:")
		s.list(items)
		if len(possible) > 0 {
			s.text("Possible, as far as is recorded: " + strings.Join(possible, "; ") + ".")
		}
	}
	items, possible = nil, nil
	for _, o := range p.d.Options {
		if o.Possible {
			possible = append(possible, o.Title+" ("+stance(o)+")")
			continue
		}
		items = append(items, Item{Text: fmt.Sprintf("%s: %s. %s%s", o.Title, stance(o), o.Says, claims(o.Claims))})
	}
	if len(items)+len(possible) > 0 {
		s.text("Other things to do, none of them chosen beforehand:")
		s.list(items)
		if len(possible) > 0 {
			s.text("Possible, as far as is recorded, and not offered before more is known: " + strings.Join(possible, "; ") + ".")
		}
	}
	return s
}

func (p *pages) ruleTitle(id string) string {
	for _, r := range p.x.Rules {
		if r.Rule == id {
			return r.Title
		}
	}
	return id
}

func stance(o decision.Option) string {
	text := inWords(string(o.Stance))
	if c := inWords(o.Certainty.String()); c != "" {
		text += ", " + c + " certainty"
	}
	return text
}

func claims(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return " [" + strings.Join(ids, ", ") + "]"
}
