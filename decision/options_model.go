package decision

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/evidence"
)

// Stance is what a guideline says of an option. The stances are different states of
// knowledge and never stand for one another: too little evidence is no advice against.
type Stance string

// The stances, in the order in which an answer lists its options.
const (
	StanceRecommend        Stance = "recommend"
	StanceMay              Stance = "may"
	StanceNoAddedBenefit   Stance = "no_added_benefit"  // nothing gained by adding it to other care
	StanceInsufficient     Stance = "insufficient"      // too little evidence to say
	StanceNoRecommendation Stance = "no_recommendation" // neither for nor against
	StanceAgainst          Stance = "against"
)

// Stances lists them in the order of an answer.
func Stances() []Stance {
	return []Stance{StanceRecommend, StanceMay, StanceNoAddedBenefit, StanceInsufficient, StanceNoRecommendation, StanceAgainst}
}

// Offers reports whether the stance offers the option. Of the others an answer only says
// what is known.
func (s Stance) Offers() bool { return s == StanceRecommend || s == StanceMay }

// UnmarshalText reads a stance; the error lists what is allowed.
func (s *Stance) UnmarshalText(text []byte) error {
	if *s = Stance(text); slices.Contains(Stances(), *s) {
		return nil
	}
	names := stanceNames()
	return fmt.Errorf("there is no stance %q; a stance is %s%s", text, strings.Join(names, ", "), didYouMean(string(text), names))
}

func stanceNames() []string {
	names := make([]string, 0, len(Stances()))
	for _, s := range Stances() {
		names = append(names, string(s))
	}
	return names
}

// Intervention is something that options offer, for one complaint or another, with what
// withholds it and what to heed.
type Intervention struct {
	ID       string
	Title    string
	Trial    string   // the fact that tells what came of it; "" where none does
	Includes []string // what withholds one of these, or cautions of it, does so here
	OnlyWith string   // no option offers it, or what includes it, beside another verdict; "" where that does not matter
	Withheld []Withheld
	Cautions []string // ids, of the interventions it includes too, in the order they are declared
}

// Withheld is a reason not to offer an intervention.
type Withheld struct {
	Intervention string // the one that declares it
	When         string // as written
	Source       string // the same over facts alone
	Says         string
	Claims       []string
}

// CautionText is what a caution of an option says. Where a rule gives the caution, Rule is
// that rule.
type CautionText struct {
	ID     string
	Rule   bool
	When   string // as written
	Source string // the same over facts alone
	Facts  []string
	Title  string
	Says   string
	Claims []string
}

// OptionRule describes an option: when it is offered and on what evidence. It is offered
// where Applies holds and neither Withheld nor Barred does; these three are over facts alone.
type OptionRule struct {
	ID           string
	Intervention string
	Title        string
	When         string // as written
	Applies      string
	Withheld     string
	Barred       string
	Facts        []string // that decide whether it is offered
	Trial        string
	Failed       []string // of the trial's choices
	Off          string   // why the option is off, or ""
	Stance       Stance
	Certainty    evidence.Certainty
	Says         string
	For, Against []string // sources that speak for the option and against it
	Claims       []string
	Cautions     []string
	Overlay      string // that the option comes from, or ""
}

// Offered is the whole condition, as an expr expression over facts alone.
func (r *OptionRule) Offered() string {
	return "(" + r.Applies + ") and not (" + r.Withheld + ") and not (" + r.Barred + ")"
}

// Interventions describes what options offer, in file order.
func (g *Guideline) Interventions() []Intervention {
	return cloneAll(g.options.interventions, Intervention.clone)
}

// OptionRules describes every option, in file order.
func (g *Guideline) OptionRules() []OptionRule { return cloneAll(g.options.rules, OptionRule.clone) }

// OptionCautions describes the cautions that go with options, those that rules give first.
func (g *Guideline) OptionCautions() []CautionText {
	return cloneAll(g.options.texts, CautionText.clone)
}

func (i Intervention) clone() Intervention {
	i.Includes, i.Cautions = slices.Clone(i.Includes), slices.Clone(i.Cautions)
	i.Withheld = cloneAll(i.Withheld, Withheld.clone)
	return i
}

func (w Withheld) clone() Withheld {
	w.Claims = slices.Clone(w.Claims)
	return w
}

func (k CautionText) clone() CautionText {
	k.Facts, k.Claims = slices.Clone(k.Facts), slices.Clone(k.Claims)
	return k
}

func (r OptionRule) clone() OptionRule {
	for _, list := range []*[]string{&r.Facts, &r.Failed, &r.For, &r.Against, &r.Claims, &r.Cautions} {
		*list = slices.Clone(*list)
	}
	return r
}
