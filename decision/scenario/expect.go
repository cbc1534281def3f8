package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/evidence"
	"github.com/mskguide/mskguide/internal/place"
)

// Expect is the answer that is expected of a guideline. What is empty, or nil, is not expected
// and not compared; a list that is there and has nothing in it expects that there is nothing.
// Where a list is expected exactly, its order does not count.
type Expect struct {
	Verdict     string   `yaml:"verdict"` // an id, or needs_information
	Settled     *bool    `yaml:"settled"`
	CouldBecome []string `yaml:"could_become"` // exactly
	Missing     []string `yaml:"missing"`      // facts, exactly

	Rules         []string `yaml:"rules"`          // among those that certainly hold, cautions included
	OnlyRules     []string `yaml:"only_rules"`     // exactly those that give more than the least severe verdict and certainly hold
	PossibleRules []string `yaml:"possible_rules"` // among those that may hold and do not certainly
	NotRules      []string `yaml:"not_rules"`      // may not even hold
	Cautions      []string `yaml:"cautions"`       // exactly the rules that give a caution and certainly hold

	Urgency            string             `yaml:"urgency"`              // an id, or none
	UrgencyCouldBecome []string           `yaml:"urgency_could_become"` // exactly
	UrgencyMissing     []string           `yaml:"urgency_missing"`      // facts, exactly
	Standing           evidence.Standing  `yaml:"standing"`             // of what supports the verdict
	Certainty          evidence.Certainty `yaml:"certainty"`            // likewise
	Remarks            []string           `yaml:"remarks"`              // exactly
	Steps              place.Map[string]  `yaml:"steps"`                // step: stopped, passed, open, not_reached

	Options        place.Map[string]   `yaml:"options"`         // option: the stance with which it certainly is there, possible, or absent
	OptionCautions place.Map[[]string] `yaml:"option_cautions"` // option: exactly the cautions that certainly go with it
	FailedOptions  []string            `yaml:"failed_options"`  // exactly those that are listed and were tried in vain
	Protocol       place.Map[string]   `yaml:"protocol"`        // item: shown, withheld, or absent

	Sessions []int `yaml:"sessions"` // of the phases of the schedule, in their order

	Gives   place.Map[string]   `yaml:"gives"`    // rule that certainly holds: its verdict
	Says    place.Map[[]string] `yaml:"says"`     // rule: words that what it says has
	SaysNot place.Map[[]string] `yaml:"says_not"` // rule: words that it has not

	Compared      place.Map[string] `yaml:"compared"`       // modality: its status, or absent
	Indicators    []string          `yaml:"indicators"`     // among the comparison rules that certainly speak for a modality
	NotIndicators []string          `yaml:"not_indicators"` // may not even
	SelfCheck     string            `yaml:"self_check"`     // reached, not_reached, or open
}

func (x *Expect) nothing() bool { return reflect.ValueOf(x).Elem().IsZero() }

// Words of an expectation beside the ids of the guideline.
const (
	none     = "none"
	possible = "possible"
	absent   = "absent"
	isShown  = "shown"
	withheld = "withheld"
)

// Expect reads the expectations of the row. The error is a [decision.FactErrors].
func (r *Row) Expect() (Expect, error) {
	r.takeApart()
	if len(r.errs) > 0 {
		return Expect{}, tidy(r.errs)
	}
	var x Expect
	var errs decision.FactErrors
	for _, c := range r.cells {
		text := ""
		if c.column.role.expected() {
			text = strings.TrimSpace(r.t.form.text(c))
		}
		if text == "" || r.t.form.unknown(text) {
			continue
		}
		if text = c.column.means(text); text == "" {
			continue
		}
		if e := x.read(text, c.column.role, r.t.known); e != nil {
			e.Fact, e.Got = c.column.name, wording.Abridge(text)
			errs = append(errs, r.put(e, c.at))
		}
	}
	if len(errs) > 0 {
		return Expect{}, tidy(errs)
	}
	return x, nil
}

func (x *Expect) read(text string, role role, known *names) (e *decision.FactError) {
	switch role {
	case roleVerdict:
		x.Verdict = text
		return among("verdict", []string{text}, known.verdicts)
	case roleSettled:
		yes, e := boolean(text)
		if e != nil {
			e.Message = fmt.Sprintf("settled is %s, not %q", e.Message, wording.Abridge(text))
			return e
		}
		x.Settled = &yes
	case roleMissing:
		if x.Missing, e = list(text); e == nil {
			e = among("fact", x.Missing, known.ids)
		}
	case roleRules:
		if x.Rules, e = list(text); e == nil {
			e = among("rule", x.Rules, known.rules)
		}
	}
	return e
}

// among holds ids to those that there are.
func among(what string, ids, known []string) *decision.FactError {
	for _, id := range ids {
		if !slices.Contains(known, id) {
			near := place.Nearest(id, known)
			return &decision.FactError{Nearest: near, Message: fmt.Sprintf("there is no %s %q%s", what, wording.Abridge(id), wording.DidYouMean(near))}
		}
	}
	return nil
}
