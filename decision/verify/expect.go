package verify

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/model"
)

// expect sorts out what is meant to be so, and finds what was expected in vain. While some
// question could not be answered nothing is held to have been expected in vain, and of what a
// bundle expects of itself nothing under an overlay, which may well have changed it.
func (c *checker) expect() {
	var left []Finding
	met := map[*model.Expectation]bool{}
	for _, f := range c.report.Findings {
		x := c.expectation(&f)
		if x == nil {
			left = append(left, f)
			continue
		}
		met[x] = true
		f.Expected = strings.Join(strings.Fields(x.Reason), " ")
		c.report.Expected = append(c.report.Expected, f)
	}
	c.report.Findings = append([]Finding{}, left...)
	for i := range c.inventory {
		e := &c.inventory[i]
		for k := range e.Expects {
			if x := &e.Expects[k]; !met[x] && !c.partial && len(e.Held) == 0 && (e.Overlay || len(c.report.Guideline.Overlays) == 0) {
				c.inVain(e, x)
			}
		}
	}
	sorted(c.report.Findings)
	sorted(c.report.Expected)
}

// expectation finds the expectation that a finding meets: of one of the entries involved, and
// with no other than those that it names, if it names any.
func (c *checker) expectation(f *Finding) *model.Expectation {
	for _, involved := range f.Entries {
		i := slices.IndexFunc(c.inventory, func(e model.Entry) bool { return string(e.Kind) == involved.Kind && e.ID == involved.ID })
		if i < 0 {
			continue
		}
		for k := range c.inventory[i].Expects {
			if x := &c.inventory[i].Expects[k]; x.Finding == string(f.Kind) && allows(x.With, f.Entries, involved) {
				return x
			}
		}
	}
	return nil
}

func allows(with []string, entries []Entry, but Entry) bool {
	return len(with) == 0 || !slices.ContainsFunc(entries, func(e Entry) bool { return e != but && !slices.Contains(with, e.ID) })
}

func (c *checker) inVain(e *model.Entry, x *model.Expectation) {
	with := ""
	if len(x.With) > 0 {
		var ids []string
		for _, id := range x.With {
			ids = append(ids, strconv.Quote(id))
		}
		with = " with " + list(ids, "or")
	}
	at := entryOf(e)
	at.File, at.Line, at.Column = x.Pos.File, x.Pos.Line, x.Pos.Column
	c.find(Expectation, nil, []Entry{at}, "%s %q expects the finding %q%s, which does not occur: take the expectation away, or mend what was meant to be so",
		e.Kind, e.ID, x.Finding, with)
}
