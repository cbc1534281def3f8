package decision

import (
	"slices"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/evidence"
)

// comparing is one comparison in the making: the truth of its rules for the case.
type comparing struct {
	*answer
	k     *compared
	truth []truth // by rule
	bar   truth
}

// truth is what is known of one condition.
type truth struct {
	certain, possible bool
	missing           logic.VarSet // facts; of what is possible only
}

func (a *answer) comparing(k *compared) *comparing {
	x := &comparing{answer: a, k: k, truth: make([]truth, len(k.rules))}
	if k.bar != nil {
		x.bar = x.known(k.bar.condition)
	}
	if x.bar.certain {
		return x // nothing else is looked at
	}
	for i := range k.rules {
		x.truth[i] = x.known(k.rules[i].condition)
	}
	return x
}

// known asks a condition. Where the answer may hold too much, so may the comparison.
func (x *comparing) known(k *logic.Condition) truth {
	answer := k.Ask(&x.c.inner)
	t := truth{certain: answer.Certain, possible: answer.Possible}
	if t.certain == t.possible {
		return t
	}
	doubt := false
	t.missing, doubt = x.c.factsMissing(answer.Missing)
	x.exact = x.exact && answer.Exact && !doubt
	return t
}

// comparison is the whole of it.
func (a *answer) comparison(k *compared) *Comparison {
	x := a.comparing(k)
	out := &Comparison{Schema: comparisonSchema, Guideline: a.g.Info(), Verdict: a.verdictID(), Settled: a.settled,
		CouldBecome: a.couldBecome(), Missing: a.missingIDs(), Title: k.title,
		Modalities: []Modality{}, Claims: []string{}}
	out.Urgency, out.UrgencyCouldBecome, out.UrgencyMissing = a.urgency()
	if x.bar.possible {
		out.Bar = &ComparisonBar{Possible: !x.bar.certain, Says: k.bar.open, Missing: a.factIDs(x.bar.missing)}
	}
	if x.bar.certain {
		out.Bar.Says = k.bar.says
		out.Reasons = slices.DeleteFunc(a.reasons(), func(r Reason) bool {
			return slices.IndexFunc(a.g.verdicts, func(v Named) bool { return v.ID == r.Verdict }) < k.bar.level
		})
	} else {
		out.Says, out.Claims = k.says, a.own(k.claims)
		out.Equals = x.equals()
		for i := range k.modalities {
			out.Modalities = append(out.Modalities, x.modality(i))
		}
		out.SelfCheck = a.c.selfCheck()
	}
	out.Exact = a.exact
	x.cite(out)
	return out
}

// briefly is the comparison as decisions mention it: nothing beside a bar, nothing while all
// that only comparing has a use for is silent, and no self-check that nobody answered.
func (a *answer) briefly(d *Decision) {
	if !a.c.compares() {
		return
	}
	x := a.comparing(a.g.comparison)
	if x.bar.certain {
		return
	}
	for i := range x.k.modalities {
		m := &x.k.modalities[i]
		brief := ComparedBriefly{ID: m.id, Status: x.status(i), Indicators: []string{}}
		for _, r := range m.indicators {
			if x.truth[r].certain {
				brief.Indicators = append(brief.Indicators, x.k.rules[r].ID)
			}
		}
		d.Comparison = append(d.Comparison, brief)
	}
	if a.c.answersSelfCheck() {
		d.SelfCheck = a.c.selfCheck()
	}
}

// status is how a modality comes out. The pages favour it when an indicator of its own, or
// of a modality that certainly equals it here, certainly holds.
func (x *comparing) status(m int) ModalityStatus {
	withheld, free := x.withheld(m)
	could, lets := x.verdictLets(m)
	switch {
	case withheld:
		return StatusWithheld
	case !x.indicated(m) && x.equalTo(m) == nil:
		return StatusNotFavoured
	case !could:
		return StatusPagesOnly
	case !lets || !free || x.bar.possible:
		return StatusOpen
	}
	return StatusFavoured
}

// withheld reports whether something certainly withholds a modality, and whether nothing can.
func (x *comparing) withheld(m int) (certain, free bool) {
	free = true
	for _, w := range x.k.modalities[m].withheld {
		certain = certain || x.truth[w.rule].certain
		free = free && !x.truth[w.rule].possible
	}
	return certain, free
}

