package scenario

import (
	"fmt"
	"slices"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/scenario/internal/wording"
	"github.com/mskguide/mskguide/internal/place"
)

// words are what may be expected of a guideline.
type words struct {
	*answers
	verdicts, facts, urgencies, remarks, steps   []string
	options, optionCautions, items, givenVerdict []string
	indicators, modalities                       []string
}

func newWords(g *decision.Guideline) *words {
	w := &words{answers: newAnswers(g), urgencies: []string{none}}
	for _, f := range g.Facts() {
		w.facts = append(w.facts, f.ID)
	}
	named := func(list []decision.Named) []string { return ids(list, func(n *decision.Named) string { return n.ID }) }
	w.givenVerdict = named(g.Verdicts())
	w.verdicts = append(slices.Clone(w.givenVerdict), g.NeedsInformation().ID)
	w.urgencies, w.steps = append(w.urgencies, named(g.Urgencies())...), named(g.Steps())
	review := g.Review()
	w.remarks = ids(review.Remarks, func(r *decision.RemarkText) string { return r.ID })
	if p := review.Protocol; p != nil {
		w.items = ids(p.Items, func(it *decision.ProtocolItemText) string { return it.ID })
	}
	for _, r := range g.ComparisonRules() {
		if r.Kind == decision.IndicatorRule {
			w.indicators = append(w.indicators, r.ID)
		}
	}
	if c := review.Comparison; c != nil {
		w.modalities = ids(c.Modalities, func(m *decision.ModalityText) string { return m.ID })
	}
	for _, o := range g.OptionRules() {
		w.options = append(w.options, o.ID)
	}
	for _, k := range g.OptionCautions() {
		w.optionCautions = append(w.optionCautions, k.ID)
	}
	return w
}

// check reports what a scenario expects and the guideline does not have.
func (w *words) check(s *Scenario, errs *place.Errors) {
	x := &s.Expect
	one := func(what, id string, known []string, path ...any) {
		if !slices.Contains(known, id) {
			errs.Addf(s.at(path...), "scenario %q: there is no %s %q%s", wording.Abridge(s.ID), what, wording.Abridge(id), orOneOf(id, known))
		}
	}
	some := func(what, key string, ids, known []string) {
		for i, id := range ids {
			one(what, id, known, key, i)
		}
	}
	if x.Verdict != "" {
		one("verdict", x.Verdict, w.verdicts, "verdict")
	}
	if x.Urgency != "" {
		one("urgency", x.Urgency, w.urgencies, "urgency")
	}
	some("verdict", "could_become", x.CouldBecome, w.givenVerdict)
	some("fact", "missing", x.Missing, w.facts)
	some("urgency", "urgency_could_become", x.UrgencyCouldBecome, w.urgencies)
	some("fact", "urgency_missing", x.UrgencyMissing, w.facts)
	some("rule", "rules", x.Rules, w.rules)
	some("rule", "possible_rules", x.PossibleRules, w.rules)
	some("rule", "not_rules", x.NotRules, w.rules)
	some("rule that gives more than "+w.givenVerdict[0], "only_rules", x.OnlyRules, w.giving(func(gives string) bool { return gives != caution && gives != w.givenVerdict[0] }))
	some("rule that gives a caution", "cautions", x.Cautions, w.giving(func(gives string) bool { return gives == caution }))
	some("remark", "remarks", x.Remarks, w.remarks)
	some("option", "failed_options", x.FailedOptions, w.options)
	each := func(what, key string, entries place.Map[string], known, values []string) {
		for _, e := range entries {
			if !slices.Contains(known, e.Key.Value) {
				errs.Addf(e.Key.Pos, "scenario %q: there is no %s %q%s", wording.Abridge(s.ID), what, wording.Abridge(e.Key.Value), orOneOf(e.Key.Value, known))
			}
			one("state", e.Value, values, key, e.Key.Value)
		}
	}
	each("step", "steps", x.Steps, w.steps, statuses())
	each("protocol item", "protocol", x.Protocol, w.items, []string{isShown, withheld, absent})
	each("rule", "gives", x.Gives, w.rules, w.givenVerdict)
	each("option", "options", x.Options, w.options, stances())
	keys := func(what string, entries place.Map[[]string], known []string) {
		for _, e := range entries {
			if !slices.Contains(known, e.Key.Value) {
				errs.Addf(e.Key.Pos, "scenario %q: there is no %s %q%s", wording.Abridge(s.ID), what, wording.Abridge(e.Key.Value), orOneOf(e.Key.Value, known))
			}
		}
	}
	keys("option", x.OptionCautions, w.options)
	for _, e := range x.OptionCautions {
		for i, id := range e.Value {
			one("caution of options", id, w.optionCautions, "option_cautions", e.Key.Value, i)
		}
	}
	keys("rule", x.Says, w.rules)
	keys("rule", x.SaysNot, w.rules)
	each("modality", "compared", x.Compared, w.modalities, compared())
	some("comparison rule", "indicators", x.Indicators, w.indicators)
	some("comparison rule", "not_indicators", x.NotIndicators, w.indicators)
	if x.SelfCheck != "" {
		one("state", x.SelfCheck, []string{string(decision.SelfCheckReached), string(decision.SelfCheckNotReached), string(decision.SelfCheckOpen), none}, "self_check")
	}
}

// giving are the rules that give such a thing.
func (w *words) giving(such func(gives string) bool) (out []string) {
	for i, id := range w.rules {
		if such(w.gives[i]) {
			out = append(out, id)
		}
	}
	return out
}

func statuses() (out []string) {
	for _, s := range []decision.StepStatus{decision.StepStopped, decision.StepPassed, decision.StepOpen, decision.StepNotReached} {
		out = append(out, string(s))
	}
	return out
}

func stances() (out []string) {
	for _, s := range decision.Stances() {
		out = append(out, string(s))
	}
	return append(out, possible, absent)
}

func compared() []string {
	return []string{string(decision.StatusFavoured), string(decision.StatusOpen), string(decision.StatusPagesOnly), string(decision.StatusNotFavoured), string(decision.StatusWithheld), absent}
}

// orOneOf says what was meant, or, of few, what there is.
func orOneOf(id string, known []string) string {
	const few = 12
	if near := place.Nearest(id, known); near != "" {
		return wording.DidYouMean(near)
	}
	if len(known) > few || len(known) == 0 {
		return ""
	}
	return fmt.Sprintf("; there is %s", listed(known))
}
