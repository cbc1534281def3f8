package decision

import (
	"bytes"
	"encoding/json"

	"github.com/mskguide/mskguide/evidence"
)

const comparisonSchema = "mskguide.comparison/1"

// Comparison sets treatments side by side for one case: what speaks for each by the pages
// that are compared, what withholds it, and how the pages describe it. There is no score and
// no rank: treatments stand in the order of the bundle. As JSON it is the document
// mskguide.comparison/1, whose bytes depend on nothing but the guideline and the facts.
type Comparison struct {
	Schema      string   `json:"schema"`
	Guideline   Info     `json:"guideline"`
	Verdict     string   `json:"verdict"` // as in the decision for the same facts
	Settled     bool     `json:"settled"`
	CouldBecome []string `json:"could_become"`
	Missing     []string `json:"missing"` // exactly the facts that could still change the verdict
	Exact       bool     `json:"exact"`   // false: what is possible or missing may hold too much, never too little
	Urgency     string   `json:"urgency,omitempty"`
	// As in [Decision].
	UrgencyCouldBecome []string `json:"urgency_could_become,omitempty"`
	UrgencyMissing     []string `json:"urgency_missing,omitempty"`

	Title      string         `json:"title"`
	Says       string         `json:"says,omitempty"`
	Bar        *ComparisonBar `json:"bar,omitempty"`     // present while something bars comparing, or still may
	Reasons    []Reason       `json:"reasons,omitempty"` // the rules that bar it
	Modalities []Modality     `json:"modalities"`        // in file order; none where comparing is barred
	Equals     []Equals       `json:"equals,omitempty"`
	SelfCheck  *SelfCheck     `json:"self_check,omitempty"`
	Claims     []string       `json:"claims"`
	Evidence   []Claim        `json:"evidence"` // every claim cited above, in order of first mention
	Sources    []Source       `json:"sources"`  // every source of those claims and every page
}

// ComparisonBar says that nothing is compared, or may not be once more is known.
type ComparisonBar struct {
	Possible bool     `json:"possible"`
	Says     string   `json:"says"`
	Missing  []string `json:"missing,omitempty"`
}

// ModalityStatus is how a treatment comes out for a case.
type ModalityStatus string

// What a treatment can be. Indicators are not counted: one that certainly holds is enough
// for the pages to favour it.
const (
	StatusFavoured    ModalityStatus = "favoured"     // the pages favour it, and nothing known or missing withholds it
	StatusOpen        ModalityStatus = "open"         // the pages favour it; what is missing can still take that away
	StatusPagesOnly   ModalityStatus = "pages_only"   // the pages favour it and the guideline's verdict does not
	StatusNotFavoured ModalityStatus = "not_favoured" // no indicator certainly holds
	StatusWithheld    ModalityStatus = "withheld"     // something certainly withholds it, whatever the pages say
)

func modalityStatuses() []string {
	return []string{string(StatusFavoured), string(StatusOpen), string(StatusPagesOnly), string(StatusNotFavoured), string(StatusWithheld)}
}

// Modality is one treatment, or a combination of some, as it comes out for the case.
type Modality struct {
	ID         string         `json:"id"`
	Title      string         `json:"title"`
	Parts      []string       `json:"parts,omitempty"` // of a combination
	Says       string         `json:"says,omitempty"`
	Status     ModalityStatus `json:"status"`
	StatusSays string         `json:"status_says"`
	Indicators []Indicator    `json:"indicators"`         // those that hold or may, in file order
	EqualTo    []string       `json:"equal_to,omitempty"` // favoured as their equal, with no indicator of its own
	Withheld   []Withholding  `json:"withheld"`           // what withholds it or may, in file order
	Attributes []Attribute    `json:"attributes"`
	Claims     []string       `json:"claims"`
}

// Indicator is what a page gives as a reason to choose a treatment. It is no advice.
type Indicator struct {
	ID        string             `json:"id"`
	Page      string             `json:"page"` // a source
	Says      string             `json:"says"`
	Possible  bool               `json:"possible"`
	Missing   []string           `json:"missing,omitempty"` // of a possible one: the facts that decide it
	Standing  evidence.Standing  `json:"standing"`          // of the weakest claim; untraced where only the page says so
	Certainty evidence.Certainty `json:"certainty,omitempty"`
	Claims    []string           `json:"claims"`
}

