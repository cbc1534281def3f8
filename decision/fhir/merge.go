package fhir

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// chart brings together what was claimed.
func (r *reader) chart() *Chart {
	m := r.m
	c := &Chart{Schema: chartSchema, Guideline: m.g.Info(), Mapping: MappingInfo{IDs: m.IDs(), Digest: m.digest}, At: r.at.String(),
		Patient: clean(r.whose), Facts: decision.Facts{}, Sources: []Source{}, Prompts: []Prompt{}, Unused: []Unused{}, Problems: []Problem{}}
	for fact, claims := range r.claims {
		if len(claims) == 0 {
			continue
		}
		if claims = r.fresh(r.newest(fact, claims)); len(claims) == 0 {
			continue
		}
		if claims = r.warned(fact, claims); len(claims) == 0 {
			continue
		}
		v := r.allOf(fact, claims).clip(m.facts[fact])
		switch {
		case v.empty():
			for _, k := range claims {
				r.ask(k.from, fact, k.source.Element, k.when, "%s: the record contradicts itself", k.source.Says)
			}
			r.contradicted(claims, "what is on record of "+r.titles(fact)+" contradicts itself, and nothing of it is taken: "+saying(claims))
		case v.says():
			c.Facts[m.facts[fact].ID] = v.plain(m.facts[fact])
			r.kept[fact] = claims
		default:
			r.contradicted(claims, "all that is on record of "+r.titles(fact)+" together says nothing")
		}
	}
	r.hold(c.Facts)
	for _, claims := range r.kept {
		for _, k := range claims {
			c.Sources = append(c.Sources, k.source)
		}
	}
	for fact, because := range r.asked {
		if len(because) > 0 {
			f := m.facts[fact]
			_, answered := c.Facts[f.ID]
			inOrder(because, func(a, b Because) int {
				return cmp.Or(strings.Compare(a.Resource, b.Resource), strings.Compare(a.ID, b.ID), strings.Compare(a.Element, b.Element), strings.Compare(a.Says, b.Says))
			})
			c.Prompts = append(c.Prompts, Prompt{Fact: f.ID, Question: f.Question, Answered: answered, Because: slices.Compact(because)})
		}
	}
	inOrder(r.unused, func(a, b Unused) int {
		return cmp.Or(strings.Compare(a.Resource, b.Resource), strings.Compare(a.ID, b.ID), strings.Compare(a.Element, b.Element), strings.Compare(a.Reason, b.Reason))
	})
	c.Unused = append(c.Unused, r.unused...)
	c.Problems = append(c.Problems, r.input.ordered()...)
	return c
}

// allOf is what is known of a fact when all of some claims hold.
func (r *reader) allOf(fact int, claims []claim) value {
	v := claims[0].value
	for _, k := range claims[1:] {
		v = v.and(k.value)
	}
	if fact == r.m.duration && !v.empty() {
		return r.longest(v, claims)
	}
	return v
}

// warned leaves out what denies a danger of which another source tells, and names both: the yes
// stands. Where one tells of it that is in doubt, and no denial is surely later, nothing is known.
func (r *reader) warned(fact int, claims []claim) []claim {
	var warning, denying []claim
	for _, k := range claims {
		if r.m.warns(fact, k.value) {
			warning = append(warning, k)
		} else {
			denying = append(denying, k)
		}
	}
	hints := r.standingHints(fact, denying)
	if len(denying) == 0 || len(warning)+len(hints) == 0 {
		return claims
	}
	says := "what is on record of " + r.titles(fact) + " contradicts itself; the yes stands: " + saying(warning) + "; and not: " + saying(denying)
	if len(warning) == 0 {
		says = "what is on record of " + r.titles(fact) + " contradicts itself, and nothing of it is taken: " + saying(slices.Concat(hints, denying))
		for _, k := range denying {
			r.ask(k.from, fact, k.source.Element, k.when, "%s: the record contradicts itself", k.source.Says)
		}
	}
	r.contradicted(denying, says)
	for _, k := range denying {
		r.problemOf(KindContradicted, k.from, k.from.at, "%s", says)
	}
	return warning
}

// standingHints are those of a danger which no denial settles.
func (r *reader) standingHints(fact int, denying []claim) (standing []claim) {
	last := r.newestOf(denying, true)
	for _, hint := range r.hints[fact] {
		if last == nil || !r.surelyBefore(hint.when, last.when) {
			standing = append(standing, hint)
		}
	}
	return standing
}

// titles are facts as a reader knows them.
func (r *reader) titles(facts ...int) string {
	var list []string
	for _, i := range facts {
		list = append(list, fmt.Sprintf("%q", cmp.Or(r.m.facts[i].Title, r.m.facts[i].ID)))
	}
	return strings.Join(list, " with ")
}

