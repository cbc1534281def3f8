package verify

import (
	"slices"
	"strconv"

	"github.com/mskguide/mskguide/decision"
	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// neverTrue finds what no answer ever has. A caution that says that a param has no value is as
// it should be once the param has one.
func (s *stage) neverTrue() {
	dead := map[string]bool{} // what a further text is a part of
	for i := range s.Entries {
		e := &s.Entries[i]
		if e.Shown == nil || len(e.Held) > 0 || s.saysUnset(e) || !e.Named || e.Kind == model.FurtherEntry && dead[owner(e.ID)] || !s.Space.Where(e.Shown).Empty() {
			continue
		}
		dead[e.ID] = true
		text, w := s.whyNever(e)
		s.find(NeverTrue, w, []Entry{entryOf(e.Entry)}, "%s %q %s", e.Kind, e.ID, text)
	}
}

func (c *checker) saysUnset(e *model.Laid) bool {
	return e.Kind == model.RuleEntry && slices.ContainsFunc(c.g.Params(), func(p decision.Param) bool { return p.Set && p.UnsetCaution == e.ID })
}

// owner is the id of what a part belongs to.
func owner(id string) string {
	for i := range id {
		if id[i] == '/' {
			return id[:i]
		}
	}
	return id
}

// whyNever says why an entry is never shown, with the case that comes nearest to showing it.
func (s *stage) whyNever(e *model.Laid) (string, *Witness) {
	if e.When != nil && s.Space.Where(e.When).Empty() {
		return s.contradiction(e)
	}
	var w *Witness
	if e.When != nil {
		w = s.witness("its condition holds, and yet it is not shown", s.Space.Where(e.When))
	}
	switch e.Kind {
	case model.FurtherEntry:
		w = s.witness("the rule holds, and the text is not shown", s.ruleCases(owner(e.ID)))
		return "is never shown: its condition and that of its rule never hold together", w
	case model.OptionEntry:
		return "is never shown: wherever its condition holds, something bars every option or withholds its intervention", w
	case model.OptionCautionEntry:
		return "is never shown: it never holds where an option of an intervention that has it is shown", w
	case model.ItemEntry:
		return "is never shown: its condition never holds where the verdict is " + strconv.Quote(s.Verdicts[0]), w
	case model.ComparisonEntry:
		return "is never shown: wherever it holds, the comparison is barred", w
	case model.VerdictEntry:
		return "is given in no case: a more severe one always is, or no rule that gives it ever holds", nil
	case model.EducationEntry:
		return "is never shown: none of its verdicts is ever given", nil
	}
	return "is never shown", w
}

func (s *stage) ruleCases(id string) logic.Cases {
	for i := range s.Rules {
		if s.Rules[i].ID == id {
			return s.Space.Where(s.Rules[i].When)
		}
	}
	return s.Space.None()
}

// contradiction names as few parts of a condition as never hold together, with the case in
// which all but the last of them do.
func (s *stage) contradiction(e *model.Laid) (string, *Witness) {
	core := s.core(e.Parts)
	if len(core) < 2 {
		what := "its condition"
		if len(core) == 1 && len(e.Parts) > 1 {
			what = code(core[0].Written)
		}
		return "is never true: " + what + " holds in no case, whatever local policy chooses", nil
	}
	var texts []string
	for _, p := range core {
		texts = append(texts, code(p.Written))
	}
	w := s.witness("everything but "+texts[len(texts)-1]+" of it holds, and it does not", s.allOf(core[:len(core)-1]))
	return "is never true: " + list(texts, "and") + " never hold together, whatever local policy chooses", w
}

// core leaves out the parts without which the others still never hold together.
func (s *stage) core(parts []model.Part) []model.Part {
	kept := append([]model.Part{}, parts...)
	for i := 0; i < len(kept); {
		without := append(append([]model.Part{}, kept[:i]...), kept[i+1:]...)
		if len(without) > 0 && s.allOf(without).Empty() {
			kept = without
		} else {
			i++
		}
	}
	return kept
}

func (s *stage) allOf(parts []model.Part) logic.Cases {
	all := s.Space.All()
	for _, p := range parts {
		all = s.Space.And(all, s.Space.Where(p.When))
	}
	return all
}
