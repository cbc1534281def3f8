package decision

import (
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// laid is all that is declared, over the plane. Rules and options of the model are laid
// already.
func (p *plane) laid(g *Guideline, m *model.Guideline) []model.Laid {
	declared := g.declared()
	inventory := g.inventory(declared)
	out := make([]model.Laid, len(inventory))
	l := layingEntries{p, g, m, map[string]*logic.Formula{}}
	for i := range inventory {
		e := &out[i]
		e.Entry = &inventory[i]
		if c := declared[i].condition; c != nil {
			e.When, e.Parts = p.whole(g, c), p.conjuncts(g, c)
		}
		l.shown(e, declared[i].of)
		if p.written {
			p.write(g, e, declared[i].condition)
		}
		if e.Kind == model.RuleEntry {
			l.rules[e.ID] = e.When
		}
	}
	return out
}

type layingEntries struct {
	*plane
	g     *Guideline
	m     *model.Guideline
	rules map[string]*logic.Formula
}

// shown finds where an answer has an entry.
func (l *layingEntries) shown(e *model.Laid, of string) {
	switch e.Kind {
	case model.RuleEntry:
		i := slices.IndexFunc(l.m.Rules, func(r model.Rule) bool { return r.ID == e.ID })
		e.When = l.m.Rules[i].When
		e.Shown = e.When
	case model.FurtherEntry:
		e.Shown = logic.And(l.rules[of], e.When)
	case model.OptionEntry:
		i := slices.IndexFunc(l.m.Options, func(o model.Option) bool { return o.ID == e.ID })
		e.Shown = l.m.Options[i].Shown
	case model.OptionCautionEntry:
		e.Shown = l.besideOptions(e)
	case model.ItemEntry:
		if e.When == nil {
			e.When = logic.True()
		}
		e.Shown = logic.And(e.When, l.verdict(0))
	case model.ComparisonEntry:
		e.Shown = e.When
		if bar := l.g.comparison.bar; bar != nil {
			e.Shown = logic.And(e.When, logic.Not(l.atLeast(bar.level)))
		}
	case model.VerdictEntry:
		e.Shown = l.verdict(slices.Index(l.m.Verdicts, e.ID))
	case model.EducationEntry:
		e.Shown = l.lesson(e.ID)
	default:
		e.Shown = e.When
	}
}

// besideOptions is where a caution stands beside an option that is shown; nil for one that no
// option has.
func (l *layingEntries) besideOptions(e *model.Laid) *logic.Formula {
	var any []*logic.Formula
	for i := range l.g.options.rules {
		if slices.Contains(l.g.options.rules[i].Cautions, e.ID) {
			any = append(any, l.m.Options[i].Shown)
		}
	}
	if any == nil {
		return nil
	}
	return logic.And(e.When, logic.Or(any...))
}

// lesson is where an education item is shown: beside its verdicts, or everywhere.
func (l *layingEntries) lesson(id string) *logic.Formula {
	i := slices.IndexFunc(l.g.lessons, func(e Education) bool { return e.ID == id })
	verdicts := l.g.lessons[i].Verdicts
	if len(verdicts) == 0 || slices.Contains(verdicts, needsInformation) {
		return logic.True()
	}
	var any []*logic.Formula
	for _, v := range verdicts {
		any = append(any, l.verdict(slices.Index(l.m.Verdicts, v)))
	}
	return logic.Or(any...)
}

func (l *layingEntries) atLeast(level int) *logic.Formula {
	var any []*logic.Formula
	for _, r := range l.m.Rules {
		if r.Level >= level {
			any = append(any, r.When)
		}
	}
	return logic.Or(any...)
}

func (l *layingEntries) verdict(level int) *logic.Formula {
	return logic.And(l.atLeast(level), logic.Not(l.atLeast(level+1)))
}

// conjuncts takes a condition apart where it joins others by "and".
func (p *plane) conjuncts(g *Guideline, c *condition) (out []model.Part) {
	kids := []*condition{c}
	if c.op == opAnd {
		kids = c.kids
	}
	for _, k := range kids {
		part := model.Part{Written: g.partText(k), When: p.whole(g, k)}
		if k.op == opDefinition {
			part.Named = k.name
		}
		out = append(out, part)
	}
	return out
}

// partText writes a condition with the definitions and params that it names.
func (g *Guideline) partText(c *condition) string {
	switch {
	case c.op == opDefinition:
		return c.name
	case c.op == opNot && c.kids[0].op == opDefinition:
		return "not " + c.kids[0].name
	case c.op == opCompare && len(c.params) == 1 && c.under != nil:
		return g.facts[c.fact].ID + " " + c.cmp + " " + g.params[c.params[0]].ID
	case c.op == opConstant && len(c.params) == 1 && c.values != nil:
		return g.paramIsOneOf(c)
	case c.op == opNot && c.kids[0].op == opFact:
		return "not " + g.partText(c.kids[0])
	case c.op == opNot:
		return "not (" + g.partText(c.kids[0]) + ")"
	case c.op == opChoice && c.choices.Len() == 1:
		return g.facts[c.fact].ID + " == " + strconv.Quote(g.facts[c.fact].Choices[c.choices.First()].ID)
	case c.op == opAnd || c.op == opOr:
		return g.joinedText(c)
	}
	return g.source(c)
}

func (g *Guideline) paramIsOneOf(c *condition) string {
	text := g.params[c.params[0]].ID
	switch {
	case g.params[c.params[0]].Type == TypeBool:
		if len(c.values) == 1 && c.values[0] == "false" {
			return "not " + text
		}
		return text
	case len(c.values) == 1:
		return text + ` == "` + c.values[0] + `"`
	}
	text += " in ["
	for i, v := range c.values {
		if i > 0 {
			text += ", "
		}
		text += `"` + v + `"`
	}
	return text + "]"
}

func (g *Guideline) joinedText(c *condition) string {
	joint := " and "
	if c.op == opOr {
		joint = " or "
	}
	text := ""
	for i, k := range c.kids {
		if i > 0 {
			text += joint
		}
		if side := g.partText(k); k.op == opAnd || k.op == opOr {
			text += "(" + side + ")"
		} else {
			text += side
		}
	}
	return text
}
