package decision

import (
	"math"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Phrase is a condition in words: whole, such as "age: less than 18 years", or how its parts
// join, such as "all of". It is made of the titles, units and choices of the bundle.
type Phrase struct {
	Says       string   // for a definition its title
	Definition string   // the definition that the line stands for; "" for none
	Params     []string // the params that it takes its value from
	Parts      []Phrase
}

// String is the phrase on one line, with its parts in brackets.
func (p Phrase) String() string {
	if len(p.Parts) == 0 {
		return p.Says
	}
	parts := make([]string, len(p.Parts))
	for i, part := range p.Parts {
		parts[i] = part.String()
	}
	return p.Says + " (" + strings.Join(parts, "; ") + ")"
}

// spoken is a phrase that still knows the condition it puts in words.
type spoken struct {
	says       string
	definition string
	params     []string
	whole      *condition // nil: none but the gate
	gate       gate
	parts      []spoken
}

func (s *spoken) phrase() Phrase {
	p := Phrase{Says: s.says, Definition: s.definition, Params: s.params}
	for i := range s.parts {
		p.Parts = append(p.Parts, s.parts[i].phrase())
	}
	return p
}

// speakRule puts a rule's condition in words, with its gate on the measures.
func (g *Guideline) speakRule(i int) spoken {
	c := &g.compiled[i]
	if c.gate == gateNone {
		return g.speak(c.when, false)
	}
	words := map[gate]string{
		gateNoneReached: "of the outcome measures that are known, none reaches its important change",
		gateAnyWorse:    "of the outcome measures that are known, one is worse by its important change",
	}
	measured := spoken{says: words[c.gate], gate: c.gate}
	if c.when.op == opConstant && c.when.value && c.when.params == nil {
		return measured
	}
	both := spoken{says: allOf, whole: c.when, gate: c.gate}
	g.speakParts(&condition{op: opAnd, kids: []*condition{c.when}}, &both)
	both.parts = append(both.parts, measured)
	return both
}

// formulaOf is the condition behind the words.
func (g *Guideline) formulaOf(s *spoken) *logic.Formula {
	switch {
	case s.whole == nil:
		return g.gateFormula(s.gate)
	case s.gate == gateNone:
		return g.formula(s.whole)
	}
	return logic.And(g.formula(s.whole), g.gateFormula(s.gate))
}

// How parts join, and how they do under a "not".
const (
	allOf      = "all of"
	anyOf      = "any of"
	notAllOf   = "not all of"
	noneOfThem = "none of"
)

// speak puts a condition in words. A "not" is carried down to what it denies, as far as words
// allow it: "fever: no", "at most 4 hours", "none of".
func (g *Guideline) speak(k *condition, denied bool) spoken {
	out := spoken{whole: k}
	if denied {
		out.whole = &condition{op: opNot, kids: []*condition{k}}
	}
	switch k.op {
	case opNot:
		return g.speak(k.kids[0], !denied)
	case opConstant:
		out.says = g.constantWords(k, denied)
	case opFact:
		out.says = g.facts[k.fact].Title + ": " + Known(!denied).String()
	case opChoice:
		out.says = g.facts[k.fact].choiceWords(k, denied)
	case opCompare:
		f := &g.facts[k.fact]
		out.says = f.Title + ": " + comparisonWords(k.cmp, denied) + formatNumber(k.bound) + unit(f.Unit)
	case opOpaque:
		out.says = g.opaqueWords(&g.opaque[k.opaque], denied)
	case opDefinition:
		out.says, out.definition = not(denied)+g.definitionTitle(k.name), k.name
	default:
		out.says = joinWords(k.op, denied)
		g.speakParts(k, &out)
	}
	out.params = g.paramsOf(k)
	return out
}

// paramsOf lists the params whose values are in a condition without parts, each once.
func (g *Guideline) paramsOf(k *condition) []string {
	var ids []string
	for _, p := range k.params {
		if id := g.params[p].ID; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// speakParts flattens: a and (b and c) reads as a, b and c.
func (g *Guideline) speakParts(k *condition, out *spoken) {
	for _, kid := range k.kids {
		if kid.op == k.op {
			g.speakParts(kid, out)
		} else {
			out.parts = append(out.parts, g.speak(kid, false))
		}
	}
}

func joinWords(op conditionOp, denied bool) string {
	switch {
	case op == opAnd && denied:
		return notAllOf
	case op == opAnd:
		return allOf
	case denied:
		return noneOfThem
	}
	return anyOf
}

func not(denied bool) string {
	if denied {
		return "not so: "
	}
	return ""
}

func (g *Guideline) constantWords(k *condition, denied bool) string {
	if k.params != nil && k.under != nil { // else several params decide it together
		p := &g.params[k.params[0]]
		var values []string
		for _, v := range p.Choices {
			if slices.Contains(k.values, v) != denied {
				values = append(values, v)
			}
		}
		if len(values) > 0 {
			return "param " + p.ID + ": " + orList(values)
		}
	}
	if k.value != denied {
		return "always"
	}
	return "never"
}

// choiceWords names the choices with which the condition holds, or those with which it does
// not, whichever are fewer.
func (f *Fact) choiceWords(k *condition, denied bool) string {
	var in, out []string
	for i := range f.Choices {
		if k.choices.Has(i) != denied {
			in = append(in, f.Choices[i].Title)
		} else {
			out = append(out, f.Choices[i].Title)
		}
	}
	switch {
	case len(in) == 0:
		return f.Title + ": none of its choices"
	case len(out) == 0:
		return f.Title + ": any of its choices"
	case len(in) <= len(out):
		return f.Title + ": " + orList(in)
	case len(out) == 1:
		return f.Title + ": not " + out[0]
	case len(out) == 2 && !anyIsList(out):
		return f.Title + ": neither " + out[0] + " nor " + out[1]
	}
	return f.Title + ": none of " + strings.Join(out, "; ")
}

// opaqueWords denies a comparison by its opposite, unless a term may be no number at all.
func (g *Guideline) opaqueWords(o *opaque, denied bool) string {
	both := math.IsInf(g.largest(o.left)+g.largest(o.right), 0)
	prefix := not(denied && both)
	return prefix + g.termWords(o.left) + " is " + comparisonWords(o.cmp, denied && !both) + g.termWords(o.right)
}

func (g *Guideline) termWords(t *term) string {
	switch t.op {
	case 'n':
		return formatNumber(t.value)
	case 'f':
		return g.facts[t.fact].Title
	}
	operator := map[byte]string{'+': " plus ", '-': " minus ", '*': " times ", '/': " divided by "}[t.op]
	side := func(s *term) string {
		if s.op == 'n' || s.op == 'f' {
			return g.termWords(s)
		}
		return "(" + g.termWords(s) + ")"
	}
	return side(t.left) + operator + side(t.right)
}

func (g *Guideline) definitionTitle(id string) string {
	for i := range g.defs {
		if g.defs[i].ID == id {
			return g.defs[i].Title
		}
	}
	return id
}

// orList joins titles. Where one of them is a list itself, semicolons keep them apart.
func orList(titles []string) string {
	last := len(titles) - 1
	switch {
	case last == 0:
		return titles[0]
	case anyIsList(titles):
		return "one of " + strings.Join(titles, "; ")
	}
	return strings.Join(titles[:last], ", ") + " or " + titles[last]
}

func anyIsList(titles []string) bool {
	return slices.ContainsFunc(titles, func(t string) bool { return strings.Contains(t, ",") || strings.Contains(t, " or ") })
}

func comparisonWords(op string, denied bool) string {
	if denied {
		op = map[string]string{"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}[op]
	}
	switch op {
	case "==":
		return "exactly "
	case "!=":
		return "other than "
	case "<":
		return "less than "
	case "<=":
		return "at most "
	case ">":
		return "more than "
	}
	return "at least "
}
