package verify

import (
	"slices"

	"github.com/mskguide/mskguide/decision"
)

// answer is a guideline's answer to a witness.
type answer struct {
	*decision.Decision
	guideline *decision.Guideline
	asked     *decision.Case
	verdict   string
}

// cases puts facts to both guidelines, each of which gets those that it has.
func (c *comparer) cases(list []said) (out [2]*decision.Case, err error) {
	for i, s := range c.sides {
		var known []said
		for _, fact := range list {
			if s.facts[fact.name] {
				known = append(known, fact)
			}
		}
		if out[i], err = s.guideline.Case(factsOf(known)); err != nil {
			return out, err
		}
	}
	return out, nil
}

func (c *comparer) answers(list []said) (out [2]*answer, err error) {
	asked, err := c.cases(list)
	if err != nil {
		return out, err
	}
	for i, k := range asked {
		d := c.sides[i].guideline.DecideCase(k)
		out[i] = &answer{d, c.sides[i].guideline, k, d.Verdict}
	}
	return out, nil
}

// decidedBy reports whether the verdict is settled, and given by these rules.
func (a *answer) decidedBy(verdict string, by Deciding) bool {
	if !a.Settled || a.verdict != verdict {
		return false
	}
	found := 0
	for _, r := range a.Reasons {
		if r.Possible || r.Verdict != verdict {
			continue
		}
		always := slices.Contains(by.Always, r.Rule)
		if !always && !slices.Contains(by.Sometimes, r.Rule) {
			return false
		}
		if always {
			found++
		}
	}
	return found == len(by.Always)
}

// has reports whether something certainly holds, is shown or is withheld.
func (a *answer) has(m conditional) bool {
	switch m.kind {
	case "rule":
		return slices.ContainsFunc(a.Reasons, func(r decision.Reason) bool { return r.Rule == m.id && !r.Possible }) ||
			slices.ContainsFunc(a.Cautions, func(k decision.Caution) bool { return k.Rule == m.id && !k.Possible })
	case "option":
		return slices.ContainsFunc(a.Options, func(o decision.Option) bool { return o.ID == m.id && !o.Possible })
	case "protocol item":
		return a.Protocol != nil && slices.ContainsFunc(a.Protocol.Items, func(it decision.ProtocolItem) bool { return it.ID == m.id && !it.Withheld })
	}
	return slices.ContainsFunc(a.guideline.CompareCase(a.asked).Modalities, func(x decision.Modality) bool {
		return x.ID == m.id && x.Status == decision.StatusWithheld
	})
}
