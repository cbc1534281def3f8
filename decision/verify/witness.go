package verify

import (
	"slices"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// witness finds the least that has to be said for a case to be in one of the sets for sure;
// nil where they are empty.
func (s *stage) witness(shows string, sets ...logic.Cases) *Witness {
	x := s.Seek(sets)
	if x == nil {
		return nil
	}
	return s.write(shows, x)
}

// write is a case as a witness.
func (s *stage) write(shows string, x *model.Sought) *Witness {
	w := &Witness{Shows: shows, Facts: s.Facts(x), Note: s.note(x)}
	for _, v := range s.Params() {
		if region, said := x.Region[v]; said && region != s.InForce[v] {
			w.Choices = append(w.Choices, Choice{Param: s.Variables[v].Name, Value: strings.Trim(s.Variables[v].Values[region], `"`)})
		}
	}
	w.Overlay = s.overlay(w.Choices)
	s.answer(w, x)
	return w
}

// note says what is not certain of a case, "" for nothing.
func (s *stage) note(x *model.Sought) string {
	switch {
	case x.Refused:
		return "a check refuses these facts, as it does all that were found to show it"
	case len(x.Lacks) > 0:
		return s.notFound(x.Lacks)
	}
	return ""
}

func (s *stage) notFound(open []logic.Fixed) string {
	var needs []string
	for _, f := range open {
		switch v := &s.Variables[f.Var]; {
		case v.Kind == model.Measured:
			needs = append(needs, "certain outcome measures")
		case f.Region == 1:
			needs = append(needs, code(v.Name))
		default:
			needs = append(needs, "the opposite of "+code(v.Name))
		}
	}
	return "it needs " + list(slices.Compact(needs), "and") + " besides, and no numbers were found that give it; perhaps there are none"
}

// levels are the verdicts of the completions of a case.
func (s *stage) levels(x *model.Sought) (out []int) {
	for level := range s.Verdicts {
		if !s.Within(x, s.Verdict(level)).Empty() {
			out = append(out, level)
		}
	}
	return out
}

// answer works out what the guideline says of the case.
func (s *stage) answer(w *Witness, x *model.Sought) {
	w.levels = s.levels(x)
	for i := range s.Rules {
		r := &s.Rules[i]
		if r.Level >= 0 && len(w.levels) > 0 && r.Level == w.levels[0] && s.Within(x, s.Space.Where(r.When)) == s.Space.All() {
			w.rules = append(w.rules, r.ID)
		}
	}
}
