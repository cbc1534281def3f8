package scenario

import (
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
)

// Value reads what someone says of a fact in the words that a cell of a table has: yes or no, a
// choice or several parted by |, a number in whole or in part, with or without a unit. The value
// is one that [decision.Facts] takes; whether the fact has such a value is for the guideline. Of
// an empty text it is nil: unknown. The error is a [decision.FactErrors].
func Value(text string, f decision.Fact) (any, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	v, e := said(text, &f)
	if e != nil {
		e.Fact, e.Got = f.ID, wording.Abridge(text)
		return nil, decision.FactErrors{e}
	}
	return v, nil
}
