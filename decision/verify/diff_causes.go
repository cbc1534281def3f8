package verify

import (
	"maps"
	"regexp"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// causes finds that but for which cases with the same two verdicts would not get another: of
// every rule that gives a verdict above the lesser of the two, where it holds on one side only;
// and of the rules that give the lesser one, where none of them gave it on the other side too.
func (c *comparer) causes(cases logic.Cases, before, after int, d *Difference) []Cause {
	lesser := min(c.rank[c.sides[0].verdict(before)], c.rank[c.sides[1].verdict(after)])
	ids := map[string]bool{}
	levels := [2]int{before, after}
	for of, s := range c.sides {
		gained := c.space.None() // where this side gives the lesser verdict, and by no rule of the other
		if c.rank[s.verdict(levels[of])] == lesser {
			gained = c.space.Minus(cases, c.kept(of, lesser))
		}
		for i, r := range s.model.Rules {
			if r.Level < 0 || c.rank[s.verdict(r.Level)] < lesser {
				continue
			}
			within := cases
			if c.rank[s.verdict(r.Level)] == lesser {
				within = gained
			}
			if alone := c.space.Minus(c.space.And(within, s.holds[i]), c.twin(of, i)); !alone.Empty() {
				ids[r.ID] = true
			}
		}
	}
	return c.named(ids, d)
}

// twin is where the same rule gives the same verdict on the other side.
func (c *comparer) twin(of, rule int) logic.Cases {
	s, other := c.sides[of], c.sides[1-of]
	r := &s.model.Rules[rule]
	i, known := other.rule[r.ID]
	if !known || other.verdict(other.model.Rules[i].Level) != s.verdict(r.Level) {
		return c.space.None()
	}
	return other.holds[i]
}

// kept is where some rule gives a verdict on both sides.
func (c *comparer) kept(of, rank int) logic.Cases {
	s := c.sides[of]
	out := c.space.None()
	for i, r := range s.model.Rules {
		if r.Level >= 0 && c.rank[s.verdict(r.Level)] == rank {
			out = c.space.Or(out, c.space.And(s.holds[i], c.twin(of, i)))
		}
	}
	return out
}

// named lists rules as causes, and the definitions and params behind them that are not the same.
func (c *comparer) named(rules map[string]bool, d *Difference) []Cause {
	out := []Cause{}
	behind := map[string]bool{}
	for _, s := range c.sides {
		names := map[string]bool{}
		for i := range s.content.list {
			e := &s.content.list[i]
			if e.kind != "rule" || !rules[e.id] {
				continue
			}
			s.content.names(e, names)
			if !slices.ContainsFunc(out, func(k Cause) bool { return k.ID == e.id }) {
				out = append(out, d.cause("rule", e.id, "gives", "when", "measures"))
			}
		}
		maps.Copy(behind, names)
	}
	for i := range d.Changes {
		e := &d.Changes[i]
		if !behind[e.ID] {
			continue
		}
		var k Cause
		switch e.Kind {
		case "definition":
			k = d.cause(e.Kind, e.ID, "when")
		case "param":
			k = d.cause(e.Kind, e.ID, "value")
		default:
			continue
		}
		if len(k.Aspects) > 0 {
			out = append(out, k)
		}
	}
	return out
}

// cause is what came of something, with those of its aspects that matter for a verdict. A rule
// that is written as it was holds elsewhere because of what it names.
func (d *Difference) cause(kind, id string, aspects ...string) Cause {
	k := Cause{Kind: kind, ID: id, How: Changed}
	if e := d.entry(kind, id); e != nil {
		k.How = e.How
		for _, name := range aspects {
			if a, ok := e.aspect(name); ok {
				a.Wording = false
				k.Aspects = append(k.Aspects, a)
			}
		}
	}
	return k
}

var (
	quotedText = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	nameInText = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)
)

// names notes every name in a condition, and in the definitions that it names.
func (c *content) names(e *entry, out map[string]bool) {
	when, ok := find(e.aspects(), "when")
	if !ok {
		return
	}
	for _, name := range nameInText.FindAllString(quotedText.ReplaceAllString(when.text, ""), -1) {
		if out[name] {
			continue
		}
		out[name] = true
		if d, ok := c.find("definition", name); ok {
			c.names(d, out)
		}
	}
}
