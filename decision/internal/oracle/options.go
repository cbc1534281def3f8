package oracle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// firstOptionBit is the first bit of a Set that stands for something about the options; those
// before it are the rules'.
const firstOptionBit = 256

// Option is as much of an option as the definition of an answer speaks of.
type Option struct {
	ID       string
	Offers   bool  // its stance is to recommend or to suggest
	Trial    int   // place in Guideline.Facts; -1 for none
	Cautions []int // places in Guideline.OptionCautions
}

// What a Set says of the options of a completion. Left is what is neither withheld nor spent,
// whatever bars options.

// Offered is the bit of option i being offered.
func (g *Guideline) Offered(i int) int { return firstOptionBit + 3*i }

// Left is the bit of option i being left to try.
func (g *Guideline) Left(i int) int { return firstOptionBit + 3*i + 1 }

// Failed is the bit of the trial of option i having failed.
func (g *Guideline) Failed(i int) int { return firstOptionBit + 3*i + 2 }

// Heeded is the bit of a caution of options.
func (g *Guideline) Heeded(caution int) int { return firstOptionBit + 3*len(g.Options) + caution }

// Barred is the bit of whatever bars all options.
func (g *Guideline) Barred() int {
	return firstOptionBit + 3*len(g.Options) + len(g.OptionCautions)
}

// Condition is what a bit of a Set stands for, as an expression over facts.
type Condition struct {
	Bit    int
	Source string
}

// optionsOf takes over the options of the library's guideline.
func (q *Guideline) optionsOf(g *decision.Guideline) {
	for _, k := range g.OptionCautions() {
		q.OptionCautions = append(q.OptionCautions, k.ID)
	}
	for _, r := range g.OptionRules() {
		o := Option{ID: r.ID, Offers: r.Stance.Offers(), Trial: slices.Index(q.Facts, r.Trial)}
		for _, id := range r.Cautions {
			o.Cautions = append(o.Cautions, slices.Index(q.OptionCautions, id))
		}
		q.Options = append(q.Options, o)
		q.optionOrder = append(q.optionOrder, len(q.optionOrder))
	}
	rules := g.OptionRules()
	slices.SortStableFunc(q.optionOrder, func(x, y int) int {
		return slices.Index(decision.Stances(), rules[x].Stance) - slices.Index(decision.Stances(), rules[y].Stance)
	})
}

// OptionConditions says what the bits of the options stand for.
func (g *Guideline) OptionConditions() []Condition {
	var out []Condition
	barred := "false"
	for i, r := range g.library.OptionRules() {
		failed := "false"
		if r.Trial != "" {
			failed = r.Trial + ` in ["` + strings.Join(r.Failed, `", "`) + `"]`
		}
		barred = r.Barred
		out = append(out, Condition{g.Offered(i), r.Offered()}, Condition{g.Failed(i), failed},
			Condition{g.Left(i), "(" + r.Applies + ") and not (" + r.Withheld + ") and not (" + failed + ")"})
	}
	for k, c := range g.library.OptionCautions() {
		out = append(out, Condition{g.Heeded(k), c.Source})
	}
	return append(out, Condition{g.Barred(), barred})
}

// Offer is an option that an answer lists.
type Offer struct {
	Option   string
	Possible bool
	Failed   bool
	Missing  []string
	Cautions []Caution
}

// NoneLeft and BarOpen are the remarks on options that bundles under test carry.
const (
	NoneLeft = "no-option-left"
	BarOpen  = "options-after-the-screen"
)

// offers lists the options that some completion offers.
func (g *Guideline) offers(open []Open, c completions) []Offer {
	var out []Offer
	for _, i := range g.optionOrder {
		if !c.possible.Has(g.Offered(i)) {
			continue
		}
		o := Offer{Option: g.Options[i].ID, Possible: !c.certain.Has(g.Offered(i)), Failed: c.certain.Has(g.Failed(i)),
			Missing: g.facts(open, func(n int) bool { return c.turns[n].rules.Has(g.Offered(i)) })}
		for _, k := range g.Options[i].Cautions {
			if c.possible.Has(g.Heeded(k)) {
				o.Cautions = append(o.Cautions, Caution{g.OptionCautions[k], !c.certain.Has(g.Heeded(k)),
					g.facts(open, func(n int) bool { return c.turns[n].rules.Has(g.Heeded(k)) })})
			}
		}
		out = append(out, o)
	}
	return out
}

// optionRemarks are those of the two that apply.
func (g *Guideline) optionRemarks(a *Answer, c completions) []string {
	barred := c.possible.Has(g.Barred())
	if barred && len(a.Offers) > 0 {
		return []string{BarOpen}
	}
	left := c.could[0] // the treatment itself
	for i, o := range g.Options {
		left = left || o.Offers && c.possible.Has(g.Left(i))
	}
	if len(g.Options) > 0 && !barred && !left {
		return []string{NoneLeft}
	}
	return nil
}

// said takes over what the library says of options.
func (s *Said) options() {
	for _, o := range s.Decision.Options {
		f := Offer{Option: o.ID, Possible: o.Possible, Failed: o.Failed, Missing: o.Missing}
		for _, k := range o.Cautions {
			f.Cautions = append(f.Cautions, Caution{k.Caution, k.Possible, k.Missing})
		}
		s.Offers = append(s.Offers, f)
	}
	for _, r := range s.Decision.Remarks {
		if r.ID == NoneLeft || r.ID == BarOpen {
			s.OptionRemarks = append(s.OptionRemarks, r.ID)
		}
	}
}

// coversOffers reports what is left out of the options that are exact.
func (a *Answer) coversOffers(exact *Answer) error {
	for _, o := range exact.Offers {
		i := slices.IndexFunc(a.Offers, func(f Offer) bool { return f.Option == o.Option })
		if i < 0 {
			return fmt.Errorf("option %s is left out", o.Option)
		}
		if err := within("missing for "+o.Option, o.Missing, a.Offers[i].Missing); err != nil {
			return err
		}
		if o.Possible && !a.Offers[i].Possible {
			return fmt.Errorf("option %s is only possible", o.Option)
		}
		for _, k := range o.Cautions {
			if !slices.ContainsFunc(a.Offers[i].Cautions, func(c Caution) bool { return c.Rule == k.Rule }) {
				return fmt.Errorf("caution %s of option %s is left out", k.Rule, o.Option)
			}
		}
	}
	if !slices.Contains(exact.OptionRemarks, NoneLeft) && slices.Contains(a.OptionRemarks, NoneLeft) {
		return fmt.Errorf("something is left: %+v", exact.Offers)
	}
	return nil
}
