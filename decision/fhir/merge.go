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
		if claims = r.fresh(r.newest(claims)); len(claims) == 0 {
			continue
		}
		v := claims[0].value
		for _, k := range claims[1:] {
			v = v.and(k.value)
		}
		v = v.clip(m.facts[fact])
		switch {
		case v.empty():
			for _, k := range claims {
				r.ask(k.from, fact, k.source.Element, k.when, "%s: the record contradicts itself", k.source.Says)
			}
			r.contradicted(claims, "what is on record of "+m.facts[fact].ID+" contradicts itself, and nothing of it is taken: "+saying(claims))
		case v.says():
			c.Facts[m.facts[fact].ID] = v.plain(m.facts[fact])
			r.kept[fact] = claims
		default:
			r.contradicted(claims, "all that is on record of "+m.facts[fact].ID+" together says nothing")
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

// newest leaves out the claims that give way to a newer one. Where it cannot be told which of
// two is newer, both stay.
func (r *reader) newest(claims []claim) []claim {
	if !slices.ContainsFunc(claims, func(k claim) bool { return k.newest }) {
		return claims
	}
	var out []claim
	last, latest := -1, -1 // the claim that begins on the last day, and that of the last hour
	for i, k := range claims {
		if k.newest && k.when.hasFirst && (last < 0 || k.when.first > claims[last].when.first) {
			last = i
		}
		if k.newest && k.when.timed && (latest < 0 || k.when.moment > claims[latest].when.moment) {
			latest = i
		}
	}
	for _, k := range claims {
		newer := -1
		switch {
		case !k.newest || !k.when.hasLast:
		case claims[last].when.first > k.when.last:
			newer = last
		case k.when.timed && claims[latest].when.moment > k.when.moment:
			newer = latest
		}
		if newer < 0 {
			out = append(out, k)
			continue
		}
		r.drop(k.from, k.source.Element, Older, "%s; a newer one is on record, of %s", k.source.Says, clean(claims[newer].when.written))
		if k.earlier != nil {
			k.earlier()
		}
	}
	return out
}

// fresh turns claims that were made too long ago into questions.
func (r *reader) fresh(claims []claim) []claim {
	return slices.DeleteFunc(claims, func(k claim) bool {
		if k.stale == "" {
			return false
		}
		r.ask(k.from, r.m.factIndex[k.source.Fact], k.source.Element, k.when, "%s; %s", k.source.Says, k.stale)
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
		for _, id := range bad {
			fact := r.m.factIndex[id]
			delete(facts, id)
			r.contradicted(r.kept[fact], "the guideline refuses "+strings.Join(bad, " with ")+": "+list[0].Message)
			r.kept[fact] = nil
		}
	}
}

// blamed are the facts without any one of which a mistake would not be there.
func (r *reader) blamed(facts decision.Facts, mistake *decision.FactError) []string {
	var bad []string
	for _, f := range r.m.facts {
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
			bad = append(bad, f.ID)
		}
	}
	return bad
}
