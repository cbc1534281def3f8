package verify

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/mskguide/mskguide/decision/internal/logic"
	"github.com/mskguide/mskguide/decision/internal/model"
)

// sought is a case that is being put together: the regions of facts, and of params whose
// choice is not the one in force.
type sought struct {
	region map[int]int
	number map[int]float64 // of facts that a comparison of numbers is of: their very values
	note   string
}

// witness finds the least that has to be said for a case to be in one of the sets for sure;
// nil where they are empty.
func (s *stage) witness(shows string, sets ...logic.Cases) *Witness {
	x := s.seek(sets)
	if x == nil {
		return nil
	}
	return s.write(shows, x)
}

// seek finds such a case: with the choices in force where it can, without what a check
// refuses, and without what depends on comparisons of numbers with numbers.
func (s *stage) seek(sets []logic.Cases) *sought {
	var refused []logic.Cases
	for _, k := range s.checks {
		refused = append(refused, s.Space.Where(k))
	}
	var fallback *sought
	for _, set := range sets {
		for _, within := range []logic.Cases{set, s.Space.Minus(set, s.Space.Or(refused...))} {
			x := s.example(within)
			if x == nil {
				continue
			}
			if x.note == "" && !s.accepts(x) {
				x.note = "a check refuses these facts, as it does all that were found to show it"
			}
			if x.note == "" {
				s.minimise(x, sets)
				return x
			}
			fallback = x
		}
	}
	return fallback
}

// example is a case of the set, nil for none. Its note says what is wrong with it.
func (s *stage) example(set logic.Cases) *sought {
	set = s.asChosen(set)
	hidden := s.hidden()
	said, ok := s.Space.Example(set, hidden)
	if !ok {
		return nil
	}
	x, open := s.taken(said)
	if len(open) > 0 {
		if found := s.numbers(set, open, hidden); found != nil {
			return found
		}
		x.note = s.notFound(open)
	}
	return x
}

// asChosen is the cases of a set with as many choices in force as can be.
func (s *stage) asChosen(set logic.Cases) logic.Cases {
	for _, v := range s.Params() {
		if now := s.Space.Fix(set, v, s.inForce[v]); !now.Empty() {
			set = now
		}
	}
	return set
}

// hidden is the variables that no document of facts has.
func (s *stage) hidden() (out []int) {
	for v := range s.Variables {
		if k := s.Variables[v].Kind; k == model.Comparison || k == model.Measured {
			out = append(out, v)
		}
	}
	return out
}

// taken takes what is said of facts and params; open is what is said of comparisons and measures.
func (s *stage) taken(said []logic.Fixed) (x *sought, open []logic.Fixed) {
	x = &sought{region: map[int]int{}, number: map[int]float64{}}
	for _, f := range said {
		switch s.Variables[f.Var].Kind {
		case model.Fact, model.Param:
			x.region[f.Var] = f.Region
		default:
			open = append(open, f)
		}
	}
	return x, open
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

// minimise leaves out every fact without which the case still shows it.
func (s *stage) minimise(x *sought, sets []logic.Cases) {
	for _, v := range slices.Backward(slices.Sorted(maps.Keys(x.region))) {
		if s.Variables[v].Kind != model.Fact {
			continue
		}
		without := &sought{region: maps.Clone(x.region), number: maps.Clone(x.number)}
		delete(without.region, v)
		delete(without.number, v)
		if slices.ContainsFunc(sets, func(set logic.Cases) bool { return s.within(without, set) == s.Space.All() }) {
			*x = *without
		}
	}
}

// within is what is left of a set for the completions of a case.
func (s *stage) within(x *sought, set logic.Cases) logic.Cases {
	for _, v := range s.Params() {
		region, said := x.region[v]
		if !said {
			region = s.inForce[v]
		}
		set = s.Space.Fix(set, v, region)
	}
	for _, v := range slices.Sorted(maps.Keys(x.region)) {
		if s.Variables[v].Kind == model.Fact {
			set = s.Space.Fix(set, v, x.region[v])
		}
	}
	for v := range s.Variables {
		if truth := s.Variables[v].Truth; truth != nil {
			if yes, decided := truth(func(f int) (float64, bool) { return s.value(x, f) }); decided && yes {
				set = s.Space.Fix(set, v, 1)
			} else if decided {
				set = s.Space.Fix(set, v, 0)
			}
		}
	}
	return set
}

// value is the number that a case gives a fact.
func (s *stage) value(x *sought, v int) (float64, bool) {
	if n, ok := x.number[v]; ok {
		return n, true
	}
	region, ok := x.region[v]
	if !ok || s.Variables[v].Region == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(s.Variables[v].Values[region], 64)
	return n, err == nil
}

// facts is the document of a case.
func (s *stage) facts(x *sought) json.RawMessage {
	var parts []string
	for _, v := range slices.Sorted(maps.Keys(x.region)) {
		if s.Variables[v].Kind != model.Fact {
			continue
		}
		text := s.Variables[v].Values[x.region[v]]
		if n, ok := x.number[v]; ok {
			text = strconv.FormatFloat(n, 'f', -1, 64)
		}
		parts = append(parts, fmt.Sprintf("%q: %s", s.Variables[v].Name, text))
	}
	return json.RawMessage("{" + strings.Join(parts, ", ") + "}")
}

// accepts reports whether the guideline takes the facts.
func (s *stage) accepts(x *sought) bool {
	_, err := s.g.Case([]byte(s.facts(x)))
	return err == nil
}

// write is a case as a witness.
func (s *stage) write(shows string, x *sought) *Witness {
	w := &Witness{Shows: shows, Facts: s.facts(x), Note: x.note}
	for _, v := range s.Params() {
		if region, said := x.region[v]; said && region != s.inForce[v] {
			w.Choices = append(w.Choices, Choice{Param: s.Variables[v].Name, Value: strings.Trim(s.Variables[v].Values[region], `"`)})
		}
	}
	w.Overlay = s.overlay(w.Choices)
	s.answer(w, x)
	return w
}

// levels are the verdicts of the completions of a case.
func (s *stage) levels(x *sought) (out []int) {
	for level := range s.Verdicts {
		if !s.within(x, s.Verdict(level)).Empty() {
			out = append(out, level)
		}
	}
	return out
}

// with is the case with another number for one fact.
func (x *sought) with(fact int, number float64, region int) *sought {
	other := &sought{region: maps.Clone(x.region), number: maps.Clone(x.number)}
	other.region[fact], other.number[fact] = region, number
	return other
}

// answer works out what the guideline says of the case.
func (s *stage) answer(w *Witness, x *sought) {
	w.levels = s.levels(x)
	for i := range s.Rules {
		r := &s.Rules[i]
		if r.Level >= 0 && len(w.levels) > 0 && r.Level == w.levels[0] && s.within(x, s.Space.Where(r.When)) == s.Space.All() {
			w.rules = append(w.rules, r.ID)
		}
	}
}
