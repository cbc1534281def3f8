package main

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
)

const optionTruthsHeading = "Options: one holds where it applies and nothing withholds it"

// optionTruths shows of every option whether it holds, when it applies and, where it may
// apply, what withholds it or may. Beside what bars all of them there is nothing to say of one.
func (v *view) optionTruths(x *decision.Explanation) {
	if len(x.Options) == 0 {
		return
	}
	v.heading(optionTruthsHeading)
	if x.Barred != nil {
		v.truth("", *x.Barred, "all of them are withheld")
		if x.Barred.Truth == decision.Holds {
			return
		}
	}
	for _, o := range x.Options {
		v.optionTruth(o)
	}
}

func (v *view) optionTruth(o decision.OptionTruth) {
	if o.Off != "" {
		v.truth(o.Off, o.Applies, optionName(o))
		return
	}
	v.row(2, 2+truthWidth, string(o.Offered), optionName(o))
	v.condition(4, o.Applies)
	if o.Applies.Truth == decision.Fails {
		return
	}
	for _, w := range o.Withheld {
		if w.Condition.Truth == decision.Fails {
			continue
		}
		v.text(4, plain, "Withheld when: "+w.Says+v.standings(w.Claims))
		v.condition(6, w.Condition)
	}
}

// optionName is an option with its id and its stance.
func optionName(o decision.OptionTruth) string {
	return o.Title + " (" + o.Option + "; " + strings.ToLower(stanceHeading(o.Stance)) + ")"
}
