package conformance

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision"
)

// shows lists everything that an answer is an example of.
func (a *answer) shows() (out []string) {
	add := func(words ...string) { out = append(out, strings.Join(words, " ")) }
	add("verdict", a.Verdict, map[bool]string{true: "settled", false: "open"}[a.Settled])
	for _, v := range a.CouldBecome {
		add("verdict", a.Verdict, "could become", v)
	}
	if !a.Exact {
		add("not exact")
	}
	if a.Support != nil {
		add("support", a.Support.Standing, a.Support.Certainty)
	}
	add("urgency", a.Urgency)
	for _, f := range a.Missing {
		add("missing", f)
	}
	for _, s := range a.Steps {
		add("step", s.ID, s.Status)
		for _, f := range s.Open {
			add("step", s.ID, "open by", f)
		}
	}
	for _, r := range a.Reasons {
		add("reason", r.Rule, state(r.Possible))
	}
	for _, k := range a.Cautions {
		add("caution", k.Rule, state(k.Possible))
		for _, f := range k.Missing {
			add("caution", k.Rule, "by", f)
		}
	}
	for _, o := range a.Options {
		out = append(out, o.shows()...)
	}
	for _, r := range a.Remarks {
		add("remark", r.ID)
	}
	return append(out, a.showsRest()...)
}

func state(possible bool) string {
	return map[bool]string{true: "possible", false: "certain"}[possible]
}

func (o *option) shows() (out []string) {
	name := "option " + o.ID + " "
	out = append(out, name+state(o.Possible))
	if o.Tried != "" {
		out = append(out, name+"tried "+o.Tried)
	}
	if o.Failed {
		out = append(out, name+"failed")
	}
	for _, k := range o.Cautions {
		id, possible := strings.CutSuffix(k, "?")
		out = append(out, name+"caution "+id+" "+state(possible))
	}
	return out
}

// showsRest is what only some guidelines have.
func (a *answer) showsRest() (out []string) {
	if p := a.Protocol; p != nil {
		for _, i := range p.Items {
			out = append(out, "protocol "+i.ID+map[bool]string{true: " withheld", false: " shown"}[i.Withheld])
		}
		if p.Acknowledge != nil {
			out = append(out, "acknowledge")
		}
	}
	if c := a.Course; c != nil {
		if c.Attendance != nil {
			out = append(out, "attendance reached "+yesOrNo(&c.Attendance.Reached))
		}
		for _, m := range c.Measures {
			out = append(out, "measure "+m.ID+" reached "+yesOrNo(m.Reached), "measure "+m.ID+" worse "+yesOrNo(m.Worse))
		}
	}
	for _, m := range a.Comparison {
		out = append(out, "compared "+m.ID+" "+m.Status)
		for _, i := range m.Indicators {
			out = append(out, "indicator "+i)
		}
	}
	if s := a.SelfCheck; s != nil {
		out = append(out, "self-check "+s.Status)
		for _, i := range s.Items {
			out = append(out, "self-check "+i.Fact+" "+i.Truth)
		}
	}
	return out
}

func yesOrNo(b *bool) string {
	switch {
	case b == nil:
		return "open"
	case *b:
		return "yes"
	}
	return "no"
}

// wanted lists what the suite has to show of a guideline.
func wanted(g guideline) (out []string) {
	add := func(words ...string) { out = append(out, strings.Join(words, " ")) }
	for i, v := range g.Verdicts() {
		add("verdict", v.ID, "settled")
		if i > 0 && i < len(g.Verdicts())-1 {
			add("verdict", v.ID, "open")
		}
	}
	add("verdict needs_information open")
	for i, s := range g.Steps() {
		add("step", s.ID, "passed")
		add("step", s.ID, "open")
		if i < len(g.Steps())-1 {
			add("step", s.ID, "stopped")
		}
		if i > 0 {
			add("step", s.ID, "not_reached")
		}
	}
	for _, r := range g.Rules() {
		switch {
		case r.Off != "":
		case r.Gives == "caution":
			add("caution", r.ID, "certain")
			add("caution", r.ID, "possible")
		default:
			add("reason", r.ID, "certain")
		}
	}
	for _, u := range g.Urgencies() {
		add("urgency", u.ID)
	}
	for _, r := range g.Review().Remarks {
		add("remark", r.ID)
	}
	return append(out, wantedOptions(g)...)
}

func wantedOptions(g guideline) (out []string) {
	for _, o := range g.OptionRules() {
		if o.Off != "" {
			continue
		}
		name := "option " + o.ID + " "
		out = append(out, name+"certain", name+"possible")
		if o.Trial != "" {
			trial, _ := g.Fact(o.Trial)
			for _, c := range trial.Choices {
				out = append(out, name+"tried "+c.ID)
			}
			out = append(out, name+"tried unknown", name+"failed")
		}
		for _, k := range o.Cautions {
			out = append(out, name+"caution "+k+" certain", name+"caution "+k+" possible")
		}
	}
	for _, r := range g.ComparisonRules() {
		if r.Kind == decision.IndicatorRule {
			out = append(out, "indicator "+r.ID)
		}
	}
	return out
}

// noCase names what stands in a bundle and can be seen in no answer: rules that a choice of
// local policy has turned off, verdicts and dispositions that no rule of this reading gives, and
// what two conditions together rule out.
func noCase() map[string][]string {
	off := []string{"reason pregnancy-policy certain", "caution caution-minor certain", "caution caution-minor possible", // by params
		"urgency routine_referral", // of no rule
		"option manual_therapy_exercise_and_dry_needling caution manual-therapy-infection certain"} // the same withholds it
	published := append(off[:len(off):len(off)], "caution no-local-training-rule certain", "caution no-local-training-rule possible")
	literature := append(off[:len(off):len(off)], "verdict do_not_use settled", "verdict do_not_use open", "reason chronic-neck-pain certain")
	return map[string][]string{
		"dry-needling":            published,
		"dry-needling+literature": literature,
		"kiln":                    {"caution quiet-hours-unset possible", "reason crackle-held certain"},
		"kiln+riverside+winter":   {"reason quiet-hours certain", "caution crackle-noted certain", "caution crackle-noted possible"},
		"lantern":                 {"reason fog-at-all certain"},
	}
}

// lacking lists what is wanted of a guideline and not shown.
func lacking(g guideline, answers []*answer) []string {
	shown := map[string]bool{}
	for _, w := range noCase()[g.name] {
		shown[w] = true
	}
	for _, a := range answers {
		for _, s := range a.shows() {
			shown[s] = true
		}
	}
	return slices.DeleteFunc(wanted(g), func(w string) bool { return shown[w] })
}
