package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// Expect is the answer that a row expects. What is empty is not expected.
type Expect struct {
	Verdict string        // an id, or needs_information
	Settled decision.Bool // Unknown where nothing is expected
	Missing []string      // facts
	Rules   []string      // among those that certainly hold, cautions included
}

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
			e.Fact, e.Got = c.column.name, abridge(text)
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
			e.Message = fmt.Sprintf("settled is %s, not %q", e.Message, abridge(text))
			return e
		}
		x.Settled = decision.Known(yes)
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
			near := nearest(id, known)
			return &decision.FactError{Nearest: near, Message: fmt.Sprintf("there is no %s %q%s", what, abridge(id), didYouMean(near))}
		}
	}
	return nil
}
