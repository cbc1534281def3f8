package verify

import (
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

func ofVerdicts(k *model.Invariant) bool {
	return k.Bound != nil || k.Clear != nil || k.Monotone != nil || k.Independent != nil
}

func ofOthers(k *model.Invariant) bool { return !ofVerdicts(k) }

// invariants finds those that do not hold. One that is to hold by default is that of the
// guideline without overlays, or of the overlay that declares it.
func (s *stage) invariants(some func(*model.Invariant) bool) {
	for i := range s.Invariants {
		k := &s.Invariants[i]
		if !some(k) || !k.Always && !s.ownDefault(k.ID) {
			continue
		}
		failures := s.Fails(k)
		for n, f := range failures {
			if n > 0 && f.Var == failures[n-1].Var && f.What == failures[n-1].What {
				continue // the same at another verdict
			}
			s.broken(k, failures[n:])
		}
	}
}

func (c *checker) ownDefault(id string) bool {
	if len(c.report.Guideline.Overlays) == 0 {
		return true
	}
	for i := range c.inventory {
		if e := &c.inventory[i]; e.Kind == model.InvariantEntry && e.ID == id {
			return e.Overlay
		}
	}
	return false
}

// broken enters the first of some failures; those after it of the same sort show it too.
func (s *stage) broken(k *model.Invariant, failures []model.Failure) {
	f := failures[0]
	var alike []logic.Cases
	for _, other := range failures {
		if other.Var == f.Var && other.What == f.What {
			alike = append(alike, other.Cases)
		}
	}
	claim := s.claim(k.ID)
	var w *Witness
	entries := []Entry{s.entry(model.InvariantEntry, k.ID)}
	what := ""
	switch {
	case k.Bound != nil:
		w = s.witness("a verdict below "+s.Verdicts[k.Bound.AtLeast], alike...)
		what = "some case gets a less severe verdict"
	case k.Clear != nil:
		w = s.witness("the verdict "+s.Verdicts[k.Clear.Gives], alike...)
		what = "some case gets " + s.Verdicts[k.Clear.Gives] + " without that"
	case k.Monotone != nil:
		w = s.besides("the verdict is less severe once "+s.Variables[f.Var].Name+" is true", f.Var, 0, 1, alike)
		what = "with " + s.Variables[f.Var].Name + " the verdict becomes less severe in some case"
		entries = append(entries, s.entry(model.FactEntry, s.Variables[f.Var].Name))
	case k.Independent != nil:
		w = s.turning(f.Var)
		what = "the verdict turns on " + s.Variables[f.Var].Name + " in some case"
		for _, v := range append([]int{f.Var}, s.Variables[f.Var].Turns...) {
			if s.Variables[v].Kind == model.Fact {
				entries = append(entries, s.entry(model.FactEntry, s.Variables[v].Name))
			}
		}
	case k.NoOptions:
		w = s.witness("option "+f.What+" is listed", alike...)
		what = "option " + f.What + " is listed in some case"
		entries = append(entries, s.entry(model.OptionEntry, f.What))
	case k.StaysOut:
		what, entries = s.staysIn(f.What, entries)
		w = s.witness(what, alike...)
	default:
		w = s.witness("protocol item "+f.What+" is shown", s.besideTheFirstVerdict(alike)...)
		what = "protocol item " + f.What + " is shown in some other case"
		entries = append(entries, s.entry(model.ItemEntry, f.What))
	}
	s.find(Invariant, w, append(entries, s.decidingRules(k, w)...), "invariant %q does not hold: %s%s. %s", k.ID, what, underChoices(w), claim)
}

// besideTheFirstVerdict is the cases in which the protocol is shown, if there are any.
func (s *stage) besideTheFirstVerdict(sets []logic.Cases) (out []logic.Cases) {
	for _, set := range sets {
		if shown := s.Space.And(set, s.Verdict(0)); !shown.Empty() {
			out = append(out, shown)
		}
	}
	if out == nil {
		return sets
	}
	return out
}

func (s *stage) staysIn(id string, entries []Entry) (string, []Entry) {
	for i := range s.Options {
		if s.Options[i].ID == id {
			return "option " + id + " is offered in a case that withholds it", append(entries, s.entry(model.OptionEntry, id))
		}
	}
	return "treatment " + id + " is compared as if nothing withheld it in a case that withholds a part of it", append(entries, s.entry(model.ModalityEntry, id))
}

// decidingRules are the rules that give the verdict in the case of the witness.
func (s *stage) decidingRules(k *model.Invariant, w *Witness) (out []Entry) {
	if w == nil || !ofVerdicts(k) {
		return nil
	}
	for _, id := range w.rules {
		out = append(out, s.entry(model.RuleEntry, id))
	}
	return out
}

// claim is what exactly is checked.
func (c *checker) claim(id string) string {
	for _, k := range c.g.Invariants() {
		if k.ID == id {
			return "It says: " + strings.TrimSuffix(k.Claim, ".")
		}
	}
	return ""
}

// besides is a witness of which the finding shows beside the same with another value of one
// fact. The cases do not depend on that fact.
func (s *stage) besides(shows string, v, before, after int, cases []logic.Cases) *Witness {
	one := s.Seek(cases)
	if one == nil {
		return nil
	}
	one.Region[v] = before
	w := s.write(shows, one)
	one.Region[v] = after
	w.Beside = s.Facts(one)
	return w
}

// tipping is a witness of a verdict that turns on a comparison of numbers: the same case with
// another number, and another verdict. The cases do not depend on the comparison.
func (s *stage) tipping(shows string, v, before int, cases logic.Cases) *Witness {
	one := s.Numbers(s.AsChosen(cases), []logic.Fixed{{Var: v, Region: before}}, s.Hidden())
	if one == nil {
		w := s.witness(shows, cases)
		if w != nil {
			w.Note = s.notFound([]logic.Fixed{{Var: v, Region: before}})
		}
		return w
	}
	levels := s.levels(one)
	for _, fact := range s.Variables[v].Turns {
		for _, x := range s.Candidates(fact, model.MaxCombinations) {
			other := one.With(fact, x, s.Variables[fact].Region(x))
			if s.Accepts(s.Facts(other)) && apart(levels, s.levels(other)) {
				w := s.write(shows, one)
				w.Beside = s.Facts(other)
				return w
			}
		}
	}
	w := s.write(shows, one)
	w.Note = "no other number was found with which the verdict is another one"
	return w
}

// apart reports whether two answers have no verdict in common.
func apart(one, other []int) bool {
	for _, level := range one {
		for _, same := range other {
			if level == same {
				return false
			}
		}
	}
	return true
}

// turning finds two values of a fact, or of a comparison, with different verdicts.
func (s *stage) turning(v int) *Witness {
	shows := "the verdict is another one with the other facts"
	n := s.Vars[v].Regions
	for _, cases := range s.AtLeast {
		for before := range n {
			for after := range n {
				differs := s.Space.Minus(s.Space.Fix(cases, v, before), s.Space.Fix(cases, v, after))
				switch {
				case before == after || differs.Empty():
				case s.Variables[v].Truth != nil:
					return s.tipping(shows, v, before, differs)
				default:
					return s.besides(shows, v, before, after, []logic.Cases{differs})
				}
			}
		}
	}
	return nil
}
