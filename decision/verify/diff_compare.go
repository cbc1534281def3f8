package verify

import (
	"math/big"
	"reflect"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// side is one of two guidelines that are compared.
type side struct {
	guideline *decision.Guideline
	model     *model.Guideline
	content   *content
	at        []logic.Cases  // by level: its verdict
	holds     []logic.Cases  // by verdict rule
	rule      map[string]int // by id
	facts     map[string]bool
}

func (s *side) verdict(level int) string { return s.model.Verdicts[level] }

// comparer lays the complete cases of two guidelines out side by side.
type comparer struct {
	sides  [2]*side // before and after
	space  *logic.Space
	within logic.Cases // both guidelines know what is said
	size   *big.Rat    // of within
	same   logic.Cases // the verdict, there
	rank   map[string]int
}

func newComparer(before, after *side) *comparer {
	c := &comparer{sides: [2]*side{before, after}, rank: map[string]int{}}
	for _, s := range c.sides {
		s.facts = map[string]bool{}
		for _, f := range s.guideline.Facts() {
			s.facts[f.ID] = true
		}
	}
	for i, v := range severities(before.model.Verdicts, after.model.Verdicts) {
		c.rank[v] = i
	}
	return c
}

// severities puts the verdicts of both in one order: that of the first, with those that only the
// second has after the one that is next less severe there.
func severities(first, second []string) []string {
	out := slices.Clone(first)
	for i, v := range second {
		if slices.Contains(out, v) {
			continue
		}
		at := 0
		if i > 0 {
			at = slices.Index(out, second[i-1]) + 1
		}
		out = slices.Insert(out, at, v)
	}
	return out
}

// lay finds the cases of every verdict. The space knows no more than is asked of it: the rules
// that give a verdict, and what else is not the same in both.
func (c *comparer) lay(limits logic.Limits) error {
	var asked []*logic.Formula
	for _, s := range c.sides {
		asked = append(asked, s.model.Known)
		for _, r := range s.model.Rules {
			if r.Level >= 0 {
				asked = append(asked, r.When)
			}
		}
	}
	for _, m := range c.moved() {
		asked = append(asked, m.was, m.is)
	}
	space, err := logic.NewSpace(c.sides[0].model.Vars, asked, nil, limits)
	if err != nil {
		return err
	}
	c.space = space
	c.within = space.And(space.Where(c.sides[0].model.Known), space.Where(c.sides[1].model.Known))
	c.size = space.Share(c.within)
	for _, s := range c.sides {
		s.lay(space)
	}
	c.same = space.None()
	for i, before := range c.sides[0].at {
		for k, after := range c.sides[1].at {
			if c.sides[0].verdict(i) == c.sides[1].verdict(k) {
				c.same = space.Or(c.same, space.And(before, after, c.within))
			}
		}
	}
	return space.Err()
}

func (s *side) lay(space *logic.Space) {
	var rules []logic.Rule
	s.holds, s.rule = make([]logic.Cases, len(s.model.Rules)), map[string]int{}
	for i, r := range s.model.Rules {
		if r.Level >= 0 {
			rules = append(rules, logic.Rule{When: r.When, Level: r.Level})
			s.holds[i] = space.Where(r.When)
			s.rule[r.ID] = i
		}
	}
	s.at, _ = space.Levels(rules, len(s.model.Verdicts))
}

// share is the part of the cells that both guidelines know.
func (c *comparer) share(a logic.Cases) Share { return ratio(c.space.Share(a), c.size) }

// part is that of the cells in a larger set.
func (c *comparer) part(a, of logic.Cases) Share {
	return ratio(c.space.Share(a), c.space.Share(c.space.And(of, c.within)))
}

func ratio(a, of *big.Rat) Share {
	if of.Sign() == 0 {
		return none()
	}
	return shareOf(a.Quo(a, of))
}

// conditional is something that holds in some cases, in both guidelines or in one.
type conditional struct {
	kind, id string
	was, is  *logic.Formula
}

// moved lists what has another condition, as far as can be told without looking at cases, or is
// in one guideline only.
func (c *comparer) moved() (out []conditional) {
	before, after := conditionals(c.sides[0].model), conditionals(c.sides[1].model)
	at := map[entryKey]int{}
	for i, k := range after {
		at[entryKey{k.kind, k.id}] = i
	}
	for _, b := range before {
		k := entryKey{b.kind, b.id}
		if i, kept := at[k]; kept {
			b.is = after[i].is
			delete(at, k)
		} else {
			b.is = logic.False()
		}
		if !reflect.DeepEqual(b.was, b.is) {
			out = append(out, b)
		}
	}
	for _, a := range after {
		if _, added := at[entryKey{a.kind, a.id}]; added {
			a.was = logic.False()
			out = append(out, a)
		}
	}
	return out
}