// Withholding is a reason why a treatment is not for this patient, at this site or today.
type Withholding struct {
	ID       string   `json:"id"`
	Part     string   `json:"part,omitempty"` // of a combination: the part that it rules out
	Says     string   `json:"says"`
	Possible bool     `json:"possible"`
	Missing  []string `json:"missing,omitempty"`
	Claims   []string `json:"claims"`
}

// Attribute is what the pages say of one side of a treatment. They disagree where they give
// different values; all are shown and none is preferred.
type Attribute struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Disagree   bool        `json:"disagree"`
	Statements []Statement `json:"statements"`
}

// Statement is what one page says, and how that stands.
type Statement struct {
	Page      string             `json:"page"` // a source
	Value     string             `json:"value,omitempty"`
	Says      string             `json:"says"`
	Standing  evidence.Standing  `json:"standing"`
	Certainty evidence.Certainty `json:"certainty,omitempty"`
	Claims    []string           `json:"claims"`
}

// Equals says that treatments are equals here, whatever the pages say.
type Equals struct {
	ID         string   `json:"id"`
	Modalities []string `json:"modalities"`
	Says       string   `json:"says"`
	Possible   bool     `json:"possible"`
	Missing    []string `json:"missing,omitempty"`
	Claims     []string `json:"claims"`
}

// ComparedBriefly is a modality as decisions mention it.
type ComparedBriefly struct {
	ID         string         `json:"id"`
	Status     ModalityStatus `json:"status"`
	Indicators []string       `json:"indicators"` // those that certainly hold
}

// Compare checks facts and sets the guideline's treatments side by side. Its error is a
// [FactErrors]. It is nil for a bundle without a comparison.
func (g *Guideline) Compare(facts any) (*Comparison, error) {
	c, err := g.Case(facts)
	if err != nil {
		return nil, err
	}
	return g.CompareCase(c), nil
}

// CompareCase compares for a prepared case; nil for a bundle without a comparison.
func (g *Guideline) CompareCase(c *Case) *Comparison {
	if g.comparison == nil {
		return nil
	}
	a := g.answerFor(c)
	defer a.release()
	return a.comparison(g.comparison)
}

// ModalityStatus is what a status is called in this guideline; its zero value without one.
func (g *Guideline) ModalityStatus(s ModalityStatus) Named {
	if g.comparison != nil {
		for _, n := range g.comparison.statuses {
			if n.ID == string(s) {
				return n
			}
		}
	}
	return Named{}
}

// JSON is the comparison as mskguide.comparison/1: canonical bytes with one trailing newline.
func (k *Comparison) JSON() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(k) // cannot fail: texts, truths and lists of them
	return out.Bytes()
}

// ComparisonRule is an entry of the comparison that depends on the case.
type ComparisonRule struct {
	Kind   ComparisonKind
	ID     string
	Of     []string // modalities
	Page   string   // source of an indicator; "" for the others
	When   string   // as written
	Source string   // the same over facts alone, definitions and params substituted
	Facts  []string
	Says   string
	Claims []string
}

// ComparisonKind is what follows from a [ComparisonRule].
type ComparisonKind string

// What an entry of the comparison can be.
const (
	IndicatorRule ComparisonKind = "indicator" // a page says to choose it
	WithheldRule  ComparisonKind = "withheld"  // it is not for this patient, at this site or today
	EqualsRule    ComparisonKind = "equals"    // one is as good as another
)

// ComparisonRules lists the entries of the comparison that depend on the case: indicators,
// then what withholds, then equals, each in file order.
func (g *Guideline) ComparisonRules() []ComparisonRule {
	if g.comparison == nil {
		return nil
	}
	var out []ComparisonRule
	for i := range g.comparison.rules {
		out = append(out, g.comparison.rules[i].clone())
	}
	return out
}
