package decision

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

const explanationSchema = "mskguide.explanation/1"

// Truth is what is known of a condition.
type Truth string

// What a condition can be. The zero value is none of them.
const (
	Holds     Truth = "holds" // in every completion of what is known
	Fails     Truth = "fails" // in none
	Undecided Truth = "open"  // in some
)

// Explanation is a decision with the truth of every condition in words. As JSON it is the
// document mskguide.explanation/1.
type Explanation struct {
	Schema         string            `json:"schema"`
	Decision       *Decision         `json:"decision"`
	Given          []GivenFact       `json:"given"`            // in asking order
	CouldNotMatter []string          `json:"could_not_matter"` // of what is not recorded: groups that are wholly so, then single facts
	Rules          []RuleTruth       `json:"rules"`            // in file order
	Definitions    []DefinitionTruth `json:"definitions"`      // in file order
	Barred         *Explained        `json:"barred,omitempty"` // what bars every option
	Options        []OptionTruth     `json:"options"`          // in file order
}

// GivenFact is a fact of which something is known.
//
// It could matter when the verdict turns on it while all else stays as it is: there are two
// complete cases that agree with everything known of the other facts, differ in this fact
// only, and have different verdicts. Two facts that each settle the verdict by themselves
// therefore both could not matter. For a fact of which nothing is known that is what being
// missing means; those that are not missing could not matter. Where a decision is not exact,
// too much may be said to matter, never too little.
type GivenFact struct {
	Fact        string `json:"fact"`
	Title       string `json:"title"`
	Value       string `json:"value"`            // in words
	Partly      bool   `json:"partly,omitempty"` // not narrowed to one value
	CouldMatter bool   `json:"could_matter"`
}

// RuleTruth is one rule and how its condition comes out.
type RuleTruth struct {
	Rule  string    `json:"rule"`
	Step  string    `json:"step"`
	Gives string    `json:"gives"`
	Title string    `json:"title"`
	Off   string    `json:"off,omitempty"` // why the rule is off in this guideline
	When  Explained `json:"when"`
}

// DefinitionTruth is one definition and how its condition comes out.
type DefinitionTruth struct {
	Definition string    `json:"definition"`
	Title      string    `json:"title"`
	Off        string    `json:"off,omitempty"` // why it means nothing in this guideline
	When       Explained `json:"when"`
}

// Explained is a condition in words, its truth, and the parts it is made of. A definition is
// one line, its title; what it stands for is among [Explanation.Definitions].
type Explained struct {
	Says       string      `json:"says"`
	Truth      Truth       `json:"truth"`
	Definition string      `json:"definition,omitempty"`
	Params     []string    `json:"params,omitempty"`  // params that it takes its value from
	Given      string      `json:"given,omitempty"`   // what is known of its facts, where it has no parts
	Unknown    []string    `json:"unknown,omitempty"` // facts that decide it and are not known
	Parts      []Explained `json:"parts,omitempty"`
}

// JSON is the explanation as mskguide.explanation/1: canonical bytes with one trailing
// newline.
func (x *Explanation) JSON() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil { // texts, lists and a decision, which writes itself
		panic(err)
	}
	return out.Bytes()
}

// Explain decides and says of every rule why it holds, does not, or is open.
func (g *Guideline) Explain(facts any) (*Explanation, error) {
	c, err := g.Case(facts)
	if err != nil {
		return nil, err
	}
	return g.ExplainCase(c), nil
}

// ExplainCase is Explain for a prepared case.
func (g *Guideline) ExplainCase(c *Case) *Explanation {
	x := &Explanation{Schema: explanationSchema, Decision: g.DecideCase(c),
		Given: []GivenFact{}, Rules: []RuleTruth{}, Definitions: []DefinitionTruth{}}
	x.Given, x.CouldNotMatter = c.whatMattered(x.Decision.Missing)
	for i := range g.rules {
		r := &g.rules[i]
		words := g.speakRule(i)
		x.Rules = append(x.Rules, RuleTruth{Rule: r.ID, Step: r.Step, Gives: r.Gives, Title: r.Title, Off: r.Off, When: g.explainWords(c, &words)})
	}
	for i := range g.defs {
		d := &g.defs[i]
		x.Definitions = append(x.Definitions, DefinitionTruth{Definition: d.ID, Title: d.Title, Off: g.named[i].off, When: g.explain(c, g.named[i].when)})
	}
	x.Barred, x.Options = g.explainBar(c), g.explainOptions(c)
	return x
}

// explain puts a condition in words and says how it comes out.
func (g *Guideline) explain(c *Case, k *condition) Explained {
	words := g.speak(k, false)
	return g.explainWords(c, &words)
}

// explainWords is the truth of each part by itself, exactly.
func (g *Guideline) explainWords(c *Case, s *spoken) Explained {
	out := Explained{Says: s.says, Definition: s.definition, Params: s.params}
	out.Truth, out.Unknown = g.truth(c, g.formulaOf(s))
	for i := range s.parts {
		out.Parts = append(out.Parts, g.explainWords(c, &s.parts[i]))
	}
	if len(s.parts) == 0 {
		out.Given = c.given(g.factsBehind(s), out.Unknown, s.params)
	}
	return out
}

// factsBehind are the facts that a condition names; those of a gate are what is measured.
func (g *Guideline) factsBehind(s *spoken) logic.VarSet {
	var out logic.VarSet
	if s.whole == nil {
		for i := range g.measures {
			out.Add(g.measures[i].baseline)
			out.Add(g.measures[i].now)
		}
		return out
	}
	s.whole.walk(func(k *condition) {
		switch k.op {
		case opFact, opChoice, opCompare:
			out.Add(k.fact)
		case opOpaque:
			for _, f := range g.opaque[k.opaque].facts {
				out.Add(f)
			}
		}
	})
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

const notRecorded = "not recorded"

// given says what is known of some facts: of one its value, of several those that are known
// or still decide. A condition without facts rests on params alone.
func (c *Case) given(facts logic.VarSet, unknown, params []string) string {
	var parts []string
	silent := true
	for f := range facts.All() {
		if facts.Len() == 1 {
			return c.value(f)
		}
		silent = silent && c.silent(f)
		if !c.silent(f) || slices.Contains(unknown, c.g.facts[f].ID) {
			parts = append(parts, c.g.facts[f].Title+": "+c.value(f))
		}
	}
	if !facts.Empty() && silent {
		return notRecorded
	}
	if facts.Empty() {
		for _, id := range params {
			parts = append(parts, c.g.paramValue(id))
		}
	}
	return strings.Join(parts, "; ")
}

func (g *Guideline) paramValue(id string) string {
	for i := range g.params {
		if g.params[i].ID == id && g.params[i].Set {
			return g.params[i].Value
		}
	}
	return "no value"
}

// value says what is known of a fact.
func (c *Case) value(fact int) string {
	f := &c.g.facts[fact]
	switch {
	case c.silent(fact):
		return notRecorded
	case f.numeric():
		return c.encoding.Numbers[c.g.layout.numberOf[fact]].String() + unit(f.Unit)
	case f.Type == TypeBool:
		return Known(c.inner.Set(fact).First() == 1).String()
	}
	var titles []string
	for i := range f.Choices {
		if c.inner.Set(fact).Has(i) {
			titles = append(titles, f.Choices[i].Title)
		}
	}
	return orList(titles)
}