// newest leaves out the claims that give way to a newer one. Where it cannot be told which of
// two is newer, both stay; and what only asks takes nothing away from what counts. A warning that
// gives way goes on asking.
func (r *reader) newest(fact int, claims []claim) []claim {
	var out []claim
	last, counts := r.newestOf(claims, true), r.newestOf(claims, false)
	for _, k := range claims {
		newer := last
		if k.stale == "" {
			newer = counts
		}
		if !k.newest || newer == nil || !r.surelyBefore(k.when, newer.when) {
			out = append(out, k)
			continue
		}
		r.drop(k.from, k.source.Element, Older, "%s; a newer one is on record, of %s", k.source.Says, clean(newer.when.written))
		if k.stale == "" && r.m.warns(fact, k.value) && !r.m.warns(fact, newer.value) {
			r.ask(k.from, fact, k.source.Element, k.when, "%s; denied since, on %s", k.source.Says, clean(newer.when.written))
		}
		if k.earlier != nil {
			k.earlier()
		}
	}
	return out
}

// newestOf is, of the claims of which only the newest counts, the one that begins last; of all, or
// only of those that count.
func (r *reader) newestOf(claims []claim, all bool) (last *claim) {
	var begins int64
	for i := range claims {
		k := &claims[i]
		if !k.newest || !all && k.stale != "" || !k.when.hasFirst {
			continue
		}
		if from, _ := r.reach(k.when); last == nil || from > begins {
			last, begins = k, from
		}
	}
	return last
}

// fresh turns claims that were made too long ago into questions.
func (r *reader) fresh(claims []claim) []claim {
	return slices.DeleteFunc(claims, func(k claim) bool {
		if k.stale == "" {
			return false
		}
		fact := r.m.factIndex[k.source.Fact]
		r.askAs(r.m.ifWarning(fact, k.value, Outdated), k.from, fact, k.source.Element, k.when, "%s; %s", k.source.Says, k.stale)
		if k.earlier != nil {
			k.earlier()
		}
		return true
	})
}

func (r *reader) contradicted(claims []claim, says string) {
	for _, k := range claims {
		r.drop(k.from, k.source.Element, Contradicted, "%s", says)
	}
}

// saying lists what claims say, each once, and not all where they are many.
func saying(claims []claim) string {
	const most = 6
	var list []string
	if more := len(claims) - most; more > 0 {
		return saying(claims[:most]) + fmt.Sprintf("; and %d more", more)
	}
	for _, k := range claims {
		text := k.source.Resource
		if k.source.ID != "" {
			text += "/" + k.source.ID
		}
		text += ": " + k.source.Says
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return strings.Join(list, "; ")
}

// hold puts the facts to the guideline. What it refuses is left out and named, with all that
// the refusal is about, and the rest stays.
func (r *reader) hold(facts decision.Facts) {
	known, ok := r.m.cases.Get().(*decision.Case)
	if !ok {
		known = r.m.g.NewCase()
	}
	defer r.m.cases.Put(known)
	for {
		err := known.Load(facts)
		var list decision.FactErrors
		if !errors.As(err, &list) || len(list) == 0 {
			return
		}
		bad := r.blamed(facts, list[0])
		if len(bad) == 0 {
			return
		}
		says := "the guideline refuses " + r.titles(bad...) + ": " + list[0].Message
		if denials := r.denials(facts, bad); len(denials) < len(bad) {
			bad = denials
			says += "; the yes stands"
		}
		for _, fact := range bad {
			delete(facts, r.m.facts[fact].ID)
			r.contradicted(r.kept[fact], says)
			r.kept[fact] = nil
		}
	}
}

// denials are those of some facts that are no yes to a danger, if there is one of each; or else all.
func (r *reader) denials(facts decision.Facts, bad []int) []int {
	var list []int
	for _, fact := range bad {
		if !r.m.danger(fact) || facts[r.m.facts[fact].ID] != true {
			list = append(list, fact)
		}
	}
	if len(list) == 0 {
		return bad
	}
	return list
}

// blamed are the facts without any one of which a mistake would not be there.
func (r *reader) blamed(facts decision.Facts, mistake *decision.FactError) []int {
	var bad []int
	for i, f := range r.m.facts {
		given, known := facts[f.ID]
		if !known {
			continue
		}
		delete(facts, f.ID)
		_, err := r.m.g.Case(facts)
		facts[f.ID] = given
		var list decision.FactErrors
		errors.As(err, &list)
		if !slices.ContainsFunc(list, func(e *decision.FactError) bool { return e.Message == mistake.Message }) {
			bad = append(bad, i)
		}
	}
	return bad
}
