package decision

import (
	"cmp"
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
)

// tries is what speaks against treatments of which a fact tells what came of trying them.
type tries struct {
	reasons  []againstTry // to withhold any of them, each once
	cautions []againstTry // of any of them, likewise
}

type againstTry struct {
	condition *logic.Condition // nil when it is too large to ask
	source    string
	says      string
}

// prepareTries is what speaks against treatments, by the fact that tells of them.
func (g *Guideline) prepareTries() map[int]*tries {
	out := map[int]*tries{}
	for i := range g.options.interventions {
		v := &g.options.interventions[i]
		f := slices.IndexFunc(g.facts, func(f Fact) bool { return f.ID == v.Trial })
		if f < 0 {
			continue
		}
		if out[f] == nil {
			out[f] = &tries{}
		}
		t := out[f]
		for k, when := range g.options.reasons[i] {
			t.reasons = g.against(t.reasons, v.Withheld[k].Says, v.Withheld[k].Source, g.formula(when))
		}
		for _, id := range v.Cautions {
			at := slices.IndexFunc(g.options.texts, func(k CautionText) bool { return k.ID == id })
			title := cmp.Or(g.options.texts[at].Title, g.options.texts[at].Says)
			t.cautions = g.against(t.cautions, title, id, g.cautionFormula(at))
		}
	}
	return out
}

func (g *Guideline) cautionFormula(at int) *logic.Formula {
	if k := &g.options.cautions[at]; k.rule < 0 {
		return g.formula(k.when)
	}
	return g.ruleFormula(g.options.cautions[at].rule)
}

func (g *Guideline) against(list []againstTry, says, source string, f *logic.Formula) []againstTry {
	if slices.ContainsFunc(list, func(k againstTry) bool { return k.source == source }) {
		return list // taken over from another treatment
	}
	condition, err := g.engine.Condition(f)
	if err != nil {
		condition = nil
	}
	return append(list, againstTry{condition, source, says})
}

// ask takes what is too large to ask for possible.
func (k *againstTry) ask(c *Case) logic.Answer {
	if k.condition == nil {
		return logic.Answer{Possible: true}
	}
	return k.condition.Ask(&c.inner)
}

// spokenAgainst is what speaks against a treatment, or may.
type spokenAgainst struct {
	any     bool
	exact   bool
	certain []string
	missing logic.VarSet // facts
}

func (t *tries) against(c *Case) spokenAgainst {
	out := spokenAgainst{exact: true}
	for i := range t.reasons {
		switch k := t.reasons[i].ask(c); {
		case k.Certain:
			out.certain = append(out.certain, t.reasons[i].says)
			out.any = true
		case k.Possible:
			missing, doubt := c.factsMissing(k.Missing)
			out.missing = out.missing.Union(missing)
			out.any, out.exact = true, out.exact && k.Exact && !doubt
		}
	}
	out.exact = out.exact || len(out.certain) > 0
	return out
}

// cautioned lists the cautions that certainly hold.
func (t *tries) cautioned(c *Case) (out []string) {
	if t == nil {
		return nil
	}
	for i := range t.cautions {
		if t.cautions[i].ask(c).Certain {
			out = append(out, t.cautions[i].says)
		}
	}
	return out
}

// keptTry is a fact that could become otherwise if nothing spoke against the treatment.
type keptTry struct {
	fact   int
	become logic.Set
	spoken spokenAgainst
}

// withheld says of which treatments nothing is listed: those with which there would be more sets.
func (s *search) withheld(moves logic.Moves, except uint16) {
	if len(s.kept) == 0 {
		return
	}
	moves.Become = slices.Clone(moves.Become)
	for _, k := range s.kept {
		moves.Become[k.fact] = k.become
	}
	var would logic.VarSet
	found := s.find(moves, except)
	for _, set := range found.Sets {
		for _, one := range set.Steps {
			if one.Become {
				would.Add(one.Var)
			}
		}
	}
	for _, k := range s.kept {
		if !would.Has(k.fact) && !found.Over {
			continue
		}
		f := &s.g.facts[k.fact]
		w := WithheldChange{Fact: f.ID, Title: f.Title, Says: append([]string{}, k.spoken.certain...), Missing: []string{}}
		for m := range k.spoken.missing.All() {
			if len(w.Says) == 0 && !s.c.known(m) {
				w.Missing = append(w.Missing, s.g.facts[m].ID)
			}
		}
		s.answer.Withheld = append(s.answer.Withheld, w)
	}
}

// cautionTitles lists the cautions that certainly hold.
func (g *Guideline) cautionTitles(o *Outcome) (out []string) {
	for i := range g.order.inFileOrder(o.Certain.set).All() {
		if g.compiled[i].level < 0 {
			out = append(out, cmp.Or(g.rules[i].Title, g.rules[i].Says))
		}
	}
	return out
}
