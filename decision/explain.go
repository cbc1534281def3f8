package decision

import (
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// Truth is what is known of a condition.
type Truth string

// What a condition can be. The zero value is none of them.
const (
	Holds     Truth = "holds" // in every completion of what is known
	Fails     Truth = "fails" // in none
	Undecided Truth = "open"  // in some
)

// Explanation is a decision with the truth of every condition in words.
type Explanation struct {
	Decision *Decision   `json:"decision"`
	Rules    []RuleTruth `json:"rules"` // in file order

	Barred  *Explained    `json:"barred,omitempty"` // what bars every option
	Options []OptionTruth `json:"options"`          // in file order
}

// RuleTruth is one rule and how its condition comes out.
type RuleTruth struct {
	Rule      string    `json:"rule"`
	Step      string    `json:"step"`
	Gives     string    `json:"gives"`
	Title     string    `json:"title"`
	Off       string    `json:"off,omitempty"` // why the rule is off in this guideline
	Condition Explained `json:"condition"`
}

// Explained is a condition in words, its truth, and the parts it is made of. A definition
// is one line: its title, with what it stands for below.
type Explained struct {
	Says    string      `json:"says"`
	Truth   Truth       `json:"truth"`
	Given   string      `json:"given,omitempty"`   // what is known of the fact
	Unknown []string    `json:"unknown,omitempty"` // facts that decide it and are not known
	Parts   []Explained `json:"parts,omitempty"`
}

// Explain decides and says of every rule why it holds, does not, or is open.
func (g *Guideline) Explain(facts any) (*Explanation, error) {
	c, err := g.Case(facts)
	if err != nil {
		return nil, err
	}
	x := &Explanation{Decision: g.DecideCase(c), Rules: []RuleTruth{}}
	for i := range g.rules {
		r := &g.rules[i]
		k := g.explain(c, g.compiled[i].when)
		if g.compiled[i].gate != gateNone {
			k = g.explainGate(c, i, k)
		}
		x.Rules = append(x.Rules, RuleTruth{Rule: r.ID, Step: r.Step, Gives: r.Gives, Title: r.Title, Off: r.Off, Condition: k})
	}
	x.Barred, x.Options = g.explainBar(c), g.explainOptions(c)
	return x, nil
}

// explain puts a condition in words. Truth is exact for each part by itself.
func (g *Guideline) explain(c *Case, k *condition) Explained {
	out := Explained{Says: g.words(k)}
	out.Truth, out.Unknown = g.truth(c, g.formula(k))
	switch k.op {
	case opFact, opChoice, opCompare:
		out.Given = g.given(c, k.fact)
	case opDefinition:
		out.Says = g.definitionTitle(k.name)
		if body := g.explain(c, k.kids[0]); len(body.Parts) > 0 {
			out.Parts = body.Parts
		} else {
			out.Parts = []Explained{body}
		}
	case opNot, opAnd, opOr:
		for _, kid := range k.kids {
			part := g.explain(c, kid)
			if kid.op == k.op && k.op != opNot { // a and (b and c) reads as a, b and c
				out.Parts = append(out.Parts, part.Parts...)
			} else {
				out.Parts = append(out.Parts, part)
			}
		}
	}
	return out
}

func (g *Guideline) explainGate(c *Case, rule int, k Explained) Explained {
	which := g.compiled[rule].gate
	gate := Explained{Says: "of the outcome measures that are known, none reaches its important change"}
	if which == gateAnyWorse {
		gate.Says = "of the outcome measures that are known, one is worse by its important change"
	}
	gate.Truth, gate.Unknown = g.truth(c, g.gateFormula(which))
	out := Explained{Says: "all of", Parts: []Explained{k, gate}}
	out.Truth, out.Unknown = g.truth(c, g.ruleFormula(rule))
	return out
}

func (g *Guideline) truth(c *Case, f *logic.Formula) (Truth, []string) {
	k, err := g.engine.Ask(f, &c.inner)
	switch {
	case err != nil: // cannot be: the formula is part of one that was compiled
		return Undecided, nil
	case k.Certain:
		return Holds, nil
	case !k.Possible:
		return Fails, nil
	}
	var unknown []string
	for f := range g.factsOf(k.Missing).All() {
		if !c.known(f) {
			unknown = append(unknown, g.facts[f].ID)
		}
	}
	return Undecided, unknown
}

func (g *Guideline) definitionTitle(id string) string {
	for _, d := range g.defs {
		if d.ID == id {
			return d.Title
		}
	}
	return id
}

// words puts a condition in words.
func (g *Guideline) words(k *condition) string {
	switch k.op {
	case opConstant:
		if k.value {
			return "always"
		}
		return "never"
	case opFact:
		return g.facts[k.fact].Title
	case opChoice:
		f := &g.facts[k.fact]
		var titles []string
		for i := range f.Choices {
			if k.choices.Has(i) {
				titles = append(titles, f.Choices[i].Title)
			}
		}
		if len(titles) == 0 {
			return f.Title + " is none of its choices"
		}
		return f.Title + " is " + orList(titles)
	case opCompare:
		f := &g.facts[k.fact]
		return f.Title + " is " + comparisonWords(k.cmp) + formatNumber(k.bound) + unit(f.Unit)
	case opOpaque:
		o := &g.opaque[k.opaque]
		return g.termWords(o.left) + " is " + comparisonWords(o.cmp) + g.termWords(o.right)
	case opDefinition:
		return g.definitionTitle(k.name)
	case opNot:
		return "not: " + g.words(k.kids[0])
	case opAnd:
		return "all of"
	}
	return "any of"
}

func (g *Guideline) termWords(t *term) string {
	switch t.op {
	case 'n':
		return formatNumber(t.value)
	case 'f':
		return g.facts[t.fact].Title
	}
	operator := " divided by "
	switch t.op {
	case '+':
		operator = " plus "
	case '-':
		operator = " minus "
	case '*':
		operator = " times "
	}
	side := func(s *term) string {
		if s.op == 'n' || s.op == 'f' {
			return g.termWords(s)
		}
		return "(" + g.termWords(s) + ")"
	}
	return side(t.left) + operator + side(t.right)
}

// given says what is known of a fact.
func (g *Guideline) given(c *Case, fact int) string {
	f := &g.facts[fact]
	if f.numeric() {
		n := c.encoding.Numbers[g.layout.numberOf[fact]]
		if n.IsUnknown() {
			return "not recorded"
		}
		return n.String() + unit(f.Unit)
	}
	set := c.inner.Set(fact)
	if c.silent(fact) {
		return "not recorded"
	}
	if f.Type == TypeBool {
		return Known(set.First() == 1).String()
	}
	var titles []string
	for i := range f.Choices {
		if set.Has(i) {
			titles = append(titles, f.Choices[i].Title)
		}
	}
	return orList(titles)
}

func orList(titles []string) string {
	if len(titles) == 1 {
		return titles[0]
	}
	last := len(titles) - 1
	return strings.Join(titles[:last], ", ") + " or " + titles[last]
}

func comparisonWords(op string) string {
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
