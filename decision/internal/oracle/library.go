package oracle

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// Of is what the oracle needs of a guideline. A rule's bit is its place in file order.
func Of(g *decision.Guideline) *Guideline {
	q := &Guideline{library: g, order: map[string]int{}, groups: map[string][]string{}}
	for _, v := range g.Verdicts() {
		q.Verdicts = append(q.Verdicts, v.ID)
	}
	for _, s := range g.Steps() {
		q.Steps = append(q.Steps, s.ID)
	}
	for i, f := range g.Facts() {
		q.Facts = append(q.Facts, f.ID)
		q.order[f.ID] = i
	}
	for _, group := range g.Groups() {
		q.groups[group.ID] = group.Facts
	}
	for i, r := range g.Rules() {
		urgency := slices.IndexFunc(g.Urgencies(), func(u decision.Named) bool { return u.ID == r.Urgency })
		if urgency < 0 {
			urgency = len(g.Urgencies())
		}
		q.Rules = append(q.Rules, Rule{ID: r.ID, Step: r.Step, Facts: r.Facts, Bit: i, Level: slices.Index(q.Verdicts, r.Gives), Urgency: urgency})
	}
	q.optionsOf(g)
	return q
}

// Said is what the library answers, in the oracle's words and in its own.
type Said struct {
	Answer
	Decision *decision.Decision
	Outcome  decision.Outcome
	Doubt    decision.Doubt
}

// Ask asks the library about a case, in every way there is.
func (q *Guideline) Ask(c *decision.Case) *Said {
	s := &Said{Decision: q.library.DecideCase(c), Outcome: q.library.Verdict(c), Doubt: q.library.Missing(c)}
	d, a := s.Decision, &s.Answer
	if a.Verdict = d.Verdict; d.Verdict == "needs_information" {
		a.Verdict = ""
	}
	for _, id := range q.Verdicts {
		if id == d.Verdict || slices.Contains(d.CouldBecome, id) {
			a.Could = append(a.Could, id)
		}
	}
	a.Missing = append(a.Missing, d.Missing...)
	for i, r := range q.Rules {
		if s.Outcome.Certain.Has(i) {
			a.Certain = append(a.Certain, r.ID)
		}
		if s.Outcome.Possible.Has(i) {
			a.Possible = append(a.Possible, r.ID)
		}
	}
	for _, step := range d.Steps {
		a.Steps = append(a.Steps, Step{step.ID, string(step.Status), q.ungrouped(step.Open)})
	}
	for _, r := range d.Reasons {
		a.Reasons = append(a.Reasons, Reason{r.Rule, r.Possible})
	}
	for _, k := range d.Cautions {
		a.Cautions = append(a.Cautions, Caution{k.Rule, k.Possible, k.Missing})
	}
	s.options()
	return s
}

// ungrouped replaces groups by their facts, in asking order.
func (q *Guideline) ungrouped(names []string) []string {
	var out []string
	for _, name := range names {
		if facts, ok := q.groups[name]; ok {
			out = append(out, facts...)
		} else {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return q.order[a] - q.order[b] })
	return out
}

// Check reports where the library departs from what must be said: nowhere in what it says is
// exact; elsewhere it may hold too much for possible. Only where facts that some rule compares
// with one another are in doubt may it be inexact. nil when it departs nowhere.
func (q *Guideline) Check(s *Said, want *Answer, inDoubt bool) error {
	if err := q.consistent(s); err != nil {
		return err
	}
	if err := s.Covers(want); err != nil {
		return err
	}
	if !inDoubt {
		if !s.Decision.Exact || !s.Outcome.Exact || !s.Doubt.Exact {
			return fmt.Errorf("said to be inexact without a reason: Decision %v, Verdict %v, Missing %v", !s.Decision.Exact, !s.Outcome.Exact, !s.Doubt.Exact)
		}
		return differ(s.Answer, *want)
	}
	settled := len(want.Could) == 1
	if o := s.Outcome; o.Exact && (q.library.VerdictID(o.Verdict) != named(want.Verdict) || o.Settled != settled) {
		return fmt.Errorf("the verdict says exactly %s, settled %v; it is %s, settled %v", q.library.VerdictID(o.Verdict), o.Settled, named(want.Verdict), settled)
	}
	if could, missing := q.could(s.Doubt), s.Doubt.Missing(); s.Doubt.Exact && !(slices.Equal(could, want.Could) && slices.Equal(missing, want.Missing)) {
		return fmt.Errorf("missing says exactly %q by %q; it is %q by %q", could, missing, want.Could, want.Missing)
	}
	if s.Decision.Exact {
		shown := s.Answer // which rules may hold a decision does not say
		shown.Certain, shown.Possible = want.Certain, want.Possible
		return differ(shown, *want)
	}
	return nil
}

// differ reports the first part in which two answers differ.
func differ(got, want Answer) error {
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range g.NumField() {
		if g, w := g.Field(i).Interface(), w.Field(i).Interface(); !reflect.DeepEqual(g, w) {
			return fmt.Errorf("%s is said to be exactly\n%+v, but is\n%+v", reflect.TypeOf(got).Field(i).Name, g, w)
		}
	}
	return nil
}

func named(verdict string) string {
	if verdict == "" {
		return "needs_information"
	}
	return verdict
}

func (q *Guideline) could(d decision.Doubt) (out []string) {
	for v, id := range q.Verdicts {
		if d.Verdicts>>(v+1)&1 == 1 {
			out = append(out, id)
		}
	}
	return out
}

// consistent holds what the library says in one way to what it says in another.
func (q *Guideline) consistent(s *Said) error {
	d, o := s.Decision, s.Outcome
	settled := len(d.CouldBecome) == 0
	for what, holds := range map[string]bool{
		"settled as could_become says":          d.Settled == settled,
		"settled as missing says":               d.Settled == (len(d.Missing) == 0),
		"the verdict is not what it may become": !slices.Contains(d.CouldBecome, d.Verdict),
		"Allows is a settled least severe one":  d.Allows() == (settled && d.Verdict == q.Verdicts[0]),
		"Outcome and Decision allow the same":   !o.Exact || d.Allows() == o.Allows(),
		"the same missing in both":              slices.Equal(s.Doubt.Missing(), d.Missing),
		"the same verdicts in both":             slices.Equal(q.could(s.Doubt), s.Could),
	} {
		if !holds {
			return fmt.Errorf("not so: %s: %+v, %+v", what, d, o)
		}
	}
	return nil
}
