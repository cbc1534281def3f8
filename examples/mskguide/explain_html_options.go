package main

import "github.com/mskguide/mskguide/decision"

// OptionsHeading is what stands over the options.
func (v *htmlView) OptionsHeading() string { return optionsHeading }

// OptionGroups is the options by stance, what was tried in vain last.
func (v *htmlView) OptionGroups() []optionGroup { return v.optionGroups() }

// OptionLabel names an option.
func (v *htmlView) OptionLabel(o decision.Option) string { return optionLabel(o) }

// OptionStatus is what is known of an option for this patient.
func (v *htmlView) OptionStatus(o decision.Option) string { return v.optionStatus(o) }

// Cited is sources by author and year.
func (v *htmlView) Cited(ids []string) string { return v.sources(ids) }

// OptionTruthsHeading is what stands over the truths of the options.
func (v *htmlView) OptionTruthsHeading() string { return optionTruthsHeading }

// OptionTruths is how each option comes out; none while all of them are barred.
func (v *htmlView) OptionTruths() []decision.OptionTruth {
	if v.x.Barred != nil && v.x.Barred.Truth == decision.Holds {
		return nil
	}
	return v.x.Options
}

// OptionName is an option with its id and its stance.
func (v *htmlView) OptionName(o decision.OptionTruth) string { return optionName(o) }
