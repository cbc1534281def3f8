package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/internal/place"
)

// reply is an answer, and its rules by whether they hold.
type reply struct {
	*decision.Decision
	comparison func() *decision.Comparison
	possible   []string // rules that may hold, the certain ones among them
	certain    []string
	against    []string // those of the certain ones that give more than the least severe verdict,
	cautions   []string // and those that give a caution
}

const caution = "caution" // what a rule gives that moves no verdict

// answers asks a guideline.
type answers struct {
	g            *decision.Guideline
	rules, gives []string // by the place of the rule
	least        string   // verdict
}

func newAnswers(g *decision.Guideline) *answers {
	w := &answers{g: g, least: g.Verdicts()[0].ID}
	for _, r := range g.Rules() {
		w.rules, w.gives = append(w.rules, r.ID), append(w.gives, r.Gives)
	}
	return w
}

func (w *answers) answer(c *decision.Case) *reply {
	a := w.sorted(w.g.DecideCase(c), w.g.Verdict(c))
	a.comparison = func() *decision.Comparison { return w.g.CompareCase(c) }
	return a
}

func (w *answers) sorted(d *decision.Decision, o decision.Outcome) *reply {
	a := &reply{Decision: d}
	for i, id := range w.rules {
		if o.Possible.Has(i) {
			a.possible = append(a.possible, id)
		}
		if !o.Certain.Has(i) {
			continue
		}
		a.certain = append(a.certain, id)
		switch w.gives[i] {
		case caution:
			a.cautions = append(a.cautions, id)
		case w.least:
		default:
			a.against = append(a.against, id)
		}
	}
	return a
}

// comparing holds an answer to what is expected of it.
type comparing struct {
	*reply
	x     *Expect
	at    func(path ...any) place.Pos // of what is expected
	found []Difference
}

func (k *comparing) all() {
	x := k.x
	k.same("verdict", x.Verdict, k.Verdict)
	if x.Settled != nil {
		k.same("settled", strconv.FormatBool(*x.Settled), strconv.FormatBool(k.Settled))
	}
	k.exactly("could_become", x.CouldBecome, k.CouldBecome)
	k.exactly("missing", x.Missing, k.Missing)
	k.rules()
	k.same("urgency", x.Urgency, orNone(k.Urgency))
	k.exactly("urgency_could_become", x.UrgencyCouldBecome, k.UrgencyCouldBecome)
	k.exactly("urgency_missing", x.UrgencyMissing, k.UrgencyMissing)
	standing, certainty := none, none
	if k.Support != nil {
		standing, certainty = orNone(k.Support.Standing.String()), orNone(k.Support.Certainty.String())
	}
	k.same("standing", x.Standing.String(), standing)
	k.same("certainty", x.Certainty.String(), certainty)
	if x.Remarks != nil {
		k.exactly("remarks", x.Remarks, ids(k.Remarks, func(r *decision.Remark) string { return r.ID }))
	}
	k.each("steps", x.Steps, func(id string) string {
		i := slices.IndexFunc(k.Steps, func(s decision.Step) bool { return s.ID == id })
		return string(k.Steps[i].Status)
	})
	k.options()
	k.each("protocol", x.Protocol, k.item)
	k.schedule()
	k.says()
	k.modalities()
}

func (k *comparing) rules() {
	possibly := slices.DeleteFunc(slices.Clone(k.possible), func(id string) bool { return slices.Contains(k.certain, id) })
	k.among("rules", k.x.Rules, k.certain)
	k.each("gives", k.x.Gives, func(id string) string {
		i := slices.IndexFunc(k.Reasons, func(r decision.Reason) bool { return r.Rule == id && !r.Possible })
		if i < 0 {
			return absent
		}
		return k.Reasons[i].Verdict
	})
	k.exactly("only_rules", k.x.OnlyRules, k.against)
	k.among("possible_rules", k.x.PossibleRules, possibly)
	k.exactly("cautions", k.x.Cautions, k.cautions)
	for i, id := range k.x.NotRules {
		switch {
		case slices.Contains(k.certain, id):
			k.differs("not "+id, "that it holds", "not_rules", i)
		case slices.Contains(k.possible, id):
			k.differs("not "+id, "that it may hold", "not_rules", i)
		}
	}
}

