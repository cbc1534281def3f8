package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// askedOptions remembers what was found while options are listed: many of them share
// obstacles and cautions. Answers take turns with its memory.
type askedOptions struct {
	generation uint64 // of what was asked last
	obstacles  []askedObstacle
	cautions   []askedCaution
	listed     []listedOption
	bar        logic.Answer

	answer  answer
	further []*also // of all rules

	// what decisions that are thrown away are made in
	decision Decision
	steps    []Step
	reasons  []Reason
	given    []Caution
	options  []Option
	room     []OptionCaution
	copies   []string
	evidence []Claim
	sources  []Source
}

type askedObstacle struct {
	logic.Answer
	asked uint64 // generation
}

type askedCaution struct {
	asked    uint64 // generation
	possible bool
	caution  OptionCaution
}

// listedOption is an option that an answer lists.
type listedOption struct {
	at         int
	obstructed logic.Answer
}

func (o *options) newAsked() *askedOptions {
	return &askedOptions{obstacles: make([]askedObstacle, len(o.obstacles)), cautions: make([]askedCaution, len(o.cautions))}
}

// options lists what is offered, or may be. An option is withheld, and absent, when one of
// its contraindications certainly holds; all of them are where something bars options.
func (a *answer) options() []Option {
	o := &a.g.options
	a.asked.listed = a.asked.listed[:0]
	if a.asked.bar = a.obstructed(o.bar); a.asked.bar.Certain {
		return []Option{}
	}
	for _, i := range o.order {
		option := &o.list[i]
		if !a.mayApply(option) {
			continue
		}
		if k := a.obstructed(option.obstacles); !k.Certain {
			a.asked.listed = append(a.asked.listed, listedOption{i, k})
		}
	}
	n := len(a.asked.listed)
	out, room := lend(a, &a.asked.options, n)[:n], lend(a, &a.asked.room, a.cautionRoom())
	for i := range out {
		option, from := &o.list[a.asked.listed[i].at], len(room)
		a.citing.mention(option.claims)
		for _, k := range option.cautions {
			if asked := a.askCaution(k); asked.possible {
				a.citing.mention(o.cautions[k].claims)
				room = append(room, asked.caution)
			}
		}
		for _, s := range option.speakers {
			a.citing.publication(s)
		}
		a.option(&out[i], &a.asked.listed[i], room[from:len(room):len(room)])
	}
	if a.lent {
		a.asked.room = room // it may have grown
	}
	return out
}

// cautionRoom is how many cautions the listed options have together; where memory is taken turns
// with, a guess.
func (a *answer) cautionRoom() (n int) {
	if a.lent {
		return 4 * len(a.asked.listed)
	}
	for _, k := range a.asked.listed {
		for _, caution := range a.g.options.list[k.at].cautions {
			if a.askCaution(caution).possible {
				n++
			}
		}
	}
	return n
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
		if k.asked != a.asked.generation {
			*k = askedObstacle{a.g.options.obstacles[i].condition.Ask(&a.c.inner), a.asked.generation}
		}
		if k.Certain {
			return k.Answer
		}
		if k.Possible {
			any.Possible = true
			any.Exact = any.Exact && k.Exact
			any.Missing = any.Missing.Union(k.Missing)
		}
	}
	return any
}

func (a *answer) option(out *Option, k *listedOption, cautions []OptionCaution) {
	o, r := &a.g.options.list[k.at], &a.g.options.rules[k.at]
	*out = Option{ID: r.ID, Intervention: r.Intervention, Title: r.Title, Stance: r.Stance, Certainty: r.Certainty, Says: r.Says,
		Possible: k.obstructed.Possible, Cautions: cautions, For: a.own(r.For), Against: a.own(r.Against), Claims: a.own(r.Claims), written: o.written}
	out.Tried, out.Failed = a.tried(o)
	if out.Possible {
		a.exact = a.exact && k.obstructed.Exact
		out.Missing = a.deciding(k.obstructed.Missing, o.vars)
	}
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

// askCaution finds out about a caution, once for all options that have it.
func (a *answer) askCaution(i int) *askedCaution {
	k := &a.asked.cautions[i]
	if k.asked == a.asked.generation {
		return k
	}
	k.asked = a.asked.generation
	caution, text := &a.g.options.cautions[i], &a.g.options.texts[i]
	says, certain := text.Says, false
	var missing []string
	if rule := caution.rule; rule >= 0 {
		certain, k.possible = a.outcome.Certain.Has(rule), a.outcome.Possible.Has(rule)
		if k.possible {
			says = a.says(rule)
		}
		if k.possible && !certain {
			missing = a.cautionMissing(rule)
		}
	} else {
		answer := caution.condition.Ask(&a.c.inner)
		certain, k.possible = answer.Certain, answer.Possible
		if k.possible && !certain {
			a.exact = a.exact && answer.Exact
			missing = a.deciding(answer.Missing, caution.vars)
		}
	}
	if k.possible {
		k.caution = OptionCaution{Caution: text.ID, Says: says, Possible: !certain, Missing: missing, Claims: a.own(text.Claims), written: caution.written}
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
		return a.g.options.rules[i].Stance.Offers() && a.mayApply(option) && !a.obstructed(option.gone).Certain
	})
}

// barOpen reports whether there are options only because nobody has said yet that they
// are barred, or that they are not.
func (a *answer) barOpen(d *Decision) bool {
	return len(d.Options) > 0 && a.asked.bar.Possible
}
