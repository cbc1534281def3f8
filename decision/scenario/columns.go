package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

const noneOf = "none_of"

// SyntheticID is the column that labels made-up cases, so that whatever counts them can say so.
const SyntheticID = "synthetic_id"

// role is what a column is for.
type role uint8

const (
	roleFact role = iota
	roleNoneOf
	roleVerdict // expected, like those that follow
	roleSettled
	roleMissing
	roleRules
	roleOther // kept, and nothing else
)

func (r role) expected() bool { return r >= roleVerdict && r <= roleRules }

// column is what the cells under one name are.
type column struct {
	name   string
	as     string // the fact or what else it is; most often the name
	role   role
	fact   decision.Fact
	spot   spot
	keep   bool
	values map[string]string // what texts mean
	number int               // of a member among those of all objects
	kept   int               // of a member among those that are handed on
}

// means is what the text of a cell says: what the mapping has for it, or itself.
func (c *column) means(text string) string {
	if c.values != nil {
		if other, ok := c.values[text]; ok {
			return other
		}
	}
	return text
}

// given reports whether the column says something of the case.
func (c *column) given() bool { return c.role == roleFact || c.role == roleNoneOf }

// names knows what a name at the head of a column stands for.
type names struct {
	facts  map[string]decision.Fact
	others map[string]role
	groups []string
	all    []string // facts, none_of and expectations, for what is misspelt
	keeps  []string
	every  bool // column is kept

	packing *packing
	mapping Mapping

	verdicts, rules, ids []string // what may be expected
}

func newNames(g *decision.Guideline, f Format) *names {
	n := &names{facts: map[string]decision.Fact{}, every: f.KeepAll, packing: newPacking(g), mapping: f.Map, others: map[string]role{noneOf: roleNoneOf,
		"expect_verdict": roleVerdict, "expect_settled": roleSettled, "expect_missing": roleMissing, "expect_rules": roleRules}}
	for _, name := range f.Keep {
		if !slices.Contains(n.keeps, name) {
			n.keeps = append(n.keeps, name)
		}
	}
	for _, fact := range g.Facts() {
		n.facts[fact.ID] = fact
		n.ids = append(n.ids, fact.ID)
	}
	n.all = append(slices.Clone(n.ids), noneOf, "expect_verdict", "expect_settled", "expect_missing", "expect_rules")
	for _, group := range g.Groups() {
		n.groups = append(n.groups, group.ID)
	}
	for _, v := range append(g.Verdicts(), g.NeedsInformation()) {
		n.verdicts = append(n.verdicts, v.ID)
	}
	for _, r := range g.Rules() {
		n.rules = append(n.rules, r.ID)
	}
	return n
}

// column says what a name stands for. Of all columns that are kept, one with nearly the name
// of a fact is more likely a slip, by which the fact would be unknown in every row.
func (n *names) column(name string) (column, *decision.FactError) {
	c := column{name: name, as: name, keep: n.every || slices.Contains(n.keeps, name)}
	if m, ok := n.mapping[name]; ok {
		c.as, c.values = m.As, m.Values
	}
	if fact, ok := n.facts[c.as]; ok {
		c.fact, c.spot = fact, n.packing.spots[c.as]
		return c, nil
	}
	role, ok := n.others[c.as]
	if c.role = role; ok {
		if role == roleNoneOf {
			c.spot.kind = kindNoneOf
		}
		return c, nil
	}
	c.role = roleOther
	if slices.Contains(n.keeps, name) {
		return c, nil
	}
	near := place.Nearest(name, n.all)
	switch {
	case n.every && near == "" && !slices.Contains(n.groups, name):
		return c, nil
	case name == "":
		return c, &decision.FactError{Message: "the column has no name"}
	case slices.Contains(n.groups, name):
		return c, &decision.FactError{Message: fmt.Sprintf("%q is a group; deny it in a column %s, or give its members", name, noneOf)}
	}
	return c, &decision.FactError{Nearest: near,
		Message: fmt.Sprintf("there is no fact %q%s A column of something else is kept by its name.", wording.Abridge(name), stop(wording.DidYouMean(near)))}
}

// stop ends a sentence.
func stop(s string) string {
	if strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}