func (k *comparing) options() {
	k.each("options", k.x.Options, func(id string) string {
		switch o := k.option(id); {
		case o == nil:
			return absent
		case o.Possible:
			return possible
		default:
			return string(o.Stance)
		}
	})
	for _, e := range k.x.OptionCautions {
		var certain []string
		if o := k.option(e.Key.Value); o != nil {
			for _, c := range o.Cautions {
				if !c.Possible {
					certain = append(certain, c.Caution)
				}
			}
		}
		k.exactlyAt("cautions of "+e.Key.Value, e.Value, certain, "option_cautions", e.Key.Value)
	}
	if k.x.FailedOptions != nil {
		failed := slices.DeleteFunc(slices.Clone(k.Options), func(o decision.Option) bool { return !o.Failed })
		k.exactly("failed_options", k.x.FailedOptions, ids(failed, func(o *decision.Option) string { return o.ID }))
	}
}

func (k *comparing) option(id string) *decision.Option {
	i := slices.IndexFunc(k.Options, func(o decision.Option) bool { return o.ID == id })
	if i < 0 {
		return nil
	}
	return &k.Options[i]
}

func (k *comparing) item(id string) string {
	if k.Protocol == nil {
		return absent
	}
	for i := range k.Protocol.Items {
		if it := &k.Protocol.Items[i]; it.ID == id && it.Withheld {
			return withheld
		} else if it.ID == id {
			return isShown
		}
	}
	return absent
}

func (k *comparing) schedule() {
	if k.x.Sessions == nil {
		return
	}
	got := []int{}
	if k.Protocol != nil && k.Protocol.Schedule != nil {
		for _, p := range k.Protocol.Schedule.Phases {
			got = append(got, p.Sessions)
		}
	}
	if !slices.Equal(k.x.Sessions, got) {
		k.differs(fmt.Sprint(k.x.Sessions), fmt.Sprint(got), "sessions")
	}
}

// same compares one word, where one is expected.
func (k *comparing) same(of, want, got string) {
	if want != "" && want != got {
		k.differs(want, got, of)
	}
}

// each compares one word for each id.
func (k *comparing) each(of string, want place.Map[string], got func(id string) string) {
	for _, e := range want {
		if is := got(e.Key.Value); is != e.Value {
			k.differs(e.Key.Value+" "+e.Value, is, of, e.Key.Value)
		}
	}
}

// among looks for every id that is expected.
func (k *comparing) among(of string, want, got []string) {
	for i, id := range want {
		if !slices.Contains(got, id) {
			k.differs(id, listed(got), of, i)
		}
	}
}

// exactly compares sets, where one is expected.
func (k *comparing) exactly(of string, want, got []string) {
	if want != nil {
		k.exactlyAt(of, want, got, of)
	}
}

func (k *comparing) exactlyAt(of string, want, got []string, path ...any) {
	lacking := slices.DeleteFunc(slices.Clone(want), func(id string) bool { return slices.Contains(got, id) })
	besides := slices.DeleteFunc(slices.Clone(got), func(id string) bool { return slices.Contains(want, id) })
	if len(lacking)+len(besides) == 0 {
		return
	}
	text := listed(got)
	if len(want) > 1 && len(lacking) > 0 {
		text += "; not there: " + strings.Join(lacking, ", ")
	}
	if len(want) > 1 && len(besides) > 0 {
		text += "; besides: " + strings.Join(besides, ", ")
	}
	at := k.at(path...)
	k.found = append(k.found, Difference{File: at.File, Line: at.Line, Column: at.Column, Of: of, Expected: listed(want), Got: text})
}

func (k *comparing) differs(want, got string, path ...any) {
	at := k.at(path...)
	k.found = append(k.found, Difference{File: at.File, Line: at.Line, Column: at.Column, Of: path[0].(string), Expected: want, Got: got})
}

func orNone(text string) string {
	if text == "" {
		return none
	}
	return text
}

func listed(ids []string) string {
	if len(ids) == 0 {
		return none
	}
	return strings.Join(ids, ", ")
}

func ids[T any](list []T, id func(*T) string) []string {
	out := []string{}
	for i := range list {
		out = append(out, id(&list[i]))
	}
	return out
}