// verdictLets reports whether the verdict can be, and whether it is, the one that a modality
// needs.
func (x *comparing) verdictLets(m int) (could, lets bool) {
	could, lets = true, true
	for _, level := range x.k.modalities[m].only {
		could = could && x.levels>>level&1 == 1
		lets = lets && x.levels == 1<<level
	}
	return could, lets
}

func (x *comparing) indicated(m int) bool {
	return slices.ContainsFunc(x.k.modalities[m].indicators, func(r int) bool { return x.truth[r].certain })
}

// equalTo lists the modalities whose indicators count for one that has none of its own.
func (x *comparing) equalTo(m int) (out []string) {
	if x.indicated(m) {
		return nil
	}
	for i := range x.k.rules {
		r := &x.k.rules[i]
		if r.Kind != EqualsRule || !x.truth[i].certain || !slices.Contains(r.of, m) {
			continue
		}
		for _, other := range r.of {
			if id := x.k.modalities[other].id; x.indicated(other) && !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

func (x *comparing) modality(i int) Modality {
	m := &x.k.modalities[i]
	out := Modality{ID: m.id, Title: m.title, Says: m.says, Status: x.status(i), EqualTo: x.equalTo(i),
		Indicators: []Indicator{}, Withheld: []Withholding{}, Attributes: []Attribute{}, Claims: x.own(m.claims)}
	out.StatusSays = x.g.ModalityStatus(out.Status).Says
	for _, p := range m.parts {
		out.Parts = append(out.Parts, x.k.modalities[p].id)
	}
	for _, r := range m.indicators {
		if t := x.truth[r]; t.possible {
			rule := &x.k.rules[r]
			s := x.standing(rule.Claims)
			out.Indicators = append(out.Indicators, Indicator{ID: rule.ID, Page: rule.Page, Says: rule.Says, Possible: !t.certain,
				Missing: x.factIDs(t.missing), Standing: s.Standing, Certainty: s.Certainty, Claims: x.own(rule.Claims)})
		}
	}
	for _, w := range m.withheld {
		if t := x.truth[w.rule]; t.possible {
			rule := &x.k.rules[w.rule]
			held := Withholding{ID: rule.ID, Says: rule.Says, Possible: !t.certain, Missing: x.factIDs(t.missing), Claims: x.own(rule.Claims)}
			if w.part >= 0 {
				held.Part = x.k.modalities[w.part].id
			}
			out.Withheld = append(out.Withheld, held)
		}
	}
	for _, attribute := range m.attributes {
		attribute.Statements = slices.Clone(attribute.Statements)
		for j := range attribute.Statements {
			s := &attribute.Statements[j]
			stands := x.standing(s.Claims)
			s.Standing, s.Certainty, s.Claims = stands.Standing, stands.Certainty, x.own(s.Claims)
		}
		out.Attributes = append(out.Attributes, attribute)
	}
	return out
}

// standing is that of the weakest claim; what only a page says is untraced.
func (x *comparing) standing(claims []string) Support {
	if len(claims) == 0 {
		return Support{Standing: evidence.Untraced}
	}
	return x.weakest(claims)
}

func (x *comparing) equals() (out []Equals) {
	for i := range x.k.rules {
		r, t := &x.k.rules[i], x.truth[i]
		if r.Kind == EqualsRule && t.possible {
			out = append(out, Equals{ID: r.ID, Modalities: x.own(r.Of), Says: r.Says, Possible: !t.certain,
				Missing: x.factIDs(t.missing), Claims: x.own(r.Claims)})
		}
	}
	return out
}

// cite lists what the comparison mentions, in its order, and every page that it quotes.
func (x *comparing) cite(out *Comparison) {
	c := x.g.cited.newCiting()
	c.add(out.Claims)
	for _, r := range out.Reasons {
		c.add(r.Claims)
	}
	for _, m := range out.Modalities {
		c.add(m.Claims)
		for _, it := range m.Indicators {
			c.add(it.Claims)
			c.page(it.Page)
		}
		for _, w := range m.Withheld {
			c.add(w.Claims)
		}
		for _, attribute := range m.Attributes {
			for _, s := range attribute.Statements {
				c.add(s.Claims)
				c.page(s.Page)
			}
		}
	}
	for _, e := range out.Equals {
		c.add(e.Claims)
	}
	if s := out.SelfCheck; s != nil {
		c.add(s.Claims)
		c.page(s.Page)
	}
	out.Evidence, out.Sources = c.evidence(x.answer), c.publications(x.answer)
}
