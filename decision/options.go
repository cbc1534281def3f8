package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// askedOptions remembers what was found while options are listed: many of them share
// obstacles and cautions.
type askedOptions struct {
	obstacles []askedObstacle
	cautions  []askedCaution
	bar       logic.Answer
}

type askedObstacle struct {
	logic.Answer
	asked bool
}

type askedCaution struct {
	asked             bool
	certain, possible bool
	missing           []string
}

// options lists what is offered, or may be. An option is withheld, and absent, when one of
// its contraindications certainly holds; all of them are where something bars options.
func (a *answer) options() []Option {
	o := &a.g.options
	if len(o.list) == 0 {
		return []Option{}
	}
	a.asked = askedOptions{obstacles: make([]askedObstacle, len(o.obstacles)), cautions: make([]askedCaution, len(o.cautions))}
	a.asked.bar = a.obstructed(o.bar)
	if a.asked.bar.Certain {
		return []Option{}
	}
	out := make([]Option, 0, 8)
	for _, i := range o.order {
		if option := &o.list[i]; a.mayApply(option) {
			if k := a.obstructed(option.obstacles); !k.Certain {
				out = append(out, a.option(i, k))
			}
		}
	}
	return out
}

// mayApply is a quick look at the choices outside of which an option is never offered.
func (a *answer) mayApply(o *option) bool {
	for _, n := range o.needs {
		if a.c.inner.Set(n.fact)&n.set == 0 {
			return false
		}
	}
	return true
}

// obstructed reports whether some obstacle holds.
func (a *answer) obstructed(obstacles []int) logic.Answer {
	any := logic.Answer{Exact: true}
	for _, i := range obstacles {
		k := &a.asked.obstacles[i]
		if !k.asked {
			*k = askedObstacle{a.g.options.obstacles[i].condition.Ask(&a.c.inner), true}
		}
		if k.Certain {
			return k.Answer
		}
		any.Possible = any.Possible || k.Possible
		any.Exact = any.Exact && k.Exact
		any.Missing = any.Missing.Union(k.Missing)
	}
	return any
}

func (a *answer) option(i int, obstructed logic.Answer) Option {
	o, r := &a.g.options.list[i], &a.g.optionRules[i]
	out := Option{ID: r.ID, Intervention: r.Intervention, Title: r.Title, Stance: r.Stance, Certainty: r.Certainty, Says: r.Says,
		Possible: obstructed.Possible, Cautions: a.optionCautions(o), For: a.own(r.For), Against: a.own(r.Against), Claims: a.own(r.Claims)}
	out.Tried, out.Failed = a.tried(o)
	if out.Possible {
		a.exact = a.exact && obstructed.Exact
		out.Missing = a.deciding(obstructed.Missing, o.vars)
	}
	return out
}

// tried is what came of an option, as far as it is known.
func (a *answer) tried(o *option) (choice string, failed bool) {
	if o.trial < 0 {
		return "", false
	}
	set := a.c.inner.Set(o.trial)
	choice = trialUnknown
	if set.Len() == 1 {
		choice = a.g.facts[o.trial].Choices[set.First()].ID
	}
	return choice, set&^o.failed == 0
}

func (a *answer) optionCautions(o *option) []OptionCaution {
	n := 0
	for _, i := range o.cautions {
		if a.askCaution(i).possible {
			n++
		}
	}
	out := make([]OptionCaution, 0, n)
	for _, i := range o.cautions {
		k, text := a.askCaution(i), &a.g.cautionTexts[i]
		if !k.possible {
			continue
		}
		c := OptionCaution{Caution: text.ID, Says: text.Says, Possible: !k.certain, Claims: a.own(text.Claims)}
		if rule := a.g.options.cautions[i].rule; rule >= 0 {
			c.Says = a.says(rule)
		}
		if c.Possible {
			c.Missing = a.own(k.missing)
		}
		out = append(out, c)
	}
	return out
}

func (a *answer) askCaution(i int) *askedCaution {
	k := &a.asked.cautions[i]
	if k.asked {
		return k
	}
	k.asked = true
	caution := &a.g.options.cautions[i]
	if caution.rule >= 0 {
		k.certain, k.possible = a.outcome.Certain.Has(caution.rule), a.outcome.Possible.Has(caution.rule)
		if k.possible && !k.certain {
			k.missing = a.cautionMissing(caution.rule)
		}
		return k
	}
	answer := caution.condition.Ask(&a.c.inner)
	k.certain, k.possible = answer.Certain, answer.Possible
	if k.possible && !k.certain {
		a.exact = a.exact && answer.Exact
		k.missing = a.deciding(answer.Missing, caution.vars)
	}
	return k
}

// noneLeft reports whether it is certain that nothing is left to offer: not the treatment
// that the guideline decides on, nor any option that has not failed. It speaks of what is
// not barred; beside a bar, certain or possible, it is false.
func (a *answer) noneLeft() bool {
	o := &a.g.options
	if len(o.list) == 0 || a.levels&1 == 1 || a.asked.bar.Possible {
		return false
	}
	return !slices.ContainsFunc(o.order, func(i int) bool {
		option := &o.list[i]
		return a.g.optionRules[i].Stance.Offers() && a.mayApply(option) && !a.obstructed(option.gone).Certain
	})
}

// barOpen reports whether there are options only because nobody has said yet that they
// are barred, or that they are not.
func (a *answer) barOpen(d *Decision) bool {
	return len(d.Options) > 0 && a.asked.bar.Possible
}
