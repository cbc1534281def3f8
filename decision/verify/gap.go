package verify

import "github.com/mskguide/mskguide/decision/internal/model"

// gap finds a case that no rule decides. A bundle with a gap under the choices in force is
// refused when it is opened; here the gaps under other choices come to light.
func (s *stage) gap() {
	cases := s.Space.Minus(s.Space.All(), s.AtLeast[0])
	if cases.Empty() {
		return
	}
	w := s.witness("with these choices no rule gives a verdict, and the guideline cannot be opened", cases)
	s.find(Gap, w, []Entry{s.entry(model.VerdictEntry, s.Verdicts[0])},
		"no rule gives a verdict for some case%s; add a rule for it, or one with `otherwise: true`", underChoices(w))
}

// underChoices says which choices a witness needs.
func underChoices(w *Witness) string {
	if w == nil || len(w.Choices) == 0 {
		return ""
	}
	var out []string
	for _, c := range w.Choices {
		out = append(out, c.Param+" is "+c.Value)
	}
	return " once " + list(out, "and")
}
